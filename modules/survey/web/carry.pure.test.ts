import sharp from 'sharp';
import { renderSVG } from 'uqr';
import { describe, expect, test } from 'vitest';
import { addressWith, newNumber, seal, sealedIn, unseal } from './carry.ts';
import { readPixels } from './scan.ts';
import type { Draft } from './useAnswerDraft.ts';

const page = 'https://wenrong.example/survey/01a206cc-6c1b-7128-aa8f-4624883d6adf/answer';
/** Thirty items of scales and a few words, half-way. */
const draft: Draft = {
  v: 1,
  hash: 'q'.repeat(43),
  page: 3,
  data: {
    belong: Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`bel${i}`, String(1 + (i % 5))])),
    wish: '少开会，多到企业去',
  },
};

describe('a half-filled questionnaire on its way to another device', () => {
  test('opens there with the number that the first screen shows, however it is typed, and with no other', async () => {
    const number = newNumber();
    expect(number).toMatch(/^\d{8}$/);
    const sealed = await seal(draft, number);
    expect(sealed).toMatch(/^[\w-]+$/);
    expect(await unseal(sealed, `${number.slice(0, 4)} ${number.slice(4)}`)).toEqual(draft);
    expect(await unseal(`${sealed}\n`, number)).toEqual(draft);
    expect(
      await unseal(
        sealed,
        number.replace(/.$/, (digit) => String((Number(digit) + 1) % 10)),
      ),
    ).toBeNull();
  });

  test('sealed twice it looks another way: neither answers nor their being alike can be seen', async () => {
    const [one, two] = [await seal(draft, '12345678'), await seal(draft, '12345678')];
    expect(one).not.toBe(two);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('bel1');
  });

  test('damaged, cut short, of another make or no draft at all, it is refused and nothing is thrown', async () => {
    const sealed = await seal(draft, '12345678');
    const at = Math.floor(sealed.length / 2);
    const damaged = [
      sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1),
      sealed.slice(0, -4),
      sealed.slice(4),
      '',
      '不是文件',
      await seal({ ...draft, v: 2 as 1 }, '12345678'),
      await seal([] as unknown as Draft, '12345678'),
    ];
    for (const text of damaged) expect(await unseal(text, '12345678')).toBeNull();
  });

  test('fits into a code behind the address, where the server does not see it, and a photograph gives it back', async () => {
    const sealed = await seal(draft, '12345678');
    const address = addressWith(sealed, `${page}#draft=of-before`)!;
    expect(address.split('#')[0]).toBe(page);
    const { data, info } = await sharp(Buffer.from(renderSVG(address, { ecc: 'L', border: 2 })), {
      density: 200,
    })
      .resize(900, 900)
      .flatten({ background: '#fff' })
      .rotate(7, { background: '#ccc' })
      .blur(1.5)
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    const read = await readPixels(new Uint8ClampedArray(data), info.width, info.height);
    expect(read).toBe(address);
    expect(sealedIn(new URL(read!).hash)).toBe(sealed);
    expect(sealedIn('#manifest=x')).toBeNull();
  });

  test('too long for a code a phone can read, it goes as a file alone', async () => {
    const words = Array.from({ length: 200 }, (_, i) => String.fromCodePoint(0x4e00 + 37 * i)).join('');
    const long = await seal({ ...draft, data: { ...draft.data, wish: words } }, '12345678');
    expect(addressWith(long, page)).toBeNull();
    expect((await unseal(long, '12345678'))!.data['wish']).toBe(words);
  });
});
