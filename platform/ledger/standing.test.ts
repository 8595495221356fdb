/** What is kept of the ledger between questions never differs from the ledger. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import type { Act } from '../act/index.ts';
import { on, sql } from '../db/index.ts';
import {
  append,
  countKinds,
  matchingFacts,
  tallyFacts,
  warmLedger,
  type FactFilter,
  type NewFact,
  type Tally,
} from './index.ts';
import type { Look } from './warm.ts';

const kinds = ['people/imported', 'people/exported'];
let world: TestHouse;
beforeAll(async () => {
  world = await openTestHouse('standing');
});
afterAll(() => world.close());

const everything = (asked: readonly string[]): FactFilter => ({
  kinds: asked,
  units: null,
  subject: null,
  tags: [],
  campaign: null,
  from: null,
  to: null,
  fields: [],
});
const note = ({ db, bureauId, now, today }: Act, facts: readonly NewFact[]) =>
  append(db, { bureauId, actor: null, at: now, today }, facts);
const kept = ({ db }: Act, asked: readonly string[]): Promise<Tally> => tallyFacts(db, everything(asked));

/** The same asked of PostgreSQL, every time anew. */
async function told({ db }: Act, asked: readonly string[]): Promise<Tally> {
  const { rows } = await sql<Tally>`select count(*) as "nFacts", count(quantity) as "nValues",
      coalesce(sum(quantity), 0) as sum, false as "aboutPeople"
    from platform.fact f where kind = any(${asked}::text[])
      and not exists (select from platform.fact v where v.voids = f.fact_id)`.execute(on(db));
  return rows[0]!;
}

describe('between questions', () => {
  test('facts come, are voided, or never were because their act was rolled back: the answer is the ledger’s', async () => {
    const seed = Number(process.env['SEED'] ?? 7030);
    const random = seeded(seed);
    const below = (n: number): number => Math.floor(random.uniform() * n);
    const bureauId = await world.newBureau();
    const ids: string[] = [];
    const some = (): NewFact[] =>
      Array.from({ length: 1 + below(4) }, () => ({
        kind: kinds[below(2)]!,
        subject: `session/${below(3)}`,
        quantity: below(3) === 0 ? null : below(1000) / 10,
        ...(ids.length > 0 && below(4) === 0 && { voids: ids.splice(below(ids.length), 1)[0]! }),
      }));
    for (let step = 0; step < 60; step++) {
      const asked = [kinds, [kinds[0]!], [kinds[1]!]][below(3)]!;
      const compare = async (act: Act): Promise<void> =>
        expect(await kept(act, asked), `seed ${seed}, step ${step}`).toEqual(await told(act, asked));
      const isLost = below(4) === 0;
      const before = [...ids];
      await world
        .act(bureauId, async (act) => {
          const facts = await note(act, some());
          if (below(2) === 0) await compare(act);
          if (isLost) throw new Error('rolled back');
          ids.push(...facts.map(({ factId }) => factId));
        })
        .catch((error: Error) => {
          if (error.message !== 'rolled back') throw error;
          ids.splice(0, ids.length, ...before);
        });
      await world.act(bureauId, compare);
    }
  });

  test('many who ask at once while others write each hear of what they see', async () => {
    const bureauId = await world.newBureau();
    const write = () =>
      world.act(bureauId, (act) => note(act, [{ kind: kinds[0]!, subject: 'x/1', quantity: 1 }]));
    const ask = (asked: string) => world.act(bureauId, async (act) => (await kept(act, [asked])).sum);
    await write();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => (at % 3 === 0 ? write().then(() => 1) : ask(kinds[at % 2]!))),
    );
    expect(answers.every((sum) => sum >= 0 && sum <= 5)).toBe(true);
    expect(await ask(kinds[0]!)).toBe(5);
  });

  test('kinds read ahead of the first question give the ledger’s answer, what comes later too', async () => {
    const bureauId = await world.newBureau();
    await world.act(bureauId, (act) =>
      note(
        act,
        Array.from({ length: 2100 }, (_, at) => ({
          kind: kinds[at < 50 ? 1 : 0]!,
          subject: 'x/1',
          quantity: at,
        })),
      ),
    );
    const read: string[] = [];
    const look: Look = (work) => world.act(bureauId, ({ db }) => work(db));
    const isAsked = (kind: string): boolean => (read.push(kind), kinds.includes(kind));
    await warmLedger(look, isAsked, new AbortController().signal);
    expect(read).toEqual(expect.arrayContaining(kinds));
    const compare = () =>
      world.act(bureauId, async (act) => expect(await kept(act, kinds)).toEqual(await told(act, kinds)));
    await compare();
    await world.act(bureauId, (act) => note(act, [{ kind: kinds[0]!, subject: 'x/1', quantity: 1 }]));
    await compare();
  });

  test('reading ahead ends when the house closes, and what was not read is read when it is asked for', async () => {
    const bureauId = await world.newBureau();
    await world.act(bureauId, (act) => note(act, [{ kind: kinds[0]!, subject: 'x/1', quantity: 2 }]));
    const closing = new AbortController();
    let nLooks = 0;
    const look: Look = (work) =>
      world.act(bureauId, async ({ db }) => {
        // The kinds have been counted, the first is about to be read.
        if (++nLooks === 2) closing.abort(new Error('the house closes'));
        return work(db);
      });
    await expect(warmLedger(look, () => true, closing.signal)).rejects.toThrow('the house closes');
    expect(await world.act(bureauId, async (act) => (await kept(act, kinds)).sum)).toBe(2);
  });

  test('a page of the facts behind an answer holds the newest older than a place, whatever was voided', async () => {
    const bureauId = await world.newBureau();
    const facts = await world.act(bureauId, (act) =>
      note(
        act,
        Array.from({ length: 30 }, (_, at) => ({ kind: kinds[at % 2]!, subject: `x/${at % 3}` })),
      ),
    );
    const gone = facts[12]!;
    await world.act(bureauId, (act) =>
      note(act, [{ kind: kinds[1]!, subject: 'x/void', voids: gone.factId }]),
    );
    const filter = { ...everything(kinds), subject: 'x/0' };
    const expected = facts.filter((fact) => fact.subject === 'x/0' && fact !== gone).toReversed();
    await world.act(bureauId, async ({ db }) => {
      const first = await matchingFacts(db, filter, { limit: 4 });
      const rest = await matchingFacts(db, filter, { limit: Infinity, before: first.at(-1)!.seq });
      expect([...first, ...rest]).toEqual(expected);
      expect(await matchingFacts(db, filter, { limit: 4, before: rest.at(-1)!.seq })).toEqual([]);
    });
  });

  test('no bureau hears of another', async () => {
    const [one, other] = [await world.newBureau(), await world.newBureau()];
    await world.act(one, (act) => note(act, [{ kind: kinds[0]!, subject: 'x/1', quantity: 7 }]));
    const ask = (bureauId: string) => world.act(bureauId, async (act) => (await kept(act, kinds)).nFacts);
    expect([await ask(one), await ask(other)]).toEqual([1, 0]);
    const counts = await world.act(other, ({ db }) => countKinds(db));
    expect(counts.get(kinds[0]!)).toBeUndefined();
  });
});
