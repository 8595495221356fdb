import { encode } from 'uqr';
import { expect, test } from 'vitest';
import { qrPath, readCode } from './qr.ts';

/** What a camera sees of a code: its path as pixels. */
function pictureOf(text: string, scale = 4): ImageData {
  const { size, d } = qrPath(text);
  const width = size * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x, y] of d.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dy = 0; dy < scale; dy++)
      for (let dx = 0; dx < scale; dx++) {
        const at = ((Number(y) * scale + dy) * width + Number(x) * scale + dx) * 4;
        data.fill(0, at, at + 3);
      }
  return { data, width, height: width } as ImageData;
}

test.each(['7K3Q9ZAB', 'https://wenrong.example/activities/01/sign-in?session=02&code=7K3Q9Z'])(
  'what is drawn is read again: %s',
  async (text) => {
    expect(await readCode(pictureOf(text))).toBe(text);
  },
);

test('a picture without a code says so', async () => {
  expect(
    await readCode({ data: new Uint8ClampedArray(40_000).fill(255), width: 100, height: 100 } as ImageData),
  ).toBeNull();
});

test('a label’s code is small enough to be printed small', () => {
  expect(encode('7K3Q9ZAB', { ecc: 'M', border: 0 }).size).toBe(21);
});
