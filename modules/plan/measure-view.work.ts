/** One measure with everything behind it: rules and answers, notes, objections, checks, where it came from. */
import { addDays, daysBetween } from '#platform/contract/index.ts';
import type { Act } from '#platform/act/index.ts';
import { listAccounts } from '#platform/identity/index.ts';
import { permitted } from '#platform/permit/table.ts';
import {
  answerKnown,
  factsBehindQuestion,
  marksInUse,
  sentenceOf,
  type FactLine,
} from '#modules/indicator/index.ts';
import { canonical } from '#platform/ledger/index.ts';
import type { InForce } from './in-force.rules.ts';
import { openPlan, type OpenPlan } from './in-force.work.ts';
import type { MeasureContent, MeasureView } from './measure.contract.ts';
import {
  countObjections,
  listCheckRows,
  listObjectionRows,
  listSourcesOfMeasure,
  type MeasureRow,
} from './measure.data.ts';
import { no, type No } from './measure.rules.ts';
import { listVersionRows } from './plan.data.ts';
import {
  answersOf,
  delivers,
  lineOf,
  listReached,
  loadMeasure,
  mayIf,
  measureSubject,
  refuse,
  seesDrafts,
  type Ground,
} from './plan-load.work.ts';
import { isWorse } from './progress.rules.ts';

/**
 * What a measure is for, since it began and in as many days before. Scales and stocks are measured once in half a year:
 * of them the newest number before the start stands, however old it is.
 */
export async function watchesOf(ground: Ground, content: MeasureContent): Promise<MeasureView['watches']> {
  const length = Math.max(1, daysBetween(content.startsOn, ground.on) + 1);
  const asBefore = addDays(content.startsOn, -length);
  const watches: MeasureView['watches'] = [];
  for (const indicatorId of content.watches) {
    const known = ground.indicators.get(indicatorId);
    if (!known) continue;
    const ask = (span: { from: string | null; to: string }) =>
      answerKnown(ground.asking, known, { on: ground.on, ...span });
    const from = known.content.question.aggregate === 'latest' ? null : asBefore;
    const before = await ask({ from, to: addDays(content.startsOn, -1) });
    const since = await ask({ from: content.startsOn, to: ground.on });
    const { name, direction } = known.content;
    const worse = isWorse(before, since, direction);
    watches.push({ indicatorId, name, sentence: known.sentence, before, since, worse });
  }
  return watches;
}

/** All records that the rules of a measure count, each once, oldest first. */
export async function recordsBehind(ground: Ground, row: MeasureRow): Promise<FactLine[]> {
  const { content, measure_id: id } = row;
  const asker = { on: ground.on, from: content.startsOn, to: content.endsOn, subject: measureSubject(id) };
  const byId = new Map<string, FactLine>();
  for (const { indicatorId } of content.evidence) {
    const known = ground.indicators.get(indicatorId);
    if (!known) continue;
    const { facts } = await factsBehindQuestion(ground.asking, known.content.question, {
      asker,
      limit: Infinity,
    });
    for (const fact of facts) byId.set(fact.id, fact);
  }
  return [...byId.values()].toSorted((a, b) => a.seq - b.seq);
}

const notesOf = async (ground: Ground, measureId: string): Promise<FactLine[]> => {
  const question = {
    aggregate: 'count' as const,
    unit: 'entry' as const,
    source: {
      kinds: ['plan/evidence-noted'],
      unitIds: [],
      tags: [],
      campaign: null,
      about: { kind: 'subject' as const, subject: measureSubject(measureId) },
      period: { kind: 'ever' as const },
      fields: [],
    },
  };
  return (await factsBehindQuestion(ground.asking, question, { limit: 200 })).facts;
};

/** In the wording that counts; one that is not published is shown, as it is drafted, to whom drafts are shown. */
function shownIn({ counted, ground, now }: OpenPlan, working: MeasureRow, act: Act) {
  const row = counted.rows.find((one) => one.measure_id === working.measure_id);
  if (!row && !seesDrafts(act)) throw refuse('plan/not-published');
  const differs = row !== undefined && canonical(row.content) !== canonical(working.content);
  return {
    row: row ?? working,
    ground: row ? ground : now,
    counts: row !== undefined && counted.version !== null,
    draft: differs && seesDrafts(act) ? working.content : null,
  };
}

export async function readMeasure(act: Act, measureId: string): Promise<MeasureView> {
  const working = await loadMeasure(act, measureId);
  const opened = await openPlan(act, working.plan_id);
  const { row, ground, counts, draft } = shownIn(opened, working, act);
  const { counted: plan } = opened;
  const reached = await listReached(act, [row], ground.on);
  const objections = await countObjections(act.db, row.plan_id);
  const line = await lineOf(ground, row, { reached, objections });
  const answers = await answersOf(ground, measureId, row.content);
  const own = reached.get(measureSubject(measureId));
  const may = await mayOf(act, ground, row, { ...line.progress, counts });
  return {
    ...line,
    revision: working.revision,
    counts,
    draft,
    planId: row.plan_id,
    planName: plan.content.name,
    leadUnit: ground.nameOf(row.content.leadUnitId),
    supportUnits: row.content.supportUnitIds.map(ground.nameOf),
    leader: row.content.leaderId === null ? null : ground.nameOf(row.content.leaderId),
    places: placesOf(row, plan),
    ...neighboursOf(row, plan),
    hours: row.content.hours.map(({ unitId, hours }) => ({ unit: ground.nameOf(unitId), hours })),
    rules: await rulesOf(ground, row, answers),
    watches: await watchesOf(ground, row.content),
    milestones: row.content.milestones.map((one) => ({ ...one, doneOn: own?.get(one.name) ?? null })),
    notes: await notesOf(ground, measureId),
    marks: may.note.may ? await marksInUse(ground.asking) : { campaigns: [], tags: [] },
    objections: await objectionsOf(act, measureId),
    checks: await checksOf(act, ground, row),
    sources: (await listSourcesOfMeasure(act.db, measureId)).map(({ kind, source_id: id, title }) => ({
      kind,
      id,
      title,
    })),
    cancelled: row.cancelled,
    may,
  };
}

const placesOf = ({ content }: MeasureRow, plan: InForce): MeasureView['places'] =>
  content.cells.map(({ integration, strand }) => ({
    integration,
    strand: plan.content.strands.find(({ code }) => code === strand)?.name ?? strand,
  }));

/** What must be done before a measure, and what waits for it. */
function neighboursOf(row: MeasureRow, { rows }: InForce): Pick<MeasureView, 'before' | 'after'> {
  const shown = ({ measure_id: id, number, content: { title }, state }: MeasureRow) => ({
    id,
    number,
    title,
    state,
  });
  return {
    before: rows.filter(({ measure_id: id }) => row.content.dependsOn.includes(id)).map(shown),
    after: rows.filter(({ content }) => content.dependsOn.includes(row.measure_id)).map(shown),
  };
}

async function rulesOf(
  ground: Ground,
  { measure_id: id, content }: MeasureRow,
  answers: Awaited<ReturnType<typeof answersOf>>,
): Promise<MeasureView['rules']> {
  const asker = { on: ground.on, from: content.startsOn, to: content.endsOn, subject: measureSubject(id) };
  const rules: MeasureView['rules'] = [];
  for (const { known, target, answer } of answers) {
    const { indicatorId } = known;
    const { name } = known.content;
    const sentence = sentenceOf(ground.asking, { ...known.content, target });
    const { facts } = await factsBehindQuestion(ground.asking, known.content.question, { asker, limit: 50 });
    rules.push({ indicatorId, name, sentence, target, answer, facts });
  }
  return rules;
}

async function objectionsOf(act: Act, measureId: string): Promise<MeasureView['objections']> {
  const names = new Map((await listAccounts(act.db)).map((one) => [one.account_id, one.name]));
  return (await listObjectionRows(act.db, measureId)).map((one) => ({
    id: one.objection_id,
    text: one.text,
    by: one.made_by === null ? null : (names.get(one.made_by) ?? null),
    own: one.made_by !== null && one.made_by === act.who.accountId,
    on: one.made_on,
    withdrawnOn: one.withdrawn_on,
  }));
}

async function checksOf(act: Act, ground: Ground, row: MeasureRow): Promise<MeasureView['checks']> {
  const checks = await listCheckRows(act.db, row.measure_id);
  if (checks.length === 0 || !permitted('plan/deliver', act.who.roles)) return [];
  const names = new Map((await listAccounts(act.db)).map((one) => [one.account_id, one.name]));
  const records = new Map((await recordsBehind(ground, row)).map((fact) => [fact.id, fact]));
  return checks.map((one) => ({
    checkId: one.check_id,
    claimedBy: names.get(one.claimed_by) ?? '',
    claimedOn: one.claimed_on,
    seed: one.seed,
    nFacts: one.n_facts,
    sample: one.sample.flatMap((id) => records.get(id) ?? []),
    checkedBy: one.checked_by === null ? null : (names.get(one.checked_by) ?? null),
    checkedOn: one.checked_on,
    verdict: one.verdict,
    faults: one.faults,
    note: one.note,
  }));
}

/** Why completion cannot be claimed; null if it can. */
export function whyNotClaim(
  row: Pick<MeasureRow, 'state'>,
  { nMet, nRules, counts }: { nMet: number; nRules: number; counts: boolean },
): No | null {
  if (row.state !== 'open') return no('plan/over');
  if (!counts) return no('plan/not-published');
  if (nRules === 0) return no('plan/no-rule');
  return nMet < nRules ? no('plan/rules-not-met', { n: nRules, nMet }) : null;
}

async function mayOf(
  act: Act,
  ground: Ground,
  row: MeasureRow,
  { counts, ...progress }: MeasureView['progress'] & { counts: boolean },
): Promise<MeasureView['may']> {
  const over = row.state === 'done' || row.state === 'cancelled' ? no('plan/over') : null;
  const change = permitted('plan/change', act.who.roles) ? over : no('plan/not-your-unit');
  const carries = delivers(act, ground, row.content) ? null : no('plan/not-your-unit');
  const versions = await listVersionRows(act.db, row.plan_id);
  const published = versions.some(({ snapshot }) =>
    snapshot.measures.some(({ id }) => id === row.measure_id),
  );
  const [check] = await listCheckRows(act.db, row.measure_id);
  const ownClaim = check?.claimed_by === act.who.accountId ? no('plan/own-claim') : null;
  const mayCheck = permitted('plan/deliver', act.who.roles) ? ownClaim : no('plan/not-your-unit');
  return {
    change: mayIf(change),
    remove: mayIf(change ?? (published ? no('plan/was-published') : null)),
    note: mayIf(carries ?? over),
    explain: mayIf(carries ?? over),
    claim: mayIf(carries ?? whyNotClaim(row, { ...progress, counts })),
    check: mayIf(row.state === 'claimed' ? mayCheck : no('plan/not-claimed')),
    cancel: mayIf(change),
    object: mayIf(carries),
  };
}
