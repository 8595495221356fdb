import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openJournal } from './journal.work.ts';

const folder = mkdtempSync(join(tmpdir(), 'wenrong-journal-'));
afterAll(() => rmSync(folder, { recursive: true }));
let n = 0;
const nSlots = 64;
const place = () => ({
  path: join(folder, `${++n}`, 'a.journal'),
  key: new Uint8Array(randomBytes(32)),
  mostBytes: 200,
  nSlots,
});

/** Bits that are set, of all: 0.5 in random bytes. */
function shareOfOnes(bytes: Uint8Array): number {
  let ones = 0;
  for (const byte of bytes) for (let bit = byte; bit > 0; bit >>= 1) ones += bit & 1;
  return ones / (8 * bytes.length);
}

test('what was put is found again by whoever has the key, and by nobody else', async () => {
  const at = place();
  const journal = await openJournal(at);
  await Promise.all(['one', 'two', '三'].map((text) => journal.put(text)));
  await journal.close();
  const again = await openJournal(at);
  expect(again.found.map(({ text }) => text).sort()).toEqual(['one', 'two', '三']);
  await again.close();
  const stranger = await openJournal({ ...at, key: new Uint8Array(32) });
  expect(stranger.found).toEqual([]);
  await stranger.close();
});

test('the file is as long and as random empty as full, so it does not tell how many there are', async () => {
  const at = place();
  const journal = await openJournal(at);
  const empty = readFileSync(at.path);
  for (let i = 0; i < nSlots; i++) expect(await journal.put('x'.repeat(150))).not.toBeNull();
  expect(await journal.put('one too many')).toBeNull();
  const full = readFileSync(at.path);
  expect(full.length).toBe(empty.length);
  for (const bytes of [empty, full]) expect(shareOfOnes(bytes)).toBeCloseTo(0.5, 1);
  await journal.wipe([5]);
  expect(await journal.put('room again')).toBe(5);
  await journal.close();
});

test('places are random: they do not follow the order of putting', async () => {
  const counts = { after: 0, before: 0 };
  for (let run = 0; run < 30; run++) {
    const journal = await openJournal(place());
    const [first, second] = [await journal.put('1'), await journal.put('2')];
    counts[second! > first! ? 'after' : 'before']++;
    await journal.destroy();
  }
  // By chance alone fewer than 4 of 30 either way once in 100,000 runs.
  expect(Math.min(counts.after, counts.before)).toBeGreaterThanOrEqual(4);
});

test('one cut short while it was laid down is filled up; what it held stays', async () => {
  const at = place();
  const journal = await openJournal(at);
  const slot = await journal.put('kept');
  await journal.close();
  const { size } = statSync(at.path);
  truncateSync(at.path, Math.ceil((size / nSlots) * (slot! + 1)));
  const again = await openJournal(at);
  expect(again.found).toEqual([{ slot, text: 'kept' }]);
  expect(statSync(at.path).size).toBe(size);
  await again.destroy();
  expect(existsSync(at.path)).toBe(false);
});
