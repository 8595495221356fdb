/** Shares of people and their change: intervals that stay between 0 and 1, also where few or nearly all say so. */
import { studentQuantile } from '#engines/inference/index.ts';
import { untold, type Figure } from './figure.ts';
import { fewestForMean, type Shift, type Summary } from './mean.ts';

/** Taken once: intervals here are of 95 %. */
const [z, zPower] = [0.975, 0.8].map((p) => studentQuantile(p, Infinity)) as [number, number];

type Share = Pick<Summary, 'n' | 'mean'>;

/** Wilson's score interval (1927, 10.1080/01621459.1927.10502953). `mean`: the share, 0 to 1. */
export function shareFigure({ n, mean }: Share): Figure {
  if (n < fewestForMean) return untold('reliability/too-few', mean);
  return { value: mean, ...scoreInterval({ n, mean }) };
}

function scoreInterval({ n, mean }: Share): { low: number; high: number } {
  const centre = mean + z ** 2 / (2 * n);
  const reach = z * Math.sqrt((mean * (1 - mean)) / n + (z / (2 * n)) ** 2);
  const over = 1 + z ** 2 / n;
  return {
    low: Math.min(mean, Math.max(0, (centre - reach) / over)),
    high: Math.max(mean, Math.min(1, (centre + reach) / over)),
  };
}

/**
 * Later − earlier where nobody's two answers can be joined: square-and-add of the two score intervals (method 10 of
 * Newcombe 1998, Statistics in Medicine 17:873–890).
 */
export function shareChange(earlier: Share, later: Share): Shift {
  const value = later.mean - earlier.mean;
  if (Math.min(earlier.n, later.n) < fewestForMean)
    return { ...untold('reliability/too-few', value), detectable: null };
  const [then, now] = [scoreInterval(earlier), scoreInterval(later)];
  const variance = [earlier, later].reduce((sum, { n, mean }) => sum + (mean * (1 - mean)) / n, 0);
  return {
    value,
    low: value - Math.hypot(later.mean - now.low, then.high - earlier.mean),
    high: value + Math.hypot(now.high - later.mean, earlier.mean - then.low),
    detectable: variance > 0 ? (z + zPower) * Math.sqrt(variance) : null,
  };
}
