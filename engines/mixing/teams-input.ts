/**
 * From tables and a rules file to a problem: the file-level face of `wenrong mixing teams`. Tables are rows
 * of text with a head; reading files is the caller's.
 */
import type { GainSource, Group, Person, Pin, Problem, Round, Rule, Tie, Value } from './problem.ts';

export type TableRow = Readonly<Record<string, string>>;

/** What RULES.json may say; everything but `groups` may be absent. */
export interface RulesFile {
  /** `{count, min, max}`, `{size}` (as many groups as fit, sizes as even as can be), or the groups themselves. */
  readonly groups:
    | { readonly count: number; readonly min?: number; readonly max?: number }
    | { readonly size: number }
    | readonly Group[];
  /** How many rounds, or their names. Default 1. */
  readonly rounds?: number | readonly string[];
  /** Default: strangers 2 (if there are ties), differs 1 in a column agency, legacy or group (if there is one). */
  readonly gains?: readonly GainSource[];
  readonly rules?: readonly Rule[];
  readonly pins?: readonly Pin[];
  readonly objective?: Problem['objective'];
}

export interface TableProblem {
  readonly code:
    | 'mixing/people-without-id'
    | 'mixing/ties-without-ends'
    | 'mixing/rules-unreadable'
    | 'mixing/nothing-to-gain';
  /** File and line (the head is line 1), or a key of the rules file. */
  readonly at: string;
}

export type TeamsResult =
  | { readonly ok: true; readonly problem: Problem }
  | { readonly ok: false; readonly problems: readonly TableProblem[] };

/**
 * People: a column `id` (or the first), optional `skills` and `rounds` (parted by `;`, `|` or `、`), every
 * other column a value; a column that is numeric throughout is numbers. Ties: columns from and to (or a, b)
 * and closeness (0 … 1) or state (0, 1, 2: 不认识, 认识, 熟悉); without either a row is closeness 1. The
 * closer of several rows for one pair counts.
 */
export function teamsProblem(
  people: readonly TableRow[],
  ties: readonly TableRow[] | null,
  rulesText: string,
): TeamsResult {
  const rules = parsedRules(rulesText);
  const problems: TableProblem[] = rules ? [] : [{ code: 'mixing/rules-unreadable', at: 'rules' }];
  const persons = peopleOf(people, problems);
  const known = ties ? tiesOf(ties, problems) : [];
  if (!rules || problems.length > 0) return { ok: false, problems };
  const gains = rules.gains ?? usualGains(people, ties ? known : null);
  if (gains.length === 0) return { ok: false, problems: [{ code: 'mixing/nothing-to-gain', at: 'gains' }] };
  const { pins, objective } = rules;
  return {
    ok: true,
    problem: {
      people: persons,
      rounds: roundsOf(rules, persons.length),
      gains: gains.map((gain) => (gain.kind === 'strangers' && !gain.known ? { ...gain, known } : gain)),
      rules: rules.rules ?? [],
      ...(pins ? { pins } : {}),
      ...(objective ? { objective } : {}),
    },
  };
}

function parsedRules(text: string): RulesFile | null {
  try {
    const parsed = JSON.parse(text) as RulesFile | null;
    return parsed && typeof parsed === 'object' && hasGroups(parsed.groups) && hasLists(parsed)
      ? parsed
      : null;
  } catch {
    return null;
  }
}

const isList = (value: unknown): boolean => value === undefined || Array.isArray(value);
const hasLists = ({ gains, rules, pins }: RulesFile): boolean => [gains, rules, pins].every(isList);

function hasGroups(groups: RulesFile['groups'] | undefined): boolean {
  if (!groups || typeof groups !== 'object') return false;
  if (Array.isArray(groups)) return groups.length > 0;
  const given = groups as { count?: number; size?: number };
  return [given.count, given.size].some((value) => Number.isInteger(value) && value! > 0);
}

const reserved = new Set(['skills', 'rounds']);
const listed = (text: string): string[] =>
  text
    .split(/[;|、；]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function peopleOf(rows: readonly TableRow[], problems: TableProblem[]): Person[] {
  const columns = Object.keys(rows[0] ?? {});
  const idColumn = columns.includes('id') ? 'id' : columns[0];
  const numeric = new Set(columns.filter((column) => rows.every((row) => isNumber(row[column]))));
  return rows.map((row, at) => {
    const id = (idColumn === undefined ? '' : (row[idColumn] ?? '')).trim();
    if (id === '') problems.push({ code: 'mixing/people-without-id', at: `people:${at + 2}` });
    const values = columns
      .filter((column) => column !== idColumn && !reserved.has(column))
      .map((column): [string, Value] => [column, valueOf(row[column] ?? '', numeric.has(column))]);
    return {
      id,
      values: Object.fromEntries(values),
      ...(row['skills'] === undefined ? {} : { skills: listed(row['skills']) }),
      // an empty cell means: can attend all of them
      ...(row['rounds']?.trim() ? { rounds: listed(row['rounds']) } : {}),
    };
  });
}

const isNumber = (text: string | undefined): boolean =>
  text === undefined || text.trim() === '' || Number.isFinite(Number(text));

const valueOf = (text: string, numeric: boolean): Value =>
  text.trim() === '' ? null : numeric ? Number(text) : text.trim();

function tiesOf(rows: readonly TableRow[], problems: TableProblem[]): Tie[] {
  const closest = new Map<string, Tie>();
  rows.forEach((row, at) => {
    const [a, b] = [row['from'] ?? row['a'], row['to'] ?? row['b']].map((id) => id?.trim() ?? '') as [
      string,
      string,
    ];
    const closeness = closenessOf(row);
    if (a === '' || b === '' || Number.isNaN(closeness)) {
      problems.push({ code: 'mixing/ties-without-ends', at: `ties:${at + 2}` });
      return;
    }
    const key = JSON.stringify([a, b].sort());
    if (a !== b && closeness > (closest.get(key)?.closeness ?? 0)) closest.set(key, { a, b, closeness });
  });
  return [...closest.values()];
}

function closenessOf(row: TableRow): number {
  if (row['closeness'] !== undefined) return Number(row['closeness']);
  if (row['state'] === undefined) return 1;
  const words = ['不认识', '认识', '熟悉'].indexOf(row['state'].trim());
  return Math.min(1, (words >= 0 ? words : Number(row['state'])) / 2);
}

function usualGains(rows: readonly TableRow[], known: readonly Tie[] | null): GainSource[] {
  const attribute = ['agency', 'legacy', 'group', '原单位'].find((column) => column in (rows[0] ?? {}));
  return [
    ...(known ? [{ kind: 'strangers', known, weight: 2 } as const] : []),
    ...(attribute ? [{ kind: 'differs', attribute, weight: 1 } as const] : []),
  ];
}

function roundsOf({ rounds = 1, groups }: RulesFile, nPeople: number): Round[] {
  const names = typeof rounds === 'number' ? Array.from({ length: rounds }, (_, r) => `${r + 1}`) : rounds;
  const each = groupsOf(groups, nPeople);
  return names.map((id) => ({ id, groups: each }));
}

function groupsOf(groups: RulesFile['groups'], nPeople: number): readonly Group[] {
  if ('size' in groups) return groupsOf({ count: Math.max(1, Math.floor(nPeople / groups.size)) }, nPeople);
  if (!('count' in groups)) return groups;
  const { count, min = Math.floor(nPeople / count), max = Math.ceil(nPeople / count) } = groups;
  return Array.from({ length: count }, (_, g) => ({ id: `${g + 1}`, min, max }));
}
