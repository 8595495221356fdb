/**
 * RSABSSA-SHA384-PSS-Randomized (RFC 9474, DOI 10.17487/RFC9474), the side of the one who wants a signature.
 * The library draws salt and blinding factor itself, from the platform's `crypto.getRandomValues`.
 */
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import type { Bytes, RandomBytes } from './bytes.ts';
import { join } from './bytes.ts';

const suite = RSABSSA.SHA384.PSS.Randomized();
const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' } as const;

export type PublicKey = Awaited<ReturnType<typeof readPublicKey>>;

/** @throws where the bytes are no RSA key */
export const readPublicKey = (spki: Bytes) =>
  crypto.subtle.importKey('spki', spki, algorithm, true, ['verify']);

export const nonceBytes = 32;

/** RFC 9474 §4.1: a message made unguessable by 32 random bytes before it. */
export const prepare = (message: Bytes, random: RandomBytes): Bytes => join(random(nonceBytes), message);

export interface Blinded {
  /** Goes to the issuer. */
  blinded: Bytes;
  /** Stays; without it the issuer's answer is of no use, and with it nothing links the two. */
  inverse: Bytes;
}

/** RFC 9474 §4.2. Cost: about 20 ms for 2048 bits, 50 ms on a phone. */
export async function blind(key: PublicKey, prepared: Bytes): Promise<Blinded> {
  const { blindedMsg, inv } = await suite.blind(key, prepared);
  return { blinded: new Uint8Array(blindedMsg), inverse: new Uint8Array(inv) };
}

/** RFC 9474 §4.4. @throws where the issuer's answer is no signature of what was asked */
export const finalize = async (
  key: PublicKey,
  prepared: Bytes,
  blindSignature: Bytes,
  inverse: Bytes,
): Promise<Bytes> => new Uint8Array(await suite.finalize(key, prepared, blindSignature, inverse));

/** An ordinary RSA-PSS verification: SHA-384, 48 bytes of salt. */
export const isBlindlySigned = (key: PublicKey, prepared: Bytes, signature: Bytes): Promise<boolean> =>
  crypto.subtle.verify({ name: 'RSA-PSS', saltLength: 48 }, key, signature, prepared);
