import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  checkReceipt,
  faultsOf,
  inclusionOf,
  provesInclusion,
  toB64,
  type Receipt,
} from '#engines/ballots/index.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import {
  aBallot,
  aPoll,
  aToken,
  cast,
  idsLeft,
  idsOnDisk,
  random,
  rowsOf,
  type PollWorld,
} from './ballot.fixtures.ts';
import { boxRoutes } from './box.contract.ts';
import {
  allowReissue,
  closePoll,
  destroyPoll,
  giveShare,
  issueCounts,
  sealedBox,
  tallyPoll,
} from './index.ts';
import { ringPurpose } from './keyring.work.ts';
import { pollRoutes, type PollView } from './poll.contract.ts';
import { residentOf, ringOf } from './resident.work.ts';

let world: TestHouse;
let poll: PollWorld;
let chen: Caller;
const params = () => ({ pollId: poll.pollId });
const inBureau: TestHouse['act'] = (bureauId, work) => world.act(bureauId, work);
const onDisk = (table: string, ids: readonly string[]) => idsOnDisk(world, table, ids);
const rowsIn = (sql: string) => rowsOf(world, poll, sql);
beforeAll(async () => {
  world = await openTestHouse('ballot');
  // What the house does of itself by day and hour is asked for below, at its time.
  await world.house.jobs.stop();
  poll = await aPoll(world);
  chen = await world.signIn(poll.bureauId, 'staff', poll.people.A[0]!);
  // Somebody who lost a token has a second one: the bulletin counts it.
  const lost = poll.people.B[11]!;
  await aToken(poll, lost);
  await poll.as(poll.plan.officeId, (act) => allowReissue(act, poll.pollId, 'OFFICE', lost));
  await poll.as(poll.plan.witnessId, (act) => allowReissue(act, poll.pollId, 'WITNESS', lost));
  await aToken(poll, lost);
});
afterAll(() => world.close());

describe('casting', () => {
  let receipt: Receipt;
  test('a ballot under a good token gets a receipt, and the same ballot again the same receipt', async () => {
    const token = await aToken(poll, poll.people.A[1]!);
    const ballot = await aBallot(poll, token, 'first');
    const answer = await cast(world, poll, ballot);
    expect(answer.status).toBe(200);
    receipt = answer.body;
    expect((await cast(world, poll, ballot)).body).toEqual(receipt);
    const second = await cast(world, poll, await aBallot(poll, token, 'second', 2));
    expect(second.body.version).toBe(2);
    const replay = await cast(world, poll, await aBallot(poll, token, 'again', 2));
    // The version that was taken is told, so that a device that did not cast it can go on.
    expect(replay).toMatchObject({ status: 409, body: { code: 'ballot/replayed', told: { last: 2 } } });
    const old = await cast(world, poll, ballot);
    expect(old).toMatchObject({ status: 409, body: { code: 'ballot/replayed' } });
  });

  test('what is wrong with a ballot is said, and nothing is kept of it', async () => {
    const token = await aToken(poll, poll.people.A[2]!);
    const good = await aBallot(poll, token, 'x');
    const flip = (text: string) => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
    const wrong: [string, unknown, string][] = [
      ['another stratum', { ...good, stratum: 'B' }, 'ballot/forged'],
      ['a stratum that is none', { ...good, stratum: 'Z' }, 'ballot/wrong-stratum'],
      ['a forged token', { ...good, sigs: [flip(good.sigs[0]!), good.sigs[1]] }, 'ballot/forged'],
      ['another key', { ...good, ballotPk: flip(good.ballotPk) }, 'ballot/forged'],
      ['one issuer alone', { ...good, sigs: [good.sigs[0]] }, 'ballot/forged'],
      ['a changed seal', { ...good, enc: flip(good.enc) }, 'ballot/bad-signature'],
      ['a later version', { ...good, version: 2 }, 'ballot/bad-signature'],
      ['a version too many', await aBallot(poll, token, 'x', 3), 'ballot/replayed'],
      ['too long', { ...good, enc: good.enc + 'AAAA' }, 'ballot/wrong-size'],
      ['not base64', { ...good, enc: '!' }, 'request/invalid'],
      ['another poll', { ...good, pollId: poll.bureauId }, 'ballot/malformed'],
      ['nothing', {}, 'request/invalid'],
    ];
    for (const [what, ballot, code] of wrong)
      expect([what, (await cast(world, poll, ballot)).body]).toMatchObject([what, { code }]);
    expect((await cast(world, poll, good)).status).toBe(200);
  });

  test('outside its days no ballot is taken', async () => {
    const token = await aToken(poll, poll.people.A[3]!);
    const ballot = await aBallot(poll, token, 'late');
    for (const instant of ['2020-06-03T23:59:00+08:00', '2020-06-11T00:00:30+08:00']) {
      world.setClock(instant);
      expect(await cast(world, poll, ballot)).toMatchObject({
        status: 409,
        body: { code: 'ballot/not-casting' },
      });
    }
    world.setClock('2020-06-04T09:00:00+08:00');
    expect((await cast(world, poll, ballot)).status).toBe(200);
  });

  test('the server asks nothing of who casts: a session that comes along is not looked at', async () => {
    const { bureauId, pollId } = poll;
    const before = await rowsIn(
      'select count(*) as n, max(seen_at) as seen from platform.session where bureau_id = platform.bureau()',
    );
    const answer = await world.house.app.inject({
      url: `/api/ballot-box/${bureauId}/${pollId}`,
      headers: { cookie: chen.cookie },
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['set-cookie']).toBeUndefined();
    expect(answer.headers.etag).toBeUndefined();
    expect(
      await rowsIn(
        'select count(*) as n, max(seen_at) as seen from platform.session where bureau_id = platform.bureau()',
      ),
    ).toEqual(before);
  });
});

describe('the walls', () => {
  test('another bureau finds neither the poll nor its box', async () => {
    const stranger = await world.signIn(await world.newBureau('别的局'), ['office', 'leader', 'staff']);
    expect((await stranger.call(pollRoutes.readPoll, { params: params() })).status).toBe(404);
    expect((await stranger.call(pollRoutes.readBulletin, { params: params() })).status).toBe(404);
    const box = { bureauId: stranger.who.bureauId, pollId: poll.pollId };
    expect((await world.nobody.call(boxRoutes.readManifest, { params: box })).status).toBe(404);
    const ballot = await aBallot(poll, await aToken(poll, poll.people.B[8]!), 'x');
    const answer = await world.nobody.call(boxRoutes.castBallot, { params: box, body: ballot });
    expect(answer).toMatchObject({ status: 404, body: { code: 'ballot/no-poll' } });
  });
});

describe('closing, checking, counting', () => {
  test('the day’s ballots are counted once, replaced ones not at all', async () => {
    for (const person of [...poll.people.A.slice(4), ...poll.people.B.slice(0, 8)])
      await cast(world, poll, await aBallot(poll, await aToken(poll, person), `of ${person}`));
    world.setClock('2020-06-11T09:00:00+08:00');
    const bulletin = await inBureau(poll.bureauId, (act) => closePoll(act, poll.pollId));
    expect(await faultsOf(bulletin, poll.manifest)).toEqual([]);
    expect(bulletin).toMatchObject({
      cast: { A: 11, B: 8 },
      issued: { A: 11, B: 10 },
      reissued: 1,
      superseded: 1,
    });
    for (const { ballotId } of bulletin.entries) {
      const proof = await inclusionOf(bulletin, ballotId);
      expect(await provesInclusion(ballotId, proof!, bulletin.merkleRoot)).toBe(true);
    }
  });

  test('whoever cast finds the receipt in the bulletin, from the box itself too', async () => {
    const { bureauId, pollId } = poll;
    const { body } = await world.nobody.call(boxRoutes.readBoxBulletin, { params: { bureauId, pollId } });
    chen = await world.signIn(poll.bureauId, 'staff');
    const shown = await chen.call(pollRoutes.readBulletin, { params: params() });
    expect(shown.body.bulletin).toEqual(body);
    const [entry] = body.entries;
    const forged = { pollId, ...entry!, serverSig: body.signatures[0]!.sig };
    expect(checkReceipt(forged, body as never, poll.manifest)).toBe('not-genuine');
  });

  test('issuer keys are gone, from files and from memory, and closed stays closed', async () => {
    for (const role of ['OFFICE', 'WITNESS'] as const) {
      const kept = await inBureau(poll.bureauId, (act) =>
        act.keys.kept(act.bureauId, ringPurpose(poll.pollId, role)),
      );
      expect(kept).toBeNull();
      const held = await inBureau(poll.bureauId, async (act) =>
        residentOf(act).unlocked.has(ringOf(poll.pollId, role)),
      );
      expect(held).toBe(false);
    }
    await expect(inBureau(poll.bureauId, (act) => closePoll(act, poll.pollId))).rejects.toMatchObject({
      code: 'ballot/wrong-stage',
    });
    await expect(aToken(poll, poll.people.B[9]!)).rejects.toMatchObject({ code: 'ballot/not-drawing' });
  });

  test('counts of tokens are told of strata of ten and more', async () => {
    const counts = await inBureau(poll.bureauId, (act) => issueCounts(act, poll.pollId));
    expect(counts.map(({ stratum, issued }) => [stratum, issued])).toEqual([
      ['A', 11],
      ['B', 10],
    ]);
  });

  test('a share that was not made for its trustee, or was given already, is refused by name and keeps nothing shut', async () => {
    world.setClock('2020-06-17T09:00:00+08:00');
    const give = (i: number, share: string) =>
      poll.as(poll.plan.trusteeIds[i]!, (act) => giveShare(act, poll.pollId, share));
    const [one, two, three] = poll.shares as [string, string, string];
    await expect(give(0, two)).rejects.toMatchObject({ code: 'ballot/wrong-share' });
    await expect(give(0, two.slice(0, -4) + 'AAAA')).rejects.toMatchObject({ code: 'ballot/wrong-share' });
    // Of polls that were signed before hashes were registered only the key can tell.
    await rowsIn(`update ballot.poll set share_hashes = null where poll_id = '${poll.pollId}'`);
    const bad = toB64(random(33));
    await give(1, bad);
    await expect(give(0, bad)).rejects.toMatchObject({ code: 'ballot/share-given' });
    await give(0, one);
    const { trustees } = await poll.as<PollView>(poll.plan.trusteeIds[2]!, (act) =>
      giveShare(act, poll.pollId, three),
    );
    expect(trustees.map(({ gaveShare, shareWrong }) => [gaveShare, shareWrong])).toEqual([
      [true, false],
      [false, true],
      [true, false],
    ]);
    await expect(give(1, bad)).rejects.toMatchObject({ code: 'ballot/wrong-share' });
    const sealed = await inBureau(poll.bureauId, (act) => sealedBox(act, poll.pollId));
    expect(sealed.secret).toHaveLength(32);
    await give(1, two);
    world.setClock('2020-06-11T09:00:00+08:00');
  });

  test('the box opens to two trustees after the complaint window, and to nobody before or alone', async () => {
    const tally = (shares: string[]) => inBureau(poll.bureauId, (act) => tallyPoll(act, poll.pollId, shares));
    const [one, two, three] = poll.shares as [string, string, string];
    await expect(tally([one, two])).rejects.toMatchObject({ code: 'ballot/complaints-open' });
    world.setClock('2020-06-17T09:00:00+08:00');
    for (const shares of [[one], [one, one], [one, two.slice(0, -4) + 'AAAA']])
      await expect(tally(shares)).rejects.toMatchObject({ code: 'ballot/bad-shares' });
    const { opened, nForged, nUnreadable } = await tally([three, one]);
    expect([opened.length, nForged, nUnreadable]).toEqual([19, 0, 0]);
    const texts = opened.map(({ stratum, payload }) => `${stratum} ${new TextDecoder().decode(payload)}`);
    expect(texts).toContain('A second');
    expect(texts).not.toContain('A first');
    expect(Object.keys(opened[0]!).sort()).toEqual(['payload', 'stratum']);
    await expect(tally([one, two])).rejects.toMatchObject({ code: 'ballot/wrong-stage' });
  });

  test('who drew a token is destroyed thirty days after complaints, ballots and keys a year after the tally', async () => {
    const destroy = (on: string) => inBureau(poll.bureauId, (act) => destroyPoll(act, poll.pollId, { on }));
    await expect(destroy('2020-07-15')).rejects.toMatchObject({ code: 'ballot/not-due' });
    const people = poll.people.A.slice(1, 6);
    expect(await onDisk('ballot.issuance', people)).toBe(5);
    await destroy('2020-07-16');
    // Deleted rows would stay in the table's file until their place is needed.
    for (const table of ['ballot.issuance', 'ballot.eligible', 'ballot.reissue'])
      expect(await idsLeft(world, { bureauId: poll.bureauId, table, ids: people })).toBe(0);
    expect(
      await rowsIn(
        'select * from ballot.issuance union all select null, null, null, null, null, null, null, null from ballot.reissue',
      ),
    ).toEqual([]);
    expect(await rowsIn('select ballot_id from ballot_box.ballot')).toHaveLength(19);
    await destroy('2021-06-17');
    expect(await rowsIn('select ballot_id from ballot_box.ballot')).toEqual([]);
    chen = await world.signIn(poll.bureauId, 'staff');
    const { body } = await chen.call(pollRoutes.readPoll, { params: params() });
    expect(body.phase).toBe('destroyed');
  });

  test('the ledger tells the ceremony and nobody’s part in it', async () => {
    const facts = await rowsIn(
      `select kind, actor, data::text from platform.fact where subject = 'poll/${poll.pollId}' order by seq`,
    );
    expect(new Set(facts.map(({ kind }) => kind))).toEqual(
      new Set([
        'ballot/prepared',
        'ballot/keys-made',
        'ballot/tally-key-made',
        'ballot/share-confirmed',
        'ballot/signed',
        'ballot/unlocked',
        'ballot/reissue-allowed',
        'ballot/closed',
        'ballot/tallied',
        'ballot/issuance-destroyed',
        'ballot/destroyed',
      ]),
    );
    for (const person of [...poll.people.A, ...poll.people.B])
      expect(JSON.stringify(facts)).not.toContain(person);
  });
});
