/** Unordered pairs of people as numbers: one flat array holds a value per pair. */

export const pairCount = (n: number): number => (n * (n - 1)) / 2;

/** Place of the pair {i, j}, i ≠ j, in 0 … n(n−1)/2 − 1; the same for any n above both. */
export function pairIndex(i: number, j: number): number {
  const [low, high] = i < j ? [i, j] : [j, i];
  return (high * (high - 1)) / 2 + low;
}

/** Calls `visit(index, i, j)` for every pair, i < j, in the order of the index. */
export function eachPair(n: number, visit: (index: number, i: number, j: number) => void): void {
  let index = 0;
  for (let j = 1; j < n; j++) for (let i = 0; i < j; i++) visit(index++, i, j);
}
