import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { append, verify } from './index.ts';
import { ledgerRoutes } from './ledger.contract.ts';

let world: TestHouse;
let bureauId: string;
beforeAll(async () => {
  world = await openTestHouse('ledger');
  bureauId = await world.newBureau();
});
afterAll(() => world.close());

const note = (n: number) =>
  world.act(bureauId, async (act) => {
    for (let i = 0; i < n; i++)
      act.record({ kind: 'identity/signed-in', subject: `account/${i}`, quantity: i / 3 });
  });

/** A statement by the owner of the tables, inside the bureau: the strongest hand there is. */
const byOwner = (statement: string) =>
  world.database.owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    return client.query(statement);
  });

describe('the evidence ledger', () => {
  test('chains every fact to the one before it and verifies', async () => {
    await note(3);
    const verdict = await world.act(bureauId, (act) => verify(act.db, bureauId));
    expect(verdict).toMatchObject({ nFacts: 4, fault: null });
  });

  test('keeps one unbroken chain when many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, () => note(2)));
    const verdict = await world.act(bureauId, (act) => verify(act.db, bureauId));
    expect(verdict).toMatchObject({ nFacts: 44, fault: null });
  });

  test('verifies while others write: a fact between two looks is no fault', async () => {
    const busy = await world.newBureau();
    let over = false;
    const write = async (): Promise<void> => {
      while (!over)
        await world.act(busy, async (act) =>
          act.record({ kind: 'identity/signed-in', subject: 'account/1' }),
        );
    };
    const writing = [write(), write(), write()];
    const faults = new Set<unknown>();
    for (let i = 0; i < 60; i++) faults.add((await world.act(busy, (act) => verify(act.db, busy))).fault);
    over = true;
    await Promise.all(writing);
    expect(faults).toEqual(new Set([null]));
  });

  test('forgets a fact whose act failed', async () => {
    const before = await world.act(bureauId, (act) => verify(act.db, bureauId));
    await expect(
      world.act(bureauId, async (act) => {
        act.record({ kind: 'identity/signed-in', subject: 'account/x' });
        throw new Error('the act failed');
      }),
    ).rejects.toThrow('the act failed');
    expect(await world.act(bureauId, (act) => verify(act.db, bureauId))).toEqual(before);
  });

  test('refuses a kind of fact that no module declared', async () => {
    const undeclared = world.act(bureauId, async (act) => act.record({ kind: 'made/up', subject: 'x' }));
    await expect(undeclared).rejects.toThrow('made/up');
  });

  test('lets nobody change or delete a fact, not even the owner of the table', async () => {
    for (const statement of [
      `update platform.fact set quantity = 99 where bureau_id = '${bureauId}'`,
      `delete from platform.fact where bureau_id = '${bureauId}'`,
      'truncate platform.fact cascade',
    ]) {
      await expect(byOwner(statement)).rejects.toThrow('append-only');
      await expect(world.database.pool.query(statement)).rejects.toThrow();
    }
  });

  test('names the place where somebody with the database’s keys changed a fact', async () => {
    await byOwner('alter table platform.fact disable trigger append_only');
    await byOwner(`update platform.fact set quantity = 99 where bureau_id = '${bureauId}' and seq = 7`);
    await byOwner('alter table platform.fact enable trigger append_only');
    const verdict = await world.act(bureauId, (act) => verify(act.db, bureauId));
    expect(verdict.fault).toEqual({ seq: 7, fault: 'changed' });
  });

  test('notices a tail that was cut off', async () => {
    const other = await world.newBureau();
    await world.act(other, async (act) => {
      await append(act.db, { bureauId: other, actor: null, at: act.now, today: act.today }, [
        { kind: 'identity/signed-in', subject: 'account/1' },
      ]);
    });
    await world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [other]);
      await client.query('alter table platform.fact disable trigger append_only');
      await client.query('delete from platform.fact where bureau_id = $1 and seq = 2', [other]);
      await client.query('alter table platform.fact enable trigger append_only');
    });
    expect((await world.act(other, (act) => verify(act.db, other))).fault).toEqual({
      seq: 2,
      fault: 'head-differs',
    });
  });

  test('shows who signed in when to the audit administrator alone', async () => {
    await note(1);
    const kindsFor = async (role: 'office' | 'leader' | 'audit-admin') => {
      const reader = await world.signIn(bureauId, role);
      const { body } = await reader.call(ledgerRoutes.listFacts, { query: {} });
      return [...body.facts.map(({ kind }) => kind), ...body.kinds.map(({ kind }) => kind)];
    };
    expect(await kindsFor('audit-admin')).toContain('identity/signed-in');
    for (const role of ['office', 'leader'] as const) {
      expect((await kindsFor(role)).filter((kind) => kind.startsWith('identity/'))).toEqual([]);
    }
  });

  test('notices a fact that was put behind its head', async () => {
    const other = await world.newBureau();
    await world.database.owner(async (client) => {
      await client.query("select set_config('app.bureau', $1, false)", [other]);
      await client.query(
        `insert into platform.fact select bureau_id, 2, gen_random_uuid(), kind, subject, actor, unit, on_day, at,
           quantity, data, voids, hash, hash from platform.fact where bureau_id = $1`,
        [other],
      );
    });
    const { fault } = await world.act(other, (act) => verify(act.db, other));
    expect(fault).toEqual({ seq: 1, fault: 'head-differs' });
  });

  test('shows a bureau its own facts only', async () => {
    const office = await world.signIn(await world.newBureau('别的局'), 'office');
    const seen = await world.database.pool.query('select count(*)::int as n from platform.fact');
    expect(seen.rows[0]).toEqual({ n: 0 });
    expect(office.who.bureauId).not.toBe(bureauId);
  });
});
