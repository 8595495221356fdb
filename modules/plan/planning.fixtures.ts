/** A bureau in which plans are made, told on PostgreSQL: its people, its rules, and who calls. */
import { noticeRoutes } from '#platform/notices/notice.contract.ts';
import { aBureau, type AnInvented } from '#modules/fusion/fusion.fixtures.ts';
import { indicatorRoutes } from '#modules/indicator/indicator.contract.ts';
import { anIndicator, aCount } from '#modules/indicator/indicator.fixtures.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { measureRoutes } from './measure-act.contract.ts';
import type { MeasureContent } from './measure.contract.ts';
import { planRoutes } from './plan.contract.ts';
import { aMeasure, aPlanContent } from './plan.fixtures.ts';

type Role = 'office' | 'leader' | 'staff' | 'head' | 'other';

/** Two sections (一科 leads the measures, 二科 does not), a rule that counts a measure's notes, and one that is watched. */
export interface PlanningHouse {
  world: TestHouse;
  bureauId: string;
  unitIds: string[];
  people: AnInvented[];
  planId: string;
  /** Counts the evidence noted about the asking measure within its span. */
  notes: string;
  outcome: string;
  /** `head` and `other` are heads of 一科 and 二科. */
  callers: Record<Role, Caller>;
  /** A day on which everybody signs in anew: sessions end over days. */
  comes(day: string): Promise<void>;
  measure(more?: Partial<MeasureContent>): MeasureContent;
  add(more?: Partial<MeasureContent>): ReturnType<typeof addedBy>;
  read(measureId: string, who?: Role): ReturnType<typeof readBy>;
  /** The office's change of the working copy as it is now. */
  change(measureId: string, more: Partial<MeasureContent>): ReturnType<typeof changedBy>;
  note(measureId: string, who: Role, more?: object): ReturnType<typeof notedBy>;
  plan(): ReturnType<typeof planBy>;
  /** Submitted by the office, approved by a leader, published. */
  publish(reason?: string): Promise<void>;
  /** Notices in the page, newest first; jobs that listen to the facts write them. */
  toldTo(who: Role): Promise<string[]>;
}

const addedBy = async (office: Caller, planId: string, content: MeasureContent) =>
  (await office.call(measureRoutes.addMeasure, { params: { planId }, body: { content } })).body;
const readBy = async (caller: Caller, measureId: string) =>
  (await caller.call(measureRoutes.readMeasure, { params: { measureId } })).body;
const changedBy = async (office: Caller, measureId: string, more: Partial<MeasureContent>) => {
  const { content, draft, revision } = await readBy(office, measureId);
  const body = { content: { ...(draft ?? content), ...more }, revision };
  return office.call(measureRoutes.changeMeasure, { params: { measureId }, body });
};
const planBy = async (caller: Caller, planId: string) =>
  (await caller.call(planRoutes.readPlan, { params: { planId }, query: {} })).body;
const notedBy = (caller: Caller, measureId: string, more: object) =>
  caller.call(measureRoutes.noteEvidence, {
    params: { measureId },
    body: { what: '印发了交流会纪要', source: '岚市监办发〔2020〕31号', on: '2020-08-01', ...more },
  });

const source = {
  kinds: ['plan/evidence-noted'],
  about: { kind: 'asker' as const },
  period: { kind: 'asker' as const },
};

async function rulesBy(office: Caller): Promise<[notes: string, outcome: string]> {
  const question = { ...aCount(source), unit: 'entry' as const };
  const watched = aCount({ kinds: ['people/agencies-saved'], period: { kind: 'asker' } });
  const ids: string[] = [];
  for (const body of [
    anIndicator({ name: '本项任务的依据', question: question as never, target: 1 }),
    anIndicator({ name: '名单修改次数', question: watched, direction: 'less', target: null }),
  ])
    ids.push((await office.call(indicatorRoutes.addIndicator, { body })).body.id);
  return [ids[0]!, ids[1]!];
}

/** On 2020-07-13, with a plan that the office has drafted and that holds nothing yet. */
export async function aPlanningHouse(name: string): Promise<PlanningHouse> {
  const world = await openTestHouse(name);
  world.setClock('2020-07-13T09:00:00+08:00');
  const { bureauId, people, unitIds } = await aBureau(world, { ICO: 12, QTS: 12 });
  const callers = {} as PlanningHouse['callers'];
  let nDays = 0;
  const comes = async (day: string): Promise<void> => {
    world.setClock(`${day}T09:00:00+08:00`);
    // People sit in 一科 and 二科 by turns, and each has one account.
    const [ofOne, ofTwo] = [people[nDays * 2]!, people[nDays * 2 + 1]!];
    nDays++;
    for (const role of ['office', 'leader', 'staff'] as const)
      callers[role] = await world.signIn(bureauId, role);
    callers.head = await world.signIn(bureauId, 'unit-head', ofOne.personId);
    callers.other = await world.signIn(bureauId, 'unit-head', ofTwo.personId);
  };
  await comes('2020-07-13');
  const [notes, outcome] = await rulesBy(callers.office);
  const { body: draft } = await callers.office.call(planRoutes.addPlan, { body: aPlanContent() });
  const planId = draft.id;
  const params = { planId };
  const measure = (more: Partial<MeasureContent> = {}): MeasureContent =>
    aMeasure({ leadUnitId: unitIds[1]!, evidence: [{ indicatorId: notes, target: 3 }], ...more });
  return {
    world,
    bureauId,
    unitIds,
    people,
    planId,
    notes,
    outcome,
    callers,
    comes,
    measure,
    add: (more) => addedBy(callers.office, planId, measure(more)),
    read: (measureId, who = 'office') => readBy(callers[who], measureId),
    change: (measureId, more) => changedBy(callers.office, measureId, more),
    note: (measureId, who, more = {}) => notedBy(callers[who], measureId, more),
    plan: () => planBy(callers.office, planId),
    async publish(reason = '首次报批') {
      await callers.office.call(planRoutes.submitPlan, { params, body: { reason } });
      await callers.leader.call(planRoutes.decidePlan, { params, body: { approve: true, note: '' } });
      await callers.office.call(planRoutes.publishPlan, { params });
    },
    async toldTo(who) {
      const { body } = await callers[who].call(noticeRoutes.listNotices);
      return body.groups.flatMap(({ notices }) => notices.map(({ text }) => text.zh));
    },
  };
}
