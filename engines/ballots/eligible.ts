/**
 * The frozen list of who may take part, as a tree: its root stands in the manifest, and each person can check the
 * own entry against it without seeing another's. A random salt keeps neighbours' hashes from being guessed.
 */
import { compareBytes, fromB64, join, sha256, toB64, utf8, type B64, type Bytes } from './bytes.ts';
import { isIncluded, proofOf, rootOf } from './merkle.ts';

export interface Eligible {
  personId: string;
  stratum: string;
  /** 16 random bytes of this person in this poll. */
  salt: B64;
}

const entryOf = ({ personId, stratum, salt }: Eligible): Promise<Bytes> =>
  sha256(join(fromB64(salt), utf8(personId), new Uint8Array(1), utf8(stratum)));

const sorted = async (list: readonly Eligible[]): Promise<Bytes[]> =>
  (await Promise.all(list.map(entryOf))).sort(compareBytes);

export const eligibleListHash = async (list: readonly Eligible[]): Promise<B64> =>
  toB64(await rootOf(await sorted(list)));

export interface EligibleProof {
  index: number;
  size: number;
  proof: B64[];
}

/** @throws RangeError where the person is not on the list */
export async function proofOfEligible(list: readonly Eligible[], one: Eligible): Promise<EligibleProof> {
  const entries = await sorted(list);
  const own = await entryOf(one);
  const index = entries.findIndex((entry) => compareBytes(entry, own) === 0);
  return { index, size: entries.length, proof: (await proofOf(entries, index)).map(toB64) };
}

export const isEligible = async (
  one: Eligible,
  { proof, ...place }: EligibleProof,
  root: B64,
): Promise<boolean> => isIncluded(await entryOf(one), { ...place, proof: proof.map(fromB64) }, fromB64(root));
