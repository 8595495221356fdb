/** Quantiles and tail areas of the few laws that intervals need. Absolute error below 1e-10. */

/** ln Γ(x), x > 0 (Lanczos, g = 7; Press et al. 2007 §6.1). */
export function logGamma(x: number): number {
  if (x < 0.5) return Math.log(Math.PI / Math.sin(Math.PI * x)) - logGamma(1 - x);
  const shifted = x - 1;
  const sum = lanczos.reduce((total, c, i) => total + (i === 0 ? c : c / (shifted + i)), 0);
  const t = shifted + 7.5;
  return 0.5 * Math.log(2 * Math.PI) + (shifted + 0.5) * Math.log(t) - t + Math.log(sum);
}

const lanczos = [
  0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
  12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];

/** Regularised incomplete beta I_x(a, b) by Lentz's continued fraction. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  let c = 1;
  let d = 1 / keepAway(1 - ((a + b) * x) / (a + 1));
  let fraction = d;
  for (let m = 1; m < 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / keepAway(1 + even * d);
    c = keepAway(1 + even / c);
    fraction *= d * c;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / keepAway(1 + odd * d);
    c = keepAway(1 + odd / c);
    fraction *= d * c;
    if (Math.abs(d * c - 1) < 1e-15) break;
  }
  return (front * fraction) / a;
}

const keepAway = (value: number): number => (Math.abs(value) < 1e-300 ? 1e-300 : value);

/** P(T ≤ t) of Student's law with `df` > 0 degrees of freedom; df = Infinity is the normal law. */
export function studentCdf(t: number, df: number): number {
  if (df > 1e7) return normalCdf(t);
  const tail = 0.5 * incompleteBeta(df / (df + t * t), df / 2, 0.5);
  return t > 0 ? 1 - tail : tail;
}

/** Φ(z): Taylor series near 0, Laplace's continued fraction in the tails. */
function normalCdf(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (Math.abs(z) > 4) {
    let fraction = Math.abs(z);
    for (let k = 60; k > 0; k--) fraction = Math.abs(z) + k / fraction;
    return z > 0 ? 1 - density / fraction : density / fraction;
  }
  let term = z;
  let sum = z;
  for (let k = 1; k < 100; k++) {
    term *= (z * z) / (2 * k + 1);
    sum += term;
  }
  return 0.5 + density * sum;
}

/** The value below which the share p ∈ (0, 1) of Student's law lies; bisection, so slow and sure. */
export function studentQuantile(p: number, df: number): number {
  if (p < 0.5) return -studentQuantile(1 - p, df);
  let low = 0;
  let high = 1;
  while (studentCdf(high, df) < p && high < 1e8) high *= 2;
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    // Neighbouring doubles: no further step would move either.
    if (middle === low || middle === high) break;
    if (studentCdf(middle, df) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/** Standard normal quantile, p ∈ (0, 1). */
export const normalQuantile = (p: number): number => studentQuantile(p, Infinity);

/** The value below which the share p of the F law with `a` and `b` degrees of freedom lies; bisection. */
export function fQuantile(p: number, a: number, b: number): number {
  let low = 0;
  let high = 1;
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (incompleteBeta(middle, a / 2, b / 2) < p) low = middle;
    else high = middle;
  }
  return low >= 1 ? Infinity : (b * low) / (a * (1 - low));
}

/** The share-p quantile of values sorted rising, interpolated (type 7 of Hyndman & Fan 1996). */
export function quantileOf(sorted: ArrayLike<number>, p: number): number {
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const left = sorted[below]!;
  const right = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return left + (at - below) * (right - left);
}
