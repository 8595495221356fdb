import sharp from 'sharp';
import { renderSVG } from 'uqr';
import { describe, expect, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import { readPixels } from './scan.ts';
import { cutIntoCodes, joinCodes } from './tokenCodes.ts';

const random = seeded(20201123);
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const sealed = (length: number): string => Array.from({ length }, () => letters[random.below(64)]).join('');

/** A code on a screen, photographed from the side: tilted, sheared, out of focus, saved as JPEG. */
async function photograph(code: string): Promise<Buffer> {
  const flat = await sharp(Buffer.from(renderSVG(code, { ecc: 'L', border: 2 })), { density: 300 })
    .resize(900, 900)
    .flatten({ background: '#fff' })
    .affine([
      [1, 0.05],
      [0.02, 1],
    ])
    .png()
    .toBuffer();
  const tilted = await sharp(flat).rotate(7, { background: '#ccc' }).png().toBuffer();
  return sharp(tilted)
    .extend({ top: 200, bottom: 300, left: 150, right: 250, background: '#8a8f88' })
    .blur(1.5)
    .jpeg({ quality: 70 })
    .toBuffer();
}
async function readFrom(picture: Buffer): Promise<string | null> {
  const { data, info } = await sharp(picture).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return readPixels(new Uint8ClampedArray(data), info.width, info.height);
}

describe('tokens as codes', () => {
  test('every code of a real length is read from a photograph, and the parts make the tokens again', async () => {
    const tokens = [sealed(1200), sealed(600)];
    const codes = cutIntoCodes(tokens);
    expect(codes).toHaveLength(3);
    const read: (string | null)[] = [];
    for (const code of codes) read.push(await readFrom(await photograph(code)));
    expect(read).toEqual(codes);
    expect(joinCodes(read as string[])).toEqual({ texts: tokens, nRead: 3, nAll: 3 });
  });

  test('in any order and twice over they are the same; with one missing it says how many are there', () => {
    const tokens = [sealed(1300), sealed(40)];
    const codes = cutIntoCodes(tokens);
    expect(codes.map((code) => code.split('_')[0])).toEqual(['W1.1.3', 'W1.2.3', 'W1.3.3', 'W2.1.1']);
    expect(joinCodes([...codes.toReversed(), codes[1]!])).toEqual({ texts: tokens, nRead: 4, nAll: 4 });
    expect(joinCodes(codes.slice(1))).toEqual({ texts: [tokens[1]], nRead: 3, nAll: 4 });
  });

  test('what is no code passes as it is: the lines of a file', () => {
    expect(joinCodes(['wenrong-tokens-1', 'abc'])).toEqual({
      texts: ['wenrong-tokens-1', 'abc'],
      nRead: 0,
      nAll: 0,
    });
  });

  test('a picture without a code gives none', async () => {
    const empty = await sharp({ create: { width: 300, height: 300, channels: 3, background: '#ccc' } })
      .png()
      .toBuffer();
    expect(await readFrom(empty)).toBeNull();
  });
});
