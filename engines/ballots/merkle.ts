/**
 * Merkle tree hash and inclusion proofs of RFC 6962 §2.1 (DOI 10.17487/RFC6962): leaf = SHA-256(0x00 ‖ entry),
 * node = SHA-256(0x01 ‖ left ‖ right), split at the largest power of two below n.
 */
import { join, sameBytes, sha256, type Bytes } from './bytes.ts';

const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

const leafOf = (entry: Bytes): Promise<Bytes> => sha256(join(leafMark, entry));
const nodeOf = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(join(nodeMark, left, right));

/** All hashes of a tree, so that many proofs cost 2n hashes together. */
export interface MerkleTree {
  /** SHA-256 of nothing for no entries. */
  root: Bytes;
  /** Hashes on the way from an entry to the root, nearest first. @throws RangeError where there is no such index */
  proofOf(index: number): Bytes[];
}

/**
 * The tree over entries in the given order, level by level: a node without a neighbour goes up as it is, which is the
 * same tree as splitting at the largest power of two below n.
 */
export async function treeOf(entries: readonly Bytes[]): Promise<MerkleTree> {
  const levels: Bytes[][] = [await Promise.all(entries.map(leafOf))];
  while (levels.at(-1)!.length > 1) levels.push(await above(levels.at(-1)!));
  return {
    root: levels.at(-1)![0] ?? (await sha256(new Uint8Array())),
    proofOf(index) {
      if (!(index >= 0 && index < entries.length)) throw new RangeError(`no entry ${index}`);
      return levels.flatMap((level, up) => level[Math.floor(index / 2 ** up) ^ 1] ?? []);
    },
  };
}

const above = (level: readonly Bytes[]): Promise<Bytes[]> =>
  Promise.all(
    Array.from({ length: Math.ceil(level.length / 2) }, (_, i) => {
      const [left, right] = [level[2 * i]!, level[2 * i + 1]];
      return right ? nodeOf(left, right) : left;
    }),
  );

/** Cost: 2n hashes. */
export const rootOf = async (entries: readonly Bytes[]): Promise<Bytes> => (await treeOf(entries)).root;

export const proofOf = async (entries: readonly Bytes[], index: number): Promise<Bytes[]> =>
  (await treeOf(entries)).proofOf(index);

export interface Inclusion {
  index: number;
  size: number;
  proof: readonly Bytes[];
}

/** Whether an entry stands at `index` among `size` entries under this root (RFC 9162 §2.1.3.2). */
export async function isIncluded(
  entry: Bytes,
  { index, size, proof }: Inclusion,
  root: Bytes,
): Promise<boolean> {
  if (!(Number.isInteger(index) && index >= 0 && index < size)) return false;
  let [node, last] = [index, size - 1];
  let hash = await leafOf(entry);
  for (const beside of proof) {
    if (last === 0) return false;
    if (node % 2 === 1 || node === last) {
      hash = await nodeOf(beside, hash);
      while (node % 2 === 0 && node !== 0) [node, last] = [node / 2, Math.floor(last / 2)];
    } else hash = await nodeOf(hash, beside);
    [node, last] = [Math.floor(node / 2), Math.floor(last / 2)];
  }
  return last === 0 && sameBytes(hash, root);
}
