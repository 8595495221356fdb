import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { placeOf, whyNotImport, whyNotPackage, type Place } from './boundaries.rules.ts';

const root = join(import.meta.dirname, '..');

interface Import {
  specifier: string;
  typeOnly: boolean;
}

const pattern =
  /(?:^|\n)\s*(?:import|export)\s+(type\s)?(?:[\w*{}\s,$]+\sfrom\s+)?'([^']+)'|import\(\s*'([^']+)'\s*\)/g;

/** The imports of a source text; comments are taken out first, so that an example in one does not count. */
export function importsOf(source: string): Import[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  return [...code.matchAll(pattern)].map((match) => ({
    specifier: (match[2] ?? match[3])!,
    typeOnly: match[1] !== undefined,
  }));
}

/** Path below the root that a specifier leads to; null for a package. */
function targetOf(from: string, specifier: string): string | null {
  const path = specifier.startsWith('.')
    ? normalize(join(dirname(from), specifier))
    : specifier.startsWith('#root/')
      ? specifier.slice(6)
      : specifier.startsWith('#')
        ? specifier.slice(1)
        : null;
  return path?.replace(/\?.*$/, '') ?? null;
}

export interface Breach {
  file: string;
  imports: string;
  why: string;
}

/** Modules in the order of the list in modules/index.ts; folders it does not list come last. */
function moduleOrder(): string[] {
  const list = /=\s*\[([^\]]*)\]/.exec(readFileSync(join(root, 'modules/index.ts'), 'utf8'))?.[1] ?? '';
  const listed = list
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
  const folders = globSync('modules/*/', { cwd: root }).map((path) => path.split('/')[1]!);
  return [...listed, ...folders.filter((name) => !listed.includes(name))];
}

const sourceFiles = () =>
  globSync(['{engines,platform,modules,web,demo}/**/*.{ts,vue}', '*.ts'], { cwd: root }).map((path) =>
    path.replaceAll('\\', '/'),
  );

/** Every breach of the import rules, and every circle of value imports. */
export function findBreaches(): Breach[] {
  const order = moduleOrder();
  const breaches: Breach[] = [];
  const edges = new Map<string, string[]>();
  for (const file of sourceFiles()) {
    const from = placeOf(file);
    const targets: string[] = [];
    for (const { specifier, typeOnly } of importsOf(readFileSync(join(root, file), 'utf8'))) {
      const target = targetOf(file, specifier);
      const why =
        target === null ? whyNotPackage(from, specifier) : whyNotPlace(from, target, order, typeOnly);
      if (why) breaches.push({ file, imports: specifier, why });
      if (target !== null && !typeOnly && from.role !== 'test') targets.push(target);
    }
    edges.set(file, targets);
  }
  return [...breaches, ...findCircles(edges)];
}

function whyNotPlace(
  from: Place,
  target: string,
  order: readonly string[],
  typeOnly: boolean,
): string | null {
  if (!existsSync(join(root, target))) return 'leads nowhere';
  // A type costs nothing at run time; a data file may name the shape that rules work on.
  if (typeOnly && from.area === 'modules' && placeOf(target).module === from.module) return null;
  if (typeOnly && from.area === 'web' && placeOf(target).area === 'platform') return null;
  return whyNotImport(from, placeOf(target), order);
}

/** Circles of value imports, each once: depth-first search with three colours. */
export function findCircles(edges: ReadonlyMap<string, readonly string[]>): Breach[] {
  const state = new Map<string, 'open' | 'done'>();
  const found: Breach[] = [];
  const visit = (file: string, path: readonly string[]): void => {
    if (state.get(file) === 'done') return;
    if (state.get(file) === 'open') {
      const circle = [...path.slice(path.indexOf(file)), file];
      found.push({
        file,
        imports: circle.join(' → '),
        why: 'a circle: move what both need into a file of its own',
      });
      return;
    }
    state.set(file, 'open');
    for (const next of edges.get(file) ?? []) visit(next, [...path, file]);
    state.set(file, 'done');
  };
  for (const file of edges.keys()) visit(file, []);
  return found;
}

if (import.meta.main) {
  const breaches = findBreaches();
  for (const { file, imports, why } of breaches) console.error(`${file}: imports ${imports}\n    ${why}`);
  console.log(
    breaches.length === 0 ? 'boundaries: all walls stand' : `boundaries: ${breaches.length} breaches`,
  );
  process.exitCode = breaches.length > 0 ? 1 : 0;
}
