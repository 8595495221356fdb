/**
 * A published plan of 300 measures over a ledger of 100,000 facts, 30,000 of them notes: reading the whole plan with every
 * lamp counted anew, and the part of plans on a leader's first page (a hundred measures are reached and watch an outcome).
 * Milliseconds of this program's processor; the database's are the difference to what passed by the clock. Ends with code 1
 * where a median is over what is promised.
 */
import { bureauItself, type Act, type Who } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { foundBureau } from '#platform/identity/index.ts';
import { defineIndicator, type Question } from '#modules/indicator/index.ts';
import { insertUnits } from '#modules/people/unit.data.ts';
import { aMeasure, aPlanContent } from '#modules/plan/plan.fixtures.ts';
import { insertMeasures } from '#modules/plan/measure.data.ts';
import { homeOf } from '#modules/plan/home.work.ts';
import { decidePlan, draftPlan, publishPlan, submitPlan } from '#modules/plan/plan.work.ts';
import { readPlan } from '#modules/plan/plan-view.work.ts';
import { withLedger } from './ledger-house.ts';

const nMeasures = 300;
const nNotes = 30_000;
const nOthers = 70_000;
const rounds = 7;
const promised = { plan: 2000, home: 200 } as const;

const asker = { about: { kind: 'asker' as const }, period: { kind: 'asker' as const } };
const noted = {
  kinds: ['plan/evidence-noted'],
  unitIds: [],
  tags: [],
  campaign: null,
  fields: [],
};
const sessions = {
  ...noted,
  kinds: ['people/imported'],
  about: { kind: 'any' as const },
  period: asker.period,
};

/** What measures go by: their own notes, something counted from all of the ledger, and an outcome they watch. */
async function fillIndicators(act: Act): Promise<[own: string, counted: string, watched: string]> {
  const define = (name: string, question: Question, target: number | null) =>
    defineIndicator(act, { name, question, direction: 'more', target, caveat: '' });
  return [
    await define(
      '依据',
      { aggregate: 'sum', source: { ...noted, ...asker }, of: 'quantity', unit: 'entry' },
      1,
    ),
    await define('场次', { aggregate: 'count', source: sessions, unit: 'session' }, 1),
    await define(
      '平均分',
      { aggregate: 'mean', source: sessions, of: { field: 'nNew' }, unit: 'point' },
      null,
    ),
  ];
}

async function fillUnit(act: Act): Promise<string> {
  const unitId = newId();
  const unit = { bureau_id: act.bureauId, unit_id: unitId };
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
  return unitId;
}

const idOf = (at: number): string => `01900000-0000-7000-8000-${String(at).padStart(12, '0')}`;

/** A published plan: every third measure has reached what it promised, the others not. */
async function fill(act: Act): Promise<string> {
  const { bureauId, now } = act;
  const leadUnitId = await fillUnit(act);
  const [own, counted, watched] = await fillIndicators(act);
  const planId = await draftPlan(act, { ...aPlanContent(), toOn: '2026-12-31' });
  for (let at = 1; at <= nMeasures; at++) {
    const content = aMeasure({
      number: at,
      title: `任务 ${at}`,
      leadUnitId,
      startsOn: `2020-07-${13 + (at % 12)}`,
      endsOn: '2026-12-31',
      milestones: [{ name: `节点 ${at}`, dueOn: '2020-10-01' }],
      evidence: [
        { indicatorId: own, target: at % 3 === 0 ? 1 : 200 },
        ...(at % 3 === 0 ? [] : [{ indicatorId: counted, target: null }]),
      ],
      watches: [watched],
    });
    const row = {
      bureau_id: bureauId,
      measure_id: idOf(at),
      plan_id: planId,
      number: at,
      content,
      created_at: now,
    };
    await insertMeasures(act.db, [{ ...row, state: 'open', done_on: null, cancelled: null, delay: null }]);
  }
  await submitPlan(act, planId, '');
  await decidePlan(act, planId, { approve: true, note: '' });
  await publishPlan(act, planId);
  return planId;
}

const factColumns = `(bureau_id, seq, fact_id, kind, subject, actor, unit, on_day, at, quantity, data, voids, previous_hash, hash)`;
const fillNotes = `insert into platform.fact ${factColumns}
  select $1, 1000 + n, gen_random_uuid(), 'plan/evidence-noted',
    'measure/01900000-0000-7000-8000-' || lpad((1 + n % ${nMeasures})::text, 12, '0'), null, null,
    date '2020-07-13' + (n % 300)::int, now(), 1,
    jsonb_build_object('title', '', 'what', '', 'source', '', 'measure', 'entry', 'milestone', null), null, '', ''
  from generate_series(1, ${nNotes}) n`;
const fillOthers = `insert into platform.fact ${factColumns}
  select $1, ${1000 + nNotes} + n, gen_random_uuid(), 'people/imported', 'import/' || n % 5000, null, null,
    date '2019-01-01' + (n % 2500)::int, now(), 1, jsonb_build_object('nNew', n % 12), null, '', ''
  from generate_series(1, ${nOthers}) n`;

async function tell(name: keyof typeof promised, work: () => Promise<unknown>): Promise<void> {
  const [cpu, wall]: number[][] = [[], []];
  for (let round = 0; round <= rounds; round++) {
    const [began, usage] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(usage);
    cpu!.push((user + system) / 1000);
    wall!.push(performance.now() - began);
  }
  const middle = (list: readonly number[]): number => list.slice(1).toSorted((a, b) => a - b)[rounds >> 1]!;
  const ms = (n: number): string => n.toFixed(0);
  console.log(
    `| ${name} | ${ms(cpu![0]!)} | ${ms(middle(cpu!))} | ${ms(middle(wall!))} | ${promised[name]} |`,
  );
  if (middle(cpu!) >= promised[name]) process.exitCode = 1;
}

await withLedger(async ({ runAct, owner }) => {
  const bureauId = newId();
  const itself = bureauItself(bureauId);
  await runAct(itself, (act) => foundBureau(act, '测速局', false));
  const planId = await runAct(itself, fill);
  await owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    await client.query(fillNotes, [bureauId]);
    await client.query(fillOthers, [bureauId]);
    await client.query('vacuum analyze platform.fact');
  });
  const leader: Who = { ...itself, roles: ['leader', 'staff'] };
  console.log('| what | first, ms of processor | then, median | by the clock | promised |');
  console.log('| --- | --- | --- | --- | --- |');
  await tell('plan', () => runAct(itself, (act) => readPlan(act, planId)));
  await tell('home', () => runAct(leader, homeOf));
});
