/** The tally key in parts: Shamir's sharing (Shamir 1979, DOI 10.1145/359168.359176) over GF(256). */
import { x25519 } from '@noble/curves/ed25519.js';
import { combine, split } from 'shamir-secret-sharing';
import { sameBytes, sha256, toB64, type B64, type Bytes } from './bytes.ts';
import { newTallyKey } from './seal.ts';

export interface SharedTallyKey {
  public: Bytes;
  /** One for each trustee, 33 bytes; the last byte tells them apart. */
  shares: Bytes[];
}

/** A tally key that nobody holds whole. Made where the trustees sit, not on the server. */
export async function shareTallyKey(nTrustees = 3, threshold = 2): Promise<SharedTallyKey> {
  const key = await newTallyKey();
  const shares = await split(key.secret, nTrustees, threshold);
  key.secret.fill(0);
  return { public: key.public, shares: shares.map((share) => new Uint8Array(share)) };
}

/** Identifies a share and tells nothing of it: SHA-256 over 33 bytes that nobody can guess. */
export const shareHashOf = async (share: Bytes): Promise<B64> => toB64(await sha256(share));

/**
 * The private key that any `threshold` of the shares give; null where no so many of them belong to this public key.
 * One that does not belong is no veto.
 */
export async function joinShares(
  shares: readonly Bytes[],
  publicKey: Bytes,
  threshold = 2,
): Promise<Bytes | null> {
  for (const some of subsets(shares, threshold)) {
    const secret = await joinAll(some, publicKey);
    if (secret) return secret;
  }
  return null;
}

/** Places of the shares that do not belong to this public key; null where too few do to tell. */
export async function wrongShares(
  shares: readonly Bytes[],
  publicKey: Bytes,
  threshold = 2,
): Promise<number[] | null> {
  for (const [one, ...others] of subsets(shares, threshold)) {
    if (!(await joinAll([one!, ...others], publicKey))) continue;
    const fits = await Promise.all(
      shares.map(
        (share) => share === one || others.includes(share) || joinAll([share, ...others], publicKey),
      ),
    );
    return fits.flatMap((fit, at) => (fit ? [] : [at]));
  }
  return null;
}

function* subsets<T>(list: readonly T[], n: number): Generator<T[]> {
  if (n === 0) yield [];
  else
    for (const [at, one] of list.entries())
      for (const rest of subsets(list.slice(at + 1), n - 1)) yield [one, ...rest];
}

async function joinAll(shares: readonly Bytes[], publicKey: Bytes): Promise<Bytes | null> {
  try {
    const secret = new Uint8Array(await combine([...shares]));
    return sameBytes(x25519.getPublicKey(secret), publicKey) ? secret : null;
  } catch {
    return null;
  }
}
