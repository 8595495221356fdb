/** Slow and obviously right: elimination over fractions, all other tables one by one, all ways to hide. */
import type { Random } from '#engines/random/index.ts';
import {
  audit,
  crossTable,
  keyOf,
  type Dimension,
  type Level,
  type Release,
  type Rules,
  type Table,
} from './index.ts';

class Fraction {
  readonly over: bigint;
  readonly under: bigint;
  constructor(over: bigint, under = 1n) {
    const shared = gcd(over < 0n ? -over : over, under < 0n ? -under : under) || 1n;
    const sign = under < 0n ? -1n : 1n;
    this.over = (sign * over) / shared;
    this.under = (sign * under) / shared;
  }
  minus = ({ over, under }: Fraction) =>
    new Fraction(this.over * under - over * this.under, this.under * under);
  times = ({ over, under }: Fraction) => new Fraction(this.over * over, this.under * under);
  by = ({ over, under }: Fraction) => new Fraction(this.over * under, this.under * over);
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b));

/** Rank over the rationals, by the school method. */
export function rationalRank(matrix: readonly (readonly number[])[]): number {
  const rows = matrix.map((row) => row.map((x) => new Fraction(BigInt(x))));
  let rank = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column++) {
    const found = rows.findIndex((row, i) => i >= rank && row[column]!.over !== 0n);
    if (found < 0) continue;
    [rows[rank], rows[found]] = [rows[found]!, rows[rank]!];
    for (let i = rank + 1; i < rows.length; i++) {
      const factor = rows[i]![column]!.by(rows[rank]![column]!);
      if (factor.over !== 0n) rows[i] = rows[i]!.map((x, c) => x.minus(factor.times(rows[rank]![c]!)));
    }
    rank++;
  }
  return rank;
}

/** The sums of released tables with a column for each cell that none of them shows. */
export function unknownsOf(releases: readonly Release[]): { keys: string[]; matrix: number[][] } {
  const shown = new Set(
    releases.flatMap(({ table, hidden }) =>
      table.cells.map(({ key }) => key).filter((key) => !hidden.includes(key)),
    ),
  );
  const keys = [...new Set(releases.flatMap(({ hidden }) => hidden))].filter((key) => !shown.has(key));
  const matrix = releases.flatMap(({ table }) =>
    table.sums.map(({ total, parts, minus = [] }) =>
      keys.map((key) => Number(parts.includes(key)) - Number(minus.includes(key)) - Number(total === key)),
    ),
  );
  return { keys, matrix: matrix.filter((row) => row.some((x) => x !== 0)) };
}

/** Hidden cells that the shown ones determine: adding the cell alone brings no new rank. */
export function solvable(releases: readonly Release[]): string[] {
  const { keys, matrix } = unknownsOf(releases);
  const rank = rationalRank(matrix);
  return keys.filter(
    (_, at) => rationalRank([...matrix, keys.map((__, other) => Number(other === at))]) === rank,
  );
}

/** Least and greatest count of each hidden cell among all other tables that differ by at most `reach` per cell. */
export function rangesOf(
  release: Release,
  { least, reach }: { least: 0 | 1; reach: number },
): Map<string, [number, number]> {
  const { keys, matrix } = unknownsOf([release]);
  const truth = keys.map((key) => release.table.cells.find((cell) => cell.key === key)!.people);
  const ranges = new Map(keys.map((key, at) => [key, [truth[at]!, truth[at]!] as [number, number]]));
  const last = matrix.map((row) => row.findLastIndex((x) => x !== 0));
  const change = keys.map(() => 0);
  const walk = (at: number): void => {
    if (at === keys.length) {
      keys.forEach((key, i) => {
        const [low, high] = ranges.get(key)!;
        const value = truth[i]! + change[i]!;
        ranges.set(key, [Math.min(low, value), Math.max(high, value)]);
      });
      return;
    }
    for (let d = Math.max(-reach, least - truth[at]!); d <= reach; d++) {
      change[at] = d;
      const broken = matrix.some(
        (row, i) =>
          last[i] === at && row.reduce((sum, x, j) => sum + (j <= at ? x * change[j]! : 0), 0) !== 0,
      );
      if (!broken) walk(at + 1);
    }
    change[at] = 0;
  };
  walk(0);
  return ranges;
}

/** Fewest cells that any safe choice hides, by trying all choices from the small ones up; null above `most`. */
export function fewestHidden(
  table: Table,
  must: readonly string[],
  rules: Partial<Rules>,
  most: number,
): number | null {
  const free = table.cells
    .filter(({ key, people }) => people > 0 && !must.includes(key))
    .map(({ key }) => key);
  for (let extra = 0; must.length + extra <= most; extra++) {
    for (const chosen of choices(free, extra)) {
      if (audit([{ table, hidden: [...must, ...chosen] }], rules).length === 0) return must.length + extra;
    }
  }
  return null;
}

function* choices(list: readonly string[], n: number, from = 0): Generator<string[]> {
  if (n === 0) {
    yield [];
    return;
  }
  for (let at = from; at <= list.length - n; at++) {
    for (const rest of choices(list, n - 1, at + 1)) yield [list[at]!, ...rest];
  }
}

/** A table of one to three dimensions, some with hierarchies, full of small counts, zeros and large ones. */
export function aRandomTable(random: Random, most = 60): Table {
  for (;;) {
    const nDimensions = 1 + random.below(3);
    const dimensions = Array.from({ length: nDimensions }, (_, at) =>
      aDimension(random, `d${at}`, nDimensions),
    );
    const typical = [2, 4, 8, 20, 60][random.below(5)]!;
    const counts = new Map<string, number>();
    const table = crossTable('t', dimensions, (keys) => {
      const name = keys.join('/');
      if (!counts.has(name)) counts.set(name, Math.floor(-Math.log(1 - random.uniform()) * typical));
      return counts.get(name)!;
    });
    if (table.cells.length <= most) return table;
  }
}

function aDimension(random: Random, name: string, nDimensions: number): Dimension {
  const breadth = [7, 4, 3][nDimensions - 1]!;
  const leaves = (prefix: string): Level[] =>
    Array.from({ length: 1 + random.below(breadth) }, (_, at) => ({ key: `${prefix}${at}` }));
  if (random.below(2) === 0) return { name, levels: leaves('u') };
  const levels = leaves('g').map(({ key }) =>
    random.below(3) === 0 ? { key } : { key, within: leaves(`${key}u`) },
  );
  return { name, levels };
}

export const at = (scope: string, row: number | null, column: number | null): string =>
  keyOf(scope, { row: row === null ? null : `r${row}`, column: column === null ? null : `c${column}` });
