import { describe, expect, test } from 'vitest';
import { toB64, utf8 } from './bytes.ts';
import { openLoose, sealLoose } from './loose.ts';
import type { SignedManifest } from './manifest.ts';
import { newTallyKey, sealedBytes } from './seal.ts';

const key = await newTallyKey();
const pollOf = (hash: string): SignedManifest =>
  ({
    hash: toB64(new Uint8Array(32).fill(hash.charCodeAt(0))),
    manifest: { tally: { publicKey: toB64(key.public) } },
  }) as SignedManifest;

describe('answers sealed without a token', () => {
  test('open with the key of the tally, and are as long as each other', async () => {
    const [short, long] = [
      await sealLoose(pollOf('a'), utf8('{}'), 500),
      await sealLoose(pollOf('a'), utf8('x'.repeat(500)), 500),
    ];
    expect(await openLoose(short, pollOf('a'), key.secret)).toEqual(utf8('{}'));
    expect([short.length, Buffer.from(long, 'base64url').length]).toEqual([long.length, sealedBytes(500)]);
  });

  test('do not open for another poll, with another key, or changed; too long is refused', async () => {
    const enc = await sealLoose(pollOf('a'), utf8('{}'), 500);
    expect(await openLoose(enc, pollOf('b'), key.secret)).toBeNull();
    expect(await openLoose(enc, pollOf('a'), (await newTallyKey()).secret)).toBeNull();
    expect(
      await openLoose(enc.replace(/.$/, enc.endsWith('A') ? 'Q' : 'A'), pollOf('a'), key.secret),
    ).toBeNull();
    expect(await openLoose('AAAA', pollOf('a'), key.secret)).toBeNull();
    await expect(sealLoose(pollOf('a'), utf8('x'.repeat(501)), 500)).rejects.toThrow(RangeError);
  });
});
