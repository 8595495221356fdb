import { beforeAll, describe, expect, test } from 'vitest';
import { aPublishedPoll, type PublishedPoll } from '#engines/ballots/published.fixtures.ts';
import { verify, type BulletinFile } from './web/verifier/verify.ts';

let poll: PublishedPoll;
let file: BulletinFile;
const nothing = { hash: '', root: '' };
const bad = async (shown: BulletinFile, receipts = poll.receipts, printed = nothing) =>
  (await verify(shown, receipts, printed)).filter(({ good }) => !good).map(({ en }) => en);
const changed = (change: object): BulletinFile => ({
  ...file,
  polls: [{ ...file.polls[0]!, bulletin: { ...poll.bulletin, ...change } }],
});
beforeAll(async () => {
  poll = await aPublishedPoll();
  file = {
    v: 1,
    title: '调查',
    polls: [{ of: 'ratings', manifest: poll.manifest, bulletin: poll.bulletin }],
  };
});

describe('the offline verifier', () => {
  test('finds nothing wrong with a sound bulletin, its receipts and what was printed', async () => {
    const printed = { hash: poll.manifest.hash, root: poll.bulletin.merkleRoot };
    const found = await verify(file, poll.receipts, printed);
    expect(found.map(({ good }) => good)).toEqual([true, true, true, true, true]);
    expect(found[0]!.en).toContain('the one of the notice');
    expect(found[1]!.en).toContain('4 issued (0 anew), 3 in the box');
  });

  test('a genuine receipt without an entry proves a fault of the box', async () => {
    expect(await bad(file, [poll.lost])).toEqual([expect.stringContaining('genuine and proves it')]);
  });

  test('a receipt that the box did not sign, or of another survey, proves nothing', async () => {
    const forged = { ...poll.receipts[0]!, tokenId: poll.lost.tokenId };
    expect(await bad(file, [forged])).toEqual([expect.stringContaining('no receipt of the box')]);
    expect(await bad(file, [{ ...poll.lost, pollId: 'other' }])).toEqual([
      expect.stringContaining('another survey'),
    ]);
  });

  test('an entry taken out, counts that do not fit, another root or another notice are named', async () => {
    const entries = poll.bulletin.entries.slice(1);
    expect(await bad(changed({ entries }), [])).toEqual(
      expect.arrayContaining([expect.stringContaining('signature'), expect.stringContaining('root')]),
    );
    expect(await bad(changed({ cast: { A: 9 } }), [])).toEqual(
      expect.arrayContaining([expect.stringContaining('more were cast than issued')]),
    );
    const other = 'A'.repeat(43);
    expect(await bad(file, [], { hash: '', root: other })).toEqual([expect.stringContaining('posted')]);
    expect(await bad(file, [], { hash: other, root: '' })).toEqual([expect.stringContaining('notice')]);
  });
});
