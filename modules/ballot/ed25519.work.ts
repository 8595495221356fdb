/**
 * Ed25519 by OpenSSL, for the box: a signature is checked in 0.2 ms and made in 0.04, where the engine, which must run
 * in every browser, takes 1.0 and 0.5.
 */
import { createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { isSoundKey, toB64, type Bytes, type Ed25519 } from '#engines/ballots/index.ts';

/** What stands before 32 bytes of secret in PKCS #8 (RFC 8410 §7). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** @param secret 32 bytes that `signBytes` signs with */
export function nativeEd25519(secret: Bytes): Ed25519 {
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, secret]), format: 'der', type: 'pkcs8' });
  return {
    signBytes: (message) => new Uint8Array(sign(null, message, key)),
    isSigned(message, signature, publicKey) {
      // OpenSSL takes points of small order, under which one signature holds for any message; the tally would not.
      if (signature.length !== 64 || !isSoundKey(publicKey)) return false;
      const jwk = { kty: 'OKP', crv: 'Ed25519', x: toB64(publicKey) };
      return verify(null, message, createPublicKey({ key: jwk, format: 'jwk' }), signature);
    },
  };
}
