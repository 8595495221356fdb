import type { Matrix } from './blocks.ts';

/** exp of a small square matrix by scaling, a Taylor series of 18 terms, and squaring. */
export function exponential(matrix: Matrix): Matrix {
  const norm = Math.max(...matrix.map((row) => row.reduce((sum, value) => sum + Math.abs(value), 0)), 0);
  const halvings = Math.max(0, Math.ceil(Math.log2(norm || 1)) + 2);
  const scaled = matrix.map((row) => row.map((value) => value / 2 ** halvings));
  let term = identity(matrix.length);
  let sum = term;
  for (let order = 1; order <= 18; order++) {
    term = product(term, scaled).map((row) => row.map((value) => value / order));
    sum = sum.map((row, a) => row.map((value, b) => value + term[a]![b]!));
  }
  for (let squaring = 0; squaring < halvings; squaring++) sum = product(sum, sum);
  return sum;
}

const identity = (size: number): Matrix =>
  Array.from({ length: size }, (_, a) => Array.from({ length: size }, (_, b) => (a === b ? 1 : 0)));

function product(left: Matrix, right: Matrix): Matrix {
  return left.map((row) =>
    right.map((_, b) => row.reduce((sum, value, at) => sum + value * right[at]![b]!, 0)),
  );
}
