/** Plans as pages see them: matrix with progress, versions compared, load, contradictions, the page for all staff. */
import type { Act } from '#platform/act/index.ts';
import { listAccounts } from '#platform/identity/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { sentenceOf } from '#modules/indicator/index.ts';
import { compareWordings, type Wording } from './compare.rules.ts';
import { cancelledIn, inForce, publishedOf, snapshotOf, withoutCancelled } from './in-force.rules.ts';
import { knownVersions, openPlan, saysTheSame, type OpenPlan, type Opening } from './in-force.work.ts';
import { listMeasureRows } from './measure.data.ts';
import { loadOf, no } from './measure.rules.ts';
import type { Difference, PlanView, VersionLine } from './plan.contract.ts';
import { listPlanRows, listSourceRows, listVersionRows, type VersionRow } from './plan.data.ts';
import { linesOf, mayIf, refuse, seesDrafts, stateOf, stateOn, type Ground } from './plan-load.work.ts';
import type { Snapshot } from './plan.tables.ts';

const notYours = { may: false, whyNot: { zh: '您的角色不做这件事。', en: 'Your role does not do this.' } };

export async function listPlans(act: Act) {
  const plans = [];
  const drafts = seesDrafts(act);
  for (const row of await listPlanRows(act.db)) {
    const versions = await listVersionRows(act.db, row.plan_id);
    const published = publishedOf(versions);
    if (published.length === 0 && !drafts) continue;
    const { content, rows } = inForce(row, versions, await listMeasureRows(act.db, row.plan_id), act.today);
    plans.push({
      id: row.plan_id,
      content,
      state: stateOf(drafts ? versions : published),
      nMeasures: rows.length,
      publishedOn: published[0]?.published_on ?? null,
    });
  }
  return { plans, may: { add: permitted('plan/change', act.who.roles) ? { may: true } : notYours } };
}

/** The plan with every measure's progress on a day. Cost: one question to the ledger for each rule. */
export async function readPlan(act: Act, planId: string, opening: Opening = {}): Promise<PlanView> {
  const opened = await openPlan(act, planId, opening);
  const { versions, working, counted, ground, now } = opened;
  return {
    id: planId,
    content: counted.content,
    revision: opened.plan.revision,
    state: stateOf(versions),
    nMeasures: counted.rows.length,
    publishedOn: publishedOf(versions)[0]?.published_on ?? null,
    measures: await linesOf(act, ground, counted),
    versions: await versionLines(act, versions),
    wording: counted.version ? 'published' : 'working',
    seesWorking: seesDrafts(act),
    changedSince: seesDrafts(act) && isChanged(opened),
    ...namesFor(now),
    ...(await sourcesOf(act, counted)),
    today: ground.on,
    may: mayOf(act, versions, working.length),
  };
}

/** Whether the working copy says something else than what was published last. */
export function isChanged({ plan, versions, working, now }: OpenPlan): boolean {
  const [published] = publishedOf(versions);
  return (
    published !== undefined &&
    !saysTheSame(published.snapshot, snapshotOf(plan, working, now.indicators), working)
  );
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

/** What became a measure of this wording; to whom drafts are shown, what became one of the working copy too. */
export async function sourcesOf(
  act: Act,
  { planId, rows }: Pick<OpenPlan['counted'], 'planId' | 'rows'>,
): Promise<Pick<PlanView, 'taken' | 'notTaken'>> {
  const shown = new Set(rows.map(({ measure_id: id }) => id));
  const sources: Pick<PlanView, 'taken' | 'notTaken'> = { taken: [], notTaken: [] };
  for (const { kind, source_id: id, title, measure_id: measureId, reason } of await listSourceRows(
    act.db,
    planId,
  ))
    if (measureId === null) sources.notTaken.push({ kind, id, title, reason: reason! });
    else if (shown.has(measureId) || seesDrafts(act)) sources.taken.push({ kind, id, title, measureId });
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

/** A wording as it is compared: rules are told with their questions, so that a question or target moved later shows. */
export function comparable({ asking, indicators }: Ground, snapshot: Snapshot): Wording {
  const agreed = new Map((snapshot.indicators ?? []).map(({ id, content }) => [id, content]));
  return {
    ...snapshot,
    ruleOf(id, target) {
      const content = agreed.get(id) ?? indicators.get(id)?.content;
      if (!content) return id;
      const own = { ...content, target: target ?? content.target };
      return `${content.name}：${sentenceOf(asking, own).zh}`;
    },
  };
}

export async function compareVersions(
  act: Act,
  planId: string,
  { from, to }: { from: number; to: number },
): Promise<{ differences: Difference[] }> {
  const versions = await knownVersions(act, planId);
  if ((from === 0 || to === 0) && !seesDrafts(act)) throw refuse('plan/not-published');
  const { plan, working, now } = await openPlan(act, planId);
  const snapshotAt = (number: number): Snapshot => {
    const version = versions.find((one) => one.version === number);
    if (number > 0 && !version) throw refuse('plan/no-version', { version: number });
    if (!version) return snapshotOf(plan, working, now.indicators);
    return from > 0 && to > 0 ? version.snapshot : withoutCancelled(version.snapshot, cancelledIn(working));
  };
  const [before, after] = [comparable(now, snapshotAt(from)), comparable(now, snapshotAt(to))];
  const titles = new Map(
    [...before.measures, ...after.measures].map(({ id, content }) => [id, content.title]),
  );
  return { differences: compareWordings(before, after, (id) => titles.get(id) ?? now.nameOf(id)) };
}

/** Hours asked of each unit per month, all measures of the plan together; those cancelled by that day left out. */
export async function readLoad(act: Act, planId: string, opening: Opening = {}) {
  const { counted, ground } = await openPlan(act, planId, opening);
  const rows = counted.rows.filter((row) => stateOn(row, ground.on) !== 'cancelled');
  const { months, byUnit } = loadOf(rows.map(({ content }) => content));
  const { asking, nameOf } = ground;
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
