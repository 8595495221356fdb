import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareBytes, sha256, toB64, utf8, type Bytes } from './bytes.ts';
import { eligibleList, eligibleListHash, isEligible } from './eligible.ts';
import { isIncluded, proofOf, rootOf } from './merkle.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const hash = (...parts: Uint8Array[]) => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return new Uint8Array(digest.digest());
};

/** Slow and obviously right: the definition of RFC 6962 §2.1, word by word. */
function naiveRoot(entries: readonly Bytes[]): Uint8Array {
  if (entries.length === 0) return hash();
  if (entries.length === 1) return hash(Uint8Array.of(0), entries[0]!);
  let k = 1;
  while (2 * k < entries.length) k *= 2;
  return hash(Uint8Array.of(1), naiveRoot(entries.slice(0, k)), naiveRoot(entries.slice(k)));
}

const ballots = async (n: number) =>
  Promise.all(Array.from({ length: n }, (_, i) => sha256(utf8(`ballot-${i + 1}`))));

describe('the tree over the bulletin', () => {
  test('three ballots, sorted, have the measured root; none has the hash of nothing', async () => {
    const sorted = (await ballots(3)).sort(compareBytes);
    expect(hex(await rootOf(sorted))).toBe(
      '77a2db406ad6664c80254f587f1913d461bc41f79468b128b0aadfd35b9276a1',
    );
    expect(hex(await rootOf([]))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('is the tree of RFC 6962 for every size up to 70', async () => {
    for (let n = 0; n <= 70; n++) {
      const entries = await ballots(n);
      expect(hex(await rootOf(entries))).toBe(hex(naiveRoot(entries)));
    }
  });

  test('every entry is proved at its place, and at no other', async () => {
    const many = await ballots(33);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 33 }), fc.nat(), fc.nat(), async (n, at, elsewhere) => {
        const entries = many.slice(0, n);
        const [index, other] = [at % n, elsewhere % n];
        const proof = await proofOf(entries, index);
        const root = await rootOf(entries);
        expect(await isIncluded(entries[index]!, { index, size: n, proof }, root)).toBe(true);
        if (other !== index) {
          expect(await isIncluded(entries[other]!, { index, size: n, proof }, root)).toBe(false);
          expect(await isIncluded(entries[index]!, { index: other, size: n, proof }, root)).toBe(false);
        }
        if (proof.length > 0)
          expect(await isIncluded(entries[index]!, { index, size: n, proof: proof.slice(1) }, root)).toBe(
            false,
          );
      }),
      { numRuns: 60 },
    );
  });
});

test('each person finds the own entry in the frozen list, and no other’s stratum passes for it', async () => {
  const list = Array.from({ length: 9 }, (_, i) => ({
    personId: `p${i}`,
    stratum: i % 2 ? 'A' : 'B',
    salt: toB64(new Uint8Array(16).fill(i)),
  }));
  const root = await eligibleListHash(list);
  const frozen = await eligibleList(list);
  await expect(frozen.proofOf({ ...list[0]!, stratum: 'C' })).rejects.toThrow(RangeError);
  for (const one of list) {
    const proof = await frozen.proofOf(one);
    expect(await isEligible(one, proof, root)).toBe(true);
    expect(await isEligible({ ...one, stratum: 'C' }, proof, root)).toBe(false);
  }
  expect(await eligibleListHash(list.toReversed())).toBe(root);
});
