import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type Plugin } from 'vite';

const entry = fileURLToPath(new URL('../modules/survey/web/verifier/main.ts', import.meta.url));

const style = `body{max-width:40rem;margin:2rem auto;padding:0 1rem;background:#fbfaf7;color:#1c1b1a;font:1.05rem/1.7 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{font-size:1.5rem}label{display:block;margin:1rem 0 .2rem;font-weight:600}input{width:100%;min-height:2.5rem;font:inherit}
button{margin:1.25rem 0;padding:.5rem 1.5rem;border:0;border-radius:4px;background:#a8281d;color:#fff;font:inherit}
ul{padding:0;list-style:none}li{margin:.75rem 0;padding:.5rem 1rem;border-left:4px solid #2b5a4d;overflow-wrap:anywhere}li.bad{border-color:#a8281d;background:#f8ebe8}`;

const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;

/** A page that may run its own script and style, and may reach nothing and nobody. */
const pageOf = (script: string): string => `<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${hashed(script)}; style-src ${hashed(style)}; form-action 'none'; base-uri 'none'">
<title>文融离线查票 Wenrong offline verifier</title>
<style>${style}</style>
<main>
<h1>离线查票 <span lang="en">Offline verifier</span></h1>
<p>断网也能用。本页什么也不发出，只核对您选的文件。<br><span lang="en">Works without a line. This page sends nothing; it compares the files you choose.</span></p>
<form id="form">
<label for="bulletin">公告文件 <span lang="en">Bulletin</span></label><input id="bulletin" type="file" accept=".json" required>
<label for="receipt">我的回执（可不选） <span lang="en">My receipt (optional)</span></label><input id="receipt" type="file" accept=".json">
<label for="hash">通知上的清单校验值（可不填） <span lang="en">Manifest hash on the notice (optional)</span></label><input id="hash" autocomplete="off">
<label for="root">张贴的评分票公告根值（可不填） <span lang="en">Posted root of the ratings’ list (optional)</span></label><input id="root" autocomplete="off">
<label for="text-root">张贴的文字票公告根值（可不填） <span lang="en">Posted root of the texts’ list (optional)</span></label><input id="text-root" autocomplete="off">
<button type="submit">核对 <span lang="en">Check</span></button>
</form>
<ul id="findings" role="status"></ul>
</main>
<script>${script}</script>
</html>
`;

/** The whole offline verifier as one HTML file; the same sources give the same bytes. */
export async function verifierPage(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(new URL('..', import.meta.url)),
    build: {
      write: false,
      target: ['chrome108', 'firefox115', 'safari16'],
      modulePreload: false,
      rollupOptions: { input: entry, output: { format: 'iife', inlineDynamicImports: true } },
    },
  });
  const outputs = (Array.isArray(built) ? built : [built]) as { output: { type: string; code?: string }[] }[];
  const code = outputs[0]!.output.find(({ type }) => type === 'chunk')!.code!;
  // Within HTML a closing tag ends the script wherever it stands.
  return pageOf(code.trim().replaceAll('</script', '<\\/script'));
}

/** SHA-256 over the names and hashes of all files, in the order of their names. */
function hashOf(folder: string, names: readonly string[]): string {
  const whole = createHash('sha256');
  for (const name of [...names].sort()) {
    const bytes = readFileSync(join(folder, name));
    whole.update(`${name}\0${createHash('sha256').update(bytes).digest('hex')}\n`);
  }
  return whole.digest('base64url');
}

/**
 * Lays `verifier.html` and `client-hash.json` beside the pages: what staff check with offline, and the hash that the
 * manifest and the printed notice name, so that anybody can build the pages and compare. Hashed as written: in the
 * bundle, parts still change after every plugin has had its turn.
 */
export const verifier = (): Plugin => ({
  name: 'wenrong-verifier',
  apply: 'build',
  async generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'verifier.html', source: await verifierPage() });
  },
  writeBundle({ dir }, bundle) {
    if (dir === undefined) return;
    // The manifest of the build is for the build itself; no browser asks for it.
    const names = Object.keys(bundle).filter((name) => !name.startsWith('.vite/'));
    writeFileSync(join(dir, 'client-hash.json'), JSON.stringify({ hash: hashOf(dir, names) }));
  },
});
