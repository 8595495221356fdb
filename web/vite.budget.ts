import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Compressed script of a first load: entry and page with everything they import at once. */
const limits = { task: 100, page: 250 } as const;
/** Pages that staff must do on a phone; named by their file. */
const tasks = /(Answer\w*|SurveyDraw|SurveyCheck)Page\.vue$/;
/**
 * Parts with a budget of their own, fetched after the first load, once somebody begins. The form of questionnaires is a
 * whole form library (branching, piping, validation, twelve kinds of question); what is before it stays under `task`.
 */
const parts = [{ name: /survey\/web\/parts\/SurveyForm\.vue$/, limit: 400 }] as const;

interface Chunk {
  type: 'chunk';
  fileName: string;
  code: string;
  isEntry: boolean;
  imports: string[];
  facadeModuleId: string | null;
}

/** Prints what each page weighs on the wire after a build, and fails the build over the budget. */
export const budget = (): Plugin => ({
  name: 'wenrong-budget',
  apply: 'build',
  writeBundle(_options, bundle) {
    const chunks = new Map<string, Chunk>();
    for (const part of Object.values(bundle))
      if (part.type === 'chunk') chunks.set(part.fileName, part as Chunk);
    const entry = [...chunks.values()].find((chunk) => chunk.isEntry);
    if (!entry) return;
    const over: string[] = [];
    console.log(`entry ${weigh([entry], chunks)} KB`);
    for (const page of [...chunks.values()].filter((chunk) => chunk.facadeModuleId?.match(/Page\.vue$/))) {
      const name = page.facadeModuleId?.split('/').slice(-3).join('/') ?? page.fileName;
      const [size, limit] = [weigh([entry, page], chunks), tasks.test(name) ? limits.task : limits.page];
      console.log(`${String(size).padStart(6)} KB of ${limit}  ${name}`);
      if (size > limit) over.push(name);
    }
    for (const { name, limit } of parts) {
      const part = [...chunks.values()].find((chunk) => chunk.facadeModuleId?.match(name));
      if (!part) continue;
      const size = Math.round(10 * (weigh([entry, part], chunks) - weigh([entry], chunks))) / 10;
      console.log(`${String(size).padStart(6)} KB of ${limit}  ${name.source} (fetched later)`);
      if (size > limit) over.push(name.source);
    }
    if (over.length > 0) this.error(`over the budget of first-load script: ${over.join(', ')}`);
  },
});

function weigh(roots: Chunk[], chunks: ReadonlyMap<string, Chunk>): number {
  const seen = new Set<Chunk>();
  const visit = (chunk: Chunk | undefined): void => {
    if (!chunk || seen.has(chunk)) return;
    seen.add(chunk);
    for (const name of chunk.imports) visit(chunks.get(name));
  };
  for (const root of roots) visit(root);
  const size = [...seen].reduce((sum, chunk) => sum + gzipSync(chunk.code).length, 0);
  return Math.round(size / 102.4) / 10;
}
