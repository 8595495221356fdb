/** Seeded random numbers, for callers that hold a seed and not a stream. */

/** A stream of numbers in [0, 1). */
export type Random = () => number;

/**
 * The stream of a seed: sfc32 (Doty-Humphrey, PractRand), warmed up by 12 draws. Equal seeds give
 * equal streams on every platform.
 * @param seed any number; its lower 32 bits count.
 */
export function randomFrom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;
  const draw = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let warm = 0; warm < 12; warm++) draw();
  return draw;
}

/** Fisher–Yates in place. */
export function shuffled(items: Int32Array, random: Random): Int32Array {
  for (let last = items.length - 1; last > 0; last--) {
    const at = Math.floor(random() * (last + 1));
    const kept = items[last]!;
    items[last] = items[at]!;
    items[at] = kept;
  }
  return items;
}
