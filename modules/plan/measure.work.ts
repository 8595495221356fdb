/** Measures are written, changed, cancelled, and bound to what they came from. */
import { isDeepStrictEqual } from 'node:util';
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { sqlState } from '#platform/db/index.ts';
import { lockInForce } from './in-force.work.ts';
import type { MeasureContent, SourceLink } from './measure.contract.ts';
import * as data from './measure.data.ts';
import { indicatorsOf, unitsOf, whyNotMeasure, type Around } from './measure.rules.ts';
import { listSourceRows, listVersionRows, saveSource, type PlanRow } from './plan.data.ts';
import {
  loadMeasure,
  lockMeasure,
  lockPlan,
  measureSubject,
  openGround,
  planSubject,
  refuse,
  refuseIf,
  type Ground,
} from './plan-load.work.ts';
import type { Telling } from './plan.work.ts';

type Source = SourceLink;

/** What measures of a plan are judged by. A unit that was closed or an indicator that was retired may stay where it stood. */
export async function aroundOf(
  act: Act,
  plan: PlanRow,
  { asking, people, indicators }: Ground,
): Promise<Around & { rows: data.MeasureRow[] }> {
  const live = [...indicators.values()].filter(({ retiredOn }) => retiredOn === null);
  const rows = await data.listMeasureRows(act.db, plan.plan_id);
  const stood = rows.map(({ content }) => content);
  return {
    plan: plan.content,
    unitIds: new Set([...asking.units.map(({ unitId }) => unitId), ...stood.flatMap(unitsOf)]),
    leaderIds: new Set([
      ...people.map(({ personId }) => personId),
      ...stood.flatMap(({ leaderId }) => leaderId ?? []),
    ]),
    indicatorIds: new Set([...live.map(({ indicatorId }) => indicatorId), ...stood.flatMap(indicatorsOf)]),
    others: rows.map((row) => ({ id: row.measure_id, content: row.content })),
    rows,
  };
}

const lockAround = async (act: Act, planId: string): Promise<Around> =>
  aroundOf(act, await lockPlan(act, planId), await openGround(act));

/** Adds one measure; its id. */
export async function writeMeasure(
  act: Act,
  planId: string,
  content: MeasureContent,
  source?: Source,
): Promise<string> {
  const measureId = newId();
  refuseIf(whyNotMeasure(measureId, content, await lockAround(act, planId)));
  await data.insertMeasures(act.db, [newRow(act, planId, measureId, content)]);
  if (source) await takeSource(act, { planId, measureId, title: content.title }, source);
  return measureId;
}

const newRow = (act: Act, planId: string, measureId: string, content: MeasureContent) => ({
  bureau_id: act.bureauId,
  measure_id: measureId,
  plan_id: planId,
  number: content.number,
  content,
  state: 'open' as const,
  done_on: null,
  cancelled: null,
  delay: null,
  created_at: act.now,
});

/**
 * Writes many measures of a plan that is locked and against whose `around` they were judged: those it holds are
 * changed, the others are added.
 */
export async function writeJudged(
  act: Act,
  planId: string,
  drafts: readonly { id: string; content: MeasureContent }[],
): Promise<void> {
  const held = new Map((await data.lockMeasureRows(act.db, planId)).map((row) => [row.measure_id, row]));
  for (const { id, content } of drafts) {
    const row = held.get(id);
    if (row?.state === 'open' && !isDeepStrictEqual(row.content, content))
      await data.updateMeasureContent(act.db, id, content);
  }
  const fresh = drafts.filter(({ id }) => !held.has(id));
  await data.insertMeasures(
    act.db,
    fresh.map(({ id, content }) => newRow(act, planId, id, content)),
  );
}

/** Notes where a measure came from: a finding of the survey, a decision of a meeting. */
export async function takeSource(
  act: Act,
  { planId, measureId, title }: { planId: string; measureId: string; title: string },
  source: Source,
  { on = act.today }: Telling = {},
): Promise<void> {
  const ids = { bureau_id: act.bureauId, plan_id: planId, kind: source.kind, source_id: source.id };
  await saveSource(act.db, { ...ids, title: source.title, measure_id: measureId, reason: null });
  const facts = { title, source: source.title, sourceKind: source.kind, sourceId: source.id };
  act.record({ kind: 'plan/source-taken', subject: measureSubject(measureId), on, data: facts });
}

/** Notes that a finding is not taken up, and why. */
export async function declineSource(
  act: Act,
  planId: string,
  { source, reason }: { source: Source; reason: string },
  { on = act.today }: Telling = {},
): Promise<void> {
  await lockPlan(act, planId);
  const known = await listSourceRows(act.db, planId);
  if (known.some((one) => one.kind === source.kind && one.source_id === source.id && one.measure_id !== null))
    throw refuse('plan/source-is-taken', { title: source.title });
  const ids = { bureau_id: act.bureauId, plan_id: planId, kind: source.kind, source_id: source.id };
  await saveSource(act.db, { ...ids, title: source.title, measure_id: null, reason });
  const facts = { source: source.title, sourceKind: source.kind, sourceId: source.id, reason };
  act.record({ kind: 'plan/source-declined', subject: planSubject(planId), on, data: facts });
}

/** `revision`: of what was read; what somebody else changed since is not overwritten unseen. */
export async function changeMeasure(
  act: Act,
  measureId: string,
  { content, revision }: { content: MeasureContent; revision: number },
): Promise<void> {
  const { plan_id: planId } = await loadMeasure(act, measureId);
  const around = await lockAround(act, planId);
  const row = await lockMeasure(act, measureId);
  if (row.state === 'done' || row.state === 'cancelled') throw refuse('plan/over');
  if (row.revision !== revision) throw refuse('plan/changed-meanwhile');
  refuseIf(whyNotMeasure(measureId, content, around));
  await data.updateMeasureContent(act.db, measureId, content).catch((error: unknown) => {
    if (sqlState(error) === '23505') throw refuse('plan/number-taken', { number: content.number });
    throw error;
  });
}

export async function removeMeasure(act: Act, measureId: string): Promise<void> {
  const { plan_id: planId } = await loadMeasure(act, measureId);
  await lockPlan(act, planId);
  const versions = await listVersionRows(act.db, planId);
  if (versions.some(({ snapshot }) => snapshot.measures.some(({ id }) => id === measureId)))
    throw refuse('plan/was-published');
  for (const other of await data.listMeasureRows(act.db, planId)) {
    if (!other.content.dependsOn.includes(measureId)) continue;
    const dependsOn = other.content.dependsOn.filter((id) => id !== measureId);
    await data.updateMeasureContent(act.db, other.measure_id, { ...other.content, dependsOn });
  }
  await data.deleteMeasure(act.db, measureId);
}

export async function cancelMeasure(
  act: Act,
  measureId: string,
  reason: string,
  { on = act.today }: Telling = {},
): Promise<void> {
  const { row } = await lockInForce(act, measureId, on);
  if (row.state === 'done' || row.state === 'cancelled') throw refuse('plan/over');
  await data.updateMeasureState(act.db, measureId, { state: 'cancelled', cancelled: { on, reason } });
  const { title } = row.content;
  act.record({ kind: 'plan/cancelled', subject: measureSubject(measureId), on, data: { title, reason } });
}
