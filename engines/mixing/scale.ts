/**
 * The search counts in whole numbers: sums are then exact in any order of moves, so that equal seeds give
 * equal answers byte for byte, and a matrix takes half the memory.
 */

export interface ScaledGain {
  /** n × n whole numbers: `gain` times `scale`, rounded; 0 on the diagonal. */
  readonly values: Int32Array;
  readonly scale: number;
  /** Smallest entry of each row off the diagonal; 0 if n = 1. */
  readonly near: Int32Array;
  /** Largest absolute entry. */
  readonly most: number;
}

/**
 * `addends` is the most entries (times the largest weight) that are ever added up; their sum must stay
 * below 2²⁸. Three decimals are kept unless values are too large for that.
 */
export function scaledGain(gain: ArrayLike<number>, n: number, addends: number): ScaledGain {
  let largest = 0;
  for (let at = 0; at < gain.length; at++) largest = Math.max(largest, Math.abs(gain[at]!));
  const room = 2 ** 28 / (Math.max(1, addends) * (largest || 1));
  const scale = Math.min(1000, 10 ** Math.floor(Math.log10(room)));
  const values = Int32Array.from(gain, (value) => Math.round(value * scale));
  for (let i = 0; i < n; i++) values[i * n + i] = 0;
  return { values, scale, near: nearOf(values, n), most: Math.round(largest * scale) };
}

function nearOf(values: Int32Array, n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, i) => {
    let near = Infinity;
    for (let j = 0; j < n; j++) if (j !== i) near = Math.min(near, values[i * n + j]!);
    return near === Infinity ? 0 : near;
  });
}
