/**
 * A plan of 300 measures, each with one rule, over a ledger of 30,000 notes: reading the whole plan with every lamp counted
 * anew. Ends with code 1 where the median reading takes 2 s or more.
 */
import { bureauItself, type Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { foundBureau } from '#platform/identity/index.ts';
import { defineIndicator } from '#modules/indicator/index.ts';
import { insertUnits } from '#modules/people/unit.data.ts';
import { aMeasure, aPlanContent } from '#modules/plan/plan.fixtures.ts';
import { insertMeasure } from '#modules/plan/measure.data.ts';
import { draftPlan } from '#modules/plan/plan.work.ts';
import { readPlan } from '#modules/plan/plan-view.work.ts';
import { withLedger } from './ledger-house.ts';

const nMeasures = 300;
const promisedMs = 2000;

async function fill(act: Act): Promise<string> {
  const { bureauId, now } = act;
  const unitId = newId();
  const unit = { bureau_id: bureauId, unit_id: unitId };
  const form = {
    from_on: '2019-01-30',
    until_on: null,
    name: '测速局',
    short_name: '局',
    parent_id: null,
    position: 1,
  };
  await insertUnits(
    act.db,
    [{ ...unit, code: 'B', kind: 'bureau', opened_on: '2019-01-30', closed_on: null, import_id: null }],
    [{ ...unit, ...form }],
  );
  const asker = { about: { kind: 'asker' as const }, period: { kind: 'asker' as const } };
  const source = {
    kinds: ['plan/evidence-noted'],
    unitIds: [],
    tags: [],
    campaign: null,
    fields: [],
    ...asker,
  };
  const indicatorId = await defineIndicator(act, {
    name: '依据',
    question: { aggregate: 'sum', source, of: 'quantity', unit: 'entry' },
    direction: 'more',
    target: 1,
    caveat: '',
  });
  const planId = await draftPlan(act, aPlanContent());
  for (let at = 1; at <= nMeasures; at++) {
    const measureId = `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`;
    const evidence = [{ indicatorId, target: 200 }];
    const content = aMeasure({
      number: at,
      title: `任务 ${at}`,
      leadUnitId: unitId,
      endsOn: '2026-12-31',
      evidence,
    });
    const row = {
      bureau_id: bureauId,
      measure_id: measureId,
      plan_id: planId,
      number: at,
      content,
      created_at: now,
    };
    await insertMeasure(act.db, { ...row, state: 'open', done_on: null, cancelled: null, delay: null });
  }
  return planId;
}

const fillNotes = `insert into platform.fact
  (bureau_id, seq, fact_id, kind, subject, actor, unit, on_day, at, quantity, data, voids, previous_hash, hash)
  select $1, 1000 + n, gen_random_uuid(), 'plan/evidence-noted',
    'measure/01900000-0000-7000-8000-' || lpad((1 + n % ${nMeasures})::text, 12, '0'), null, null,
    date '2020-07-13' + (n % 300)::int, now(), 1,
    jsonb_build_object('title', '', 'what', '', 'source', '', 'measure', 'entry', 'milestone', null), null, '', ''
  from generate_series(1, 30000) n`;

await withLedger(async ({ runAct, owner }) => {
  const bureauId = newId();
  await runAct(bureauItself(bureauId), (act) => foundBureau(act, '测速局', false));
  const planId = await runAct(bureauItself(bureauId), fill);
  await owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    await client.query(fillNotes, [bureauId]);
    await client.query('vacuum analyze platform.fact');
  });
  const times: number[] = [];
  for (let round = 0; round < 6; round++) {
    const began = performance.now();
    await runAct(bureauItself(bureauId), (act) => readPlan(act, planId));
    times.push(performance.now() - began);
  }
  const middle = times.slice(1).toSorted((a, b) => a - b)[2]!;
  console.log(`${nMeasures} measures: first ${times[0]!.toFixed(0)} ms, median ${middle.toFixed(0)} ms`);
  if (middle >= promisedMs) process.exitCode = 1;
});
