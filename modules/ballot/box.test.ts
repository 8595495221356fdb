import { setTimeout as sleep } from 'node:timers/promises';
import { copyFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkReceipt, faultsOf, ballotChecker, type Ballot } from '#engines/ballots/index.ts';
import { transactor } from '#platform/db/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { buildHouse } from '#platform/house/index.ts';
import { listBureaus } from '#platform/identity/index.ts';
import { keysIn } from '#platform/keys/index.ts';
import { logTo } from '#platform/log/index.ts';
import { modules } from '#modules/index.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { aSmallPoll, openToken, type SmallPoll } from '../../engines/ballots/poll.fixtures.ts';
import { openBox, type LocalBox } from './box.work.ts';
import { residentOf } from './resident.work.ts';

/** The box alone, on its own folder and keys: what it leaves in database, files and logs, and what survives a crash. */
let world: TestHouse;
let bureauId: string;
const folders: string[] = [];
let now = '2020-06-04T09:00:00+08:00';
beforeAll(async () => {
  world = await openTestHouse('box');
  bureauId = await world.newBureau();
});
afterAll(async () => {
  await world.close();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

interface Small extends SmallPoll {
  place: { bureauId: string; pollId: string };
  folder: string;
  notes: string[];
  /** A box over this folder, as a server that starts finds it. */
  open(): Promise<LocalBox>;
  fresh(text: string): Promise<Ballot>;
}

async function aBox(batch = 10, payloadBytes = 64): Promise<Small> {
  const folder = mkdtempSync(join(tmpdir(), 'wenrong-box-'));
  folders.push(folder);
  const place = { bureauId, pollId: newId() };
  const notes: string[] = [];
  const open = () =>
    openBox({
      transact: transactor(world.database.pool),
      clock: { now: () => new Date(now) },
      keys: keysIn(join(folder, 'keys')),
      folder,
      sweep: async () => undefined,
      note: (day, n) => void notes.push(`${day} ${n}`),
      ownDatabase: false,
    });
  const box = await open();
  const rules = { k: 5, kText: 10, batch, resubmit: true };
  const receiptKey = await box.prepare(place);
  const poll = await aSmallPoll({ pollId: place.pollId, receiptKey, rules, payloadBytes });
  await box.register(place, poll.signed);
  await box.stop();
  const issuers = poll.issuers;
  const fresh = async (text: string) => poll.ballot(text, await openToken(poll.signed, 'A', issuers));
  return { ...poll, place, folder, notes, open, fresh };
}

const stored = async ({ place }: Small): Promise<{ ballot_id: string; xmin: string; at: number }[]> =>
  world.database.owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    const { rows } = await client.query(
      `select ballot_id, xmin::text, (ctid::text::point)[0] * 1000 + (ctid::text::point)[1] as at
       from ballot_box.ballot where poll_id = $1`,
      [place.pollId],
    );
    return rows as never;
  });
const issued = (n: number) => ({ issued: { A: n }, reissued: 0 });

describe('what the database can tell', () => {
  test('the tables of ballots hold no sequence, no serial, and nothing finer than a day', async () => {
    const { rows } = await world.database.owner((client) =>
      client.query(`select table_schema || '.' || table_name as name, column_name, data_type, column_default, is_identity
        from information_schema.columns where table_schema in ('ballot', 'ballot_box')`),
    );
    expect(rows.length).toBeGreaterThan(40);
    const plain = ['uuid', 'text', 'integer', 'boolean', 'jsonb', 'date', 'ARRAY'];
    for (const { name, column_name, data_type, column_default, is_identity } of rows) {
      expect([name, column_name, plain.includes(data_type)]).toEqual([name, column_name, true]);
      expect([name, column_name, is_identity]).toEqual([name, column_name, 'NO']);
      expect(String(column_default)).not.toMatch(/nextval|now|current|clock/i);
    }
    const sequences = await world.database.owner((client) =>
      client.query(
        "select from information_schema.sequences where sequence_schema in ('ballot', 'ballot_box')",
      ),
    );
    expect(sequences.rowCount).toBe(0);
  });

  test('no key leads from a ballot to a person or to who drew a token', async () => {
    const { rows } = await world.database.owner((client) =>
      client.query(`select confrelid::regclass::text as target from pg_constraint c join pg_namespace n on n.oid = c.connamespace
        where n.nspname = 'ballot_box' and contype = 'f'`),
    );
    expect(new Set(rows.map(({ target }) => target))).toEqual(
      new Set(['platform.bureau', 'ballot_box.poll']),
    );
  });

  test('within a batch rows lie in an order that is not that of casting: 200 pairs', async () => {
    const poll = await aBox(2);
    const box = await poll.open();
    const pairs: string[][] = [];
    await world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
      const count = 'select count(*)::int as n from ballot_box.ballot where poll_id = $1';
      const nStored = async () => (await client.query(count, [poll.place.pollId])).rows[0]!.n as number;
      for (let i = 0; i < 200; i++) {
        const two = [await poll.fresh('x'), await poll.fresh('y')];
        const receipts = [await box.cast(poll.place, two[0]!), await box.cast(poll.place, two[1]!)];
        pairs.push(receipts.map(({ ballotId }) => ballotId));
        // Each pair is one batch: the next comes when this one is written, however slow the disk is.
        while ((await nStored()) < pairs.length * 2) await sleep(1);
      }
    });
    const placeOf = new Map((await stored(poll)).map((row) => [row.ballot_id, row]));
    // On a busy machine a batch takes three or four; of each the two that came first are compared.
    const batches = Map.groupBy(pairs.flat(), (id) => placeOf.get(id)!.xmin);
    const same = [...batches.values()].filter((ids) => ids.length > 1);
    const inOrder = same.filter(([a, b]) => placeOf.get(a!)!.at < placeOf.get(b!)!.at);
    // Half of them lie in order, five standard deviations either way.
    expect(same.length).toBeGreaterThan(50);
    expect(Math.abs(inOrder.length - same.length / 2)).toBeLessThan(2.5 * Math.sqrt(same.length));
    await box.close(poll.place, { issued: { A: 20 }, reissued: 400 });
    const after = await stored(poll);
    const byPlace = after.toSorted((a, b) => a.at - b.at).map(({ ballot_id }) => ballot_id);
    const byName = after.map(({ ballot_id }) => ballot_id).sort((a, b) => (a < b ? -1 : 1));
    expect(new Set(after.map(({ xmin }) => xmin)).size).toBe(1);
    expect(byPlace).toEqual(byName);
    await box.stop();
  }, 60_000);
});

describe('batches', () => {
  test('fewer than a batch stay out of the database until midnight, and a day is one line of log', async () => {
    now = '2020-06-04T23:50:00+08:00';
    const poll = await aBox();
    const box = await poll.open();
    for (const text of ['a', 'b', 'c']) await box.cast(poll.place, await poll.fresh(text));
    await box.tick();
    expect(await stored(poll)).toEqual([]);
    now = '2020-06-05T00:00:10+08:00';
    await box.tick();
    expect(await stored(poll)).toHaveLength(3);
    expect(poll.notes).toEqual(['2020-06-04 3']);
    await box.stop();
  });

  test('a full batch is written at once', async () => {
    const poll = await aBox();
    const box = await poll.open();
    for (let i = 0; i < 10; i++) await box.cast(poll.place, await poll.fresh(`${i}`));
    await expect.poll(async () => (await stored(poll)).length).toBe(10);
    await box.stop();
  });

  test('a hundred at the same moment all get a receipt, more than the journal has room for', async () => {
    // Of ballots of this size the journal holds 68.
    const poll = await aBox(10, 90_000);
    const box = await poll.open();
    const ballots = await Promise.all(Array.from({ length: 100 }, (_, i) => poll.fresh(`${i}`)));
    const receipts = await Promise.all(ballots.map((ballot) => box.cast(poll.place, ballot)));
    const bulletin = await box.close(poll.place, { issued: { A: 20 }, reissued: 80 });
    expect(await faultsOf(bulletin, poll.signed)).toEqual([]);
    for (const receipt of receipts) expect(checkReceipt(receipt, bulletin, poll.signed)).toBe('included');
    await box.stop();
  }, 60_000);
});

describe('after a crash', () => {
  test('what has a receipt is there again, replacements in their order, and the same ballot is counted once', async () => {
    const poll = await aBox();
    const before = await poll.open();
    const token = await poll.token();
    const [one, two] = [await poll.ballot('one', token, 1), await poll.ballot('two', token, 2)];
    const other = await poll.fresh('other');
    for (const ballot of [one, two, other]) await before.cast(poll.place, ballot);
    expect(await stored(poll)).toEqual([]);
    const after = await poll.open();
    const receipt = await after.cast(poll.place, other);
    await expect(after.cast(poll.place, one)).rejects.toMatchObject({ code: 'ballot/replayed' });
    const bulletin = await after.close(poll.place, issued(2));
    expect(bulletin).toMatchObject({ cast: { A: 2 }, superseded: 1 });
    expect(checkReceipt(receipt, bulletin, poll.signed)).toBe('included');
    expect(await ballotChecker(poll.signed).whyNot((await after.sealed(poll.place))[0]!)).toBeNull();
  });

  test('killed between the database and the wiping of the journal, nothing is counted twice', async () => {
    const poll = await aBox(2);
    const before = await poll.open();
    await before.cast(poll.place, await poll.fresh('a'));
    const journal = join(poll.folder, 'journal', bureauId, `${poll.place.pollId}.journal`);
    const second = await poll.fresh('b');
    const kept = `${journal}.kept`;
    copyFileSync(journal, kept);
    await before.cast(poll.place, second);
    await expect.poll(async () => (await stored(poll)).length).toBe(2);
    copyFileSync(kept, journal);
    rmSync(kept);
    const after = await poll.open();
    const bulletin = await after.close(poll.place, issued(2));
    expect(bulletin).toMatchObject({ cast: { A: 2 }, superseded: 0 });
    expect(readdirSync(join(poll.folder, 'journal', bureauId))).toEqual([]);
    expect(
      readdirSync(join(poll.folder, 'keys', bureauId)).filter((name) => name.includes('journal')),
    ).toEqual([]);
  });

  test('shut is shut: closing again gives the same bulletin, and no ballot is taken', async () => {
    const poll = await aBox();
    const box = await poll.open();
    await box.cast(poll.place, await poll.fresh('a'));
    const late = await poll.fresh('late');
    const bulletin = await box.close(poll.place, issued(1));
    expect(await box.close(poll.place, issued(9))).toEqual(bulletin);
    await expect(box.cast(poll.place, late)).rejects.toMatchObject({ code: 'ballot/not-casting' });
  });
});

test('acts that all wait for the box at once are served: it has connections of its own', async () => {
  const poll = await aBox();
  const asked = Array.from({ length: 12 }, () =>
    world.act(bureauId, async (act) => {
      await listBureaus(act.db);
      return residentOf(act).here.manifest(poll.place);
    }),
  );
  expect(new Set((await Promise.all(asked)).map(({ hash }) => hash))).toEqual(new Set([poll.signed.hash]));
});

test('the log of the main server has no line of casting, whatever is cast', async () => {
  const lines: string[] = [];
  const poll = await aBox();
  const folder = mkdtempSync(join(tmpdir(), 'wenrong-box-'));
  folders.push(folder);
  const house = await buildHouse({
    pool: world.database.pool,
    apart: world.database.apart,
    modules,
    filesFolder: join(folder, 'files'),
    keysFolder: join(poll.folder, 'keys'),
    clock: { now: () => new Date(now) },
    log: logTo((line) => void lines.push(line), 'trace'),
    basePath: '/',
    pages: null,
    version: 'test',
    setUpCode: 'X',
    residentsFolder: folder,
    second: null,
    messageHosts: [],
    publicAddress: '',
  } as Parameters<typeof buildHouse>[0]);
  const canary = await poll.fresh('canary');
  const url = `/api/ballot-box/${bureauId}/${poll.place.pollId}/ballots`;
  const send = (payload: object) => house.app.inject({ method: 'POST', url, payload });
  expect((await send(canary)).statusCode).toBe(200);
  for (const wrong of [{ ...canary, version: 2 }, {}, { ...canary, enc: '' }]) await send(wrong);
  await house.app.inject({ url: '/api/session' });
  await house.close();
  const requests = lines.filter((line) => line.includes('"request"'));
  expect(requests.some((line) => line.includes('/api/session'))).toBe(true);
  for (const line of lines) {
    expect(line).not.toContain('ballot-box');
    for (const word of [canary.tokenId, canary.nonce, canary.sig, poll.place.pollId])
      expect(line).not.toContain(word);
  }
});
