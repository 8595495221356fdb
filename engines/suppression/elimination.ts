/**
 * Exact reduced row echelon form of a whole-number matrix: rows stay whole numbers, each divided by its
 * greatest common divisor, so nothing is ever rounded. Doubles as long as every product is below 2⁵³,
 * BigInt from the first that is not.
 */

/** Rows of the form, pivots first in their columns; the row space is that of the input over the rationals. */
export interface Echelon {
  rows: readonly (readonly (number | bigint)[])[];
  /** Column of the pivot of each row. */
  pivots: readonly number[];
}

const isZero = (x: number | bigint): boolean => x === 0 || x === 0n;

/** Cost O(rows² · columns); pivots are looked for in the columns from left to right. */
export function echelonOf(matrix: readonly (readonly number[])[]): Echelon {
  return inDoubles(matrix) ?? inBigInts(matrix);
}

// kernel: Gauss–Jordan over whole doubles; naive twin `rationalRank` in the tests
function inDoubles(matrix: readonly (readonly number[])[]): Echelon | null {
  const rows = matrix.map((row) => Float64Array.from(row));
  const most = rows.map(largest);
  const width = rows[0]?.length ?? 0;
  const pivots: number[] = [];
  for (let column = 0; column < width && pivots.length < rows.length; column++) {
    const top = pivots.length;
    let found = top;
    while (found < rows.length && rows[found]![column] === 0) found++;
    if (found === rows.length) continue;
    swap(rows, top, found);
    swap(most, top, found);
    const pivotRow = rows[top]!;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (i === top || row[column] === 0) continue;
      const shared = divisor(row[column]!, pivotRow[column]!);
      const times = pivotRow[column]! / shared;
      const minus = row[column]! / shared;
      if (most[i]! * Math.abs(times) + most[top]! * Math.abs(minus) > Number.MAX_SAFE_INTEGER) return null;
      for (let j = 0; j < width; j++) row[j] = row[j]! * times - pivotRow[j]! * minus;
      // A bound that only grows; the row itself is looked at (and divided) when the bound gets large.
      most[i] = most[i]! * Math.abs(times) + most[top]! * Math.abs(minus);
      if (most[i]! > 64) most[i] = normalise(row, largest(row));
    }
    pivots.push(column);
  }
  return { rows: rows.slice(0, pivots.length).map((row) => [...row]), pivots };
}

function largest(row: Float64Array): number {
  let most = 0;
  for (let j = 0; j < row.length; j++) if (Math.abs(row[j]!) > most) most = Math.abs(row[j]!);
  return most;
}

function normalise(row: Float64Array, most: number): number {
  let shared = 0;
  for (let j = 0; j < row.length && shared !== 1; j++) if (row[j] !== 0) shared = divisor(shared, row[j]!);
  if (shared <= 1) return most;
  for (let j = 0; j < row.length; j++) row[j]! /= shared;
  return most / shared;
}

/** Greatest common divisor, positive. */
export function divisor(a: number, b: number): number {
  let [x, y] = [Math.abs(a), Math.abs(b)];
  while (y !== 0) [x, y] = [y, x % y];
  return x;
}

function swap<T>(list: T[], i: number, j: number): void {
  const held = list[i]!;
  list[i] = list[j]!;
  list[j] = held;
}

// kernel: the same over BigInt, for coefficients that outgrow doubles
export function inBigInts(matrix: readonly (readonly number[])[]): Echelon {
  const rows = matrix.map((row) => row.map(BigInt));
  const width = rows[0]?.length ?? 0;
  const pivots: number[] = [];
  for (let column = 0; column < width && pivots.length < rows.length; column++) {
    const top = pivots.length;
    const found = rows.findIndex((row, i) => i >= top && row[column] !== 0n);
    if (found < 0) continue;
    swap(rows, top, found);
    const pivotRow = rows[top]!;
    for (let i = 0; i < rows.length; i++) {
      const row = rows[i]!;
      if (i === top || row[column] === 0n) continue;
      const [times, minus] = [pivotRow[column]!, row[column]!];
      let shared = 0n;
      for (let j = 0; j < width; j++) {
        row[j] = row[j]! * times - pivotRow[j]! * minus;
        if (shared !== 1n) shared = bigDivisor(shared, row[j]!);
      }
      if (shared > 1n) for (let j = 0; j < width; j++) row[j]! /= shared;
    }
    pivots.push(column);
  }
  return { rows: rows.slice(0, pivots.length), pivots };
}

function bigDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

/** Columns whose unit vector lies in the row space: the unknowns that the equations determine. */
export function determinedColumns({ rows, pivots }: Echelon): number[] {
  // In reduced form a vector of the row space is the sum of its pivot entries times their rows,
  // so a unit vector can only be a row with nothing but its pivot.
  return pivots.filter((column, i) => rows[i]!.every((x, j) => j === column || isZero(x)));
}

/** Whether some combination of the rows lives on the columns from `first` on alone. */
export const reachesBeyond = ({ pivots }: Echelon, first: number): boolean =>
  pivots.some((column) => column >= first);
