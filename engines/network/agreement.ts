/** How far two partitions of the same people agree. */
import { ratio } from './blocks.ts';

export interface Agreement {
  /** Adjusted Rand index, ≤ 1, 0 = as two random partitions of these sizes (Hubert & Arabie 1985, doi:10.1007/BF01908075). */
  readonly ari: number | null;
  /** Mutual information ÷ mean of the two entropies, 0…1 (Danon et al. 2005, doi:10.1088/1742-5468/2005/09/P09008). */
  readonly nmi: number | null;
}

/** Both arrays of length N hold part numbers ≥ 0. Null where a figure is 0/0, as for two single-part partitions. */
export function agreementOf(a: ArrayLike<number>, b: ArrayLike<number>): Agreement {
  const n = a.length;
  const width = 1 + greatest(b);
  const joint = new Map<number, number>();
  const [rows, columns] = [new Map<number, number>(), new Map<number, number>()];
  for (let i = 0; i < n; i++) {
    bump(joint, a[i]! * width + b[i]!);
    bump(rows, a[i]!);
    bump(columns, b[i]!);
  }
  return { ari: adjustedRand(n, joint, rows, columns), nmi: normalisedInformation(n, joint, rows, columns) };
}

type Counts = Map<number, number>;

const greatest = (values: ArrayLike<number>): number => {
  let most = 0;
  for (let i = 0; i < values.length; i++) most = Math.max(most, values[i]!);
  return most;
};

const bump = (counts: Counts, key: number): unknown => counts.set(key, (counts.get(key) ?? 0) + 1);

function sum(counts: Counts, term: (count: number) => number): number {
  let all = 0;
  for (const count of counts.values()) all += term(count);
  return all;
}

const pairs = (count: number): number => (count * (count - 1)) / 2;

function adjustedRand(n: number, joint: Counts, rows: Counts, columns: Counts): number | null {
  if (n < 2) return null;
  const [together, ofRows, ofColumns] = [sum(joint, pairs), sum(rows, pairs), sum(columns, pairs)];
  const expected = (ofRows * ofColumns) / pairs(n);
  return ratio(together - expected, (ofRows + ofColumns) / 2 - expected);
}

function normalisedInformation(n: number, joint: Counts, rows: Counts, columns: Counts): number | null {
  const entropy = (counts: Counts): number => -sum(counts, (count) => (count / n) * Math.log(count / n));
  const [ofRows, ofColumns] = [entropy(rows), entropy(columns)];
  return ratio(2 * (ofRows + ofColumns - entropy(joint)), ofRows + ofColumns);
}
