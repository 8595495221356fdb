/** What every act on plans begins with: the plan, its names, and where its measures stand, asked of the ledger. */
import type { Act } from '#platform/act/index.ts';
import { fillBoth, type Saying } from '#platform/contract/index.ts';
import { matchingFacts, type Fact, type FactFilter } from '#platform/ledger/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { refuser } from '#platform/refuse/index.ts';
import {
  answerKnown,
  askLedger,
  listIndicators,
  type Answer,
  type Asking,
  type KnownIndicator,
} from '#modules/indicator/index.ts';
import { listPeopleOn, type PersonInPost } from '#modules/people/index.ts';
import type { Delay, MeasureContent, MeasureLine, MeasureState } from './measure.contract.ts';
import { countObjections, findMeasureRow, lockMeasureRow, type MeasureRow } from './measure.data.ts';
import { firstDay, type No } from './measure.rules.ts';
import { planRefusals } from './plan-refusals.contract.ts';
import type { PlanView } from './plan.contract.ts';
import { findPlanRow, lockPlanRow, type PlanRow, type VersionRow } from './plan.data.ts';
import { progressOf } from './progress.rules.ts';

export const refuse = refuser(planRefusals);
export function refuseIf(no: No | null): void {
  if (no) throw refuse(no.code, no.facts);
}

export const planSubject = (planId: string): string => `plan/${planId}`;
export const measureSubject = (measureId: string): string => `measure/${measureId}`;

export async function loadPlan(act: Act, planId: string): Promise<PlanRow> {
  const row = await findPlanRow(act.db, planId);
  if (!row) throw refuse('plan/not-found');
  return row;
}

export const stateOf = (versions: readonly Pick<VersionRow, 'state'>[]): PlanView['state'] => {
  const [newest] = versions;
  if (newest?.state === 'proposed' || newest?.state === 'approved') return newest.state;
  return versions.some(({ state }) => state === 'published') ? 'published' : 'draft';
};

/**
 * What is only being drafted is the office's and the leaders' business, and that of those who will carry it; everybody else
 * reads what is published (`in-force.work.ts`).
 */
export const seesDrafts = ({ who }: Act): boolean =>
  who.accountId === null ||
  (['plan/change', 'plan/approve', 'plan/deliver'] as const).some((permit) => permitted(permit, who.roles));

export async function lockPlan(act: Act, planId: string): Promise<PlanRow> {
  const row = await lockPlanRow(act.db, planId);
  if (!row) throw refuse('plan/not-found');
  return row;
}

export async function loadMeasure(act: Act, measureId: string): Promise<MeasureRow> {
  const row = await findMeasureRow(act.db, measureId);
  if (!row) throw refuse('plan/no-measure');
  return row;
}

export async function lockMeasure(act: Act, measureId: string): Promise<MeasureRow> {
  const row = await lockMeasureRow(act.db, measureId);
  if (!row) throw refuse('plan/no-measure');
  return row;
}

/** The ledger opened for the measures of one plan. */
export interface Ground {
  asking: Asking;
  indicators: ReadonlyMap<string, KnownIndicator>;
  people: readonly PersonInPost[];
  /** The day on which things are looked at. */
  on: string;
  nameOf(id: string): string;
}

/** The day that a reader asked for: none in the future, none before plans begin. */
export const dayAsked = (act: Act, on: string = act.today): string =>
  on > act.today ? act.today : on < firstDay ? firstDay : on;

export async function openGround(act: Act, on: string = act.today): Promise<Ground> {
  const asking = await askLedger(act);
  const indicators = new Map((await listIndicators(asking)).map((one) => [one.indicatorId, one]));
  const people = await listPeopleOn(act, act.today);
  const names = new Map([
    ...asking.units.map(({ unitId, name }) => [unitId, name] as const),
    ...people.map(({ personId, name }) => [personId, name] as const),
    ...[...indicators.values()].map(({ indicatorId, content }) => [indicatorId, content.name] as const),
  ]);
  return { asking, indicators, people, on, nameOf: (id) => names.get(id) ?? id };
}

/** The answers to a measure's rules on the day: each with the measure's own span, subject and target. */
export async function answersOf(
  ground: Ground,
  measureId: string,
  content: MeasureContent,
): Promise<{ known: KnownIndicator; target: number | null; answer: Answer }[]> {
  const asker = {
    on: ground.on,
    from: content.startsOn,
    to: content.endsOn,
    subject: measureSubject(measureId),
  };
  const answers = [];
  for (const { indicatorId, target } of content.evidence) {
    const known = ground.indicators.get(indicatorId);
    if (!known) continue;
    const own = target === null ? known : { ...known, content: { ...known.content, target } };
    answers.push({ known, target: own.content.target, answer: await answerKnown(ground.asking, own, asker) });
  }
  return answers;
}

/** The state on an earlier day: what was done or cancelled later was still open then. */
export const stateOn = (row: MeasureRow, on: string): MeasureState => {
  if (row.state === 'done' && row.done_on! > on) return 'open';
  return row.state === 'cancelled' && row.cancelled!.on > on ? 'open' : row.state;
};

/** Days on which milestones were noted as reached: measure → name → first day. */
export type Reached = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** Asked by the names of the rows' milestones: most notes of a bureau tell of none. */
export async function listReached(
  act: Act,
  rows: readonly Pick<MeasureRow, 'content'>[],
  on: string,
): Promise<Reached> {
  const names = new Set(rows.flatMap(({ content }) => content.milestones.map(({ name }) => name)));
  const reached = new Map<string, Map<string, string>>();
  if (names.size === 0) return reached;
  const filter: FactFilter = {
    kinds: ['plan/evidence-noted'],
    units: null,
    subject: null,
    tags: [],
    campaign: null,
    from: null,
    to: on,
    fields: [{ field: 'milestone', is: 'one-of', values: [...names] }],
  };
  for (const fact of await matchingFacts(act.db, filter, { limit: Infinity })) noteReached(reached, fact);
  return reached;
}

function noteReached(reached: Map<string, Map<string, string>>, { subject, data, on }: Fact): void {
  const { milestone } = data as { milestone: string };
  const own = reached.get(subject) ?? new Map<string, string>();
  const before = own.get(milestone);
  own.set(milestone, before && before < on ? before : on);
  reached.set(subject, own);
}

export const overdueMilestones = (row: MeasureRow, reached: Reached, on: string): number =>
  row.content.milestones.filter(
    ({ name, dueOn }) => dueOn < on && !reached.get(measureSubject(row.measure_id))?.has(name),
  ).length;

/** One measure with where it stands. */
export async function lineOf(
  ground: Ground,
  row: MeasureRow,
  { reached, objections }: { reached: Reached; objections: ReadonlyMap<string, number> },
): Promise<MeasureLine> {
  const answers = await answersOf(ground, row.measure_id, row.content);
  const state = stateOn(row, ground.on);
  return {
    id: row.measure_id,
    content: row.content,
    state,
    progress: progressOf({
      content: row.content,
      state,
      reason: row.cancelled?.reason ?? null,
      answers: answers.map(({ answer }) => answer),
      nOverdueMilestones: overdueMilestones(row, reached, ground.on),
      on: ground.on,
    }),
    delay: row.delay as Delay | null,
    nObjections: objections.get(row.measure_id) ?? 0,
    doneOn: row.done_on,
    revision: row.revision,
  };
}

/** Measures of a plan, worded as `openPlan` gives them together with their ground. */
export async function linesOf(
  act: Act,
  ground: Ground,
  { planId, rows }: { planId: string; rows: readonly MeasureRow[] },
): Promise<MeasureLine[]> {
  const around = {
    reached: await listReached(act, rows, ground.on),
    objections: await countObjections(act.db, planId),
  };
  const lines: MeasureLine[] = [];
  for (const row of rows) lines.push(await lineOf(ground, row, around));
  return lines;
}

/** Whether this person sits in a unit that leads or supports a measure. */
export function sitsIn(personId: string | null, people: Ground['people'], content: MeasureContent): boolean {
  const own = people.find((one) => one.personId === personId);
  const units = [content.leadUnitId, ...content.supportUnitIds];
  return own !== undefined && (units.includes(own.unitId) || units.includes(own.topUnitId));
}

/** Whether this person may report on a measure: the programme office, or the head of a unit that carries it. */
export function delivers(act: Act, { people }: Pick<Ground, 'people'>, content: MeasureContent): boolean {
  const { accountId, personId, roles } = act.who;
  if (accountId === null || permitted('plan/change', roles)) return true;
  return permitted('plan/deliver', roles) && sitsIn(personId, people, content);
}

export const mayIf = (no: No | null): { may: boolean; whyNot?: Saying } => {
  if (!no) return { may: true };
  return { may: false, whyNot: fillBoth(planRefusals[no.code], no.facts) };
};
