import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modules } from '#modules/index.ts';
import { SETTINGS } from '#platform/config/index.ts';
import type { FactTable, RefusalTable } from '#platform/contract/index.ts';
import { factsOf, refusalsOf } from '#platform/house/index.ts';
import { permits, roles, type Role } from '#platform/permit/table.ts';

const root = join(import.meta.dirname, '..');
const note = '<!-- Written by `npm run docs` from the code; edit the code, not this page. -->';
const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(...head), row(...head.map(() => '---')), ...rows.map((cells) => row(...cells))].join('\n');

function permissionsPage(): string {
  const names = Object.keys(roles) as Role[];
  const rows = Object.entries(permits).map(([capability, holders]) => [
    `\`${capability}\``,
    ...names.map((role) => ((holders as readonly string[]).includes(role) ? '●' : '')),
  ]);
  const head = ['', ...names.map((role) => `${roles[role].zh}<br>${roles[role].en}`)];
  return `${note}\n\n# 谁能做什么 · Who may do what\n\n三员（系统、安全、审计管理员）不兼任业务角色；没有超级用户。\nThe three administrators hold no business role; there is no super-user.\n\n${table(head, rows)}\n`;
}

function refusalsPage(refusals: RefusalTable): string {
  const rows = Object.entries(refusals)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([code, kind]) => [`\`${code}\``, String(kind.status), kind.zh, kind.en]);
  return `${note}\n\n# 系统会怎样拒绝 · Refusals\n\n${table(['code', 'status', '中文', 'English'], rows)}\n`;
}

function factsPage(facts: FactTable): string {
  const rows = Object.entries(facts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([kind, { zh, en }]) => [`\`${kind}\``, zh, en]);
  return `${note}\n\n# 台账里记什么 · Facts of the ledger\n\n${table(['kind', '中文', 'English'], rows)}\n`;
}

function settingsPage(): string {
  const rows = Object.values(SETTINGS).map((setting) => [
    `\`${setting.name}\``,
    setting.meaning.zh,
    setting.meaning.en,
    setting.default ? `\`${setting.default}\`` : '',
    setting.example ? `\`${setting.example}\`` : '',
  ]);
  return `${note}\n\n# 设置 · Settings\n\n${table(['name', '含义', 'meaning', 'default', 'example'], rows)}\n`;
}

/** Pages that are made from the code, by path below the root. */
export const writtenPages = (): Record<string, string> => ({
  'docs/permissions.md': permissionsPage(),
  'docs/refusals.md': refusalsPage(refusalsOf(modules)),
  'docs/facts.md': factsPage(factsOf(modules)),
  'docs/settings.md': settingsPage(),
});

/** Pages that differ from what the code says now. */
export const stalePages = (): string[] =>
  Object.entries(writtenPages()).flatMap(([path, text]) => {
    const found = (() => {
      try {
        return readFileSync(join(root, path), 'utf8');
      } catch {
        return null;
      }
    })();
    return found === text ? [] : [path];
  });

if (import.meta.main) {
  for (const [path, text] of Object.entries(writtenPages())) writeFileSync(join(root, path), text);
  console.log('docs: written');
}
