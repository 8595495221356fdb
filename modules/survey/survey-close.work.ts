/** Shutting the box, complaints by receipt, and destruction by date. */
import type { Act } from '#platform/act/index.ts';
import { addDays } from '#platform/contract/index.ts';
import { checkReceipt, type Bulletin, type Receipt, type SignedManifest } from '#engines/ballots/index.ts';
import { workingDaysAfter } from '#engines/workdays/index.ts';
import {
  bulletinOf,
  closePoll,
  issuanceDays,
  pollState,
  readPoll,
  sweepAfter,
} from '#modules/ballot/index.ts';
import { refuseSurvey } from './refuse.work.ts';
import { complaintWorkingDays } from './survey-life.contract.ts';
import {
  loadSurvey,
  lockedSurvey,
  needPhase,
  phaseNow,
  pollsOf,
  subjectOf,
  type Telling,
} from './survey-load.work.ts';
import * as data from './survey.data.ts';

/** After the last day of casting, never before: issuer keys are destroyed, bulletin and complaint window begin. */
export async function closeSurvey(
  act: Act,
  surveyId: string,
  { on = act.today }: Telling = {},
): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  const phase = await phaseNow(act, row, on);
  if (['signed', 'draw', 'wait', 'cast'].includes(phase))
    throw refuseSurvey('survey/still-casting', { until: row.cast_to });
  await needPhase(act, row, ['ended'], on);
  const { on: complaintsUntil } = workingDaysAfter(on, complaintWorkingDays);
  const bulletins: Bulletin[] = [];
  for (const pollId of pollsOf(row)) bulletins.push(await closePoll(act, pollId, { on, complaintsUntil }));
  const { entries, merkleRoot } = bulletins[0]!;
  act.record({
    kind: 'survey/closed',
    subject: subjectOf(surveyId),
    on,
    quantity: entries.length,
    data: { nCast: entries.length, merkleRoot, complaintsUntil },
  });
}

/** Manifest and bulletin of each poll, as the offline verifier reads them. */
export async function surveyBulletin(act: Act, surveyId: string) {
  const row = await loadSurvey(act, surveyId);
  await needPhase(act, row, ['complaints', 'countable', 'tallied', 'destroyed']);
  const polls = [];
  for (const [at, pollId] of pollsOf(row).entries()) {
    const { manifest, bulletin } = await publicOf(act, pollId);
    polls.push({ of: at === 0 ? ('ratings' as const) : ('texts' as const), manifest, bulletin });
  }
  return { v: 1 as const, title: row.title, polls };
}

async function publicOf(act: Act, pollId: string): Promise<{ manifest: SignedManifest; bulletin: Bulletin }> {
  const { manifest } = await readPoll(act, pollId);
  const bulletin = await bulletinOf(act, pollId);
  return { manifest: manifest as SignedManifest, bulletin: bulletin! };
}

/**
 * A genuine receipt whose ballot the bulletin does not hold. Asked without a session: signed in, the server would
 * learn whose token it is.
 */
export async function fileComplaint(
  act: Act,
  surveyId: string,
  receipt: Receipt,
): Promise<{ filedOn: string }> {
  const row = await loadSurvey(act, surveyId);
  await needPhase(act, row, ['complaints']);
  if (!pollsOf(row).includes(receipt.pollId)) throw refuseSurvey('survey/receipt-false');
  const { manifest, bulletin } = await publicOf(act, receipt.pollId);
  const found = checkReceipt(receipt, bulletin, manifest);
  if (found === 'not-genuine') throw refuseSurvey('survey/receipt-false');
  if (found === 'included' || found === 'superseded') throw refuseSurvey('survey/receipt-included');
  const isNew = await data.insertComplaint(act.db, {
    bureau_id: act.bureauId,
    survey_id: surveyId,
    ballot_id: receipt.ballotId,
    receipt,
    filed_on: act.today,
    answered_on: null,
  });
  if (!isNew) throw refuseSurvey('survey/complaint-filed');
  act.record({ kind: 'survey/complained', subject: subjectOf(surveyId), data: {} });
  return { filedOn: act.today };
}

/** By the witness, publicly, before the box may be opened. */
export async function answerComplaint(
  act: Act,
  surveyId: string,
  ballotId: string,
  answer: string,
): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['complaints', 'countable']);
  if (act.who.personId !== row.witness_id)
    throw refuseSurvey('survey/not-named', { who: { zh: '见证人', en: 'witness' } });
  const complaints = await data.listComplaints(act.db, surveyId);
  if (!complaints.some((one) => one.ballot_id === ballotId)) throw refuseSurvey('survey/no-complaint');
  const place = { bureauId: act.bureauId, surveyId, ballotId };
  await data.answerComplaintRow(act.db, { ...place, answer, on: act.today });
  act.record({ kind: 'survey/complaint-answered', subject: subjectOf(surveyId), data: {} });
}

/** Once the ballots of a survey were destroyed, a year after the tally, its raw answers go too. */
export async function destroySurvey(
  act: Act,
  surveyId: string,
  { on = act.today }: Telling = {},
): Promise<boolean> {
  const row = await lockedSurvey(act, surveyId);
  if (!(await isDestructionDue(act, row, on))) return false;
  const n = await data.deleteAnswers(act.db, act.bureauId, surveyId);
  await data.updateSurvey(act.db, act.bureauId, surveyId, { state: 'destroyed', paper_ids: [] });
  sweepAfter(act, [...data.answerTables, 'survey.survey']);
  act.record({ kind: 'survey/destroyed', subject: subjectOf(surveyId), on, data: { n } });
  return true;
}

/** With the list of who drew a token goes that of who answered on paper. Answers whether there was one to go. */
export async function forgetPaper(
  act: Act,
  surveyId: string,
  { on = act.today }: Telling = {},
): Promise<boolean> {
  const row = await lockedSurvey(act, surveyId);
  if (row.paper_ids.length === 0 || row.poll_id === null) return false;
  const { complaintsUntil } = await readPoll(act, row.poll_id, { on });
  if (complaintsUntil === null || on < addDays(complaintsUntil, issuanceDays)) return false;
  await data.updateSurvey(act.db, act.bureauId, surveyId, { paper_ids: [] });
  sweepAfter(act, ['survey.survey']);
  return true;
}

async function isDestructionDue(act: Act, row: data.SurveyRow, on: string): Promise<boolean> {
  if (row.poll_id === null || (row.state !== 'tallied' && row.state !== 'checked')) return false;
  return (await pollState(act, row.poll_id, { on })).phase === 'destroyed';
}
