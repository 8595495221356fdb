/** From the draft to the check by a second person, which freezes list and questionnaire and prepares the polls. */
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { openPoll, pollState, sweepAfter, withdrawPoll, type PollPlan } from '#modules/ballot/index.ts';
import { listPeopleOn, listUnits } from '#modules/people/index.ts';
import { clientHash } from './client.work.ts';
import { findVersion, lockVersion, type UsedVersion } from './draft.work.ts';
import { lintQuestionnaire } from './lint.work.ts';
import { refuseSurvey } from './refuse.work.ts';
import type { SurveyDraft } from './survey-life.contract.ts';
import {
  draftOf,
  groundOn,
  loadSurvey,
  lockedSurvey,
  needPhase,
  pollsOf,
  selfOf,
  subjectOf,
  type Telling,
} from './survey-load.work.ts';
import * as data from './survey.data.ts';
import {
  asksTexts,
  faultsOfPlan,
  partition,
  payloadBytesOf,
  proposeStrata,
  type Ground,
  type PlanFault,
} from './survey.rules.ts';

/** Strata of fifteen at least, from the parts of the bureau right below its root. */
export async function strataOn(act: Act, rosterOn: string) {
  const people = await listPeopleOn(act, rosterOn);
  const units = await listUnits(act, rosterOn);
  const nIn = Map.groupBy(people, ({ unitId }) => unitId);
  const tops = Map.groupBy(units, ({ topUnitId }) => topUnitId);
  const parts = [...tops].map(([topId, below]) => ({
    name: units.find(({ unitId }) => unitId === topId)!.name,
    unitIds: below.map(({ unitId }) => unitId),
    n: below.reduce((sum, { unitId }) => sum + (nIn.get(unitId)?.length ?? 0), 0),
  }));
  return {
    strata: proposeStrata(parts.filter(({ n }) => n > 0)),
    units: units.map(({ unitId, name }) => ({ id: unitId, name, n: nIn.get(unitId)?.length ?? 0 })),
    people: people.map(({ personId, name, unitName }) => ({ personId, name, unit: unitName })),
  };
}

function refuseFaults(faults: readonly PlanFault[]): void {
  if (faults.length === 0) return;
  const problems = faults.map(({ path, zh, en }) => ({
    path: `body.${path}`,
    code: 'survey/bad-plan',
    detail: { zh, en },
  }));
  throw refuseSurvey('survey/bad-plan', { n: faults.length }, problems);
}

async function requireSound(act: Act, draft: SurveyDraft): Promise<{ version: UsedVersion; ground: Ground }> {
  const version = await findVersion(act, draft.questionnaireId, draft.version);
  if (!version) throw refuseSurvey('survey/no-questionnaire');
  if (draft.previousId !== null) await loadSurvey(act, draft.previousId);
  const ground = await groundOn(act, draft.rosterOn);
  refuseFaults(faultsOfPlan(draft, ground));
  return { version, ground };
}

const columnsOf = (draft: SurveyDraft) => ({
  title: draft.title,
  questionnaire_id: draft.questionnaireId,
  version: draft.version,
  level: draft.level,
  rsa_bits: draft.rsaBits,
  strata: draft.strata,
  paper_ids: draft.paperIds,
  roster_on: draft.rosterOn,
  issue_from: draft.issueFrom,
  issue_to: draft.issueTo,
  cast_from: draft.castFrom,
  cast_to: draft.castTo,
  office_id: draft.officeId,
  witness_id: draft.witnessId,
  trustee_ids: draft.trusteeIds,
  k: draft.k,
  k_text: draft.kText,
  batch: draft.batch,
  previous_id: draft.previousId,
});

/** Answers the new survey's id. */
export async function draftSurvey(
  act: Act,
  draft: SurveyDraft,
  { on = act.today }: Telling = {},
): Promise<string> {
  await requireSound(act, draft);
  const surveyId = newId();
  await data.insertSurvey(act.db, {
    bureau_id: act.bureauId,
    survey_id: surveyId,
    state: 'draft',
    ...columnsOf(draft),
    drafted_by: selfOf(act),
    drafted_on: on,
  });
  act.record({ kind: 'survey/drafted', subject: subjectOf(surveyId), on, data: { title: draft.title } });
  return surveyId;
}

/** Whoever changes a draft last is its drafter, and may not check it. */
export async function changeSurvey(act: Act, surveyId: string, draft: SurveyDraft): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['draft']);
  await requireSound(act, draft);
  await data.updateSurvey(act.db, act.bureauId, surveyId, {
    ...columnsOf(draft),
    drafted_by: selfOf(act),
    drafted_on: act.today,
  });
}

/** Before the second signature a survey can still be given up; lists and keys made for it go, on paper too. */
export async function withdrawSurvey(act: Act, surveyId: string): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['draft', 'keys']);
  for (const pollId of pollsOf(row)) await withdrawPoll(act, pollId);
  await data.updateSurvey(act.db, act.bureauId, surveyId, { state: 'withdrawn', paper_ids: [] });
  sweepAfter(act, ['survey.survey']);
  act.record({ kind: 'survey/withdrawn', subject: subjectOf(surveyId), data: {} });
}

/** By somebody other than the drafter: locks the questionnaire, freezes the list, prepares the polls. */
export async function checkSurvey(
  act: Act,
  surveyId: string,
  { on = act.today }: Telling = {},
): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['draft'], on);
  if (row.drafted_by !== null && row.drafted_by === selfOf(act)) throw refuseSurvey('survey/own-draft');
  const draft = draftOf(row);
  const { version, ground } = await requireSound(act, draft);
  if (draft.issueFrom < on)
    refuseFaults([
      { path: 'issueFrom', zh: '领票的起日已经过了。', en: 'The first day of drawing is past.' },
    ]);
  await requireSafe(act, version, draft);
  await lockVersion(act, draft.questionnaireId, draft.version);
  const polls = await openPolls(act, row, { draft, ground, version }, on);
  await data.updateSurvey(act.db, act.bureauId, surveyId, {
    state: 'checked',
    ...polls,
    paper_counts: paperCountsOf(draft, ground),
    checked_by: selfOf(act),
    checked_on: on,
  });
  const nEligible = ground.people.length;
  act.record({
    kind: 'survey/checked',
    subject: subjectOf(surveyId),
    on,
    quantity: nEligible,
    data: { nEligible, nStrata: draft.strata.length, level: draft.level, questionnaireHash: version.hash },
  });
}

/** Frozen with the list: what the roster says later of that day changes neither envelopes nor turnout. */
const paperCountsOf = (draft: SurveyDraft, ground: Ground): Record<string, number> =>
  Object.fromEntries([...partition(draft, ground)].map(([id, { paper }]) => [id, paper.length]));

/** The linter asks again, now that the strata are known. */
async function requireSafe(act: Act, { body }: UsedVersion, { strata }: SurveyDraft): Promise<void> {
  const remarks = await lintQuestionnaire(act, body, strata);
  const n = remarks.filter(({ weight }) => weight === 'refuse').length;
  if (n > 0) throw refuseSurvey('survey/identifies', { n });
}

interface Checked {
  draft: SurveyDraft;
  ground: Ground;
  version: UsedVersion;
}

const everybody = { id: 'ALL', label: '全体 Everybody' };

/** Ratings by stratum; free texts in a poll of their own, where everybody is one stratum. */
async function openPolls(act: Act, row: data.SurveyRow, { draft, ground, version }: Checked, on: string) {
  const parts = partition(draft, ground);
  const strata = draft.strata.map(({ id, label }) => ({ id, label, personIds: parts.get(id)!.token }));
  const common = await planOf(act, row, version.hash);
  const bytes = (part: 'ratings' | 'texts') => payloadBytesOf(version.body, part);
  const ratings = { ...common, payloadBytes: bytes('ratings'), strata, ...(await previousOf(act, row)) };
  const all = { ...everybody, personIds: strata.flatMap(({ personIds }) => personIds) };
  const texts = {
    ...common,
    title: `${draft.title}（文字）`,
    payloadBytes: bytes('texts'),
    strata: [all],
    // The second version of a text beside the second version of ratings would show that they are one person's.
    rules: { ...common.rules, resubmit: false },
  };
  const text_poll_id = asksTexts(version.body) ? await openPoll(act, texts, { on }) : null;
  // The notice prints one hash that devices compare: by naming the texts' manifest it stands for both.
  const companion = text_poll_id === null ? {} : { companionId: text_poll_id };
  return { poll_id: await openPoll(act, { ...ratings, ...companion }, { on }), text_poll_id };
}

async function planOf(
  act: Act,
  row: data.SurveyRow,
  contentHash: string,
): Promise<Omit<PollPlan, 'strata' | 'payloadBytes'>> {
  const draft = draftOf(row);
  return {
    title: draft.title,
    level: draft.level,
    rsaBits: draft.rsaBits,
    contentHash,
    clientHash: await clientHash(),
    officeId: draft.officeId,
    witnessId: draft.witnessId,
    trusteeIds: draft.trusteeIds,
    issueFrom: draft.issueFrom,
    issueTo: draft.issueTo,
    castFrom: draft.castFrom,
    castTo: draft.castTo,
    rules: { k: draft.k, kText: draft.kText, batch: draft.batch, resubmit: true },
  };
}

/** The manifest names the one of the wave before, so that nobody can slip another wave in between. */
async function previousOf(act: Act, { previous_id }: data.SurveyRow): Promise<{ prevManifest?: string }> {
  const previous = previous_id === null ? undefined : await data.findSurveyRow(act.db, previous_id);
  if (!previous?.poll_id) return {};
  const { manifestHash } = await pollState(act, previous.poll_id);
  return manifestHash === null ? {} : { prevManifest: manifestHash };
}
