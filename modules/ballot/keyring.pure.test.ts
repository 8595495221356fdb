import { describe, expect, test } from 'vitest';
import * as vector from '#engines/ballots/rfc9474.fixtures.ts';
import { signBlindly } from './keyring.work.ts';

describe('the issuer’s signing', () => {
  const { privateKey, n, e } = vector.vectorKey();
  const blinded = vector.bytesOf(vector.hexOf(vector.power(vector.big(vector.blindSig), e, n), 512));

  test('is that of RFC 9474, appendix A.1', () => {
    expect(Buffer.from(signBlindly(privateKey, blinded)).toString('hex')).toBe(vector.blindSig);
  });

  test('refuses what is no number below the modulus, or of another length', () => {
    const code = 'ballot/bad-blinding';
    const refused = [
      vector.bytesOf(vector.n),
      blinded.slice(1),
      new Uint8Array([...blinded, 0]),
      new Uint8Array(),
    ];
    for (const value of refused)
      expect(() => signBlindly(privateKey, value)).toThrow(expect.objectContaining({ code }));
  });
});
