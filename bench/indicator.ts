/**
 * Indicators over a year of 100,000 facts of a bureau of 40 units, a thousand of them voided: once of ten kinds, once all
 * of one kind; every aggregate, without filters and with all of them, and once more after each new fact. Ends with code 1
 * where the median answer takes 50 ms or more, the first of all included: the facts were read ahead, as after a start.
 */
import { bureauItself, type RunAct } from '#platform/act/index.ts';
import type { Database } from '#platform/db/database.ts';
import { newId } from '#platform/db/uuid.ts';
import { foundBureau } from '#platform/identity/index.ts';
import { append, warmLedger } from '#platform/ledger/index.ts';
import { answerIn, openAsking } from '#modules/indicator/asking.work.ts';
import type { Question, Source } from '#modules/indicator/question.contract.ts';
import { withLedger } from './ledger-house.ts';

const promisedMs = 50;
const rounds = 15;
const kind = 'people/imported';
const others = [
  'exported',
  'seconded',
  'returned',
  'departed',
  'transferred',
  'unit-moved',
  'unit-opened',
  'unit-closed',
  'import-read',
];
const ofTenKinds = [kind, ...others.map((name) => `people/${name}`)];

const source: Source = {
  kinds: [kind],
  unitIds: [],
  tags: [],
  campaign: null,
  about: { kind: 'any' },
  period: { kind: 'year', year: 2020 },
  fields: [],
};
const filtered: Source = {
  ...source,
  tags: ['t1'],
  period: { kind: 'between', from: '2020-01-02', to: '2020-12-30' },
  fields: [
    { field: 'nNew', is: 'at-least', value: 1 },
    { field: 'topic', is: 'one-of', values: ['x1', 'x2', 'x3', 'x4', 'x5', 'x6', 'x7', 'x8'] },
  ],
};
const nNew = { field: 'nNew' };
const everyAggregate = (asked: Source): Record<string, Question> => ({
  count: { aggregate: 'count', source: asked, unit: 'time' },
  'sum of quantities': { aggregate: 'sum', source: asked, of: 'quantity', unit: 'entry' },
  'sum of a data field': { aggregate: 'sum', source: asked, of: nNew, unit: 'entry' },
  'mean of a data field': { aggregate: 'mean', source: asked, of: nNew, unit: 'point' },
  'different subjects': { aggregate: 'distinct', source: asked, of: 'subject', unit: 'item' },
  'different actors': { aggregate: 'distinct', source: asked, of: 'actor', unit: 'person' },
  'different values of a field': {
    aggregate: 'distinct',
    source: asked,
    of: { field: 'topic' },
    unit: 'item',
  },
  newest: { aggregate: 'latest', source: asked, of: nNew, unit: 'item' },
  share: {
    aggregate: 'share',
    numerator: { aggregate: 'count', source: filtered, unit: 'time' },
    denominator: { aggregate: 'count', source: asked, unit: 'time' },
  },
});

const fillFacts = `insert into platform.fact
  (bureau_id, seq, fact_id, kind, subject, actor, unit, on_day, at, quantity, data, voids, previous_hash, hash)
  select $1, 10 + n, gen_random_uuid(), ($2::text[])[1 + n % array_length($2::text[], 1)], 'session/' || n % 5000,
    'a' || n, 'u' || n % 40, date '2020-01-01' + (n % 366)::int, now(), n % 20,
    jsonb_build_object('nNew', n % 12, 'tags', jsonb_build_array('t' || n % 7, 't' || n % 3),
      'topic', 'x' || n % 9), null, '', ''
  from generate_series(1, 100000) n`;
const voidSome = `insert into platform.fact
  (bureau_id, seq, fact_id, kind, subject, actor, unit, on_day, at, quantity, data, voids, previous_hash, hash)
  select $1, 300000 + seq, gen_random_uuid(), 'people/exported', subject, actor, unit, on_day, at, 0, data, fact_id, '', ''
  from platform.fact where bureau_id = $1 and seq % 100 = 0`;

/** Milliseconds of one answer, with what it reads of units and kinds. */
async function ask(runAct: RunAct, bureauId: string, question: Question): Promise<number> {
  return runAct(bureauItself(bureauId), async (act) => {
    const began = performance.now();
    await answerIn(await openAsking(act), { question, direction: 'more', target: 1 });
    return performance.now() - began;
  });
}

const data = { nNew: 1, nChanged: 0, nLeft: 0, nUnits: 1, topic: 'x1', tags: ['t1'] };
const oneMore = (runAct: RunAct, bureauId: string) =>
  runAct(bureauItself(bureauId), async ({ db, now, today }) =>
    append(db, { bureauId, actor: null, at: now, today }, [
      { kind, subject: 'session/1', quantity: 1, data },
    ]),
  );

function tell(name: string, times: readonly number[]): void {
  const sorted = times.toSorted((a, b) => a - b);
  const [best, median] = [sorted[0]!, sorted[sorted.length >> 1]!];
  console.log(`  ${name.padEnd(40)} median ${median.toFixed(1).padStart(6)} ms, best ${best.toFixed(1)} ms`);
  if (median >= promisedMs) process.exitCode = 1;
}

async function measure(runAct: RunAct, bureauId: string): Promise<void> {
  const began = performance.now();
  const closing = new AbortController().signal;
  await warmLedger(
    (work) => runAct(bureauItself(bureauId), ({ db }) => work(db)),
    () => true,
    closing,
  );
  const aheadMs = performance.now() - began;
  console.log(`  reading the facts ahead, as the server does after its start: ${aheadMs.toFixed(0)} ms`);
  tell('the first question of all', [
    await ask(runAct, bureauId, { aggregate: 'count', source, unit: 'time' }),
  ]);
  for (const [asked, how] of [
    [source, ''],
    [filtered, ', every filter'],
  ] as const)
    for (const [name, question] of Object.entries(everyAggregate(asked))) {
      const times: number[] = [];
      for (let round = 0; round < rounds; round++) times.push(await ask(runAct, bureauId, question));
      tell(name + how, times);
    }
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await oneMore(runAct, bureauId);
    times.push(await ask(runAct, bureauId, { aggregate: 'mean', source, of: nNew, unit: 'point' }));
  }
  tell('mean of a data field after a new fact', times);
}

/** A bureau with a year of facts; the ledger's chain is not what is measured here. */
async function bureauWith(
  runAct: RunAct,
  owner: Database['owner'],
  kinds: readonly string[],
): Promise<string> {
  const bureauId = newId();
  await runAct(bureauItself(bureauId), (act) => foundBureau(act, `测速局 ${kinds.length}`, false));
  await owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    await client.query(fillFacts, [bureauId, kinds]);
    await client.query(voidSome, [bureauId]);
    await client.query(
      "insert into platform.ledger_head values ($1, 500000, '') on conflict (bureau_id) do update set seq = 500000",
      [bureauId],
    );
    await client.query('vacuum analyze platform.fact');
  });
  return bureauId;
}

await withLedger(async ({ runAct, owner }) => {
  const measureIn = async (kinds: readonly string[]) => {
    const bureauId = await bureauWith(runAct, owner, kinds);
    await measure(runAct, bureauId);
  };
  console.log('a year of 100,000 facts of ten kinds');
  await measureIn(ofTenKinds);
  console.log('a year of 100,000 facts, all of one kind');
  await measureIn([kind]);
});
