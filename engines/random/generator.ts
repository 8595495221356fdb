/**
 * xoshiro128** 1.1 (Blackman & Vigna 2021, ACM TOMS 47:36, DOI 10.1145/3460772), its four words filled
 * by SplitMix32. Not for secrets: whoever sees a few outputs knows all the others.
 */
import { binomial } from './binomial.ts';

/** One stream of random numbers. Two streams made with the same seed give the same numbers on every machine. */
export interface Random {
  /** Integer in 0 … 2³²−1. */
  uint32(): number;
  /** Number in [0, 1) with 53 random bits. */
  uniform(): number;
  /** Integer in 0 … n−1, every one exactly equally likely; n in 1 … 2³², else RangeError. */
  below(n: number): number;
  /** Standard normal (mean 0, variance 1). */
  normal(): number;
  /** Successes in n trials of chance p; exact in distribution, O(1) for large n·p. n ≥ 0, p in [0, 1]. */
  binomial(n: number, p: number): number;
  /** Shuffles the array in place (Fisher–Yates, every order equally likely) and gives it back. */
  shuffle<A extends Shuffled>(items: A): A;
  /** Index drawn in proportion to the weights (≥ 0, not all 0). */
  weighted(weights: ArrayLike<number>): number;
}

type Shuffled = unknown[] | Int32Array | Uint32Array | Uint16Array | Uint8Array | Float64Array;

/** SplitMix32: 32-bit output from a counter (constants of the hash-prospector search, bias 0.107). */
export function splitMix32(seed: number): () => number {
  let counter = seed >>> 0;
  return () => {
    counter = (counter + 0x9e3779b9) >>> 0;
    let z = counter;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) >>> 0;
  };
}

/** The bare generator over four given words (not all 0); `seeded` and `stream` are the usual ways in. */
export function xoshiro128(a: number, b: number, c: number, d: number): () => number {
  let s0 = a | 0;
  let s1 = b | 0;
  let s2 = c | 0;
  let s3 = d | 0;
  return () => {
    const scrambled = Math.imul(s1, 5);
    const result = Math.imul((scrambled << 7) | (scrambled >>> 25), 9) >>> 0;
    const shifted = s1 << 9;
    s2 ^= s0;
    s3 ^= s1;
    s1 ^= s2;
    s0 ^= s3;
    s2 ^= shifted;
    s3 = (s3 << 11) | (s3 >>> 21);
    return result;
  };
}

/** A stream from a seed; only the seed's lowest 32 bits count. */
export function seeded(seed: number): Random {
  const next = splitMix32(seed);
  return randomOver(xoshiro128(next(), next(), next(), next()));
}

function randomOver(uint32: () => number): Random {
  const uniform = () => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;
  const below = (n: number) => integerBelow(uint32, n);
  return {
    uint32,
    uniform,
    below,
    normal: normalOver(uniform),
    binomial: (n, p) => binomial(uniform, n, p),
    shuffle: (items) => shuffled(below, items),
    weighted: (weights) => weightedIndex(uniform, weights),
  };
}

/** Top bits with rejection: no modulo bias, fewer than two draws on average. */
function integerBelow(uint32: () => number, n: number): number {
  if (!(n >= 1 && n <= 4294967296 && Number.isInteger(n))) throw new RangeError('random/below-out-of-range');
  if (n === 1) return 0;
  const spare = Math.clz32((n - 1) >>> 0);
  let drawn = uint32() >>> spare;
  while (drawn >= n) drawn = uint32() >>> spare;
  return drawn;
}

/** Polar method (Marsaglia & Bray 1964): two normals at a time, the second is kept for the next call. */
function normalOver(uniform: () => number): () => number {
  let kept = NaN;
  return () => {
    if (!Number.isNaN(kept)) {
      const second = kept;
      kept = NaN;
      return second;
    }
    let x = 0;
    let y = 0;
    let square = 0;
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    kept = y * scale;
    return x * scale;
  };
}

function shuffled<A extends Shuffled>(below: (n: number) => number, items: A): A {
  const cells = items as unknown[];
  for (let last = cells.length - 1; last > 0; last--) {
    const other = below(last + 1);
    const held = cells[last];
    cells[last] = cells[other];
    cells[other] = held;
  }
  return items;
}

function weightedIndex(uniform: () => number, weights: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i]!;
  if (!(total > 0)) throw new RangeError('random/weights-empty');
  let left = uniform() * total;
  let index = -1;
  for (let i = 0; i < weights.length; i++) {
    if (weights[i]! <= 0) continue;
    index = i;
    left -= weights[i]!;
    if (left < 0) return i;
  }
  return index;
}
