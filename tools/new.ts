import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * `npm run new module NAME` · `npm run new noun MODULE NAME`
 * Lays the files of a new module or noun, each with its role in its name and nothing in it that is not needed.
 */
const root = join(import.meta.dirname, '..');
const [kind, module, noun] = process.argv.slice(2);
const isName = (name: string | undefined): name is string => name !== undefined && /^[a-z][a-z]+$/.test(name);
const capital = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

const nounFiles = (module: string, noun: string): Record<string, string> => ({
  [`${noun}.contract.ts`]: `import * as z from 'zod';
import { Id, facts, refusals, route } from '#platform/contract/index.ts';

export const ${capital(noun)} = z.object({ id: Id, name: z.string() });
export type ${capital(noun)} = z.output<typeof ${capital(noun)}>;

export const ${noun}Routes = {
  list${capital(noun)}s: route({
    method: 'GET',
    path: '/api/${noun}s',
    summary: { zh: '', en: '' },
    permit: 'signed-in',
    reply: z.array(${capital(noun)}),
  }),
};
export const ${noun}Refusals = refusals({});
export const ${noun}Facts = facts({});
`,
  [`${noun}.data.ts`]: `import { on, type Db } from '#platform/db/index.ts';
import type { ${capital(module)}Tables } from './${module}.tables.ts';

export const list${capital(noun)}s = (db: Db) =>
  on<${capital(module)}Tables>(db).selectFrom('${module}.${noun}').selectAll().execute();
`,
  [`${noun}.work.ts`]: `import type { Act } from '#platform/act/index.ts';
import type { ${capital(noun)} } from './${noun}.contract.ts';
import { list${capital(noun)}s } from './${noun}.data.ts';

export async function show${capital(noun)}s(act: Act): Promise<${capital(noun)}[]> {
  return (await list${capital(noun)}s(act.db)).map((row) => ({ id: row.${noun}_id, name: row.name }));
}
`,
  [`${noun}.routes.ts`]: `import { bind } from '#platform/module/index.ts';
import { ${noun}Routes } from './${noun}.contract.ts';
import { show${capital(noun)}s } from './${noun}.work.ts';

export const ${noun}BoundRoutes = bind(${noun}Routes, { list${capital(noun)}s: (act) => show${capital(noun)}s(act) });
`,
});

const moduleFiles = (module: string): Record<string, string> => ({
  'README.md': `# ${module}\n\nWhat it is for, the words it owns, one walk through it (40 lines at most).\n`,
  'index.ts': `/** The door: the only file other modules may import. */\nexport {};\n`,
  'module.ts': `import type { Module } from '#platform/module/index.ts';
import { ${module}Facts, ${module}Refusals } from './${module}.contract.ts';
import { ${module}BoundRoutes } from './${module}.routes.ts';

export const ${module}: Module = {
  name: '${module}',
  routes: ${module}BoundRoutes,
  refusals: ${module}Refusals,
  facts: ${module}Facts,
};
`,
  [`${module}.tables.ts`]: `export interface ${capital(module)}Tables {
  '${module}.${module}': { bureau_id: string; ${module}_id: string; name: string };
}
`,
  [`migrations/${new Date().toISOString().slice(0, 16).replace(':', '')}-create.sql`]: `create schema ${module};
grant usage on schema ${module} to wenrong_app;

create table ${module}.${module} (
  bureau_id uuid not null references platform.bureau on delete cascade,
  ${module}_id uuid not null,
  name text not null,
  primary key (bureau_id, ${module}_id)
);
call platform.wall('${module}.${module}');
grant select, insert, update, delete on ${module}.${module} to wenrong_app;
`,
  ...nounFiles(module, module),
});

function lay(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, folder, name);
    if (existsSync(path)) throw new Error(`${folder}/${name} is already there; nothing was overwritten`);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`${folder}/${name}`);
  }
}

function list(module: string): void {
  const path = join(root, 'modules/index.ts');
  const text = readFileSync(path, 'utf8');
  const imported = text.replace(
    /(import type \{ Module \}[^\n]*\n)/,
    `$1import { ${module} } from './${module}/module.ts';\n`,
  );
  writeFileSync(path, imported.replace(/\];\s*$/, `, ${module}];\n`).replace('[, ', '['));
  console.log(`modules/index.ts: ${module} stands last; move its line where it belongs`);
}

if (kind === 'module' && isName(module)) {
  lay(`modules/${module}`, moduleFiles(module));
  list(module);
} else if (kind === 'noun' && isName(module) && isName(noun)) {
  lay(`modules/${module}`, nounFiles(module, noun));
} else {
  console.error('npm run new module NAME\nnpm run new noun MODULE NAME\n(names in small letters)');
  process.exitCode = 2;
}
