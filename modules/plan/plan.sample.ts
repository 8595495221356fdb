/**
 * The plan of 2020-07-13 in the sample bureau, told through the real acts. No state of a task is stored: each follows from
 * facts, most of them papers of other systems, noted as evidence with their source. Everything is invented.
 */
import type { Act, Who } from '#platform/act/index.ts';
import { listAccounts } from '#platform/identity/index.ts';
import type { Chapter, SampleRun } from '#platform/module/index.ts';
import { told } from '#platform/sample/told.ts';
import { askLedger, defineIndicator, listIndicators, type Question } from '#modules/indicator/index.ts';
import { listUnits } from '#modules/people/index.ts';
import { checkMeasure, claimMeasure, explainDelay, noteEvidence } from './deliver.work.ts';
import type { MeasureContent } from './measure.contract.ts';
import { listMeasureRows, type MeasureRow } from './measure.data.ts';
import { cancelMeasure, takeSource, writeMeasure } from './measure.work.ts';
import { ownEvidence, ownEvidenceName } from './own-evidence.contract.ts';
import { listPlanRows } from './plan.data.ts';
import { decidePlan, draftPlan, publishPlan, submitPlan } from './plan.work.ts';
import { frames } from './task-frame.sample.ts';
import { qualityMonthName, strands, tasks, type Task } from './tasks.sample.ts';

const issuedOn = '2020-07-13';
const storyEndsOn = '2021-03-31';
const name = '机关文化建设工作方案（2020—2021）';

export const planSample: readonly Chapter[] = [
  { on: issuedOn, tell: (run) => run.act(issuePlan) },
  { on: storyEndsOn, tell: tellDelivery },
];

async function castOf(act: Act): Promise<(person: string) => Who> {
  const accounts = await listAccounts(act.db);
  return (person) => {
    const {
      account_id: accountId,
      person_id: personId,
      roles,
    } = accounts.find((row) => row.name === person)!;
    return { bureauId: act.bureauId, accountId, personId, name: person, roles };
  };
}

const burden = '工作负担（民意调查，越高越重）';

const evidenceSource = {
  kinds: ['plan/evidence-noted'],
  unitIds: [],
  tags: [],
  campaign: null,
  fields: [],
};

const sessionsName = (title: string): string => `“${title}”办了几场（签到名单）`;

/** What the ledger knows by itself: closed sign-in lists of a programme's sessions within the measure's span. */
const countedOf = (title: string, campaign: string) => ({
  name: sessionsName(title),
  question: {
    aggregate: 'count' as const,
    source: {
      ...evidenceSource,
      kinds: ['activity/attended'],
      about: { kind: 'any' as const },
      period: { kind: 'asker' as const },
      campaign,
    },
    unit: 'session' as const,
  },
  direction: 'more' as const,
  target: 1,
  caveat: '只数签到名单已经结束的场次。',
});

/** One campaign, whatever kind of record tells of it: papers noted as evidence and closed sign-in lists. */
const qualityMonth = {
  name: '质量月留下多少条记录（依据和签到名单）',
  question: {
    aggregate: 'count' as const,
    source: {
      ...evidenceSource,
      kinds: ['activity/attended', 'plan/evidence-noted'],
      about: { kind: 'any' as const },
      period: { kind: 'ever' as const },
      campaign: qualityMonthName,
    },
    unit: 'entry' as const,
  },
  direction: 'neither' as const,
  target: null,
  caveat: '记录的条数不说明办得好不好。',
};

async function defineRules(act: Act): Promise<Map<string, string>> {
  const measures = [...new Set(tasks.map(({ measure }) => measure))];
  for (const measure of measures) await defineIndicator(act, ownEvidence(measure), { on: act.today });
  for (const { title, sessionsOf: campaign } of tasks)
    if (campaign) await defineIndicator(act, countedOf(title, campaign), { on: act.today });
  await defineIndicator(act, qualityMonth, { on: act.today });
  // The survey tells it: released means are facts, and nobody enters them a second time.
  const source = {
    ...evidenceSource,
    kinds: ['survey/scale-measured'],
    about: { kind: 'any' as const },
    period: { kind: 'asker' as const },
    fields: [{ field: 'scale', is: 'one-of' as const, values: ['burden'] }],
  };
  const question: Question = { aggregate: 'latest', source, of: 'quantity', unit: 'point' };
  const caveat = '五级量表的平均分；同样的人不一定都作答，变化不说明原因。';
  await defineIndicator(
    act,
    { name: burden, question, direction: 'less', target: null, caveat },
    { on: act.today },
  );
  const known = await listIndicators(await askLedger(act));
  return new Map(known.map(({ content, indicatorId }) => [content.name, indicatorId]));
}

/** Drafted, submitted, approved by another and published, in one transaction: whole or not at all. */
async function issuePlan(act: Act): Promise<void> {
  if ((await listPlanRows(act.db)).length > 0) return;
  const who = await castOf(act);
  const office = told(act, { on: issuedOn, who: who('靳文澄') });
  const indicators = await defineRules(office);
  const leaders = new Map(Object.values(answering).map((one) => [one, who(one).personId!]));
  const units = new Map((await listUnits(act, issuedOn)).map((unit) => [unit.name, unit.unitId]));
  const chapters = {
    aims: '以文促融、以文促业，把文化建设放进日常工作。',
    goals: '一年内让不同原单位的同事相识、让业务相通。',
    organisation: '成立领导组，办公室设在质量发展科。',
    steps:
      '动员部署：2020年7月，印发方案，分解任务。\n组织实施：2020年8月至2021年3月，按月看记录，慢了说明原因。\n总结提升：2021年4月起，三轮民意调查对照，改进方案。',
    demands: '做到哪一步由记录说明，不另报材料。',
  };
  const paper = {
    issuer: '岚川市市场监督管理局',
    addressee: '各科室、各直属单位，综合行政执法队',
    abbreviation: '岚市监发',
    serial: 23,
    copiesTo: '市直机关工委',
    printedBy: '岚川市市场监督管理局办公室',
  };
  const content = { name, fromOn: issuedOn, toOn: '2021-12-31', strands: [...strands], chapters, paper };
  const planId = await draftPlan(office, content);
  const written = new Map<string, string>();
  for (const [at, task] of tasks.entries()) {
    const content = contentOf(task, at + 1, { indicators, units, leaders, written });
    const measureId = await writeMeasure(office, planId, content);
    written.set(task.title, measureId);
    const finding = findings.find(({ task: title }) => title === task.title);
    const source = finding && { kind: 'survey/finding', id: finding.id, title: finding.title };
    if (source) await takeSource(office, { planId, measureId, title: task.title }, source);
  }
  await submitPlan(office, planId, '依据六月民意调查和党组会决定');
  const leader = told(act, { on: issuedOn, who: who('申砚承') });
  await decidePlan(leader, planId, { approve: true, note: '同意，按季度看记录。' });
  await publishPlan(office, planId);
}

/** The three problems of the survey's report of 2020-06-29. */
const findings = [
  { id: 'w1-1', title: '不认识人', task: '首届机关文化艺术节' },
  { id: 'w1-2', title: '不懂别的业务', task: '执法交流会' },
  { id: 'w1-3', title: '办案标准不一', task: '案卷评查' },
];

/** Who answers for what these units lead: the director and the deputy for quality. */
const answering: Readonly<Record<string, string>> = {
  办公室: '申砚承',
  质量发展科: '郭玉蘅',
  综合规划科: '郭玉蘅',
};

interface Ids {
  indicators: ReadonlyMap<string, string>;
  /** By name. */
  leaders: ReadonlyMap<string, string>;
  units: ReadonlyMap<string, string>;
  /** Tasks before this one, by title. */
  written: ReadonlyMap<string, string>;
}

const contentOf = (
  task: Task,
  number: number,
  { indicators, units, leaders, written }: Ids,
): MeasureContent => ({
  number,
  title: task.title,
  text: task.text,
  cells: task.integrations.map((integration) => ({ integration, strand: task.strand })),
  leadUnitId: units.get(task.lead)!,
  supportUnitIds: task.support.map((unit) => units.get(unit)!),
  leaderId: leaders.get(answering[task.lead] ?? '') ?? null,
  startsOn: task.notes[0] && task.notes[0][0] < issuedOn ? task.notes[0][0] : issuedOn,
  endsOn: task.endsOn,
  milestones: (frames[task.title]?.milestones ?? []).map(({ name, dueOn }) => ({ name, dueOn })),
  dependsOn: (frames[task.title]?.after ?? []).map((title) => written.get(title)!),
  hours: [{ unitId: units.get(task.lead)!, hours: task.hours }],
  risk: frames[task.title]?.risk ?? { level: 'low', text: '' },
  resources: frames[task.title]?.resources,
  evidence: [
    {
      indicatorId: indicators.get(
        task.sessionsOf ? sessionsName(task.title) : ownEvidenceName(task.measure),
      )!,
      target: task.target,
    },
  ],
  watches: task.title === '首届机关文化艺术节' ? [indicators.get(burden)!] : [],
});

/** Evidence in one transaction, then each completion in two: claimed by the office, checked by somebody else. */
async function tellDelivery(run: SampleRun): Promise<void> {
  await run.act(noteAll);
  for (const task of tasks) {
    await run.act((act) => complete(act, task, 'claim'));
    await run.act((act) => complete(act, task, 'check'));
  }
}

const findRow = async (act: Act, task: Task): Promise<MeasureRow> => {
  const plan = (await listPlanRows(act.db)).find(({ content }) => content.name === name)!;
  return (await listMeasureRows(act.db, plan.plan_id)).find(({ content }) => content.title === task.title)!;
};

async function noteAll(act: Act): Promise<void> {
  const rows = new Map<Task, MeasureRow>();
  for (const task of tasks) rows.set(task, await findRow(act, task));
  // Told once: the cancelled task is cancelled in the same transaction.
  if ([...rows.values()].some(({ state }) => state !== 'open')) return;
  const office = (await castOf(act))('靳文澄');
  for (const [task, { measure_id: id }] of rows) {
    const milestones = frames[task.title]?.milestones ?? [];
    const marks = { campaign: task.campaign ?? null, tags: task.tags ?? [] };
    for (const [on, quantity, what, source] of task.notes)
      await noteEvidence(told(act, { on, who: office }), id, {
        what,
        source,
        on,
        measure: task.measure,
        quantity,
        milestone: milestones.find(({ by }) => by === on)?.name ?? null,
        ...marks,
      });
    for (const { name: milestone, dueOn: on, told: paper } of milestones) {
      if (!paper) continue;
      const [what, source] = paper;
      const note = { what, source, on, measure: 'time' as const, quantity: 1, milestone, ...marks };
      await noteEvidence(told(act, { on, who: office }), id, note);
    }
    if (task.ending === 'cancelled')
      await cancelMeasure(
        told(act, { on: '2020-11-10', who: office }),
        id,
        '与离退休党支部活动合并，不再单独举办',
      );
    if (task.ending === 'overdue')
      await explainDelay(told(act, { on: '2021-01-20', who: office }), id, {
        reason: 'people',
        text: '年底人手集中在案件上，机关纪委督办后重新安排',
        expectedOn: '2021-06-30',
      });
  }
}

async function complete(act: Act, task: Task, step: 'claim' | 'check'): Promise<void> {
  if (task.ending !== 'done') return;
  const row = await findRow(act, task);
  const who = await castOf(act);
  const last = task.notes.at(-1)?.[0] ?? task.endsOn;
  const on = last > task.endsOn ? last : task.endsOn;
  if (step === 'claim' && row.state === 'open')
    await claimMeasure(told(act, { on, who: who('靳文澄') }), row.measure_id, { seed: row.number * 7919 });
  if (step === 'check' && row.state === 'claimed')
    await checkMeasure(told(act, { on, who: who('孟静菀') }), row.measure_id, {
      verdict: 'confirmed',
      faults: [],
      note: '抽到的都对得上',
    });
}
