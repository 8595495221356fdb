/**
 * Indicators over a year of 100,000 facts of a bureau of 40 units, a thousand of them voided: once of ten kinds, once all of
 * one kind. Ends with code 1 where the median answer takes 50 ms or more; all of one kind, questions that take a second pass, look into the
 * data of every fact or for the newest are told, not promised.
 */
import { join } from 'node:path';
import { actRunner, bureauItself, type RunAct } from '#platform/act/index.ts';
import { systemClock } from '#platform/clock/index.ts';
import { readConfig } from '#platform/config/index.ts';
import { transactor } from '#platform/db/index.ts';
import { findMigrations, migrate } from '#platform/db/migrate.ts';
import { openDatabase, type Database } from '#platform/db/open.ts';
import { newId } from '#platform/db/uuid.ts';
import { filesIn } from '#platform/files/index.ts';
import { factsOf } from '#platform/house/index.ts';
import { foundBureau } from '#platform/identity/index.ts';
import { keysIn } from '#platform/keys/index.ts';
import { modules } from '#modules/index.ts';
import { answerIn, openAsking, type Asking } from '#modules/indicator/asking.work.ts';
import type { Question, Source } from '#modules/indicator/question.contract.ts';
import { scratchFolder } from '../faults/server-process.ts';

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
const notPromised = new Set([
  'mean of a data field',
  'count by tag and field',
  'different subjects',
  'newest',
]);

const source: Source = {
  kinds: [kind],
  unitIds: [],
  tags: [],
  campaign: null,
  about: { kind: 'any' },
  period: { kind: 'year', year: 2020 },
  fields: [],
};
const questions: Record<string, Question> = {
  count: { aggregate: 'count', source, unit: 'time' },
  'sum of quantities': { aggregate: 'sum', source, of: 'quantity', unit: 'entry' },
  'mean of a data field': { aggregate: 'mean', source, of: { field: 'nNew' }, unit: 'point' },
  'different subjects': { aggregate: 'distinct', source, of: 'subject', unit: 'item' },
  'count by tag and field': {
    aggregate: 'count',
    source: { ...source, tags: ['t3'], fields: [{ field: 'nNew', is: 'at-least', value: 5 }] },
    unit: 'time',
  },
  'count of a month': {
    aggregate: 'count',
    source: { ...source, period: { kind: 'between', from: '2020-06-01', to: '2020-06-30' } },
    unit: 'time',
  },
  newest: { aggregate: 'latest', source, of: 'quantity', unit: 'item' },
};

const fillFacts = `insert into platform.fact
  (bureau_id, seq, fact_id, kind, subject, actor, unit, on_day, at, quantity, data, voids, previous_hash, hash)
  select $1, 10 + n, gen_random_uuid(), ($2::text[])[1 + n % array_length($2::text[], 1)], 'session/' || n % 5000,
    'a' || n % 300, 'u' || n % 40, date '2020-01-01' + (n % 366)::int, now(), n % 20,
    jsonb_build_object('nNew', n % 12, 'tags', jsonb_build_array('t' || n % 7, 't' || n % 3)), null, '', ''
  from generate_series(1, 100000) n`;
const voidSome = `insert into platform.fact
  (bureau_id, seq, fact_id, kind, subject, actor, unit, on_day, at, quantity, data, voids, previous_hash, hash)
  select $1, 300000 + seq, gen_random_uuid(), 'people/exported', subject, actor, unit, on_day, at, 0, data, fact_id, '', ''
  from platform.fact where bureau_id = $1 and seq % 100 = 0`;

async function measure(asking: Asking, extreme: boolean): Promise<void> {
  for (const [name, question] of Object.entries(questions)) {
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      await answerIn(asking, { question, direction: 'more', target: 1 });
      times.push(performance.now() - began);
    }
    const sorted = times.slice(1).toSorted((a, b) => a - b);
    const middle = sorted[sorted.length >> 1]!;
    const promised = !(extreme && notPromised.has(name));
    const [first, median] = [times[0]!, middle].map((ms) => ms.toFixed(1).padStart(6));
    console.log(
      `  ${name.padEnd(24)} first ${first} ms, median ${median} ms${promised ? '' : ' (not promised)'}`,
    );
    if (promised && middle >= promisedMs) process.exitCode = 1;
  }
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
    await client.query('vacuum analyze platform.fact');
  });
  return bureauId;
}

const scratch = scratchFolder();
const database = await openDatabase(readConfig({ WENRONG_DATA: join(scratch.path, 'data') }));
try {
  await migrate(database.owner, findMigrations(join(import.meta.dirname, '..')));
  const runAct = actRunner({
    transact: transactor(database.pool),
    clock: systemClock,
    files: filesIn(join(scratch.path, 'files')),
    keys: keysIn(join(scratch.path, 'keys')),
    factKinds: new Map(Object.entries(factsOf(modules))),
    listeners: new Map(),
    wake: () => undefined,
  });
  const measureIn = async (kinds: readonly string[]) => {
    const bureauId = await bureauWith(runAct, database.owner, kinds);
    await runAct(bureauItself(bureauId), async (act) => measure(await openAsking(act), kinds.length === 1));
  };
  console.log('a year of 100,000 facts of ten kinds');
  await measureIn(ofTenKinds);
  console.log('a year of 100,000 facts, all of one kind');
  await measureIn([kind]);
} finally {
  await database.close();
  scratch.remove();
}
