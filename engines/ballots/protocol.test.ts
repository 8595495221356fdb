import { beforeAll, describe, expect, test } from 'vitest';
import { ballotChecker, ballotIdOf, makeBallot } from './ballot.ts';
import { checkReceipt, faultsOf, makeBulletin, type Bulletin } from './bulletin.ts';
import { fromB64, shuffle, toB64, utf8 } from './bytes.ts';
import { canonical } from './canonical.ts';
import { whyNotManifest } from './manifest.ts';
import { aSmallPoll, random, signWith, type SmallPoll } from './poll.fixtures.ts';
import { isReceipt, makeReceipt } from './receipt.ts';
import { pad, seal, sealedBytes, unpad, unseal } from './seal.ts';
import { openBallots } from './tally.ts';
import { finishToken, startToken, type TokenSecret } from './token.ts';
import { joinShares, wrongShares } from './trustees.ts';

let poll: SmallPoll;
let token: TokenSecret;
beforeAll(async () => {
  poll = await aSmallPoll();
  token = await poll.token();
});
const said = (entries: Bulletin['entries']) => ({
  pollId: 'poll-1',
  manifestHash: poll.signed.hash,
  issued: { A: entries.length },
  reissued: 0,
  cast: { A: entries.length },
  superseded: 0,
  entries,
});
const flip = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);

describe('the manifest', () => {
  test('holds with both signatures and its own hash, and against the hash on the notice', async () => {
    expect(await whyNotManifest(poll.signed)).toBeNull();
    expect(await whyNotManifest(poll.signed, poll.signed.hash)).toBeNull();
  });

  test('a key of one’s own for one person is seen (key tagging)', async () => {
    const other = await aSmallPoll();
    const { signed } = poll;
    const tagged = { ...signed, manifest: { ...signed.manifest, strata: other.signed.manifest.strata } };
    expect(await whyNotManifest(tagged)).toBe('hash');
    expect(await whyNotManifest({ ...tagged, hash: other.signed.hash })).toBe('hash');
    expect(await whyNotManifest(other.signed, signed.hash)).toBe('pinned');
    const unsigned = { ...other.signed, signatures: signed.signatures };
    expect(await whyNotManifest(unsigned)).toBe('signature');
    expect(await whyNotManifest({ ...signed, signatures: signed.signatures.slice(1) })).toBe('signature');
  });

  test('is hashed over canonical JSON: names in order, whatever order they came in', () => {
    const text = new TextDecoder().decode(canonical({ b: 1, a: [1e21, '€'] }));
    expect(text).toBe('{"a":[1e+21,"€"],"b":1}');
  });
});

describe('a token', () => {
  test('is whole with the issuers’ answers; wrong answers are refused', async () => {
    const started = await startToken(poll.signed, 'A', random);
    const good = started.blinded.map((value, i) => signWith(poll.issuers[i]!, value));
    const whole = await finishToken(poll.signed, started, good);
    expect([whole.sigs.length, whole.inverses, whole.blinded]).toEqual([2, [], []]);
    await expect(finishToken(poll.signed, started, good.toReversed())).rejects.toThrow();
    await expect(finishToken(poll.signed, started, [good[0]!])).rejects.toThrow();
    await expect(startToken(poll.signed, 'Z', random)).rejects.toThrow('no stratum');
  });

  test('is good for its own stratum only', async () => {
    const checker = ballotChecker(poll.signed);
    const ballot = await poll.ballot('x', token);
    expect(await checker.whyNot(ballot)).toBeNull();
    expect(await checker.whyNot({ ...ballot, stratum: 'B' })).toBe('token');
    expect(await checker.whyNot({ ...ballot, stratum: 'C' })).toBe('stratum');
  });

  test('is of no use in another poll with the same issuers', async () => {
    const other = { ...poll.signed, hash: toB64(random(32)) };
    expect(await ballotChecker(other).whyNot(await poll.ballot('x', token))).toBe('token');
  });
});

describe('a ballot', () => {
  test('all of one poll have one length, however long the answer', async () => {
    const lengths = await Promise.all(['', 'x', 'x'.repeat(64)].map((text) => poll.ballot(text, token)));
    expect(new Set(lengths.map(({ enc }) => fromB64(enc).length))).toEqual(new Set([sealedBytes(64)]));
    await expect(poll.ballot('x'.repeat(65), token)).rejects.toThrow(RangeError);
  });

  test('cannot be changed in any part', async () => {
    const checker = ballotChecker(poll.signed);
    const ballot = await poll.ballot('x', token);
    for (const part of ['tokenId', 'ballotPk', 'nonce', 'enc', 'sig'] as const)
      expect([part, await checker.whyNot({ ...ballot, [part]: flip(ballot[part]) })]).not.toContain(null);
    expect(await checker.whyNot({ ...ballot, version: 2 })).toBe('signature');
    for (const version of [0, 6, 1.5, Number.NaN])
      expect(await checker.whyNot({ ...ballot, version })).toBe('malformed');
    expect(await checker.whyNot({ ...ballot, enc: `${ballot.enc}AAAA` })).toBe('size');
    expect(await checker.whyNot({ ...ballot, enc: 'é' })).toBe('malformed');
  });

  test('says the same to whoever sees it, but for the seal: two of one token share nothing secret', async () => {
    const [one, two] = [await poll.ballot('same', token), await poll.ballot('same', token)];
    expect(one.enc).not.toBe(two.enc);
    expect(JSON.stringify(one)).not.toContain(token.ballotSk);
  });
});

describe('the seal', () => {
  test('opens with the key of two trustees, and with none of one alone', async () => {
    const key = fromB64(poll.signed.manifest.tally.publicKey);
    const bound = { manifestHash: random(32), stratum: 'A', tokenId: random(32) };
    const enc = await seal(utf8('secret'), 64, key, bound);
    const [a, b, c] = poll.shares as [never, never, never];
    for (const pair of [
      [a, b],
      [b, c],
      [c, a],
      [a, b, c],
    ]) {
      const secret = await joinShares(pair, key);
      expect(new TextDecoder().decode(await unseal(enc, secret!, bound))).toBe('secret');
    }
    for (const short of [[], [a], [a, a]]) expect(await joinShares(short, key)).toBeNull();
    expect(await joinShares([a, random(33)], key)).toBeNull();
    expect(await wrongShares([a, random(33)], key)).toBeNull();
  });

  test('one share that does not fit is no veto, and is told wherever it stands', async () => {
    const key = fromB64(poll.signed.manifest.tally.publicKey);
    const [a, b, c] = poll.shares as [never, never, never];
    const bad = random(33);
    for (const [at, shares] of [
      [bad, a, b],
      [a, bad, c],
      [b, c, bad],
    ].entries()) {
      expect(await joinShares(shares, key)).toEqual(await joinShares([a, b], key));
      expect(await wrongShares(shares, key)).toEqual([at]);
    }
    expect(await wrongShares([a, b, c], key)).toEqual([]);
  });

  test('is bound to poll, stratum and token', async () => {
    const key = fromB64(poll.signed.manifest.tally.publicKey);
    const secret = (await joinShares(poll.shares.slice(0, 2), key))!;
    const bound = { manifestHash: random(32), stratum: 'A', tokenId: random(32) };
    const enc = await seal(utf8('secret'), 64, key, bound);
    for (const other of [{ stratum: 'B' }, { tokenId: random(32) }, { manifestHash: random(32) }])
      await expect(unseal(enc, secret, { ...bound, ...other })).rejects.toThrow();
  });

  test('padding is taken off exactly, and a false one refused', () => {
    for (const n of [0, 1, 64]) expect(unpad(pad(new Uint8Array(n).fill(7), 64)).length).toBe(n);
    const padded = pad(utf8('x'), 64);
    padded[60] = 1;
    expect(() => unpad(padded)).toThrow('not padded');
    expect(() => unpad(Uint8Array.of(0, 0, 0, 9, 1))).toThrow('not padded');
  });
});

describe('receipt and bulletin', () => {
  test('a receipt is the box’s own, and tells included from missing, replaced and superseded', async () => {
    const { tokenId, ballotId } = await poll.ballot('x', token);
    const receipt = makeReceipt({ pollId: 'poll-1', tokenId, version: 1, ballotId }, poll.boxSecret);
    expect(isReceipt(receipt, poll.signed.manifest.receiptKey)).toBe(true);
    const check = async (entries: Bulletin['entries'], shown = receipt) =>
      checkReceipt(shown, await makeBulletin(said(entries), poll.boxSecret), poll.signed);
    expect(await check([{ tokenId, version: 1, ballotId }])).toBe('included');
    expect(await check([])).toBe('missing');
    expect(await check([{ tokenId, version: 1, ballotId: flip(ballotId) }])).toBe('replaced');
    expect(await check([{ tokenId, version: 2, ballotId: flip(ballotId) }])).toBe('superseded');
    expect(await check([{ tokenId, version: 1, ballotId }], { ...receipt, version: 2 })).toBe('not-genuine');
    expect(Object.keys(receipt).sort()).toEqual(['ballotId', 'pollId', 'serverSig', 'tokenId', 'version']);
  });

  test('a changed bulletin shows what was changed', async () => {
    const entries = await Promise.all(
      ['a', 'b', 'c'].map(async (text) => {
        const { ballotId } = await poll.ballot(text, token);
        return { tokenId: toB64(random(32)), version: 1, ballotId };
      }),
    );
    const good = await makeBulletin(said(entries), poll.boxSecret);
    const faults = (change: Partial<Bulletin>) => faultsOf({ ...good, ...change }, poll.signed);
    expect(await faults({})).toEqual([]);
    expect(await faults({ entries: good.entries.slice(1) })).toEqual(['signature', 'root', 'counts']);
    expect(await faults({ entries: good.entries.toReversed() })).toEqual(['signature', 'order', 'root']);
    expect(await faults({ merkleRoot: flip(good.merkleRoot) })).toEqual(['signature', 'root']);
    expect(await faults({ issued: { A: 2 } })).toEqual(['signature', 'too-many-cast']);
    expect(await faults({ issued: { A: 21 } })).toEqual(['signature', 'too-many-issued']);
    expect(await faults({ manifestHash: flip(good.manifestHash) })).toContain('manifest');
    const twice = await makeBulletin(
      said([entries[0]!, { ...entries[1]!, tokenId: entries[0]!.tokenId }]),
      poll.boxSecret,
    );
    expect(await faultsOf(twice, poll.signed)).toEqual(['token-twice']);
  });
});

describe('the tally', () => {
  test('opens what the bulletin lists, without names; a stuffed ballot is told and not opened', async () => {
    const good = await poll.ballot('good', token);
    const forged = await makeBallot(
      poll.signed,
      { ...token, sigs: token.sigs.toReversed() },
      utf8('stuffed'),
      1,
    );
    const stuffed = { ...forged, ballotId: toB64(await ballotIdOf(forged)) };
    const bulletin = await makeBulletin(said([good, stuffed]), poll.boxSecret);
    const secret = (await joinShares(poll.shares.slice(1), fromB64(poll.signed.manifest.tally.publicKey)))!;
    const input = { bulletin, manifest: poll.signed, secret, random };
    const tally = await openBallots({ ...input, ballots: [stuffed, good] });
    expect(tally).toMatchObject({ nForged: 1, nUnreadable: 0, opened: [{ stratum: 'A' }] });
    expect(new TextDecoder().decode(tally.opened[0]!.payload)).toBe('good');
    await expect(openBallots({ ...input, ballots: [good] })).rejects.toThrow('not those of the bulletin');
    await expect(openBallots({ ...input, ballots: [good, good] })).rejects.toThrow(
      'not those of the bulletin',
    );
  });

  test('every order of four is about equally likely after a shuffle', () => {
    const seen = new Map<string, number>();
    for (let i = 0; i < 4800; i++) {
      const order = shuffle([1, 2, 3, 4], random).join('');
      seen.set(order, (seen.get(order) ?? 0) + 1);
    }
    // 24 orders, 200 of each expected, standard deviation 14: five of them either way.
    expect(seen.size).toBe(24);
    for (const n of seen.values()) expect(Math.abs(n - 200)).toBeLessThan(70);
  });
});

test('base64url has one spelling for every byte string', () => {
  for (const n of [0, 1, 2, 3, 100, 20_000]) {
    const bytes = random(n);
    expect(fromB64(toB64(bytes))).toEqual(bytes);
  }
  for (const wrong of ['A', 'AB', 'A=', 'A+AA', 'AAB', ' ']) expect(() => fromB64(wrong)).toThrow(RangeError);
});
