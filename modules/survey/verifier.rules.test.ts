import { beforeAll, describe, expect, test } from 'vitest';
import { aPublishedPoll, type PublishedPoll } from '#engines/ballots/published.fixtures.ts';
import { verify, type BulletinFile } from './web/verifier/verify.ts';

let poll: PublishedPoll;
let file: BulletinFile;
const nothing = { hash: '', root: '', textRoot: '' };
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
    const printed = { ...nothing, hash: poll.manifest.hash, root: poll.bulletin.merkleRoot };
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
    expect(await bad(file, [], { ...nothing, root: other })).toEqual([expect.stringContaining('posted')]);
    expect(await bad(file, [], { ...nothing, hash: other })).toEqual([expect.stringContaining('notice')]);
  });

  test('texts under a manifest that the one of the notice does not name, or under another root, are named', async () => {
    const [texts, forged] = [await aPublishedPoll(), await aPublishedPoll()];
    const ratings = await aPublishedPoll({ companion: texts.manifest.hash });
    const both = (other: PublishedPoll): BulletinFile => ({
      ...file,
      polls: [
        { of: 'ratings', manifest: ratings.manifest, bulletin: ratings.bulletin },
        { of: 'texts', manifest: other.manifest, bulletin: other.bulletin },
      ],
    });
    const printed = {
      hash: ratings.manifest.hash,
      root: ratings.bulletin.merkleRoot,
      textRoot: texts.bulletin.merkleRoot,
    };
    expect(await bad(both(texts), [], printed)).toEqual([]);
    const names = expect.stringContaining('not the manifest that the manifest of ratings names');
    expect(await bad(both(forged), [], { ...printed, textRoot: '' })).toEqual([names]);
    expect(await bad({ ...both(texts), polls: both(texts).polls.slice(0, 1) }, [], printed)).toEqual([names]);
    expect(await bad(both(texts), [], { ...printed, textRoot: printed.root })).toEqual([
      expect.stringContaining('Texts: the root is not the one posted'),
    ]);
  });
});
