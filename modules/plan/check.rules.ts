/** Which records the second person looks at: drawn with a seed that is written down, so that anybody can draw again. */
import { seeded } from '#engines/random/index.ts';

/** At least five, else the root of the number rounded up: 5 of 5, 7 of 44, 10 of 100. */
export const sampleSize = (n: number): number => Math.min(n, Math.max(5, Math.ceil(Math.sqrt(n))));

/** A draw without replacement, in the order of the given ids. */
export function drawSample<T>(from: readonly T[], seed: number): T[] {
  const random = seeded(seed);
  const places = from.map((_, at) => at);
  const size = sampleSize(from.length);
  for (let at = 0; at < size; at++) {
    const other = at + Math.floor(random.uniform() * (places.length - at));
    [places[at], places[other]] = [places[other]!, places[at]!];
  }
  return places
    .slice(0, size)
    .toSorted((a, b) => a - b)
    .map((at) => from[at]!);
}
