/** Seeded randomness for every engine and for the sample bureau: same seed, same numbers, everywhere. */
export { seeded, splitMix32, xoshiro128 } from './generator.ts';
export type { Random } from './generator.ts';
export { fnv1a32, stream } from './stream.ts';
