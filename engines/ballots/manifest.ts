/** What a poll is, fixed before it opens: all keys, the strata, the dates. Everything else refers to its hash. */
import { fromB64, sha256, toB64, type B64, type Bytes } from './bytes.ts';
import { canonical, hashOf } from './canonical.ts';
import { isSigned, signBytes } from './sign.ts';

export type IssuerRole = 'OFFICE' | 'WITNESS';
export const issuerRoles: readonly IssuerRole[] = ['OFFICE', 'WITNESS'];

/** P1: the box is a part of the main server. P2: a process, port and database of its own. */
export type Level = 'P1' | 'P2';

export interface IssuerKey {
  role: IssuerRole;
  /** SubjectPublicKeyInfo of the RSA key. */
  spki: B64;
  /** SHA-256 of it. */
  keyId: B64;
}

export interface Stratum {
  /** Letters, digits, `-` and `_`; bound into every token. */
  id: string;
  label: string;
  eligible: number;
  /** In the order of `issuerRoles`. */
  issuerKeys: IssuerKey[];
}

export interface PollManifest {
  v: 1;
  pollId: string;
  title: string;
  level: Level;
  /** SHA-256 of what is answered, in canonical JSON. */
  contentHash: B64;
  strata: Stratum[];
  /** Who signs this manifest: Ed25519. */
  signers: { by: IssuerRole; publicKey: B64 }[];
  /** What the box signs receipts and the bulletin with: Ed25519. */
  receiptKey: B64;
  tally: { kem: 'X25519'; publicKey: B64; trustees: string[]; threshold: number };
  /** Length of a payload once padded. */
  payloadBytes: number;
  ballotOrigin: string;
  relay?: string;
  /** First and last days, `YYYY-MM-DD`. */
  issueFrom: string;
  issueTo: string;
  castFrom: string;
  castTo: string;
  rules: { k: number; kText: number; batch: number; resubmit: boolean };
  clientHash: B64;
  /** Root of the tree over the frozen list of who may take part; see `eligible.ts`. */
  eligibleListHash: B64;
  prevManifest?: B64;
  /**
   * Hash of the manifest of a poll that is cast beside this one. A manifest certifies its own signers, so nothing
   * but the one on the notice is known to be everybody's: what it names is covered by its hash.
   */
  companion?: B64;
}

export interface SignedManifest {
  manifest: PollManifest;
  hash: B64;
  signatures: { by: IssuerRole; alg: 'Ed25519'; sig: B64 }[];
}

export const manifestHash = (manifest: PollManifest): Promise<Bytes> => hashOf(manifest);

/** Identifies a public key: SHA-256 of its SPKI, as in RFC 9578. */
export const keyIdOf = async (spki: B64): Promise<B64> => toB64(await sha256(fromB64(spki)));

export const signManifest = (manifest: PollManifest, secret: Bytes): B64 =>
  toB64(signBytes(canonical(manifest), secret));

export type ManifestFault = 'hash' | 'signature' | 'key-id' | 'pinned';

/**
 * What is wrong with a manifest; null if nothing. `pinned` is the hash that the reader knows from elsewhere
 * (the paper notice): against a server that gives different keys to different people it is the only protection.
 */
export async function whyNotManifest(signed: SignedManifest, pinned?: B64): Promise<ManifestFault | null> {
  const { manifest, hash, signatures } = signed;
  if (toB64(await manifestHash(manifest)) !== hash) return 'hash';
  if (pinned !== undefined && pinned !== hash) return 'pinned';
  const message = canonical(manifest);
  const holds = ({ by, publicKey }: PollManifest['signers'][number]) =>
    signatures.some((one) => one.by === by && isSigned(message, fromB64(one.sig), fromB64(publicKey)));
  if (!issuerRoles.every((role) => manifest.signers.some((signer) => signer.by === role && holds(signer))))
    return 'signature';
  for (const { issuerKeys } of manifest.strata)
    for (const { spki, keyId } of issuerKeys) if ((await keyIdOf(spki)) !== keyId) return 'key-id';
  return null;
}

/** Whether the first manifest names the second, or none where there is none; both must have been checked. */
export const isCompanion = (
  { manifest }: SignedManifest,
  beside: Pick<SignedManifest, 'hash'> | null,
): boolean => manifest.companion === beside?.hash;

export const stratumOf = (manifest: PollManifest, id: string): Stratum | undefined =>
  manifest.strata.find((stratum) => stratum.id === id);
