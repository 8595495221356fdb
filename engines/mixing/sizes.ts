/** Group sizes are decided before anybody is placed: people want even teams, benchmarks want many pairs. */

/** Least and most members of each group; whole numbers, 0 ≤ min ≤ max. */
export interface SizeBounds {
  readonly min: ArrayLike<number>;
  readonly max: ArrayLike<number>;
}

/** The sizes nearest to one another within the bounds; null if the total does not fit. O(total · groups). */
export function evenSizes(total: number, { min, max }: SizeBounds): Int32Array | null {
  const sizes = Int32Array.from(min);
  let left = total - sizes.reduce((sum, size) => sum + size, 0);
  if (left < 0) return null;
  for (; left > 0; left--) {
    let smallest = -1;
    for (let g = 0; g < sizes.length; g++)
      if (sizes[g]! < max[g]! && (smallest < 0 || sizes[g]! < sizes[smallest]!)) smallest = g;
    if (smallest < 0) return null;
    sizes[smallest]!++;
  }
  return sizes;
}

/**
 * The sizes with the most pairs, Σ size·(size − 1)/2, by dynamic programming over (group, people placed):
 * the best known solutions of the unequal benchmark instances have them. Null if the total does not fit.
 * O(groups · total · range).
 */
export function mostPairSizes(total: number, { min, max }: SizeBounds): Int32Array | null {
  const m = min.length;
  const choice = new Int32Array(m * (total + 1)).fill(-1);
  let pairs = new Float64Array(total + 1).fill(-1);
  pairs[0] = 0;
  for (let g = 0; g < m; g++) {
    const next = new Float64Array(total + 1).fill(-1);
    for (let placed = 0; placed <= total; placed++) {
      if (pairs[placed]! < 0) continue;
      for (let size = min[g]!; size <= max[g]! && placed + size <= total; size++) {
        const sum = pairs[placed]! + (size * (size - 1)) / 2;
        if (sum <= next[placed + size]!) continue;
        next[placed + size] = sum;
        choice[g * (total + 1) + placed + size] = size;
      }
    }
    pairs = next;
  }
  return pairs[total]! < 0 ? null : chosenSizes(choice, total, m);
}

function chosenSizes(choice: Int32Array, total: number, m: number): Int32Array {
  const sizes = new Int32Array(m);
  for (let g = m - 1, left = total; g >= 0; g--) {
    sizes[g] = choice[g * (total + 1) + left]!;
    left -= sizes[g]!;
  }
  return sizes;
}
