import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import { findCluster, type ClusterAddress } from '#platform/db/embedded.ts';
import { buildHouse } from '#platform/house/index.ts';
import { logTo } from '#platform/log/index.ts';
import { modules } from '#modules/index.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { attack, boundOf, fixedPoints, verdictOn } from './attack.fixtures.ts';
import {
  copyDatabase,
  copyFolder,
  copyWal,
  lootOf,
  marksIn,
  superuserOf,
  keepWal,
  type LootFile,
  type LootRow,
  type Mark,
} from './attack-loot.fixtures.ts';
import { play, type Played } from './attack-play.fixtures.ts';
import { aPoll, type PollWorld } from './ballot.fixtures.ts';
import { closePoll, tallyPoll } from './index.ts';

/**
 * A finished poll of each level, through the real protocol, and all that it leaves: every table of every schema as a
 * superuser copies it, every file below the data folder, the box's own database files, the log. The people behave as
 * an attacker likes it best (who draws earlier casts earlier), so that any order that were left would tell. Beside
 * what may not be found stands the same attacker with one leak given, who finds it.
 */
const alpha = 1e-6;
const seed = Number(process.env['SEED'] ?? 20200611);
const boxDatabase = 'wenrong_box';
let world: TestHouse;
let main: { cluster: ClusterAddress; database: string };
let box: { cluster: ClusterAddress; database: string };
const polls: PollWorld[] = [];
const played: Played[] = [];
const log: string[] = [];
/** Where the main database's write-ahead log stood before the first cast. */
let walKept: Awaited<ReturnType<typeof keepWal>>;
let rows: LootRow[];
let files: LootFile[];
let marks: Mark[];

const fileOf = (path: string, lines: readonly string[]): LootFile => {
  const bytes = Buffer.from(lines.join('\n'));
  return { path, kind: path, order: 1e6, mtimeMs: 0, inode: 0, bytes };
};
const namesOf = (all: readonly Played[]): string[] =>
  all.flatMap(({ ballotOf, ballotNames }) => [...ballotOf.keys(), ...ballotNames.keys()]);
const copyBoth = async (): Promise<LootRow[]> => [
  ...(await copyDatabase(main.cluster, main.database)),
  ...(await copyDatabase(box.cluster, box.database)),
];
function verdict(of: { rows?: LootRow[]; files?: LootFile[] } = {}) {
  const pollIds = polls.map(({ pollId }) => pollId);
  const loot = lootOf(of.rows ?? rows, of.files ? marksIn(of.files, namesOf(played)) : marks, pollIds);
  const outcomes = played.map((secret, i) => attack(loot, secret, seeded(seed + i)));
  return { ...verdictOn(outcomes, played, alpha), joins: outcomes.flatMap(({ joins }) => joins) };
}

/** A second server over the same data, that logs all it can; its box takes the ballots of level P1. */
async function loggingHouse(clock: { now(): Date }) {
  const folder = join(world.residentsFolder, '..');
  return buildHouse({
    pool: world.database.pool,
    apart: world.database.apart,
    modules,
    filesFolder: join(folder, 'files'),
    keysFolder: join(folder, 'keys'),
    clock,
    log: logTo((line) => void log.push(line), 'trace'),
    basePath: '/',
    pages: null,
    version: 'test',
    setUpCode: 'X',
    residentsFolder: world.residentsFolder,
    second: null,
    messageHosts: [],
    publicAddress: '',
  } as Parameters<typeof buildHouse>[0]);
}

async function playLogged(poll: PollWorld): Promise<Played> {
  let now = '2020-06-04T09:00:00+08:00';
  const house = await loggingHouse({ now: () => new Date(now) });
  const url = `/api/ballot-box/${poll.bureauId}/${poll.pollId}/ballots`;
  const done = await play(world, poll, seeded(seed), async (ballot, day) => {
    now = `${day}T10:00:00+08:00`;
    const answer = await house.app.inject({ method: 'POST', url, payload: ballot });
    expect(answer.statusCode).toBe(200);
    return answer.json();
  });
  await house.close();
  return done;
}

beforeAll(async () => {
  world = await openTestHouse('attack');
  const { rows: named } = await world.database.owner((client) =>
    client.query<{ name: string }>('select current_database() as name'),
  );
  main = { cluster: inject('cluster'), database: named[0]!.name };
  for (const level of ['P1', 'P2'] as const) {
    const wish = { level, nEach: 10, at: '2020-06-01T09:00:00+08:00', payloadBytes: 4096 };
    const poll = await aPoll(world, wish);
    if (level === 'P1') walKept = await keepWal(main.cluster);
    polls.push(poll);
    played.push(level === 'P1' ? await playLogged(poll) : await play(world, poll, seeded(seed + 1)));
    world.setClock('2020-06-11T09:00:00+08:00');
    await world.act(poll.bureauId, (act) => closePoll(act, poll.pollId));
    world.setClock('2020-06-17T09:00:00+08:00');
    await world.act(poll.bureauId, (act) => tallyPoll(act, poll.pollId, poll.shares.slice(0, 2)));
  }
  box = {
    cluster: (await findCluster(join(world.residentsFolder, 'ballot/own/database')))!,
    database: boxDatabase,
  };
  // P1's journal came first: as root it must not have driven P2's database out of the data folder.
  expect(existsSync(join(world.residentsFolder, 'ballot/own/database/elsewhere'))).toBe(false);
  rows = await copyBoth();
  files = copyFolder(join(world.residentsFolder, '..'));
  files.push(fileOf('server.log', log));
  marks = marksIn(files, namesOf(played));
}, 120_000);
afterAll(async () => {
  await walKept.end();
  await world.close();
});

describe('a bound that chance gives', () => {
  test('right links of a blind matching: fixed points of a permutation, counted one by one', () => {
    const orders = [...permutations([0, 1, 2, 3, 4])];
    const counted = [0, 0, 0, 0, 0, 0];
    for (const order of orders) counted[order.filter((x, i) => x === i).length]! += 1 / orders.length;
    fixedPoints(5).forEach((chance, k) => expect(chance).toBeCloseTo(counted[k]!, 12));
    // Of two strata of two: 0, 2 or 4 right with chances 1/4, 1/2, 1/4.
    expect([boundOf([2, 2], 0.3), boundOf([2, 2], 0.2)]).toEqual([2, 4]);
  });
});

describe('what a finished poll leaves', () => {
  test('the attacker holds it all: both sides of each poll, the box’s own files, and a log', () => {
    const { nPairs } = verdict();
    expect(nPairs).toBeGreaterThan(500);
    const tables = new Set(rows.map(({ table }) => table));
    for (const table of ['ballot.issuance', 'ballot_box.ballot', 'platform.fact', 'people.person'])
      expect(tables).toContain(table);
    expect(files.some(({ path }) => path.includes('pg_wal/'))).toBe(true);
    expect(log.length).toBeGreaterThan(0);
  });

  test('no order of anything about people fits any order of anything about ballots better than chance', () => {
    const { nRight, bound, best } = verdict();
    expect(nRight, `seed ${seed}, ${best}`).toBeLessThanOrEqual(bound);
  });

  test('no value, and no hash of a value, stands beside a person and beside a ballot', () => {
    expect(verdict().joins).toEqual([]);
  });

  test('files and log name neither a journal nor, but for the shut list, a ballot', () => {
    expect(files.filter(({ path }) => path.endsWith('.journal'))).toEqual([]);
    const telling = marks.filter(({ name }) => played.some(({ ballotNames }) => ballotNames.has(name)));
    // The tables of the box's own database, rewritten in the order of hashes.
    for (const { file } of telling) expect(file.kind).toMatch(/(^|\/)pg\/base\/#\/#$/);
  });

  test('level P1 alone: the main database’s write-ahead log still tells which days’ ballots came first', async () => {
    const wal = await copyWal(main.cluster, walKept.from);
    const places = ({ inOrder }: Played) => inOrder.map(({ ballotId }) => wal.indexOf(ballotId));
    const [here, apart] = [places(played[0]!), places(played[1]!)];
    expect(Math.min(...here)).toBeGreaterThan(0);
    // The first five are in the first batch, the last five in none before the second.
    expect(Math.max(...here.slice(0, 5))).toBeLessThan(Math.min(...here.slice(-5)));
    // Of the box apart it hears no more than the public list, which is in the order of hashes.
    const byName = played[1]!.inOrder
      .map(({ ballotId }, i) => ({ ballotId, at: apart[i]! }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at);
    const ids = byName.map(({ ballotId }) => ballotId);
    expect(ids).toEqual(
      ids.toSorted((a, b) => Buffer.compare(Buffer.from(a, 'base64url'), Buffer.from(b, 'base64url'))),
    );
  });
});

describe('the same attacker, given one leak', () => {
  const onBoth = async (
    work: (ask: (sql: string, values?: unknown[]) => Promise<unknown>, of: Played) => Promise<void>,
  ) => {
    for (const [i, place] of [main, box].entries())
      await superuserOf(place)((client) => work((sql, values) => client.query(sql, values), played[i]!));
  };
  const found = ({ nRight, bound }: { nRight: number; bound: number }) =>
    expect(nRight).toBeGreaterThan(bound);

  test('a time kept beside each ballot', async () => {
    await onBoth(async (ask, { inOrder }) => {
      await ask('alter table ballot_box.ballot add column seen_at timestamptz');
      await ask(
        `update ballot_box.ballot b set seen_at = '2020-06-04'::timestamptz + d.i * interval '1 hour'
         from unnest($1::text[]) with ordinality as d(id, i) where b.ballot_id = d.id`,
        [inOrder.map(({ ballotId }) => ballotId)],
      );
      // Only the time is to tell: rows are laid down by hash again.
      await ask('cluster ballot_box.ballot using ballot_pkey');
    });
    const leaky = verdict({ rows: await copyBoth() });
    await onBoth(async (ask) => void (await ask('alter table ballot_box.ballot drop column seen_at')));
    found(leaky);
    expect(leaky.best).toContain('seen_at');
  });

  test('ballots that lie in the order of casting', async () => {
    await onBoth(async (ask, { inOrder }) => {
      for (const { ballotId } of inOrder)
        await ask('update ballot_box.ballot set day = day where ballot_id = $1', [ballotId]);
    });
    found(verdict({ rows: await copyBoth() }));
  });

  test('a log with a line for each ballot', () => {
    const lines = played.flatMap(({ inOrder }) => inOrder.map(({ ballotId }) => `200 POST ${ballotId}`));
    const leaky = verdict({ files: [fileOf('proxy.log', lines)] });
    found(leaky);
    expect(leaky.best).toContain('proxy.log');
  });

  test('a token’s blinded value kept beside its ballot', async () => {
    await onBoth(async (ask) => void (await ask('alter table ballot_box.ballot add column origin text')));
    const hashes = rows.filter(({ table }) => table === 'ballot.issuance');
    await onBoth(async (ask, { ballotOf }) => {
      for (const { row } of hashes)
        await ask('update ballot_box.ballot set origin = $2 where ballot_id = $1', [
          ballotOf.get(String(row['person_id'])) ?? '',
          row['blinded_hash'],
        ]);
    });
    const leaky = verdict({ rows: await copyBoth() });
    await onBoth(async (ask) => void (await ask('alter table ballot_box.ballot drop column origin')));
    expect(leaky.joins.length).toBeGreaterThanOrEqual(40);
  });
});

function* permutations(list: number[]): Generator<number[]> {
  if (list.length <= 1) yield list;
  for (const [i, first] of list.entries())
    for (const rest of permutations(list.toSpliced(i, 1))) yield [first, ...rest];
}
