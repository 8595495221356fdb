/** Plans as pages see them: matrix with progress, versions compared, load, contradictions, the page for all staff. */
import type { Act } from '#platform/act/index.ts';
import { listAccounts } from '#platform/identity/index.ts';
import { canonical } from '#platform/ledger/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { compareWordings, type Wording } from './compare.rules.ts';
import { listMeasureRows, type MeasureRow } from './measure.data.ts';
import { loadOf, no } from './measure.rules.ts';
import type { Difference, PlanView, VersionLine } from './plan.contract.ts';
import { listPlanRows, listSourceRows, listVersionRows, type PlanRow, type VersionRow } from './plan.data.ts';
import {
  dayAsked,
  linesOf,
  loadPlan,
  loadSeen,
  mayIf,
  openGround,
  refuse,
  seesDrafts,
  stateOf,
  stateOn,
  type Ground,
} from './plan-load.work.ts';
import type { Snapshot } from './plan.tables.ts';

const notYours = { may: false, whyNot: { zh: '您的角色不做这件事。', en: 'Your role does not do this.' } };

const wordingOf = (plan: PlanRow, rows: readonly MeasureRow[]): Snapshot => ({
  content: plan.content,
  measures: rows
    .filter(({ state }) => state !== 'cancelled')
    .map((row) => ({ id: row.measure_id, content: row.content })),
});

export async function listPlans(act: Act) {
  const plans = [];
  for (const row of await listPlanRows(act.db)) {
    const versions = await listVersionRows(act.db, row.plan_id);
    const state = stateOf(versions);
    // What is only being drafted is the office's and the leaders' business.
    if (state === 'draft' && !seesDrafts(act)) continue;
    plans.push({
      id: row.plan_id,
      content: row.content,
      state,
      nMeasures: (await listMeasureRows(act.db, row.plan_id)).length,
      publishedOn: versions.find((one) => one.state === 'published')?.published_on ?? null,
    });
  }
  return { plans, may: { add: permitted('plan/change', act.who.roles) ? { may: true } : notYours } };
}

/** The plan with every measure's progress on a day. Cost: one question to the ledger for each rule. */
export async function readPlan(act: Act, planId: string, on?: string): Promise<PlanView> {
  const plan = await loadSeen(act, planId);
  const versions = await listVersionRows(act.db, planId);
  const state = stateOf(versions);
  const ground = await openGround(act, dayAsked(act, on));
  const published = versions.find((one) => one.state === 'published');
  const rows = await listMeasureRows(act.db, planId);
  return {
    id: planId,
    content: plan.content,
    state,
    nMeasures: rows.length,
    publishedOn: published?.published_on ?? null,
    measures: await linesOf(act, ground, planId),
    versions: await versionLines(act, versions),
    changedSince:
      published !== undefined && canonical(published.snapshot) !== canonical(wordingOf(plan, rows)),
    ...namesFor(ground),
    ...(await sourcesOf(act, planId)),
    today: ground.on,
    may: mayOf(act, versions, rows.length),
  };
}

const namesFor = ({ asking, people, indicators }: Ground) => ({
  units: asking.units.map(({ unitId, name, parentId }) => ({ id: unitId, name, parentId })),
  leaders: people
    .filter(({ topUnitId }) => asking.units.find(({ unitId }) => unitId === topUnitId)?.kind === 'leadership')
    .map(({ personId, name }) => ({ id: personId, name })),
  indicators: [...indicators.values()]
    .filter(({ retiredOn }) => retiredOn === null)
    .map(({ indicatorId, content, sentence }) => ({ id: indicatorId, name: content.name, sentence })),
});

async function versionLines(act: Act, versions: readonly VersionRow[]): Promise<VersionLine[]> {
  const names = new Map((await listAccounts(act.db)).map((row) => [row.account_id, row.name]));
  const nameOf = (id: string | null): string | null => (id === null ? null : (names.get(id) ?? null));
  return versions.map((row) => ({
    version: row.version,
    state: row.state,
    reason: row.reason,
    proposedBy: nameOf(row.proposed_by),
    proposedOn: row.proposed_on,
    decidedBy: nameOf(row.decided_by),
    decidedOn: row.decided_on,
    note: row.note,
    publishedOn: row.published_on,
  }));
}

export async function sourcesOf(act: Act, planId: string): Promise<Pick<PlanView, 'taken' | 'notTaken'>> {
  const sources: Pick<PlanView, 'taken' | 'notTaken'> = { taken: [], notTaken: [] };
  for (const { kind, source_id: id, title, measure_id: measureId, reason } of await listSourceRows(
    act.db,
    planId,
  ))
    if (measureId !== null) sources.taken.push({ kind, id, title, measureId });
    else sources.notTaken.push({ kind, id, title, reason: reason! });
  return sources;
}

function mayOf(act: Act, versions: readonly VersionRow[], nMeasures: number): PlanView['may'] {
  const change = permitted('plan/change', act.who.roles);
  const waiting = versions.find(({ state }) => state === 'proposed' || state === 'approved');
  const own = waiting?.proposed_by != null && waiting.proposed_by === act.who.accountId;
  const submit = waiting ? no('plan/waits') : nMeasures === 0 ? no('plan/empty') : null;
  const decide =
    waiting?.state !== 'proposed' ? no('plan/not-proposed') : own ? no('plan/own-proposal') : null;
  const publish = waiting?.state === 'approved' ? null : no('plan/not-approved');
  return {
    change: change ? { may: true } : notYours,
    submit: change ? mayIf(submit) : notYours,
    decide: permitted('plan/approve', act.who.roles) ? mayIf(decide) : notYours,
    publish: change ? mayIf(publish) : notYours,
    export: permitted('plan/export', act.who.roles) ? { may: true } : notYours,
  };
}

async function wordingNumber(act: Act, planId: string, version: number): Promise<Wording> {
  if (version === 0) return wordingOf(await loadPlan(act, planId), await listMeasureRows(act.db, planId));
  const row = (await listVersionRows(act.db, planId)).find((one) => one.version === version);
  if (!row) throw refuse('plan/no-version', { version });
  return row.snapshot;
}

export async function compareVersions(
  act: Act,
  planId: string,
  { from, to }: { from: number; to: number },
): Promise<{ differences: Difference[] }> {
  await loadSeen(act, planId);
  const [before, after] = [await wordingNumber(act, planId, from), await wordingNumber(act, planId, to)];
  const { nameOf } = await openGround(act);
  const titles = new Map(
    [...before.measures, ...after.measures].map(({ id, content }) => [id, content.title]),
  );
  return { differences: compareWordings(before, after, (id) => titles.get(id) ?? nameOf(id)) };
}

/** Hours asked of each unit per month, all measures of the plan together; those cancelled by that day left out. */
export async function readLoad(act: Act, planId: string, on?: string) {
  await loadSeen(act, planId);
  const day = dayAsked(act, on);
  const rows = (await listMeasureRows(act.db, planId)).filter((row) => stateOn(row, day) !== 'cancelled');
  const { months, byUnit } = loadOf(rows.map(({ content }) => content));
  const { asking, nameOf } = await openGround(act);
  const round = (hours: number): number => Math.round(hours * 10) / 10;
  return {
    months,
    rows: asking.units
      .filter(({ unitId }) => byUnit.has(unitId))
      .map(({ unitId }) => {
        const hours = byUnit.get(unitId)!;
        return {
          unitId,
          unitName: nameOf(unitId),
          hours: hours.map(round),
          total: round(hours.reduce((a, b) => a + b, 0)),
        };
      }),
  };
}
