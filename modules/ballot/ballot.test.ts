import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  checkReceipt,
  faultsOf,
  inclusionOf,
  isEligible,
  provesInclusion,
  startToken,
  whyNotManifest,
  type Receipt,
} from '#engines/ballots/index.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { aBallot, aPoll, aToken, cast, passphrases, random, type PollWorld } from './ballot.fixtures.ts';
import { boxRoutes } from './box.contract.ts';
import {
  allowReissue,
  closePoll,
  destroyPoll,
  drawToken,
  issueCounts,
  tallyPoll,
  unlockKeys,
} from './index.ts';
import { ringPurpose } from './keyring.work.ts';
import { pollRoutes } from './poll.contract.ts';
import { publishIssued } from './poll.work.ts';

let world: TestHouse;
let poll: PollWorld;
let chen: Caller;
const params = () => ({ pollId: poll.pollId });
const inBureau: TestHouse['act'] = (bureauId, work) => world.act(bureauId, work);
const rowsIn = (sql: string) =>
  world.database.owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [poll.bureauId]);
    return (await client.query(sql)).rows as Record<string, unknown>[];
  });
beforeAll(async () => {
  world = await openTestHouse('ballot');
  // What the house does of itself by day and hour is asked for below, at its time.
  await world.house.jobs.stop();
  poll = await aPoll(world);
  chen = await world.signIn(poll.bureauId, 'staff', poll.people.A[0]!);
});
afterAll(() => world.close());

describe('drawing a token', () => {
  test('the manifest is signed by office and witness and holds the own place in the list', async () => {
    const { body } = await chen.call(pollRoutes.readPoll, { params: params() });
    expect(await whyNotManifest(poll.manifest)).toBeNull();
    expect(body.phase).toBe('cast');
    expect(body.may.draw.may).toBe(true);
    expect(body.words.leaves.zh).toContain('挡不住');
    const entry = body.mine.entry!;
    const root = poll.manifest.manifest.eligibleListHash;
    expect(await isEligible({ ...entry, stratum: 'A' }, entry.proof, root)).toBe(true);
    expect(await isEligible({ ...entry, stratum: 'B' }, entry.proof, root)).toBe(false);
  });

  test('one person draws once; the same blinded value gives the same signature again', async () => {
    const [first, second] = [
      await startToken(poll.manifest, 'A', random),
      await startToken(poll.manifest, 'A', random),
    ];
    const draw = (blinded: string[]) =>
      chen.call(pollRoutes.drawToken, { params: params(), body: { blinded } });
    const drawn = await draw(first.blinded);
    expect(drawn.body).toMatchObject({ stratum: 'A', issuedOn: '2020-06-04' });
    expect((await draw(first.blinded)).body).toEqual(drawn.body);
    expect(await draw(second.blinded)).toMatchObject({ status: 409, body: { code: 'ballot/drawn' } });
    const { body } = await chen.call(pollRoutes.readPoll, { params: params() });
    expect(body.mine.drawnOn).toBe('2020-06-04');
  });

  test('somebody not on the list, or without a place on the roster, draws nothing', async () => {
    const { blinded } = await startToken(poll.manifest, 'A', random);
    const stranger = poll.plan.trusteeIds[1]!;
    await expect(poll.as(stranger, (act) => drawToken(act, poll.pollId, blinded))).rejects.toMatchObject({
      code: 'ballot/not-eligible',
    });
    const leader = await world.signIn(poll.bureauId, 'leader');
    const answer = await leader.call(pollRoutes.drawToken, { params: params(), body: { blinded } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'ballot/no-person' } });
  });

  test('a blinded value that is no number below the modulus is refused', async () => {
    const huge = Buffer.alloc(256, 255).toString('base64url');
    for (const blinded of [
      [huge, huge],
      ['AAAA', 'AAAA'],
      ['A', 'A'],
    ]) {
      const asked = poll.as(poll.people.A[5]!, (act) => drawToken(act, poll.pollId, blinded));
      await expect(asked).rejects.toMatchObject({ code: 'ballot/bad-blinding' });
    }
  });

  test('before and after its days no token is drawn, and none without both keys', async () => {
    const { blinded } = await startToken(poll.manifest, 'A', random);
    const person = poll.people.A[6]!;
    for (const on of ['2020-05-31', '2020-06-06'])
      await expect(
        poll.as(person, (act) => drawToken(act, poll.pollId, blinded, { on })),
      ).rejects.toMatchObject({ code: 'ballot/not-drawing' });
    const office = { params: params(), body: { role: 'OFFICE' as const } };
    await poll.office.call(pollRoutes.lockKeys, office);
    await expect(poll.as(person, (act) => drawToken(act, poll.pollId, blinded))).rejects.toMatchObject({
      code: 'ballot/keys-locked',
    });
    const wrong = await poll.office.call(pollRoutes.unlockKeys, {
      params: params(),
      body: { role: 'OFFICE', passphrase: passphrases.WITNESS },
    });
    expect(wrong).toMatchObject({ status: 403, body: { code: 'ballot/wrong-passphrase' } });
    await poll.as(poll.plan.officeId, (act) => unlockKeys(act, poll.pollId, 'OFFICE', passphrases.OFFICE));
  });

  test('a lost token is issued anew only when both keepers allow it, and once', async () => {
    const person = poll.people.B[11]!;
    await aToken(poll, person);
    const allow = (role: 'OFFICE' | 'WITNESS', keeper: string) =>
      poll.as(keeper, (act) => allowReissue(act, poll.pollId, role, person));
    await allow('OFFICE', poll.plan.officeId);
    await expect(allow('WITNESS', poll.plan.officeId)).rejects.toMatchObject({ code: 'ballot/not-keeper' });
    await expect(aToken(poll, person)).rejects.toMatchObject({ code: 'ballot/drawn' });
    await allow('WITNESS', poll.plan.witnessId);
    await aToken(poll, person);
    await expect(aToken(poll, person)).rejects.toMatchObject({ code: 'ballot/drawn' });
    const { body } = await chen.call(pollRoutes.readPoll, { params: params() });
    expect(body.reissued).toBe(1);
  });
});

describe('the morning after a day of drawing', () => {
  const publishedOn = async (morning: string) => {
    world.setClock(`${morning}T01:00:00+08:00`);
    await inBureau(poll.bureauId, publishIssued);
    world.setClock('2020-06-04T09:00:00+08:00');
    return rowsIn(`select on_day, data from platform.fact where kind = 'ballot/issued' order by seq`);
  };

  test('says how many tokens were drawn on it, and nothing of days outside the drawing', async () => {
    expect(await publishedOn('2020-06-01')).toEqual([]);
    const [{ data, ...told }] = (await publishedOn('2020-06-05')) as [{ on_day: string; data: object }];
    expect(told).toEqual({ on_day: '2020-06-04' });
    expect(data).toEqual({ byStratum: { A: 1, B: 2 } });
    expect(await publishedOn('2020-06-07')).toHaveLength(1);
  });
});

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

  test('keys are made, signed with and unlocked by their keepers alone, shares given by trustees alone', async () => {
    const body = { role: 'OFFICE' as const, passphrase: passphrases.OFFICE };
    for (const route of [pollRoutes.makeKeys, pollRoutes.signManifest, pollRoutes.unlockKeys])
      expect(await poll.witness.call(route, { params: params(), body })).toMatchObject({
        status: 403,
        body: { code: 'ballot/not-keeper' },
      });
    const share = { params: params(), body: { share: poll.shares[0]! } };
    expect(await poll.office.call(pollRoutes.giveShare, share)).toMatchObject({
      status: 403,
      body: { code: 'ballot/not-trustee' },
    });
    const again = await poll.office.call(pollRoutes.makeKeys, { params: params(), body });
    expect(again).toMatchObject({ status: 409, body: { code: 'ballot/wrong-stage' } });
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
      issued: { A: 12, B: 10 },
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

  test('issuer keys are gone, and closed stays closed', async () => {
    for (const role of ['OFFICE', 'WITNESS'] as const) {
      const kept = await inBureau(poll.bureauId, (act) =>
        act.keys.kept(act.bureauId, ringPurpose(poll.pollId, role)),
      );
      expect(kept).toBeNull();
    }
    await expect(inBureau(poll.bureauId, (act) => closePoll(act, poll.pollId))).rejects.toMatchObject({
      code: 'ballot/wrong-stage',
    });
    await expect(aToken(poll, poll.people.B[9]!)).rejects.toMatchObject({ code: 'ballot/not-drawing' });
  });

  test('counts of tokens are told of strata of ten and more', async () => {
    const counts = await inBureau(poll.bureauId, (act) => issueCounts(act, poll.pollId));
    expect(counts.map(({ stratum, issued }) => [stratum, issued])).toEqual([
      ['A', 12],
      ['B', 10],
    ]);
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
    await destroy('2020-07-16');
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
        'ballot/signed',
        'ballot/unlocked',
        'ballot/locked',
        'ballot/reissue-allowed',
        'ballot/issued',
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
