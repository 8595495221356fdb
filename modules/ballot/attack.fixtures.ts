/**
 * Somebody who has everything a finished poll leaves behind and wants to know whose ballot is whose: tries every
 * join of values, and every order in which anything about people lies against every order in which anything about
 * ballots lies. How many links come out right is held against what a blind guess gets right.
 */
import { createHash } from 'node:crypto';
import type { Random } from '#engines/random/index.ts';
import type { Loot, LootRow, Mark } from './attack-loot.fixtures.ts';

/**
 * What is true and the attacker wants: who cast which ballot, by stratum (which both sides show). The left side may be
 * ballots as well: those of one box, that another's are to be joined to.
 */
export interface Secret {
  /** The polls whose rows may tell of it. */
  pollIds: readonly string[];
  strata: { personIds: string[]; ballotIds: string[] }[];
  ballotOf: Map<string, string>;
  /** Everything a ballot may be known by, to its id. */
  ballotNames: Map<string, string>;
  /** The same of the left side; people are known by their ids. */
  personNames?: Map<string, string>;
}

const personNamesOf = ({ strata, personNames }: Secret): Map<string, string> =>
  personNames ?? new Map(strata.flatMap(({ personIds }) => personIds.map((id) => [id, id])));

/** Everything that anybody or any ballot is known by. */
export const namesOf = (secrets: readonly Secret[]): string[] => [
  ...new Set(secrets.flatMap((secret) => [...personNamesOf(secret).keys(), ...secret.ballotNames.keys()])),
];

/** One order of people or of ballots, as some place gives it. */
type Clue = Map<string, number | string>;
type Clues = Map<string, Clue>;

export interface Outcome {
  /** Right links by pair of orders, `people's order × ballots' order`. */
  byPair: Map<string, number>;
  /** Values found beside a person and beside a ballot. */
  joins: string[];
}

/** Every way of linking one poll's people and ballots. */
export function attack(loot: Loot, secret: Secret, random: Random): Outcome {
  const people = personNamesOf(secret);
  const rows = loot.rowsOf(secret.pollIds, [...people.keys(), ...secret.ballotNames.keys()]);
  const persons = ordersOf(cluesOf({ rows, marks: loot.marks }, people), secret, 'personIds', random);
  const ballots = ordersOf(
    cluesOf({ rows, marks: loot.marks }, secret.ballotNames),
    secret,
    'ballotIds',
    random,
  );
  const byPair = new Map<string, number>();
  for (const [whose, left] of persons)
    for (const [what, right] of ballots) {
      byPair.set(`${whose} × ${what}`, hits(left, right, secret));
      byPair.set(
        `${whose} × ${what} backwards`,
        hits(
          left,
          right.map((ids) => ids.toReversed()),
          secret,
        ),
      );
    }
  return { byPair, joins: joinsOf(rows, people, secret.ballotNames) };
}

const hits = (left: string[][], right: string[][], { ballotOf }: Secret): number =>
  left.reduce(
    (sum, ids, s) => sum + ids.filter((personId, i) => ballotOf.get(personId) === right[s]![i]).length,
    0,
  );

/** Ids of each stratum in the order of each clue; where a clue says nothing or the same, chance decides. */
function ordersOf(
  clues: Clues,
  { strata }: Secret,
  side: 'personIds' | 'ballotIds',
  random: Random,
): Map<string, string[][]> {
  const orders = new Map<string, string[][]>();
  for (const [name, clue] of clues) {
    const ids = strata.map((stratum) => stratum[side]);
    if (new Set(ids.flat().map((id) => clue.get(id))).size < 2) continue;
    const inOrder = (a: string, b: string) => compare(clue.get(a), clue.get(b));
    orders.set(
      name,
      ids.map((some) => random.shuffle([...some]).sort(inOrder)),
    );
  }
  return orders;
}

function compare(a: number | string | undefined, b: number | string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? 1 : -1;
  return a < b ? -1 : 1;
}

/** Values, places and transactions of rows that tell of one; places within rows and files that tell of many. */
function cluesOf(
  { rows, marks }: { rows: readonly LootRow[]; marks: readonly Mark[] },
  names: Map<string, string>,
): Clues {
  const clues: Clues = new Map();
  const note = (clue: string, id: string, value: unknown): void => {
    if (typeof value !== 'number' && typeof value !== 'string') return;
    const known = clues.get(clue) ?? new Map<string, number | string>();
    if (!known.has(id)) known.set(id, value);
    clues.set(clue, known);
  };
  for (const row of rows) {
    const ids = [...new Set(row.words.map((word) => names.get(word)).filter((id) => id !== undefined))];
    if (ids.length > 1) ids.forEach((id, i) => note(`${row.table} inside`, id, i));
    if (ids.length !== 1) continue;
    note(`${row.table} ctid`, ids[0]!, row.ctid);
    note(`${row.table} xmin`, ids[0]!, row.xmin);
    for (const [column, value] of Object.entries(row.row)) note(`${row.table}.${column}`, ids[0]!, value);
  }
  for (const { name, file, first, last } of marks) {
    const id = names.get(name);
    if (id === undefined) continue;
    note(`first place in ${file.kind}`, id, file.order * 1e10 + first);
    note(`last place in ${file.kind}`, id, file.order * 1e10 + last);
    note(`mtime of ${file.kind}`, id, file.mtimeMs);
    note(`inode of ${file.kind}`, id, file.inode);
  }
  return clues;
}

const shortestValue = 16;

/** Values, and their hashes, that stand beside one person alone and beside one ballot alone. */
function joinsOf(
  rows: readonly LootRow[],
  people: Map<string, string>,
  ballots: Map<string, string>,
): string[] {
  const beside = { person: new Map<string, Set<string>>(), ballot: new Map<string, Set<string>>() };
  const joins: string[] = [];
  for (const { table, words } of rows) {
    const [mine, theirs] = [people, ballots].map(
      (names) => new Set(words.map((word) => names.get(word)).filter(Boolean)),
    );
    if (mine!.size > 0 && theirs!.size > 0) joins.push(`${table} names people and ballots`);
    for (const word of words.filter(({ length }) => length >= shortestValue)) {
      for (const id of mine!) for (const value of withHashes(word)) put(beside.person, value, id!);
      for (const id of theirs!) for (const value of withHashes(word)) put(beside.ballot, value, id!);
    }
  }
  for (const [value, ids] of beside.person)
    if (ids.size === 1 && beside.ballot.get(value)?.size === 1) joins.push(value);
  return joins;
}

function put(map: Map<string, Set<string>>, key: string, id: string): void {
  map.set(key, (map.get(key) ?? new Set<string>()).add(id));
}

const withHashes = (word: string): string[] => {
  const sha = (bytes: string | Buffer) => createHash('sha256').update(bytes).digest('base64url');
  return [word, sha(word), sha(Buffer.from(word, 'base64url'))];
};

export interface Verdict {
  /** The pair of orders that linked most. */
  best: string;
  nRight: number;
  nPairs: number;
  /** What one blind matching gets right on average: one a stratum. */
  expected: number;
  /** More right links than this happen by chance in `alpha` of all cases, for the best of all pairs. */
  bound: number;
}

/** All polls together, each pair of orders summed over them. `alpha`: of a false alarm, over all pairs (Bonferroni). */
export function verdictOn(outcomes: readonly Outcome[], secrets: readonly Secret[], alpha: number): Verdict {
  const sums = new Map<string, number>();
  for (const { byPair } of outcomes)
    for (const [pair, n] of byPair) sums.set(pair, (sums.get(pair) ?? 0) + n);
  const [best, nRight] = [...sums].reduce((a, b) => (b[1] > a[1] ? b : a), ['', 0] as [string, number]);
  const sizes = secrets.flatMap(({ strata }) => strata.map(({ personIds }) => personIds.length));
  const bound = boundOf(sizes, alpha / Math.max(1, sums.size));
  return { best, nRight, nPairs: sums.size, expected: sizes.length, bound };
}

/**
 * The exact distribution of right links of a random matching: fixed points of a random permutation of each stratum
 * (P(k) = 1/k! · Σ_{j ≤ n−k} (−1)^j/j!), convolved over strata. Answers the least c with P(more than c) ≤ tail.
 */
export function boundOf(sizes: readonly number[], tail: number): number {
  let chances = [1];
  for (const n of sizes) chances = convolve(chances, fixedPoints(n));
  let above = 0;
  for (let c = chances.length - 1; c >= 0; c--) {
    above += chances[c]!;
    if (above > tail) return c;
  }
  return 0;
}

export function fixedPoints(n: number): number[] {
  const factorial = [1];
  for (let k = 1; k <= n; k++) factorial.push(factorial[k - 1]! * k);
  return Array.from({ length: n + 1 }, (_, k) => {
    let sum = 0;
    for (let j = 0; j <= n - k; j++) sum += (j % 2 === 0 ? 1 : -1) / factorial[j]!;
    return sum / factorial[k]!;
  });
}

/** Beyond this the chance is nothing in double precision. */
const nothing = 1e-30;

function convolve(a: readonly number[], b: readonly number[]): number[] {
  const out = Array.from({ length: a.length + b.length - 1 }, () => 0);
  for (const [i, x] of a.entries()) for (const [j, y] of b.entries()) out[i + j]! += x * y;
  while (out.length > 1 && out.at(-1)! < nothing) out.pop();
  return out;
}
