/** The public list of a closed box, and what anybody can check of it. */
import { compareBytes, fromB64, toB64, type B64, type Bytes } from './bytes.ts';
import { canonical } from './canonical.ts';
import type { PollManifest, SignedManifest } from './manifest.ts';
import { isIncluded, proofOf, rootOf } from './merkle.ts';
import { isReceipt, type Receipt } from './receipt.ts';
import { isSigned, signBytes } from './sign.ts';

export interface BulletinEntry {
  tokenId: B64;
  version: number;
  ballotId: B64;
}

export interface Bulletin {
  pollId: string;
  manifestHash: B64;
  /** By stratum. */
  issued: Record<string, number>;
  reissued: number;
  /** By stratum. */
  cast: Record<string, number>;
  superseded: number;
  /** Sorted by the bytes of `ballotId`. */
  entries: BulletinEntry[];
  merkleRoot: B64;
  signatures: { by: 'BOX'; alg: 'Ed25519'; sig: B64 }[];
}

type Unsigned = Omit<Bulletin, 'merkleRoot' | 'signatures'>;

const messageOf = (bulletin: Bulletin): Bytes => canonical({ ...bulletin, signatures: [] });
const idsOf = (entries: readonly BulletinEntry[]): Bytes[] =>
  entries.map(({ ballotId }) => fromB64(ballotId));

export async function makeBulletin(said: Unsigned, boxSecret: Bytes): Promise<Bulletin> {
  const entries = said.entries
    .map(({ tokenId, version, ballotId }) => ({ tokenId, version, ballotId }))
    .sort((a, b) => compareBytes(fromB64(a.ballotId), fromB64(b.ballotId)));
  const merkleRoot = toB64(await rootOf(idsOf(entries)));
  const unsigned: Bulletin = { ...said, entries, merkleRoot, signatures: [] };
  const sig = toB64(signBytes(messageOf(unsigned), boxSecret));
  return { ...unsigned, signatures: [{ by: 'BOX', alg: 'Ed25519', sig }] };
}

export type BulletinFault =
  | 'manifest'
  | 'signature'
  | 'order'
  | 'token-twice'
  | 'root'
  | 'counts'
  | 'too-many-cast'
  | 'too-many-issued';

/** Everything that is wrong with a bulletin; empty if nothing. Cost: 2n hashes. */
export async function faultsOf(
  bulletin: Bulletin,
  { manifest, hash }: SignedManifest,
): Promise<BulletinFault[]> {
  const { entries } = bulletin;
  const ids = idsOf(entries);
  const faults: BulletinFault[] = [];
  const find = (fault: BulletinFault, there: boolean) => void (there && faults.push(fault));
  find('manifest', bulletin.pollId !== manifest.pollId || bulletin.manifestHash !== hash);
  find('signature', !isBoxSigned(bulletin, manifest));
  find(
    'order',
    ids.some((id, i) => i > 0 && compareBytes(ids[i - 1]!, id) >= 0),
  );
  find('token-twice', new Set(entries.map(({ tokenId }) => tokenId)).size < entries.length);
  find('root', toB64(await rootOf(ids)) !== bulletin.merkleRoot);
  find('counts', sumOf(bulletin.cast) !== entries.length);
  return [...faults, ...countFaults(bulletin, manifest)];
}

const sumOf = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((sum, n) => sum + n, 0);

/** `cast ≤ issued + reissued ≤ eligible + reissued` in every stratum, and overall. */
function countFaults({ cast, issued, reissued }: Bulletin, { strata }: PollManifest): BulletinFault[] {
  const castOf = (id: string) => cast[id] ?? 0;
  const issuedOf = (id: string) => issued[id] ?? 0;
  const known = new Set(strata.map(({ id }) => id));
  const strange = [...Object.keys(cast), ...Object.keys(issued)].some((id) => !known.has(id));
  const stuffed =
    sumOf(cast) > sumOf(issued) + reissued || strata.some(({ id }) => castOf(id) > issuedOf(id) + reissued);
  const overIssued = strata.some(({ id, eligible }) => issuedOf(id) > eligible);
  return [
    ...(strange || stuffed ? (['too-many-cast'] as const) : []),
    ...(overIssued ? (['too-many-issued'] as const) : []),
  ];
}

const isBoxSigned = (bulletin: Bulletin, { receiptKey }: PollManifest): boolean =>
  bulletin.signatures.some(
    ({ by, sig }) => by === 'BOX' && isSigned(messageOf(bulletin), fromB64(sig), fromB64(receiptKey)),
  );

export interface InclusionProof {
  index: number;
  size: number;
  proof: B64[];
}

/** The way from a ballot to the root; null where it is not in the list. */
export async function inclusionOf(bulletin: Bulletin, ballotId: B64): Promise<InclusionProof | null> {
  const index = bulletin.entries.findIndex((entry) => entry.ballotId === ballotId);
  if (index < 0) return null;
  const proof = await proofOf(idsOf(bulletin.entries), index);
  return { index, size: bulletin.entries.length, proof: proof.map(toB64) };
}

export const provesInclusion = (
  ballotId: B64,
  { proof, ...place }: InclusionProof,
  root: B64,
): Promise<boolean> => isIncluded(fromB64(ballotId), { ...place, proof: proof.map(fromB64) }, fromB64(root));

/**
 * What a receipt and a bulletin say together. `missing` and `replaced` with a genuine receipt of the last version
 * prove misconduct; `superseded`: a later version of the same token is there, as it should be.
 */
export type ReceiptCheck = 'included' | 'superseded' | 'missing' | 'replaced' | 'not-genuine';

export function checkReceipt(
  receipt: Receipt,
  bulletin: Bulletin,
  { manifest }: SignedManifest,
): ReceiptCheck {
  if (receipt.pollId !== manifest.pollId || !isReceipt(receipt, manifest.receiptKey)) return 'not-genuine';
  const entry = bulletin.entries.find(({ tokenId }) => tokenId === receipt.tokenId);
  if (!entry || entry.version < receipt.version) return 'missing';
  if (entry.version > receipt.version) return 'superseded';
  return entry.ballotId === receipt.ballotId ? 'included' : 'replaced';
}
