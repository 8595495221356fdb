import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { finishToken, isEligible, startToken, toB64, whyNotManifest } from '#engines/ballots/index.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import {
  aBallot,
  aPoll,
  aToken,
  cast,
  passphrases,
  random,
  rowsOf,
  type PollWorld,
} from './ballot.fixtures.ts';
import {
  allowReissue,
  confirmShare,
  drawToken,
  makeKeys,
  openPoll,
  setTallyKey,
  signManifest,
  unlockKeys,
} from './index.ts';
import { pollRoutes, type PollView } from './poll.contract.ts';
import { publishIssued } from './poll.work.ts';

let world: TestHouse;
let poll: PollWorld;
let chen: Caller;
const params = () => ({ pollId: poll.pollId });
const inBureau: TestHouse['act'] = (bureauId, work) => world.act(bureauId, work);
const rowsIn = (sql: string) => rowsOf(world, poll, sql);
beforeAll(async () => {
  world = await openTestHouse('draw');
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
    const [zero, one] = [Buffer.alloc(256), Buffer.alloc(256)];
    one[255] = 1;
    for (const blinded of [
      [huge, huge],
      // Their own signatures: the token would be used up for nothing.
      [zero.toString('base64url'), zero.toString('base64url')],
      [one.toString('base64url'), one.toString('base64url')],
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
    // Only a reply that was lost on the last day is given again after it.
    const ask = (on: string) =>
      poll.as<{ blindSigs: string[] }>(person, (act) => drawToken(act, poll.pollId, blinded, { on }));
    const { blindSigs } = await ask('2020-06-05');
    expect((await ask('2020-06-07')).blindSigs).toEqual(blindSigs);
  });

  test('a lost token is issued anew only when both keepers allow it, and once', async () => {
    const person = poll.people.B[11]!;
    await aToken(poll, person);
    const allow = (role: 'OFFICE' | 'WITNESS', keeper: string) =>
      poll.as(keeper, (act) => allowReissue(act, poll.pollId, role, person));
    // Whether the person has drawn is told to no keeper: consent ahead of a token is taken alike, and counts for none.
    const early = poll.people.B[10]!;
    for (const [role, keeper] of [
      ['OFFICE', poll.plan.officeId],
      ['WITNESS', poll.plan.witnessId],
    ] as const)
      for (const id of [early, poll.plan.trusteeIds[0]!])
        await poll.as(keeper, (act) => allowReissue(act, poll.pollId, role, id));
    await aToken(poll, early);
    await expect(aToken(poll, early)).rejects.toMatchObject({ code: 'ballot/drawn' });
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
    expect(data).toEqual({ byStratum: { A: 1, B: 3 } });
    expect(await publishedOn('2020-06-07')).toHaveLength(1);
  });
});

describe('the ceremony', () => {
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

describe('keys of 3,072 bits', () => {
  test('issue tokens on a person’s own device and quickly, and the box takes their ballots', async () => {
    const { bureauId } = poll;
    const longer = await aPoll(world, { bureauId, rsaBits: 3072, nEach: 2 });
    const [own, quick] = longer.people.A as [string, string];
    const started = await startToken(longer.manifest, 'A', random);
    for (const value of started.blinded) expect(Buffer.from(value, 'base64url')).toHaveLength(384);
    const { blindSigs } = await longer.as<{ blindSigs: string[] }>(own, (act) =>
      drawToken(act, longer.pollId, started.blinded),
    );
    const tokens = [await finishToken(longer.manifest, started, blindSigs), await aToken(longer, quick)];
    for (const token of tokens)
      expect((await cast(world, longer, await aBallot(longer, token, 'x'))).status).toBe(200);
    // A token of the shorter keys is none here.
    const other = await aToken(poll, poll.people.A[7]!);
    const forged = { ...(await aBallot(longer, tokens[0]!, 'x', 2)), sigs: other.sigs };
    expect(await cast(world, longer, forged)).toMatchObject({ status: 403, body: { code: 'ballot/forged' } });
  }, 300_000);
});

describe('who issues and who opens', () => {
  test('keepers are no trustees, register no tally key, and sign once each trustee has shown to hold a share', async () => {
    const { plan } = poll;
    const other = (change: Partial<PollWorld['plan']> = {}) =>
      inBureau(poll.bureauId, (act) => openPoll(act, { ...plan, ...change }));
    const [first, second] = plan.trusteeIds as [string, string];
    for (const keeper of [plan.officeId, plan.witnessId])
      await expect(other({ trusteeIds: [first, second, keeper] })).rejects.toMatchObject({
        code: 'ballot/bad-plan',
      });
    const pollId = await other();
    const key = { publicKey: toB64(random(32)), shareHashes: [1, 2, 3].map(() => toB64(random(32))) };
    for (const keeper of [plan.officeId, plan.witnessId])
      await expect(poll.as(keeper, (act) => setTallyKey(act, pollId, key))).rejects.toMatchObject({
        code: 'ballot/not-trustee',
      });
    await poll.as(first, (act) => setTallyKey(act, pollId, key));
    // A share that went astray before anything was signed: the key is made anew, and confirmed anew.
    await poll.as(second, (act) => confirmShare(act, pollId, key.shareHashes[1]!));
    await poll.as(first, (act) => setTallyKey(act, pollId, key));
    for (const [i, hash] of [...key.shareHashes.entries()].slice(1))
      await poll.as(plan.trusteeIds[i]!, (act) => confirmShare(act, pollId, hash));
    const keepers = [
      ['OFFICE', plan.officeId],
      ['WITNESS', plan.witnessId],
    ] as const;
    for (const [role, id] of keepers)
      await poll.as(id, (act) => makeKeys(act, pollId, role, passphrases[role]));
    const sign = () =>
      poll.as<PollView>(plan.officeId, (act) => signManifest(act, pollId, 'OFFICE', passphrases.OFFICE));
    await expect(sign()).rejects.toMatchObject({ code: 'ballot/shares-unconfirmed' });
    await expect(
      poll.as(first, (act) => confirmShare(act, pollId, key.shareHashes[1]!)),
    ).rejects.toMatchObject({ code: 'ballot/wrong-share' });
    await poll.as(first, (act) => confirmShare(act, pollId, key.shareHashes[0]!));
    expect((await sign()).keepers.find(({ role }) => role === 'OFFICE')!.hasSigned).toBe(true);
    await expect(poll.as(first, (act) => setTallyKey(act, pollId, key))).rejects.toMatchObject({
      code: 'ballot/keys-exist',
    });
    // What a manifest names is signed before it.
    const naming = await other({ companionId: pollId });
    const made = (await rowsIn(`select companion_id from ballot.poll where poll_id = '${naming}'`))[0];
    expect(made).toEqual({ companion_id: pollId });
  });
});
