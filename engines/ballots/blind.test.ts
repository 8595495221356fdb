import {
  checkPrimeSync,
  constants,
  generateKeyPairSync,
  privateDecrypt,
  randomBytes,
  verify,
} from 'node:crypto';
import { RSABSSA } from '@cloudflare/blindrsa-ts';
import { afterEach, describe, expect, test } from 'vitest';
import { blind, finalize, isBlindlySigned, nonceBytes, prepare, readPublicKey } from './blind.ts';
import { blindQuickly, finalizeQuickly } from './blind-quickly.ts';
import { join, utf8, type Bytes } from './bytes.ts';
import * as vector from './rfc9474.fixtures.ts';

const given: Bytes[] = [];
const drawOwn = crypto.getRandomValues.bind(crypto);
afterEach(() => {
  crypto.getRandomValues = drawOwn;
  given.length = 0;
});

/** The library draws from the platform: here it draws what the vector says. */
function drawFrom(...values: Bytes[]): void {
  given.push(...values);
  crypto.getRandomValues = ((into: Uint8Array) => {
    const next = given.shift();
    if (next?.length !== into.length) throw new Error('another draw than the vector has');
    into.set(next);
    return into;
  }) as typeof crypto.getRandomValues;
}

const random = (n: number) => new Uint8Array(randomBytes(n));
const rawSign = (key: Parameters<typeof privateDecrypt>[0] & object, blinded: Bytes) =>
  new Uint8Array(privateDecrypt({ ...(key as object), padding: constants.RSA_NO_PADDING } as never, blinded));

/** The first and the last digits of a number, which tell it from any other. */
const shown = (hex: string) => [hex.slice(0, 32), hex.slice(-8)];
const hexIn = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('RFC 9474, appendix A.1', () => {
  const { privateKey, spki, n, e } = vector.vectorKey();
  const prepared = join(vector.bytesOf(vector.prefix), vector.bytesOf(vector.message));
  // s = z · inv, so both follow from what the vector states of the signatures.
  const inv = (vector.big(vector.sig) * vector.inverseOf(vector.big(vector.blindSig), n)) % n;
  const blindedMessage = vector.hexOf(vector.power(vector.big(vector.blindSig), e, n), 512);

  test('the vector is the published one: n = p·q of two primes, e·d ≡ 1, and the numbers that it prints', () => {
    expect(vector.hexOf(n, 512)).toBe(vector.n);
    for (const factor of [vector.big(vector.p), vector.big(vector.q)]) {
      expect(checkPrimeSync(factor)).toBe(true);
      expect((e * vector.big(vector.d)) % (factor - 1n)).toBe(1n);
    }
    expect(shown(vector.hexOf(inv, 512))).toEqual(['80682c48982407b489d53d1261b19ec8', 'dec0991f']);
    expect(shown(blindedMessage)).toEqual(['aa3ee045138d874669685ffaef962c76', '7efdd95d']);
  });

  test('prepare puts the random prefix before the message', () => {
    expect(prepare(vector.bytesOf(vector.message), () => vector.bytesOf(vector.prefix))).toEqual(prepared);
    expect(nonceBytes).toBe(32);
  });

  test('blind gives the blinded message for the vector’s salt and blinding factor', async () => {
    const r = vector.bytesOf(vector.hexOf(vector.inverseOf(inv, n), 512));
    drawFrom(vector.bytesOf(vector.salt), r);
    const { blinded, inverse } = await blind(await readPublicKey(spki), prepared);
    expect(Buffer.from(blinded).toString('hex')).toBe(blindedMessage);
    expect(Buffer.from(inverse).toString('hex')).toBe(vector.hexOf(inv, 512));
  });

  test('blinding in BigInt gives the same for the same draws', async () => {
    const draws = [vector.bytesOf(vector.salt), vector.bytesOf(vector.hexOf(vector.inverseOf(inv, n), 512))];
    const key = await readPublicKey(spki);
    const { blinded, inverse } = await blindQuickly(key, prepared, () => draws.shift()!);
    expect(Buffer.from(blinded).toString('hex')).toBe(blindedMessage);
    expect(Buffer.from(inverse).toString('hex')).toBe(vector.hexOf(inv, 512));
    const sig = await finalizeQuickly(key, prepared, vector.bytesOf(vector.blindSig), inverse);
    expect(Buffer.from(sig).toString('hex')).toBe(vector.sig);
    await expect(
      finalizeQuickly(key, utf8('another'), vector.bytesOf(vector.blindSig), inverse),
    ).rejects.toThrow();
  });

  test('OpenSSL’s raw RSA gives the blind signature, finalize the signature', async () => {
    const signed = rawSign({ key: privateKey } as never, vector.bytesOf(blindedMessage));
    expect(Buffer.from(signed).toString('hex')).toBe(vector.blindSig);
    const key = await readPublicKey(spki);
    const sig = await finalize(key, prepared, signed, vector.bytesOf(vector.hexOf(inv, 512)));
    expect(Buffer.from(sig).toString('hex')).toBe(vector.sig);
    expect(await isBlindlySigned(key, prepared, sig)).toBe(true);
    expect(await isBlindlySigned(key, utf8('another'), sig)).toBe(false);
  });
});

describe('RFC 9474, appendix A.2 to A.4: the same signing serves all four variants', () => {
  const { privateKey, spki, n } = vector.vectorKey();
  const inv = (vector.big(vector.sig) * vector.inverseOf(vector.big(vector.blindSig), n)) % n;
  const suites = [
    RSABSSA.SHA384.PSSZero.Randomized(),
    RSABSSA.SHA384.PSS.Deterministic(),
    RSABSSA.SHA384.PSSZero.Deterministic(),
  ];

  test.each(vector.others.map((run, i) => ({ ...run, suite: suites[i]! })))('$name', async (run) => {
    const key = await readPublicKey(spki);
    const prepared = join(vector.bytesOf(run.prefix), vector.bytesOf(vector.message));
    const salt = vector.bytesOf(vector.salt).slice(0, run.saltBytes);
    drawFrom(salt, vector.bytesOf(vector.hexOf(vector.inverseOf(inv, n), 512)));
    const { blindedMsg, inv: inverse } = await run.suite.blind(key, prepared);
    const blindSig = rawSign({ key: privateKey } as never, new Uint8Array(blindedMsg));
    const sig = await run.suite.finalize(key, prepared, blindSig, inverse);
    expect([shown(hexIn(blindedMsg)), shown(hexIn(blindSig))]).toEqual([run.blinded, run.blindSig]);
    expect(hexIn(sig)).toBe(run.sig);
  });
});

test('a signature of our own is an ordinary RSA-PSS signature', async () => {
  const pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const key = await readPublicKey(new Uint8Array(pair.publicKey.export({ type: 'spki', format: 'der' })));
  const prepared = prepare(utf8('hello'), random);
  const { blinded, inverse } = await blind(key, prepared);
  const signed = rawSign({ key: pair.privateKey } as never, blinded);
  const sig = await finalize(key, prepared, signed, inverse);
  const padding = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 48 };
  expect(verify('sha384', prepared, { key: pair.publicKey, ...padding }, sig)).toBe(true);
  const wrong = signed.slice();
  wrong[20]! ^= 1;
  await expect(finalize(key, prepared, wrong, inverse)).rejects.toThrow();
});
