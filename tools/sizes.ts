import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
/** Above these a file is split, whoever wrote it (architecture: look again at 300, pages at 250). */
const limits = { ts: 300, vue: 250 };
/** Tests read like documentation, and words are data. */
const exempt = /\.test\.ts$|words(\.\w+)?\.ts$/;
const files = globSync('{engines,platform,modules,web,demo,tools,e2e,faults,bench}/**/*.{ts,vue,mjs}', {
  cwd: root,
});

const sizes = files.map((file) => ({
  file,
  lines: readFileSync(join(root, file), 'utf8').split('\n').length,
}));
const limitOf = (file: string) => (file.endsWith('.vue') ? limits.vue : limits.ts);
const over = sizes.filter(({ file, lines }) => lines > limitOf(file) && !exempt.test(file));

const perFolder = new Map<string, number>();
for (const { file, lines } of sizes) {
  const folder = file.split('/').slice(0, 2).join('/');
  perFolder.set(folder, (perFolder.get(folder) ?? 0) + lines);
}

if (process.argv.includes('--all')) {
  for (const [folder, lines] of [...perFolder].sort((a, b) => b[1] - a[1]))
    console.log(`${lines}\t${folder}`);
  console.log('\nlongest:');
  for (const { file, lines } of sizes.sort((a, b) => b.lines - a.lines).slice(0, 15))
    console.log(`${lines}\t${file}`);
}
for (const { file, lines } of over)
  console.error(`${file}: ${lines} lines, split it (limit ${limitOf(file)})`);
console.log(over.length === 0 ? 'sizes: every file fits' : `sizes: ${over.length} files are too long`);
process.exitCode = over.length > 0 ? 1 : 0;
