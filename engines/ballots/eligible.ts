/**
 * The frozen list of who may take part, as a tree: its root stands in the manifest, and each person can check the
 * own entry against it without seeing another's. A random salt keeps neighbours' hashes from being guessed.
 */
import { compareBytes, fromB64, join, sha256, toB64, utf8, type B64, type Bytes } from './bytes.ts';
import { isIncluded, rootOf, treeOf } from './merkle.ts';

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

/** The frozen list made ready to prove each person's own entry. */
export interface EligibleList {
  /** @throws RangeError where the person is not on the list */
  proofOf(one: Eligible): Promise<EligibleProof>;
}

/** Cost: 3n hashes, and two for each proof. It holds hashes alone. */
export async function eligibleList(list: readonly Eligible[]): Promise<EligibleList> {
  const entries = await sorted(list);
  const tree = await treeOf(entries);
  const places = new Map(entries.map((entry, index) => [toB64(entry), index]));
  return {
    async proofOf(one) {
      const index = places.get(toB64(await entryOf(one))) ?? -1;
      return { index, size: entries.length, proof: tree.proofOf(index).map(toB64) };
    },
  };
}

export const isEligible = async (
  one: Eligible,
  { proof, ...place }: EligibleProof,
  root: B64,
): Promise<boolean> => isIncluded(await entryOf(one), { ...place, proof: proof.map(fromB64) }, fromB64(root));
