import { expect, test } from 'vitest';
import { sealText, unsealText } from './sealed.ts';
import { memoryShelf } from './shelf.ts';
import { isKept, keep, open, takeAlong, takeIn, type KeptToken } from './token.ts';

const b64 = (n: number) => 'A'.repeat(n);
const kept: KeptToken = {
  bureauId: '01a20585-a4d4-7d22-a6e6-8534956a9345',
  manifestHash: b64(43),
  ballotOrigin: 'https://ballot.example',
  receipts: [],
  token: {
    pollId: '01a20585-a4d4-7d22-a6e6-8534956a9346',
    stratum: 'A',
    ballotSk: b64(43),
    ballotPk: b64(43),
    prepared: b64(160),
    blinded: [],
    inverses: [],
    sigs: [b64(342), b64(342)],
  },
};

test('a sealed text opens with its own secret, and is sealed differently each time', async () => {
  const sealed = await sealText('秘密', '482913');
  expect(await unsealText(sealed, '482913')).toBe('秘密');
  expect(await unsealText(sealed, '482914')).toBeNull();
  expect(await unsealText(`${sealed.slice(0, -4)}AAAA`, '482913')).toBeNull();
  expect(await unsealText('不是', '482913')).toBeNull();
  expect(await sealText('秘密', '482913')).not.toBe(sealed);
});

test('a token lies on the device sealed, and travels as text that fits a QR code', async () => {
  const shelf = memoryShelf();
  await keep(kept, '482913', shelf);
  expect(await isKept(kept.token.pollId, shelf)).toBe(true);
  expect(await open(kept.token.pollId, '000000', shelf)).toBeNull();
  expect(await open(kept.token.pollId, '482913', shelf)).toEqual(kept);
  const text = await takeAlong(kept, '春风又绿江南岸');
  // Version 40 with low correction holds 2,953 bytes.
  expect(text.length).toBeLessThan(2900);
  expect(text).not.toContain(kept.token.sigs[0]);
  expect(await takeIn(`${text}\n`, '春风又绿江南岸')).toEqual(kept);
});
