/** Opens a plan in the wording that counts for whoever reads it: the one door of views, first page, reminders, papers and load. */
import type { Act } from '#platform/act/index.ts';
import { Id } from '#platform/contract/index.ts';
import { canonical } from '#platform/ledger/index.ts';
import { sentenceOf } from '#modules/indicator/index.ts';
import {
  cancelledIn,
  inForce,
  publishedOf,
  withoutCancelled,
  workingCopy,
  type InForce,
} from './in-force.rules.ts';
import { listMeasureRows, type MeasureRow } from './measure.data.ts';
import { listPlanRows, listVersionRows, type PlanRow, type VersionRow } from './plan.data.ts';
import {
  dayAsked,
  loadPlan,
  lockMeasure,
  measureSubject,
  openGround,
  refuse,
  seesDrafts,
  type Ground,
} from './plan-load.work.ts';
import type { Snapshot } from './plan.tables.ts';

export interface OpenPlan {
  plan: PlanRow;
  /** Those this person may know of, newest first. */
  versions: VersionRow[];
  /** The working copy's measures. */
  working: MeasureRow[];
  counted: InForce;
  /** Indicators as they were agreed on. */
  ground: Ground;
  /** Indicators as they are now: for those who choose among them. */
  now: Ground;
}

export interface Opening {
  on?: string | undefined;
  /** The working copy instead, for those who may see it. */
  draft?: boolean;
}

/** @throws Refusal `plan/not-found`, `plan/not-published` to whom drafts are not shown */
export async function openPlan(
  act: Act,
  planId: string,
  { on, draft = false }: Opening = {},
): Promise<OpenPlan> {
  const plan = await loadPlan(act, planId);
  const versions = await knownVersions(act, planId);
  const working = await listMeasureRows(act.db, planId);
  const day = dayAsked(act, on);
  const counted =
    draft && seesDrafts(act) ? workingCopy(plan, working) : inForce(plan, versions, working, day);
  const now = await openGround(act, day);
  return { plan, versions, working, counted, ground: agreed(now, counted), now };
}

/** To whom drafts are not shown a plan begins with its first publication, and has no versions but the published ones. */
export async function knownVersions(act: Act, planId: string): Promise<VersionRow[]> {
  const versions = await listVersionRows(act.db, planId);
  if (seesDrafts(act)) return versions;
  const published = publishedOf(versions);
  if (published.length === 0) throw refuse('plan/not-published');
  return published;
}

/** Every plan as it counts today, those with nothing published among them (`counted.version` is null). */
export async function listCounted(act: Act): Promise<Pick<OpenPlan, 'plan' | 'versions' | 'counted'>[]> {
  const plans = [];
  for (const plan of await listPlanRows(act.db)) {
    const versions = await listVersionRows(act.db, plan.plan_id);
    const rows = await listMeasureRows(act.db, plan.plan_id);
    plans.push({ plan, versions, counted: inForce(plan, versions, rows, act.today) });
  }
  return plans;
}

/** The published ones: first page, calendar and reminders know no others. */
export const listInForce = async (act: Act): Promise<InForce[]> =>
  (await listCounted(act)).flatMap(({ counted }) => (counted.version ? [counted] : []));

/** Of a plan its measures; of anything else nothing. */
export async function partsOf(act: Act, subject: string): Promise<string[]> {
  const [kind, planId] = subject.split('/');
  if (kind !== 'plan' || !isId(planId)) return [];
  return (await listMeasureRows(act.db, planId)).map(({ measure_id: id }) => measureSubject(id));
}

const isId = (text: string | undefined): text is string => Id.safeParse(text).success;

/** The ledger opened with the indicators that were agreed on; the others are as they are now. */
export function agreed(ground: Ground, { indicators }: Pick<InForce, 'indicators'>): Ground {
  if (!indicators) return ground;
  const worded = new Map(ground.indicators);
  for (const { id, content } of indicators) {
    const known = worded.get(id);
    if (!known || canonical(known.content) === canonical(content)) continue;
    worded.set(id, { ...known, content, sentence: sentenceOf(ground.asking, content) });
  }
  return { ...ground, indicators: worded };
}

/** A measure, locked, in the wording by which it is reported on and judged; one that is only drafted in the working copy's. */
export async function lockInForce(
  act: Act,
  measureId: string,
  on: string = act.today,
): Promise<{ row: MeasureRow; ground: Ground; counted: InForce }> {
  const locked = await lockMeasure(act, measureId);
  const plan = await loadPlan(act, locked.plan_id);
  const versions = await listVersionRows(act.db, locked.plan_id);
  const counted = inForce(plan, versions, await listMeasureRows(act.db, locked.plan_id), on);
  const now = await openGround(act, on);
  const row = counted.rows.find(({ measure_id: id }) => id === measureId);
  return row ? { row, ground: agreed(now, counted), counted } : { row: locked, ground: now, counted };
}

/**
 * Whether the working copy says what was published: a cancellation rewords nothing. Versions of the first days kept no
 * indicators; theirs are taken as unchanged.
 */
export function saysTheSame(published: Snapshot, working: Snapshot, rows: readonly MeasureRow[]): boolean {
  const stays = withoutCancelled(published, cancelledIn(rows));
  const { indicators, ...bare } = working;
  return canonical(stays) === canonical(stays.indicators ? { ...bare, indicators } : bare);
}
