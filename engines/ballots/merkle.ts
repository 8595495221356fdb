/**
 * Merkle tree hash and inclusion proofs of RFC 6962 §2.1 (DOI 10.17487/RFC6962): leaf = SHA-256(0x00 ‖ entry),
 * node = SHA-256(0x01 ‖ left ‖ right), split at the largest power of two below n.
 */
import { join, sameBytes, sha256, type Bytes } from './bytes.ts';

const leafMark = Uint8Array.of(0);
const nodeMark = Uint8Array.of(1);

const leafOf = (entry: Bytes): Promise<Bytes> => sha256(join(leafMark, entry));
const nodeOf = (left: Bytes, right: Bytes): Promise<Bytes> => sha256(join(nodeMark, left, right));

/** Largest power of two below n; n ≥ 2. */
const splitOf = (n: number): number => 2 ** Math.floor(Math.log2(n - 1));

/** Root over entries in the given order; SHA-256 of nothing for none. Cost: 2n hashes. */
export async function rootOf(entries: readonly Bytes[]): Promise<Bytes> {
  if (entries.length === 0) return sha256(new Uint8Array());
  return rootOfLeaves(await Promise.all(entries.map(leafOf)));
}

async function rootOfLeaves(leaves: readonly Bytes[]): Promise<Bytes> {
  if (leaves.length === 1) return leaves[0]!;
  const k = splitOf(leaves.length);
  return nodeOf(await rootOfLeaves(leaves.slice(0, k)), await rootOfLeaves(leaves.slice(k)));
}

/** Hashes on the way from an entry to the root, nearest first. @throws RangeError where there is no such index */
export async function proofOf(entries: readonly Bytes[], index: number): Promise<Bytes[]> {
  if (!(index >= 0 && index < entries.length)) throw new RangeError(`no entry ${index}`);
  return pathIn(await Promise.all(entries.map(leafOf)), index);
}

async function pathIn(leaves: readonly Bytes[], index: number): Promise<Bytes[]> {
  if (leaves.length === 1) return [];
  const k = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return index < k
    ? [...(await pathIn(left, index)), await rootOfLeaves(right)]
    : [...(await pathIn(right, index - k)), await rootOfLeaves(left)];
}

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
