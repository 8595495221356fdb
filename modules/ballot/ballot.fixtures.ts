import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { inject } from 'vitest';
import {
  finishToken,
  makeBallot,
  shareHashOf,
  shareTallyKey,
  startToken,
  toB64,
  utf8,
  type Ballot,
  type Bytes,
  type SignedManifest,
  type TokenSecret,
} from '#engines/ballots/index.ts';
import type { Who } from '#platform/act/index.ts';
import { bureauItself } from '#platform/act/index.ts';
import { listAccounts } from '#platform/identity/index.ts';
import type { Caller, TestHouse } from '#root/tools/testing/house.ts';
import { aSampleBureau } from '../people/people.fixtures.ts';
import { listPeopleOn } from '../people/index.ts';
import { superuserOf } from './attack-loot.fixtures.ts';
import { boxRoutes } from './box.contract.ts';
import {
  confirmShare,
  drawToken,
  makeKeys,
  openPoll,
  setTallyKey,
  signManifest,
  sweepAfter,
  unlockKeys,
  type PollPlan,
} from './index.ts';
import { pollRoutes } from './poll.contract.ts';

export const random = (n: number): Bytes => new Uint8Array(randomBytes(n));
export const passphrases = {
  OFFICE: '春风又绿江南岸 明月何时',
  WITNESS: '大漠孤烟直，长河落日圆。',
} as const;

export interface PollWorld {
  bureauId: string;
  pollId: string;
  plan: PollPlan;
  manifest: SignedManifest;
  shares: string[];
  office: Caller;
  witness: Caller;
  /** Person ids of the strata `A` and `B`. */
  people: { A: string[]; B: string[] };
  /** One act as one of the people. */
  as<T>(personId: string, work: Parameters<TestHouse['house']['runAct']>[1]): Promise<T>;
}

export interface PollWish extends Partial<Omit<PollPlan, 'strata'>> {
  bureauId?: string;
  nEach?: number;
  /** Instant of the house's clock. */
  at?: string;
}

export const days = {
  issueFrom: '2020-06-01',
  issueTo: '2020-06-05',
  castFrom: '2020-06-04',
  castTo: '2020-06-10',
};

/** A signed poll of two strata, its keys unlocked, on the day on which drawing and casting are both open. */
export async function aPoll(
  world: TestHouse,
  { bureauId, nEach = 12, at = '2020-06-04T09:00:00+08:00', ...wish }: PollWish = {},
): Promise<PollWorld> {
  world.setClock(at);
  const bureau = bureauId ?? (await aSampleBureau(world));
  const known = await world.act(bureau, (act) => listPeopleOn(act, '2020-06-01'));
  const taken = await world.act(bureau, async (act) =>
    (await listAccounts(act.db)).map((row) => row.person_id),
  );
  const ids = known.map(({ personId }) => personId).filter((id) => !taken.includes(id));
  const people = { A: ids.slice(10, 10 + nEach), B: ids.slice(10 + nEach, 10 + 2 * nEach) };
  const plan: PollPlan = {
    title: '测试票选',
    level: 'P1',
    contentHash: toB64(new Uint8Array(32)),
    clientHash: '',
    payloadBytes: 256,
    strata: [
      { id: 'A', label: '甲组', personIds: people.A },
      { id: 'B', label: '乙组', personIds: people.B },
    ],
    officeId: ids[0]!,
    witnessId: ids[1]!,
    trusteeIds: ids.slice(2, 5),
    ...days,
    rules: { k: 5, kText: 10, batch: 10, resubmit: true },
    ...wish,
  };
  const as = (personId: string, work: Parameters<TestHouse['house']['runAct']>[1]) => {
    const who: Who = { ...bureauItself(bureau), personId, roles: ['staff'] };
    return world.house.runAct(who, work);
  };
  const pollId = await world.act(bureau, (act) => openPoll(act, plan));
  const key = await shareTallyKey();
  const keepers = [
    ['OFFICE', plan.officeId],
    ['WITNESS', plan.witnessId],
  ] as const;
  for (const [role, id] of keepers) await as(id, (act) => makeKeys(act, pollId, role, passphrases[role]));
  const shareHashes = await Promise.all(key.shares.map(shareHashOf));
  const tallyKey = { publicKey: toB64(key.public), shareHashes };
  await as(plan.trusteeIds[0]!, (act) => setTallyKey(act, pollId, tallyKey));
  for (const [i, hash] of shareHashes.entries())
    await as(plan.trusteeIds[i]!, (act) => confirmShare(act, pollId, hash));
  for (const [role, id] of keepers) await as(id, (act) => signManifest(act, pollId, role, passphrases[role]));
  for (const [role, id] of keepers) await as(id, (act) => unlockKeys(act, pollId, role, passphrases[role]));
  const office = await world.signIn(bureau, ['office', 'staff'], bureauId ? null : plan.officeId);
  const manifest = (await office.call(pollRoutes.readPoll, { params: { pollId } })).body.manifest!;
  return {
    bureauId: bureau,
    pollId,
    plan,
    manifest: manifest as SignedManifest,
    shares: key.shares.map(toB64),
    office,
    witness: await world.signIn(bureau, 'staff', bureauId ? null : plan.witnessId),
    people,
    as: as as PollWorld['as'],
  };
}

/** A whole token of a person, drawn through the act that the route calls. */
export async function aToken(poll: PollWorld, personId: string): Promise<TokenSecret> {
  const stratum = poll.people.A.includes(personId) ? 'A' : 'B';
  const started = await startToken(poll.manifest, stratum, random, { quickly: true });
  const drawn = await poll.as<{ blindSigs: string[] }>(personId, (act) =>
    drawToken(act, poll.pollId, started.blinded),
  );
  return finishToken(poll.manifest, started, drawn.blindSigs, { quickly: true });
}

export const aBallot = (poll: PollWorld, token: TokenSecret, text: string, version = 1): Promise<Ballot> =>
  makeBallot(poll.manifest, token, utf8(text), version);

/** Through the box's own route, as somebody whom nobody knows. */
export const cast = (world: TestHouse, { bureauId, pollId }: PollWorld, ballot: unknown) =>
  world.nobody.call(boxRoutes.castBallot, { params: { bureauId, pollId }, body: ballot });

/** With the database's own tools, past the program, within the poll's bureau. */
export const rowsOf = (world: TestHouse, { bureauId }: Pick<PollWorld, 'bureauId'>, sql: string) =>
  world.database.owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    return (await client.query(sql)).rows as Record<string, unknown>[];
  });

/** How many of these ids stand in the file of a table, as whoever takes the disk reads it. */
export async function idsOnDisk(world: TestHouse, table: string, ids: readonly string[]): Promise<number> {
  const database = await world.database.owner(
    async (client) => (await client.query('select current_database() as name')).rows[0].name as string,
  );
  return superuserOf({ cluster: inject('cluster'), database })(async (client) => {
    await client.query('checkpoint');
    const { rows } = await client.query<{ bytes: Buffer }>(
      'select pg_read_binary_file(pg_relation_filepath($1)) as bytes',
      [table],
    );
    const found = rows[0]!.bytes.toString('hex');
    return ids.filter((id) => found.includes(id.replaceAll('-', ''))).length;
  });
}

/**
 * How many of these ids are left in the file of a table that was swept. Rows that a transaction under way could ask
 * for (PostgreSQL gathers statistics by itself) outlast a sweep, so it is asked for again until none is under way.
 */
export async function idsLeft(
  world: TestHouse,
  { bureauId, table, ids }: { bureauId: string; table: string; ids: readonly string[] },
): Promise<number> {
  for (let tries = 0; tries < 40; tries++) {
    if ((await idsOnDisk(world, table, ids)) === 0) return 0;
    await sleep(250);
    await world.act(bureauId, async (act) => sweepAfter(act, [table]));
  }
  return idsOnDisk(world, table, ids);
}
