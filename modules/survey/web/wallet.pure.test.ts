/// <reference types="node" />
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openToken, aSmallPoll, type SmallPoll } from '#engines/ballots/poll.fixtures.ts';
import {
  ballotChecker,
  ballotIdOf,
  eligibleList,
  eligibleListHash as hashOfList,
  fromB64,
  hashOf,
  makeReceipt,
  toB64,
  tokenIdOf,
  utf8,
  type Ballot,
  type EligibleList,
  type Receipt,
  type SignedManifest,
} from '#engines/ballots/index.ts';
import { whyNotFollows, type Spent } from '#modules/ballot/box.rules.ts';
import { memoryShelf } from '#modules/ballot/web/shelf.ts';
import type { KeptToken } from '#modules/ballot/web/token.ts';
import { json, serve } from '#web/served.fixtures.ts';
import type { AnswerForm, SurveyView } from '../survey-life.contract.ts';
import { sendCover, sendOne } from './sending.ts';
import * as wallet from './wallet.ts';

const pin = '482913';
const ids = ['01a20585-a4d4-7d22-a6e6-8534956a9346', '01a20585-a4d4-7d22-a6e6-8534956a9347'] as const;
const bureauId = '01a20585-a4d4-7d22-a6e6-8534956a9345';
let ratings: SmallPoll;
let texts: SmallPoll;
let form: AnswerForm;
const mine = { personId: 'me', stratum: 'A', salt: toB64(utf8('salt')) };
let list: EligibleList;
let server: Awaited<ReturnType<typeof serve>>;
/** What the box holds: by token the version taken last. */
const taken = new Map<string, Spent>();
/** Of the next ballot: it does not reach the box, or the box's answer does not come back. */
let breaks: 'there' | 'back' | null = null;

beforeAll(async () => {
  const questionnaire = { title: { zh: '一问', en: 'A question' }, sections: [] };
  const contentHash = toB64(await hashOf(questionnaire));
  const all = [mine, { ...mine, personId: 'other' }];
  list = await eligibleList(all);
  const eligibleListHash = await hashOfList(all);
  const once = { k: 5, kText: 10, batch: 10, resubmit: false };
  texts = await aSmallPoll({ pollId: ids[1], contentHash, eligibleListHash, rules: once });
  ratings = await aSmallPoll({ pollId: ids[0], contentHash, eligibleListHash, companion: texts.signed.hash });
  form = { questionnaire, ratings: ratings.signed, texts: texts.signed } as unknown as AnswerForm;
  server = await serve(async ({ body }, response) => {
    const broken = breaks;
    breaks = null;
    if (broken === 'there') return void response.socket?.destroy();
    const ballot = JSON.parse(body) as Ballot;
    const poll = ballot.pollId === ids[0] ? ratings : texts;
    expect(await ballotChecker(poll.signed).whyNot(ballot)).toBeNull();
    const { pollId, tokenId, version } = ballot;
    const ballotId = toB64(await ballotIdOf(ballot));
    const before = taken.get(tokenId);
    const code = whyNotFollows(before, { version, ballotId }, poll.signed.manifest.rules.resubmit);
    if (code === null) taken.set(tokenId, { version, ballotId });
    if (broken === 'back') return void response.socket?.destroy();
    if (code === null || code === 'again')
      return json(response, 200, makeReceipt({ pollId, tokenId, version, ballotId }, poll.boxSecret));
    const told = code === 'ballot/replayed' ? { told: { last: before?.version ?? 0 } } : {};
    json(response, 409, { code, detail: { zh: '', en: '' }, ...told });
  });
});
afterAll(() => server.close());

async function aToken({ signed, issuers }: SmallPoll, stratum = 'A'): Promise<KeptToken> {
  const token = await openToken(signed, stratum, issuers);
  return { bureauId, token, manifestHash: signed.hash, ballotOrigin: '', receipts: [] };
}
/** The survey as the page of drawing is sent it. */
async function seen(...polls: SmallPoll[]): Promise<SurveyView> {
  const entry = { ...mine, proof: await list.proofOf(mine) };
  const [first, second] = polls.map(({ signed }) => ({ manifest: signed, mine: { ...mine, entry } }));
  return { ratings: first, texts: second } as unknown as SurveyView;
}
const device = () => ({ pin, shelf: memoryShelf() });
const said = (text: string, desk: ReturnType<typeof device>) => ({ payload: utf8(text), ...desk });
const versions = ({ receipts }: KeptToken) => receipts.map(({ version }) => version);
const sentOn = async (work: () => Promise<unknown>) => {
  const before = server.seen.length;
  await work();
  return server.seen.slice(before).map(({ body }) => (JSON.parse(body) as Ballot).version);
};

describe('the one hash on the notice', () => {
  test('stands for both manifests: a texts’ manifest with keys and signers of its own is not cast under', async () => {
    const kept = [await aToken(ratings), await aToken(texts)];
    expect(await wallet.isGenuine(form, kept)).toBe(true);
    // Whole in itself: its own keys, a tally key of whoever made it, signed by signers that it names.
    const { contentHash, eligibleListHash } = texts.signed.manifest;
    const forged = await aSmallPoll({ pollId: ids[1], contentHash, eligibleListHash });
    const pinned = ratings.signed.hash;
    expect(await wallet.faultOf(await seen(ratings, texts), pinned)).toBeNull();
    expect(await wallet.faultOf(await seen(ratings, forged), pinned)).toBe('companion');
    expect(await wallet.faultOf(await seen(forged, forged), pinned)).toBe('pinned');
    const drawn = [kept[0]!, await aToken(forged)];
    expect(await wallet.isGenuine({ ...form, texts: forged.signed }, drawn)).toBe(false);
    expect(await wallet.isGenuine({ ...form, texts: null }, kept)).toBe(false);
    const alone = ratings.signed as SignedManifest;
    const { companion: _, ...manifest } = alone.manifest;
    expect(await wallet.isGenuine({ ...form, ratings: { ...alone, manifest } }, kept)).toBe(false);
  });
});

describe('two devices with one token', () => {
  test('the one that waits with a ballot which can never be taken lets it go and casts the next version', async () => {
    const token = await aToken(ratings);
    const [a, b] = [device(), device()];
    // Off the line on A: nothing arrives, the first version waits there.
    breaks = 'there';
    await expect(sendOne(ratings.signed, token, said('of A', a))).rejects.toMatchObject({
      code: 'web/unreachable',
    });
    expect(versions(await sendOne(ratings.signed, token, said('of B', b)))).toEqual([1]);
    expect(versions(await sendOne(ratings.signed, token, said('of A, later', a)))).toEqual([2]);
  });

  test('of texts the first cast stays: the other device takes it as done', async () => {
    const token = await aToken(texts);
    const [a, b] = [device(), device()];
    await sendOne(texts.signed, token, said('written on B', b));
    const done = await sendOne(texts.signed, token, said('written on A', a));
    expect(versions(done)).toEqual([]);
    expect(await sentOn(() => sendOne(texts.signed, done, said('written on A', a)))).toEqual([1]);
  });

  test('a sixth version is refused in words, not by the shape of the ballot', async () => {
    const kept = await aToken(ratings);
    const { prepared, sigs } = kept.token;
    const tokenId = toB64(await tokenIdOf(fromB64(prepared), sigs.map(fromB64)));
    taken.set(tokenId, { version: 5, ballotId: 'of another device' });
    const here = { ...kept, receipts: [{ version: 5 } as Receipt] };
    for (const one of [here, kept])
      await expect(sendOne(ratings.signed, one, said('6', device()))).rejects.toMatchObject({
        code: 'web/no-more-versions',
      });
  });
});

describe('a reply lost on the way', () => {
  test('the same answers again are the same ballot, and are sent no more once it is taken', async () => {
    const token = await aToken(ratings);
    const a = device();
    breaks = 'back';
    await expect(sendOne(ratings.signed, token, said('same', a))).rejects.toThrow();
    const done = await sendOne(ratings.signed, token, said('same', a));
    expect(versions(done)).toEqual([1]);
    // Another part of these answers was refused: the page is loaded anew and casts all once more.
    expect(await sentOn(() => sendOne(ratings.signed, done, said('same', a)))).toEqual([]);
  });
});

describe('nothing written', () => {
  test('uses up no text: something leaves the device, and the text can be cast later', async () => {
    const token = await aToken(texts);
    const a = device();
    expect(await sentOn(() => sendCover(texts.signed, token, said('', a)))).toEqual([5]);
    expect(versions(await sendOne(texts.signed, token, said('now', a)))).toEqual([1]);
  });
});

describe('a device of many', () => {
  test('keeps no token after clearing, but the receipts under the PIN', async () => {
    const kept = [await aToken(ratings), await aToken(texts)];
    const cast = await wallet.sendOne(ratings.signed, kept[0]!, { payload: utf8('done'), pin });
    expect(await wallet.hasTokens(ids[0])).toBe(true);
    await wallet.forgetSecrets([cast, kept[1]!], pin);
    expect(await wallet.hasTokens(ids[0])).toBe(false);
    expect(await wallet.openReceipts(form, pin)).toEqual(cast.receipts);
    expect(await wallet.openReceipts(form, '000000')).toBeNull();
    await wallet.forgetBoth(form);
    expect(await wallet.openReceipts(form, pin)).toBeNull();
  });
});
