/** Takes group means out of outcomes: what is left after sender, receiver, state before, department. */

/**
 * Residuals of y after all factors, by sweeping out the means of one after the other until none is left
 * (alternating projections: the least-squares fit of all of them). Cost O(sweeps · factors · rows).
 * @param factors group number of each row, one array per factor. @returns y itself where there is none.
 */
export function withoutFactors(y: Float64Array, factors: readonly Int32Array[]): Float64Array {
  const left = y.slice();
  const sizes = factors.map((factor) => 1 + factor.reduce((most, group) => Math.max(most, group), 0));
  const most = factors.length > 1 ? 200 : 1;
  for (let sweep = 0; sweep < most; sweep++) {
    let moved = 0;
    factors.forEach((factor, f) => {
      moved = Math.max(moved, takeMeans(left, factor, sizes[f]!));
    });
    if (moved < 1e-10) break;
  }
  return left;
}

// kernel: two passes over the rows
function takeMeans(left: Float64Array, factor: Int32Array, size: number): number {
  const sum = new Float64Array(size);
  const count = new Float64Array(size);
  for (let d = 0; d < left.length; d++) {
    sum[factor[d]!]! += left[d]!;
    count[factor[d]!]!++;
  }
  let moved = 0;
  for (let group = 0; group < size; group++) {
    sum[group] = count[group]! > 0 ? sum[group]! / count[group]! : 0;
    moved = Math.max(moved, Math.abs(sum[group]!));
  }
  for (let d = 0; d < left.length; d++) left[d]! -= sum[factor[d]!]!;
  return moved;
}
