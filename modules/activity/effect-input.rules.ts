/** From reports of people about each other, before and after, to rows that the engines compare. */
import type { EffectEstimate } from './effect.contract.ts';
import { changeEnds, type BoundedOutcomes, type Drawn, type PairOutcomes } from '#engines/inference/index.ts';

/** Reports of n people about each other: place i·n + j is 0, 1, 2; −1 asked and not answered; −2 not asked. */
export interface Reports {
  nPeople: number;
  said: Int8Array;
}
const notAsked = -2;

export interface EffectInput {
  assignment: 'drawn' | 'as-if-drawn' | 'chosen';
  storedBefore: boolean;
  /** Legacy agency and unit of each person. */
  legacy: readonly string[];
  unit: readonly string[];
  /** Building and floor of each person's unit, '' where not known; only where people chose, to match pairs. */
  floor?: readonly string[];
  /** Teams as they were, and as they would have been; none where people chose. */
  seats: Drawn;
  redraws: readonly Drawn[];
  /** Null: there is no such wave, or its answers are gone. */
  earlier: Reports | null;
  before: Reports | null;
  after: Reports | null;
  /**
   * The check of the wave before as it was made when the teams were published: by now the answers of that wave may be
   * deleted as promised. Used only then.
   */
  foretoldPlacebo: EffectEstimate | null;
  /** Teams of a later event, for the check that they do not predict this change. */
  later: { seats: Drawn; redraws: readonly Drawn[] } | null;
}

/** Ordered pairs of different legacy agencies whose first was asked about the second in both waves. */
export interface AskedRows extends BoundedOutcomes {
  /** States as said, −1 where not. */
  readonly before: Int8Array;
  readonly after: Int8Array;
}

export function askedRows(legacy: readonly string[], before: Reports, after: Reports): AskedRows {
  const n = legacy.length;
  const at: number[] = [];
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      const cell = i * n + j;
      const across = i !== j && legacy[i] !== legacy[j];
      if (across && before.said[cell] !== notAsked && after.said[cell] !== notAsked) at.push(cell);
    }
  const ends = at.map((cell) => changeEnds(stateAt(before, cell), stateAt(after, cell)));
  return {
    from: Int32Array.from(at, (cell) => Math.floor(cell / n)),
    to: Int32Array.from(at, (cell) => cell % n),
    before: Int8Array.from(at, (cell) => before.said[cell]!),
    after: Int8Array.from(at, (cell) => after.said[cell]!),
    least: Float64Array.from(ends, ([least]) => least),
    most: Float64Array.from(ends, ([, most]) => most),
  };
}

const stateAt = ({ said }: Reports, cell: number): number | null => (said[cell]! >= 0 ? said[cell]! : null);

export interface KnownRows extends PairOutcomes {
  readonly before: Int8Array;
}

/** Rows answered both times that a condition keeps, with their outcome. */
export function knownRows(
  rows: AskedRows,
  outcome: (before: number, after: number) => number,
  keep: (before: number) => boolean = () => true,
): KnownRows {
  const at = Array.from(rows.from.keys()).filter(
    (d) => rows.before[d]! >= 0 && rows.after[d]! >= 0 && keep(rows.before[d]!),
  );
  return {
    from: Int32Array.from(at, (d) => rows.from[d]!),
    to: Int32Array.from(at, (d) => rows.to[d]!),
    before: Int8Array.from(at, (d) => rows.before[d]!),
    y: Float64Array.from(at, (d) => outcome(rows.before[d]!, rows.after[d]!)),
  };
}

export const change = (before: number, after: number): number => after - before;
export const becameAcquainted = (_: number, after: number): number => (after >= 1 ? 1 : 0);
export const stranger = (before: number): boolean => before === 0;

/**
 * Cells within which pairs are alike before the event: what both said of each other, same unit or else same
 * floor, and how many colleagues each knows (quartile).
 */
export function cellsOf(
  rows: KnownRows,
  before: Reports,
  { unit, floor = [] }: Pick<EffectInput, 'unit' | 'floor'>,
): string[] {
  const quartile = quartilesOf(before);
  const near = (i: number, j: number): string =>
    unit[i] === unit[j] ? 'unit' : floor[i] && floor[i] === floor[j] ? 'floor' : 'apart';
  const n = before.nPeople;
  return Array.from(rows.from, (i, d) => {
    const j = rows.to[d]!;
    const other = before.said[j * n + i]!;
    return `${rows.before[d]} ${other} ${near(i, j)} ${quartile[i]} ${quartile[j]}`;
  });
}

function quartilesOf({ nPeople, said }: Reports): number[] {
  const share = Array.from({ length: nPeople }, (_, i) => {
    const own = said.subarray(i * nPeople, (i + 1) * nPeople).filter((one) => one >= 0);
    return own.length === 0 ? -1 : own.filter((one) => one >= 1).length / own.length;
  });
  const known = share.filter((one) => one >= 0).toSorted((a, b) => a - b);
  return share.map((one) =>
    one < 0 ? -1 : Math.min(3, Math.floor((4 * known.filter((other) => other < one).length) / known.length)),
  );
}

/** Group numbers for the adjusted test: sender, receiver, state before with unit. */
export function factorsOf(rows: KnownRows, unit: readonly string[]): Int32Array[] {
  const kind = Int32Array.from(
    rows.from,
    (i, d) => 2 * rows.before[d]! + (unit[i] === unit[rows.to[d]!] ? 1 : 0),
  );
  return [rows.from, rows.to, kind];
}
