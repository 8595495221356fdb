/**
 * Binomial numbers. Few expected successes: sequential inversion. Many: BTRS, transformed rejection with
 * squeeze (Hörmann 1993, J. Stat. Comput. Simul. 46:101–110, DOI 10.1080/00949659308811496).
 */

/** Exact in distribution; RangeError unless n is a whole number ≥ 0 and p lies in [0, 1]. */
export function binomial(uniform: () => number, n: number, p: number): number {
  if (!(Number.isInteger(n) && n >= 0 && p >= 0 && p <= 1))
    throw new RangeError('random/binomial-out-of-range');
  if (p > 0.5) return n - binomial(uniform, n, 1 - p);
  if (n === 0 || p === 0) return 0;
  return n * p < 10 ? byInversion(uniform, n, p) : byRejection(uniform, n, p);
}

function byInversion(uniform: () => number, n: number, p: number): number {
  const odds = p / (1 - p);
  let chance = Math.exp(n * Math.log1p(-p));
  let left = uniform();
  let k = 0;
  while (left > chance && k < n) {
    left -= chance;
    k++;
    chance *= (odds * (n - k + 1)) / k;
  }
  return k;
}

function byRejection(uniform: () => number, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const centre = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + centre);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= logRatioToMode(n, p, k)) return k;
  }
}

/** ln P(k) − ln P(mode), by Stirling's series so that n may be large. */
function logRatioToMode(n: number, p: number, k: number): number {
  const odds = p / (1 - p);
  const mode = Math.floor((n + 1) * p);
  return (
    (mode + 0.5) * Math.log((mode + 1) / (odds * (n - mode + 1))) +
    (n + 1) * Math.log((n - mode + 1) / (n - k + 1)) +
    (k + 0.5) * Math.log((odds * (n - k + 1)) / (k + 1)) +
    stirlingTail(mode) +
    stirlingTail(n - mode) -
    stirlingTail(k) -
    stirlingTail(n - k)
  );
}

const TAILS = [
  0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.020790672103765, 0.0166446911898211,
  0.0138761288230707, 0.0118967099458917, 0.010411265261972, 0.0092554621827127, 0.0083305634333594,
];

/** ln k! less Stirling's approximation at k + 1. */
function stirlingTail(k: number): number {
  if (k < TAILS.length) return TAILS[k]!;
  const square = (k + 1) * (k + 1);
  return (1 / 12 - (1 / 360 - 1 / 1260 / square) / square) / (k + 1);
}
