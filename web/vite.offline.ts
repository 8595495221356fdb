import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';
import { serviceWorker } from './offline-worker.ts';

/** Pages that must open again without a line; named by their file. */
const pages = /OfflinePage\.vue$/;
/** The frame such pages stand in. */
const frame = /BareLayout\.vue$/;

interface Chunk {
  type: 'chunk';
  fileName: string;
  isEntry: boolean;
  imports: string[];
  dynamicImports: string[];
  facadeModuleId: string | null;
  viteMetadata?: { importedCss?: Set<string> };
}

/**
 * Lays `offline.js` beside index.html: a service worker that keeps the files of those pages, by their hashed
 * names, and nothing else. A new build has other names, so another worker, which throws the old files away.
 */
export const offline = (): Plugin => ({
  name: 'wenrong-offline',
  apply: 'build',
  // After Vite has said which style sheets belong to which script.
  enforce: 'post',
  generateBundle(_options, bundle) {
    const chunks = new Map<string, Chunk>();
    for (const part of Object.values(bundle))
      if (part.type === 'chunk') chunks.set(part.fileName, part as unknown as Chunk);
    const all = [...chunks.values()];
    const roots = all.filter(({ isEntry, facadeModuleId: from }) => isEntry || frame.test(from ?? ''));
    const opened = all.filter(({ facadeModuleId: from }) => pages.test(from ?? ''));
    if (opened.length === 0) return;
    const seen = new Set<string>();
    const visit = (name: string): void => {
      const chunk = chunks.get(name);
      if (!chunk || seen.has(name)) return;
      seen.add(name);
      for (const css of chunk.viteMetadata?.importedCss ?? []) seen.add(css);
      chunk.imports.forEach(visit);
    };
    for (const { fileName } of [...roots, ...opened]) visit(fileName);
    // What such a page loads by and by, e.g. the reader of QR codes; the entry's are all other pages.
    for (const { dynamicImports } of opened) dynamicImports.forEach(visit);
    const files = [...seen].sort();
    const version = createHash('sha256').update(files.join()).digest('hex').slice(0, 12);
    this.emitFile({ type: 'asset', fileName: 'offline.js', source: serviceWorker(version, files) });
  },
});
