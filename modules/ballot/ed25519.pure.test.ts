import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { isSigned, newSigningKey, signBytes, type Bytes } from '#engines/ballots/index.ts';
import { nativeEd25519 } from './ed25519.work.ts';

const random = (n: number): Bytes => new Uint8Array(randomBytes(n));
const bytesOf = (hex: string): Bytes => new Uint8Array(Buffer.from(hex, 'hex'));

describe('Ed25519 by OpenSSL', () => {
  test('gives the signatures of RFC 8032 §7.1, as the engine does', () => {
    // TEST 2 and TEST 3 of the RFC.
    const vectors = [
      ['4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb', '72'],
      ['c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7', 'af82'],
    ] as const;
    const begins = ['92a009a9f0d4cab8720e820b5f642540', '6291d657deec24024827e69c3abe01a3'];
    for (const [i, [secret, message]] of vectors.entries()) {
      const signed = nativeEd25519(bytesOf(secret)).signBytes(bytesOf(message));
      expect(Buffer.from(signed).toString('hex').slice(0, 32)).toBe(begins[i]);
      expect(signBytes(bytesOf(message), bytesOf(secret))).toEqual(signed);
    }
  });

  test('takes what the engine takes and refuses what it refuses', () => {
    for (let i = 0; i < 30; i++) {
      const { secret, public: key } = newSigningKey(random);
      const own = nativeEd25519(secret);
      const message = random(i);
      const signature = own.signBytes(message);
      const changed = signature.slice();
      changed[i]! ^= 1;
      const cases = [
        [message, signature, key],
        [random(40), signature, key],
        [message, changed, key],
        [message, signature.slice(1), key],
        [message, signature, random(32)],
        [message, signature, key.slice(1)],
      ] as const;
      for (const [text, sig, by] of cases) expect(own.isSigned(text, sig, by)).toBe(isSigned(text, sig, by));
      expect(own.isSigned(message, signature, key)).toBe(true);
    }
  });

  test('a key of small order, under which one signature would hold for everything, is refused by both', () => {
    const { isSigned: isSignedHere } = nativeEd25519(random(32));
    // The neutral point as key and as the signature's point, with zero for its number: holds for any message.
    const neutral = bytesOf(`01${'00'.repeat(31)}`);
    const signature = bytesOf(`01${'00'.repeat(63)}`);
    for (const message of [random(1), random(9)]) {
      expect(isSignedHere(message, signature, neutral)).toBe(false);
      expect(isSigned(message, signature, neutral)).toBe(false);
    }
    // y = p + 1: the neutral point spelled otherwise.
    const other = bytesOf(`ee${'ff'.repeat(30)}7f`);
    expect([isSignedHere(random(1), signature, other), isSigned(random(1), signature, other)]).toEqual([
      false,
      false,
    ]);
  });
});
