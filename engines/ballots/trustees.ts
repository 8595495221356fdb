/** The tally key in parts: Shamir's sharing (Shamir 1979, DOI 10.1145/359168.359176) over GF(256). */
import { x25519 } from '@noble/curves/ed25519.js';
import { combine, split } from 'shamir-secret-sharing';
import { sameBytes, type Bytes } from './bytes.ts';
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

/** The private key that two or more shares give; null where they do not belong to this public key. */
export async function joinShares(shares: readonly Bytes[], publicKey: Bytes): Promise<Bytes | null> {
  try {
    const secret = new Uint8Array(await combine([...shares]));
    return sameBytes(x25519.getPublicKey(secret), publicKey) ? secret : null;
  } catch {
    return null;
  }
}
