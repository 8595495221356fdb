/** The life of a plan: drafted, submitted, decided by another, published; changed afterwards with both wordings kept. */
import { daysBetween } from '#platform/contract/index.ts';
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { askLedger, listIndicators } from '#modules/indicator/index.ts';
import { snapshotOf } from './in-force.rules.ts';
import { saysTheSame } from './in-force.work.ts';
import { insertMeasures, listMeasureRows, type MeasureRow } from './measure.data.ts';
import { movedBy, whyNotMoved, whyNotPlan } from './measure.rules.ts';
import { Paper, type PlanContent, type PlanView } from './plan.contract.ts';
import * as data from './plan.data.ts';
import { lockPlan, planSubject, refuse, refuseIf, loadPlan } from './plan-load.work.ts';
import { readPlan } from './plan-view.work.ts';

export interface Telling {
  /** The day it holds for, where history is told; today otherwise. */
  on?: string;
}

export async function draftPlan(
  act: Act,
  content: PlanContent,
  { on = act.today }: Telling = {},
): Promise<string> {
  refuseIf(whyNotPlan(content, new Set()));
  const planId = newId();
  await data.insertPlan(act.db, {
    bureau_id: act.bureauId,
    plan_id: planId,
    content,
    ledger: null,
    created_at: act.now,
  });
  act.record({ kind: 'plan/drafted', subject: planSubject(planId), on, data: { name: content.name } });
  return planId;
}

export const addPlan = async (act: Act, content: PlanContent): Promise<PlanView> =>
  readPlan(act, await draftPlan(act, content));

/** `revision`: of what was read; what somebody else changed since is not overwritten unseen. */
export async function changePlan(
  act: Act,
  planId: string,
  { content, revision }: { content: PlanContent; revision: number },
): Promise<PlanView> {
  const row = await lockPlan(act, planId);
  if (row.revision !== revision) throw refuse('plan/changed-meanwhile');
  const used = (await listMeasureRows(act.db, planId)).flatMap((measure) =>
    measure.content.cells.map(({ strand }) => strand),
  );
  refuseIf(whyNotPlan(content, new Set(used), row.content));
  await data.updatePlanContent(act.db, planId, content);
  return readPlan(act, planId, { draft: true });
}

/** The same measures in a new span: days move along, nobody's state, notes or checks come with them. */
export async function copyPlan(
  act: Act,
  planId: string,
  { name, fromOn }: { name: string; fromOn: string },
): Promise<PlanView> {
  const from = await loadPlan(act, planId);
  const days = daysBetween(from.content.fromOn, fromOn);
  const copyId = newId();
  // A paper of its own: its number is given anew.
  const paper = { ...Paper.parse(from.content.paper ?? {}), serial: null };
  const content = { ...from.content, name, fromOn, toOn: movedBy(from.content.toOn, days), paper };
  refuseIf(whyNotPlan(content, new Set()));
  await data.insertPlan(act.db, {
    bureau_id: act.bureauId,
    plan_id: copyId,
    content,
    ledger: null,
    created_at: act.now,
  });
  const rows = (await listMeasureRows(act.db, planId)).filter(({ state }) => state !== 'cancelled');
  const ids = new Map(rows.map(({ measure_id: id }) => [id, newId()]));
  const moves = rows.map((row) => ({ row, moved: movedMeasure(row, days, ids) }));
  refuseIf(whyNotMoved(moves.map(({ moved }) => moved.content)));
  await insertMeasures(
    act.db,
    moves.map(({ row, moved }) => ({ ...row, ...moved, plan_id: copyId, created_at: act.now })),
  );
  const facts = { name, from: from.content.name };
  act.record({ kind: 'plan/copied', subject: planSubject(copyId), data: facts });
  return readPlan(act, copyId);
}

function movedMeasure(row: MeasureRow, days: number, ids: ReadonlyMap<string, string>) {
  const { content } = row;
  return {
    measure_id: ids.get(row.measure_id)!,
    state: 'open' as const,
    done_on: null,
    delay: null,
    cancelled: null,
    content: {
      ...content,
      startsOn: movedBy(content.startsOn, days),
      endsOn: movedBy(content.endsOn, days),
      milestones: content.milestones.map(({ name, dueOn }) => ({ name, dueOn: movedBy(dueOn, days) })),
      dependsOn: content.dependsOn.flatMap((id) => ids.get(id) ?? []),
    },
  };
}

export async function submitPlan(
  act: Act,
  planId: string,
  reason: string,
  { on = act.today }: Telling = {},
): Promise<void> {
  const plan = await lockPlan(act, planId);
  const versions = await data.listVersionRows(act.db, planId);
  if (versions.some(({ state }) => state === 'proposed' || state === 'approved')) throw refuse('plan/waits');
  const rows = await listMeasureRows(act.db, planId);
  const indicators = await listIndicators(await askLedger(act));
  const snapshot = snapshotOf(plan, rows, new Map(indicators.map((one) => [one.indicatorId, one])));
  if (snapshot.measures.length === 0) throw refuse('plan/empty');
  const published = versions.find(({ state }) => state === 'published');
  if (published && saysTheSame(published.snapshot, snapshot, rows)) throw refuse('plan/nothing-new');
  const version = (versions[0]?.version ?? 0) + 1;
  await data.insertVersion(act.db, {
    bureau_id: act.bureauId,
    plan_id: planId,
    version,
    state: 'proposed',
    snapshot,
    reason,
    proposed_by: act.who.accountId,
    proposed_on: on,
    decided_by: null,
    decided_on: null,
    note: '',
    published_on: null,
  });
  const { name } = plan.content;
  act.record({ kind: 'plan/submitted', subject: planSubject(planId), on, data: { name, version, reason } });
}

export async function decidePlan(
  act: Act,
  planId: string,
  { approve, note }: { approve: boolean; note: string },
  { on = act.today }: Telling = {},
): Promise<void> {
  await lockPlan(act, planId);
  const waiting = (await data.listVersionRows(act.db, planId)).find(({ state }) => state === 'proposed');
  if (!waiting) throw refuse('plan/not-proposed');
  if (waiting.proposed_by !== null && waiting.proposed_by === act.who.accountId)
    throw refuse('plan/own-proposal');
  if (!approve && note === '') throw refuse('plan/note-missing');
  const { version } = waiting;
  const state = approve ? 'approved' : 'returned';
  const decided = { decided_by: act.who.accountId, decided_on: on, note };
  await data.updateVersion(act.db, { planId, version }, { state, ...decided });
  const { name } = waiting.snapshot.content;
  act.record({ kind: `plan/${state}`, subject: planSubject(planId), on, data: { name, version, note } });
}

export async function publishPlan(act: Act, planId: string, { on = act.today }: Telling = {}): Promise<void> {
  await lockPlan(act, planId);
  const approved = (await data.listVersionRows(act.db, planId)).find(({ state }) => state === 'approved');
  if (!approved) throw refuse('plan/not-approved');
  const { version } = approved;
  await data.supersedeVersions(act.db, planId);
  await data.updateVersion(act.db, { planId, version }, { state: 'published', published_on: on });
  const n = approved.snapshot.measures.length;
  const { name } = approved.snapshot.content;
  act.record({
    kind: 'plan/published',
    subject: planSubject(planId),
    on,
    quantity: n,
    data: { name, version, n },
  });
}
