import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seeded, type Random } from '#engines/random/index.ts';
import { fenPerWanYuan } from '#platform/contract/measure.ts';
import { append, type Fact, type NewFact } from '#platform/ledger/index.ts';
import { aBureau } from '#modules/fusion/fusion.fixtures.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { answerIn, factsBehind, openAsking } from './asking.work.ts';
import { aCount, aRandomQuestion, aSource, type Pool } from './indicator.fixtures.ts';
import type { Question } from './question.contract.ts';
import { partsOf, spanOf, whyNotQuestion } from './question.rules.ts';

let world: TestHouse;
let bureauId: string;
let unitIds: string[];
beforeAll(async () => {
  world = await openTestHouse('indicator_answer');
  world.setClock('2020-12-31T09:00:00+08:00');
  ({ bureauId, unitIds } = await aBureau(world, { ICO: 6, QTS: 6 }));
});
afterAll(() => world.close());

const note = (facts: readonly NewFact[]): Promise<Fact[]> =>
  world.act(bureauId, (act) =>
    append(act.db, { bureauId, actor: null, at: act.now, today: act.today }, facts),
  );

const pool = (): Pool => ({
  kinds: ['people/imported', 'people/exported', 'people/sample-filled'],
  unitIds,
  tags: ['质量月', '廉政'],
  campaigns: ['百日行动', '春雷'],
  subjects: ['session/1', 'session/2'],
  days: ['2019-12-31', '2020-01-01', '2020-07-13', '2020-12-31', '2021-03-31'],
});
const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random.uniform() * from.length)]!;

function aFact(random: Random): NewFact {
  const maybe = <T>(p: number, value: T): T | undefined => (random.uniform() < p ? value : undefined);
  return {
    kind: pick(random, pool().kinds),
    subject: `session/${Math.floor(random.uniform() * 5)}`,
    actor: maybe(0.8, `account-${Math.floor(random.uniform() * 9)}`) ?? null,
    unit: maybe(0.8, pick(random, unitIds)) ?? null,
    on: pick(random, pool().days),
    quantity: maybe(0.7, Math.floor(random.uniform() * 20)) ?? null,
    data: {
      tags: pool().tags.filter(() => random.uniform() < 0.5),
      campaign: pick(random, ['百日行动', '春雷', '别的']),
      topic: pick(random, ['甲', '乙', '丙', '丁”戊']),
      level: random.uniform() < 0.1 ? '不详' : Math.floor(random.uniform() * 5),
    },
  };
}

/** Whoever asks leaves the days open as well. */
const everyDay = { from: null, to: null };

/** The language in plain JavaScript over a list of facts: slow and obviously right. */
function naive(
  facts: readonly Fact[],
  question: Question,
  on: string,
): { value: number | null; nFacts: number; seqs: number[] }[] {
  const voided = new Set(facts.map((fact) => fact.voids));
  const [root, ...children] = unitIds as [string, ...string[]];
  return partsOf(question).map((part) => {
    const { source } = part;
    const { from, to } = spanOf(source, on, {});
    const below = new Set(source.unitIds.flatMap((id) => (id === root ? [root, ...children] : [id])));
    const found = facts.filter(
      (fact) =>
        !voided.has(fact.factId) &&
        source.kinds.includes(fact.kind) &&
        (below.size === 0 || (fact.unit !== null && below.has(fact.unit))) &&
        (source.about.kind !== 'subject' || fact.subject === source.about.subject) &&
        (from === null || fact.on >= from) &&
        fact.on <= to &&
        source.tags.every((tag) => (fact.data['tags'] as string[]).includes(tag)) &&
        (source.campaign === null || fact.data['campaign'] === source.campaign) &&
        source.fields.every((test) => {
          const held = fact.data[test.field];
          if (test.is === 'one-of') return test.values.map(String).includes(String(held));
          return (
            typeof held === 'number' && (test.is === 'at-least' ? held >= test.value : held <= test.value)
          );
        }),
    );
    const at = (fact: Fact, place: string | { field: string }): unknown =>
      typeof place === 'string' ? fact[place as 'quantity'] : fact.data[place.field];
    const numbers =
      'of' in part ? found.map((fact) => at(fact, part.of)).filter((v) => typeof v === 'number') : [];
    const total = numbers.reduce((sum, n) => sum + n, 0);
    const value = {
      count: () => found.length,
      sum: () => (found.length > 0 && numbers.length === 0 ? null : total),
      mean: () => (numbers.length === 0 ? null : total / numbers.length),
      distinct: () =>
        new Set(found.map((fact) => at(fact, (part as { of: 'actor' }).of)).filter((v) => v !== null)).size,
      latest: () =>
        found
          .filter((fact) => typeof at(fact, (part as { of: 'quantity' }).of) === 'number')
          .toSorted((a, b) => (a.on === b.on ? b.seq - a.seq : a.on < b.on ? 1 : -1))
          .map((fact) => at(fact, (part as { of: 'quantity' }).of) as number)[0] ?? null,
    }[part.aggregate]();
    const seqs = found.map(({ seq }) => seq).toSorted((a, b) => b - a);
    return { value, nFacts: found.length, seqs };
  });
}

describe('answers from the ledger', () => {
  test('equal those of a plain evaluator, for 200 random questions over 500 random facts', async () => {
    const seed = Number(process.env['SEED'] ?? 7030);
    const random = seeded(seed);
    const facts = await note(Array.from({ length: 500 }, () => aFact(random)));
    const voids = facts.filter(() => random.uniform() < 0.1);
    facts.push(...(await note(voids.map((fact) => ({ ...aFact(random), voids: fact.factId })))));
    await world.act(bureauId, async (act) => {
      const real = await openAsking(act);
      // The fields that the random facts carry, for kinds whose schemas know nothing of them.
      const fields = new Map([
        ['topic', { type: 'text' as const, choices: [] }],
        ['level', { type: 'number' as const, choices: [] }],
      ]);
      const known = {
        ...real.known,
        kinds: new Map(pool().kinds.map((kind) => [kind, { unit: null, fields }])),
      };
      const asking = { ...real, known };
      for (let i = 0; i < 200; i++) {
        const question = aRandomQuestion(random, pool());
        // Actors are people: few of them are hidden, which is tested below.
        if (JSON.stringify(question).includes('"of":"actor"')) continue;
        const parts = naive(facts, question, act.today);
        const answer = await answerIn(asking, { question, direction: 'more', target: null }, everyDay);
        const said = `seed ${seed}: ${JSON.stringify(question)}`;
        expect(answer.nFacts, said).toBe(parts.reduce((sum, { nFacts }) => sum + nFacts, 0));
        const { value } = parts[0]!;
        const expected =
          question.aggregate === 'share'
            ? shareOf(parts)
            : value === null
              ? null
              : Math.round(value * 100) / 100;
        expect(answer.value, said).toBe(expected);
        if (i % 20 === 0) {
          const behind = await factsBehind(asking, question, { asker: everyDay, limit: 1000 });
          expect(
            behind.facts.map(({ seq }) => seq),
            said,
          ).toEqual(parts[0]!.seqs);
        }
      }
    });
  });

  const shareOf = ([top, bottom]: { value: number | null }[]): number | null =>
    top!.value === null || !bottom!.value ? null : Math.round((top!.value / bottom!.value) * 1000) / 10;

  test('leave out a fact that was voided, and count the one that corrects it', async () => {
    const [wrong] = await note([
      { kind: 'people/agencies-saved', subject: 'x/1', quantity: 31, data: { n: 1 } },
    ]);
    await note([
      { kind: 'people/agencies-saved', subject: 'x/1', quantity: 13, data: { n: 1 }, voids: wrong!.factId },
    ]);
    const question: Question = {
      aggregate: 'sum',
      source: aSource({ kinds: ['people/agencies-saved'] }),
      of: 'quantity',
      unit: 'entry',
    };
    const answer = await world.act(bureauId, async (act) =>
      answerIn(await openAsking(act), { question, direction: 'more', target: 10 }),
    );
    expect(answer).toMatchObject({ value: 13, nFacts: 1, met: true, reached: 1 });
  });

  test('are not given where the question leaves its task open and no task asks', async () => {
    const source = aSource({
      kinds: ['people/imported'],
      about: { kind: 'asker' },
      period: { kind: 'asker' },
    });
    const question: Question = { aggregate: 'count', source, unit: 'time' };
    const ask = (asker: object) =>
      world.act(bureauId, async (act) =>
        answerIn(await openAsking(act), { question, direction: 'more', target: 1 }, asker),
      );
    expect(await ask({})).toMatchObject({
      value: null,
      met: null,
      nFacts: null,
      cannotTell: { zh: expect.stringContaining('由方案里的任务来问') },
    });
    const measure = { subject: 'measure/1', from: '2020-01-01', to: '2020-12-31' };
    expect(await ask(measure)).toMatchObject({ value: 0, met: false, cannotTell: null });
  });

  test('of quantities add up one unit alone, however many stand beside it: 户次 and 户 never meet', async () => {
    const seed = Number(process.env['SEED'] ?? 7030);
    const random = seeded(seed);
    const units = [
      'visit',
      'firm',
      'person-time',
      'person',
      'device-time',
      'device',
      'money',
      'point',
    ] as const;
    const [notes, lists] = ['plan/evidence-noted', 'activity/attended'] as const;
    const facts = await note(
      Array.from({ length: 300 }, () => ({
        kind: random.uniform() < 0.8 ? notes : lists,
        subject: `measure/${Math.floor(random.uniform() * 3)}`,
        on: pick(random, pool().days),
        quantity: Math.floor(random.uniform() * 500),
        data: { measure: pick(random, units) },
      })),
    );
    const naiveOf = (aggregate: 'sum' | 'mean' | 'latest', own: readonly Fact[]): number => {
      const total = own.reduce((sum, fact) => sum + fact.quantity!, 0);
      if (aggregate !== 'latest') return aggregate === 'sum' ? total : total / own.length;
      return own.toSorted((a, b) => (a.on === b.on ? b.seq - a.seq : a.on < b.on ? 1 : -1))[0]!.quantity!;
    };
    await world.act(bureauId, async (act) => {
      const asking = await openAsking(act);
      for (const unit of units)
        for (const aggregate of ['sum', 'mean', 'latest'] as const)
          for (const kinds of [[notes], [notes, lists]]) {
            const question: Question = { aggregate, source: aSource({ kinds }), of: 'quantity', unit };
            const said = `seed ${seed}: ${aggregate} of ${kinds.join()} in ${unit}`;
            const isAdded = !['firm', 'person', 'device', 'point'].includes(unit);
            // Sign-in lists hold person-times and nothing else; things and scores are not added up.
            const wrong = (kinds.length > 1 && unit !== 'person-time') || (aggregate === 'sum' && !isAdded);
            expect(whyNotQuestion(question, asking.known) !== null, said).toBe(wrong);
            if (wrong) continue;
            const own = facts.filter(
              ({ kind, on, data }) =>
                on <= act.today && (kind === notes ? data['measure'] === unit : kinds.length > 1),
            );
            const answer = await answerIn(asking, { question, direction: 'more', target: null });
            const value = naiveOf(aggregate, own) / (unit === 'money' ? fenPerWanYuan : 1);
            expect(answer.nFacts, said).toBe(own.length);
            expect(answer.value, said).toBe(Math.round(value * 100) / 100);
          }
    });
  });

  test('take units with everything below them', async () => {
    const count = (id: string) =>
      world.act(bureauId, async (act) =>
        answerIn(await openAsking(act), {
          question: aCount({ kinds: ['people/unit-opened'], unitIds: [id] }),
          direction: 'more',
          target: null,
        }),
      );
    const data = { on: '2020-01-01' };
    await note(unitIds.map((unit) => ({ kind: 'people/unit-opened', subject: `unit/${unit}`, unit, data })));
    expect((await count(unitIds[0]!)).value).toBe(3);
    expect((await count(unitIds[1]!)).value).toBe(1);
  });
});
