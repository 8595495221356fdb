/**
 * Ed25519 (RFC 8032) for ballots, manifests, receipts and bulletins, by @noble/curves and not by WebCrypto:
 * WebCrypto has Ed25519 only since Chrome 137, Safari 17 and Firefox 129, @noble needs BigInt alone (Chrome 67,
 * Safari 14). Against P-256, which all of them have: a P-256 signature needs a fresh random number, and a phone
 * with a poor one gives its key away; Ed25519 needs none.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import type { Bytes, RandomBytes } from './bytes.ts';

export interface SigningKey {
  /** 32 bytes, secret. */
  secret: Bytes;
  /** 32 bytes. */
  public: Bytes;
}

export const newSigningKey = (random: RandomBytes): SigningKey => signingKeyOf(random(32));

/** The pair that belongs to a secret of 32 bytes. */
export const signingKeyOf = (secret: Bytes): SigningKey => ({
  secret,
  public: new Uint8Array(ed25519.getPublicKey(secret)),
});

export const signBytes = (message: Bytes, secret: Bytes): Bytes =>
  new Uint8Array(ed25519.sign(message, secret));

/** False for any signature that does not hold, also one of the wrong length or a public key off the curve. */
export function isSigned(message: Bytes, signature: Bytes, publicKey: Bytes): boolean {
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}

/** Ed25519 as whoever holds a faster one hands it in; it must give what `signBytes` and `isSigned` give. */
export interface Ed25519 {
  signBytes(message: Bytes): Bytes;
  isSigned(message: Bytes, signature: Bytes, publicKey: Bytes): boolean;
}

/**
 * A public key that RFC 8032 allows and that no signature holds under for more than one message: canonical, and not one
 * of the few points of small order. `isSigned` looks itself; most libraries do not.
 */
export function isSoundKey(publicKey: Bytes): boolean {
  try {
    return !ed25519.Point.fromBytes(publicKey, false).isSmallOrder();
  } catch {
    return false;
  }
}
