/** The real networks that lie beside the repository, read as the reference values were made. */
import { existsSync, readFileSync } from 'node:fs';
import { networkFrom } from './build.ts';
import type { TieInput } from './build.ts';
import type { Network } from './network.ts';

const folder = new URL('../../../shared/data/networks/', import.meta.url);
export const haveRealNetworks = existsSync(folder);
if (!haveRealNetworks) console.log('shared/data/networks is absent: tests on real networks are skipped');

type Row = Record<string, string>;

const cellsOf = (line: string): string[] => line.split(',').map((cell) => cell.replaceAll('"', ''));

export function rowsOf(file: string): Row[] {
  const lines = readFileSync(new URL(file, folder), 'utf8').trim().split(/\r?\n/);
  const [header = [], ...rows] = lines.map(cellsOf);
  return rows.map((row) => Object.fromEntries(header.map((name, at) => [name, row[at] ?? ''])));
}

// oxlint-disable-next-line typescript/no-explicit-any -- the reference file has a hundred shapes; tests name what they read
export const referenceValues = (): any =>
  JSON.parse(readFileSync(new URL('reference_values.json', folder), 'utf8'));

interface Recipe {
  folder: string;
  ties: Row[];
  directed: boolean;
  group?: string | undefined;
  state?: ((row: Row) => TieInput['state']) | undefined;
  /** Groups whose members are put together under another name. */
  renamed?: ((group: string) => string) | undefined;
  /** Only people who occur in a tie belong to the network. */
  onlyTied?: boolean | undefined;
}

function build(recipe: Recipe): Network {
  const ties = recipe.ties.map((row) => ({ from: row.from!, to: row.to!, state: recipe.state?.(row) ?? 1 }));
  const tied = new Set(ties.flatMap((tie) => [tie.from, tie.to]));
  const people = rowsOf(`${recipe.folder}/nodes.csv`)
    .filter((row) => !recipe.onlyTied || tied.has(row.id!))
    .map((row) => ({ id: row.id!, group: groupIn(row, recipe) }));
  const built = networkFrom({ people, ties, directed: recipe.directed });
  if (!built.ok) throw new Error(`${recipe.folder}: ${JSON.stringify(built.problems.slice(0, 3))}`);
  return built.network;
}

function groupIn(row: Row, { group, renamed = (name) => name }: Recipe): string | null {
  return group === undefined ? null : renamed(row[group]!);
}

type Recipes = Record<string, () => Recipe>;

const newcomb: Recipes = Object.fromEntries(
  [0, 1, 5, 10, 15].map((week) => [`top5_w${week}`, () => newcombWeek(week)]),
);

export function newcombWeek(week: number): Recipe {
  const ties = rowsOf('newcomb_fraternity/ranks_long.csv');
  const chosen = ties.filter((row) => Number(row.week) === week && Number(row.rank) <= 5);
  return { folder: 'newcomb_fraternity', ties: chosen, directed: true };
}

/** States: none / 1–2 / 3 and more. */
const burkhardtState = (row: Row): number => (Number(row.value) >= 3 ? 2 : 1);
/** States: none / under 15 / 15 and more intervals of 20 s. */
const officeState = (row: Row): number => (Number(row.n20s) >= 15 ? 2 : 1);
/** 9 = missing, 10 = structurally missing. */
const knechtState = (row: Row): TieInput['state'] => {
  const value = Number(row.value);
  return value === 9 ? 'skipped' : value === 10 ? 'no-response' : value;
};

const several = (
  names: readonly string[],
  recipe: (name: string) => Recipe,
  title: (name: string) => string = (name) => name,
): Recipes => Object.fromEntries(names.map((name) => [title(name), () => recipe(name)]));

const waves = (count: number): string[] => Array.from({ length: count }, (_, at) => `t${at + 1}`);

function lazega(group: string): Recipes {
  return several(
    ['advice', 'cowork', 'friendship'],
    (name) => ({
      folder: 'lazega_lawfirm',
      ties: rowsOf(`lazega_lawfirm/${name}.csv`),
      directed: true,
      group,
    }),
    (name) => `${name}_by_${group}`,
  );
}

function capital(group: string): Recipes {
  return several(
    ['Weekly', 'Social', 'Advice'],
    (name) => ({
      folder: 'capital_partners',
      ties: rowsOf('capital_partners/edges.csv').filter((row) => row.relation === name),
      directed: true,
      group,
      renamed: (level) => (group === 'prevemp' && level !== 'national' ? 'other' : level),
    }),
    (name) => `${name}_by_${group}`,
  );
}

function offices(days: readonly number[] | 'all'): Recipe {
  const daily = rowsOf('sociopatterns_invs13/contacts_by_day.csv');
  const sums = new Map<string, Row>();
  for (const row of daily.filter((one) => days === 'all' || days.includes(Number(one.day)))) {
    const pair = [row.from!, row.to!].sort().join(' ');
    const n20s = Number(sums.get(pair)?.n20s ?? 0) + Number(row.n20s);
    sums.set(pair, { from: row.from!, to: row.to!, n20s: String(n20s) });
  }
  const ties = [...sums.values()];
  return { folder: 'sociopatterns_invs13', ties, directed: false, group: 'department', state: officeState };
}

const simple = (folder: string, file: string, directed: boolean, group?: string): Recipe => ({
  folder,
  ties: rowsOf(`${folder}/${file}.csv`),
  directed,
  group,
});

/** Every network of the reference file, by data set and name. */
export const realNetworks: Record<string, Recipes> = {
  newcomb_fraternity: newcomb,
  burkhardt_agency: several(
    waves(5),
    (wave) => ({ ...simple('burkhardt_agency', `communication_${wave}`, false), state: burkhardtState }),
    (wave) => `any_${wave}`,
  ),
  krackhardt_hightech: several(['advice', 'friendship'], (name) =>
    simple('krackhardt_hightech', name, true, 'Department'),
  ),
  lazega_lawfirm: { ...lazega('Office'), ...lazega('Practice') },
  kapferer_tailorshop: {
    ...several(['sociational_t1', 'sociational_t2'], (name) => simple('kapferer_tailorshop', name, false)),
    ...several(['instrumental_t1', 'instrumental_t2'], (name) => simple('kapferer_tailorshop', name, true)),
  },
  sampson_monastery: several(
    waves(3).map((wave) => `like_${wave}`),
    (name) => simple('sampson_monastery', name, true, 'group'),
  ),
  knecht_class12b: several(
    waves(4),
    (wave) => ({ ...simple('knecht_class12b', `friendship_${wave}`, true, 'Sex'), state: knechtState }),
    (wave) => `friend_${wave}`,
  ),
  coleman_highschool: several(['friend_t1', 'friend_t2'], (name) => simple('coleman_highschool', name, true)),
  camp92: several(
    ['t2', 't3'],
    (wave) => ({
      ...simple('camp92', `interaction_rank_${wave}`, true, 'Role'),
      ties: rowsOf(`camp92/interaction_rank_${wave}.csv`).filter((row) => Number(row.rank) <= 3),
    }),
    (wave) => `top3_${wave}`,
  ),
  cross_consulting: {
    knows: () => ({
      ...simple('cross_consulting', 'information_frequency', true),
      state: (row) => Number(row.value),
    }),
    asks_sometimes_or_more: () => ({
      ...simple('cross_consulting', 'information_frequency', true),
      ties: rowsOf('cross_consulting/information_frequency.csv').filter((row) => Number(row.value) >= 3),
    }),
  },
  capital_partners: { ...capital('office'), ...capital('prevemp') },
  ukfaculty: { friend: () => simple('ukfaculty', 'edges', true, 'group') },
  sociopatterns_highschool13: {
    friendship_reports: () => ({
      ...simple('sociopatterns_highschool13', 'friendship_reports', true, 'class'),
      onlyTied: true,
    }),
    proximity: () => ({
      ...simple('sociopatterns_highschool13', 'proximity_total', false, 'class'),
      onlyTied: true,
    }),
  },
  sociopatterns_invs13: {
    contact_any: () => offices('all'),
    contact_week1: () => offices([0, 1, 2, 3, 4]),
    contact_week2: () => offices([7, 8, 9, 10, 11]),
  },
  scientists504: { collaboration: () => simple('scientists504', 'collaboration_days', false, 'DeptID') },
};

export const realNetwork = (dataset: string, name: string): Network => {
  const recipe = realNetworks[dataset]?.[name];
  if (!recipe) throw new Error(`no recipe for ${dataset} ${name}`);
  return build(recipe());
};

export const newcombNetwork = (week: number): Network => build(newcombWeek(week));
