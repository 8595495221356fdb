/** Delivery: evidence noted, delays explained, objections made, completion claimed and checked by a second person. */
import { randomInt } from 'node:crypto';
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import type { UnitOfMeasure } from '#platform/contract/measure.ts';
import { matchingFacts } from '#platform/ledger/index.ts';
import { delayReasons } from './measure.contract.ts';
import { drawSample } from './check.rules.ts';
import { lockInForce } from './in-force.work.ts';
import * as data from './measure.data.ts';
import { firstDay } from './measure.rules.ts';
import { recordsBehind, whyNotClaim } from './measure-view.work.ts';
import { answersOf, delivers, measureSubject, refuse, refuseIf, type Ground } from './plan-load.work.ts';
import type { Telling } from './plan.work.ts';

/** A measure that this person may report on, locked. */
async function holdOwn(
  act: Act,
  measureId: string,
  on: string = act.today,
): Promise<{ row: data.MeasureRow; ground: Ground; counts: boolean }> {
  const { row, ground, counted } = await lockInForce(act, measureId, on);
  if (!delivers(act, ground, row.content)) throw refuse('plan/not-your-unit');
  return { row, ground, counts: counted.version !== null && counted.rows.includes(row) };
}

const refuseOver = ({ state }: data.MeasureRow): void => {
  if (state === 'done' || state === 'cancelled') throw refuse('plan/over');
};

export interface Evidence {
  what: string;
  source: string;
  on: string;
  measure: UnitOfMeasure;
  quantity: number;
  milestone: string | null;
  campaign?: string | null;
  tags?: readonly string[];
  /** Unit it happened in; the lead unit unless told. */
  unit?: string;
}

/** Notes what another system holds as a sourced fact: never a percentage. */
export async function noteEvidence(act: Act, measureId: string, evidence: Evidence): Promise<void> {
  const { row } = await holdOwn(act, measureId);
  refuseOver(row);
  if (evidence.on > act.today) throw refuse('plan/future-evidence');
  if (evidence.on < firstDay) throw refuse('plan/far-day', { day: evidence.on });
  if (evidence.milestone !== null && !row.content.milestones.some(({ name }) => name === evidence.milestone))
    throw refuse('plan/no-milestone', { name: evidence.milestone });
  const { what, source, on, measure, quantity, milestone, unit = row.content.leadUnitId } = evidence;
  const { campaign = null, tags = [] } = evidence;
  const { title } = row.content;
  const data = { title, what, source, measure, milestone, campaign, tags: [...new Set(tags)] };
  act.record({ kind: 'plan/evidence-noted', subject: measureSubject(measureId), unit, on, quantity, data });
}

export async function voidEvidence(
  act: Act,
  measureId: string,
  factId: string,
  reason: string,
): Promise<void> {
  const { row } = await holdOwn(act, measureId);
  refuseOver(row);
  if (row.state === 'claimed') throw refuse('plan/under-check');
  const subject = measureSubject(measureId);
  const filter = {
    kinds: ['plan/evidence-noted'],
    units: null,
    subject,
    tags: [],
    campaign: null,
    from: null,
    to: null,
    fields: [],
  };
  const notes = await matchingFacts(act.db, filter, { limit: Infinity });
  if (!notes.some((fact) => fact.factId === factId)) throw refuse('plan/no-such-note');
  const { title } = row.content;
  act.record({ kind: 'plan/evidence-voided', subject, voids: factId, data: { title, reason } });
}

export async function explainDelay(
  act: Act,
  measureId: string,
  {
    reason,
    text,
    expectedOn,
  }: { reason: keyof typeof delayReasons; text: string; expectedOn: string | null },
  { on = act.today }: Telling = {},
): Promise<void> {
  const { row } = await holdOwn(act, measureId);
  refuseOver(row);
  if (expectedOn !== null && expectedOn < on) throw refuse('plan/expected-past');
  await data.updateMeasureState(act.db, measureId, { delay: { reason, text, expectedOn, on } });
  const { zh: said, en: saidEn } = delayReasons[reason];
  const facts = { title: row.content.title, reason, said, saidEn, text };
  act.record({ kind: 'plan/delay-explained', subject: measureSubject(measureId), on, data: facts });
}

export async function objectTo(act: Act, measureId: string, text: string): Promise<void> {
  const { row } = await holdOwn(act, measureId);
  await data.insertObjection(act.db, {
    bureau_id: act.bureauId,
    objection_id: newId(),
    measure_id: measureId,
    text,
    made_by: act.who.accountId,
    made_on: act.today,
    withdrawn_on: null,
  });
  act.record({
    kind: 'plan/objected',
    subject: measureSubject(measureId),
    data: { title: row.content.title, text },
  });
}

export async function withdrawObjection(act: Act, measureId: string, objectionId: string): Promise<void> {
  const { row } = await holdOwn(act, measureId);
  const own = (await data.listObjectionRows(act.db, measureId)).find(
    (one) => one.objection_id === objectionId,
  );
  if (!own || own.withdrawn_on !== null) throw refuse('plan/no-objection');
  if (own.made_by !== act.who.accountId) throw refuse('plan/not-your-objection');
  await data.withdrawObjectionRow(act.db, objectionId, act.today);
  const { title } = row.content;
  act.record({ kind: 'plan/objection-withdrawn', subject: measureSubject(measureId), data: { title } });
}

/**
 * Claims completion where every rule is met and everything it depends on is done; a sample is drawn and written down.
 * Records that an earlier check found faulty and that still count are in it.
 */
export async function claimMeasure(
  act: Act,
  measureId: string,
  { on = act.today, seed = randomInt(2 ** 31) }: Telling & { seed?: number } = {},
): Promise<void> {
  const { row, ground, counts } = await holdOwn(act, measureId, on);
  refuseIf(whyNotClaim(row, { ...(await rulesMet(ground, row)), counts }));
  for (const other of await data.listMeasureRows(act.db, row.plan_id)) {
    const blocks =
      row.content.dependsOn.includes(other.measure_id) && !['done', 'cancelled'].includes(other.state);
    if (blocks) throw refuse('plan/depends', { title: other.content.title });
  }
  const records = (await recordsBehind(ground, row)).map(({ id }) => id);
  const found = (await data.listCheckRows(act.db, measureId)).flatMap(({ faults }) => faults);
  const faulty = new Set(found.map(({ factId }) => factId));
  const drawn = new Set(drawSample(records, seed));
  const sample = records.filter((id) => drawn.has(id) || faulty.has(id));
  await data.updateMeasureState(act.db, measureId, { state: 'claimed' });
  await data.insertCheck(act.db, {
    bureau_id: act.bureauId,
    check_id: newId(),
    measure_id: measureId,
    claimed_by: act.who.accountId!,
    claimed_on: on,
    seed,
    n_facts: records.length,
    sample,
    checked_by: null,
    checked_on: null,
    verdict: null,
    faults: [],
    note: '',
  });
  const facts = { title: row.content.title, n: sample.length, seed };
  act.record({ kind: 'plan/claimed', subject: measureSubject(measureId), on, data: facts });
}

async function rulesMet(ground: Ground, { measure_id: id, content }: data.MeasureRow) {
  const answers = await answersOf(ground, id, content);
  return { nRules: answers.length, nMet: answers.filter(({ answer }) => answer.met === true).length };
}

export interface Verdict {
  verdict: 'confirmed' | 'refused';
  faults: { factId: string; note: string }[];
  note: string;
}

/** The second person's word on the sample: a record that does not hold forbids confirming. */
export async function checkMeasure(
  act: Act,
  measureId: string,
  { verdict, faults, note }: Verdict,
  { on = act.today }: Telling = {},
): Promise<void> {
  const { row, ground } = await lockInForce(act, measureId, on);
  const [check] = await data.listCheckRows(act.db, measureId);
  if (row.state !== 'claimed' || !check || check.verdict !== null) throw refuse('plan/not-claimed');
  if (check.claimed_by === act.who.accountId) throw refuse('plan/own-claim');
  if (faults.some(({ factId }) => !check.sample.includes(factId))) throw refuse('plan/not-in-sample');
  if (verdict === 'confirmed' && faults.length > 0) throw refuse('plan/faults-stand', { n: faults.length });
  if (verdict === 'refused' && faults.length === 0 && note === '') throw refuse('plan/note-missing');
  if (verdict === 'confirmed') await refuseShaken(ground, row, check.sample);
  await data.closeCheck(act.db, check.check_id, {
    checked_by: act.who.accountId,
    checked_on: on,
    verdict,
    faults,
    note,
  });
  const done = verdict === 'confirmed';
  await data.updateMeasureState(act.db, measureId, done ? { state: 'done', done_on: on } : { state: 'open' });
  const { title } = row.content;
  const n = check.sample.length;
  const subject = measureSubject(measureId);
  if (done)
    act.record({ kind: 'plan/confirmed', subject, on, unit: row.content.leadUnitId, data: { title, n } });
  else act.record({ kind: 'plan/refused', subject, on, data: { title, n, note } });
}

/** Between claim and check a record may have been voided by whoever made it: then there is nothing to confirm. */
async function refuseShaken(ground: Ground, row: data.MeasureRow, sample: readonly string[]): Promise<void> {
  const { nRules, nMet } = await rulesMet(ground, row);
  if (nMet < nRules) throw refuse('plan/rules-not-met', { n: nRules, nMet });
  const standing = new Set((await recordsBehind(ground, row)).map(({ id }) => id));
  const gone = sample.filter((id) => !standing.has(id));
  if (gone.length > 0) throw refuse('plan/record-gone', { n: gone.length });
}
