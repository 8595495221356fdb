/** What every act on a survey begins with. */
import type { Act } from '#platform/act/index.ts';
import { bulletinOf, pollState, readPoll } from '#modules/ballot/index.ts';
import { listPeopleOn, listUnits } from '#modules/people/index.ts';
import { findVersion, type UsedVersion } from './draft.work.ts';
import { refuseSurvey } from './refuse.work.ts';
import type { SurveyDraft, SurveyPhase } from './survey-life.contract.ts';
import { countEnvelopes, findSurveyRow, lockSurveyRow, type SurveyRow } from './survey.data.ts';
import { listSealedForms } from './terminal.data.ts';
import { partition, phaseOf, phaseWords, type Ground, type PollPhase } from './survey.rules.ts';

export interface Telling {
  /** Day the act holds for; today unless history is told. */
  on?: string;
}

export const subjectOf = (surveyId: string): string => `survey/${surveyId}`;

export async function loadSurvey(act: Act, surveyId: string): Promise<SurveyRow> {
  const row = await findSurveyRow(act.db, surveyId);
  if (!row) throw refuseSurvey('survey/no-survey');
  return row;
}

export async function lockedSurvey(act: Act, surveyId: string): Promise<SurveyRow> {
  const row = await lockSurveyRow(act.db, surveyId);
  if (!row) throw refuseSurvey('survey/no-survey');
  return row;
}

/** The polls of a checked survey, ratings first. */
export const pollsOf = ({ poll_id, text_poll_id }: SurveyRow): string[] =>
  [poll_id, text_poll_id].filter((id) => id !== null);

export async function phaseNow(act: Act, row: SurveyRow, on: string = act.today): Promise<SurveyPhase> {
  const states: PollPhase[] = [];
  if (row.state === 'checked')
    for (const pollId of pollsOf(row)) states.push((await pollState(act, pollId, { on })).phase);
  return phaseOf(row.state, states);
}

export async function needPhase(
  act: Act,
  row: SurveyRow,
  phases: readonly SurveyPhase[],
  on: string = act.today,
): Promise<SurveyPhase> {
  const phase = await phaseNow(act, row, on);
  if (phases.includes(phase)) return phase;
  throw refuseSurvey('survey/wrong-phase', { phase: phaseWords[phase] });
}

/** Who acts, as the check of two people compares them: the person, else the account. */
export const selfOf = ({ who }: Act): string | null => who.personId ?? who.accountId;

export const draftOf = (row: SurveyRow): SurveyDraft => ({
  title: row.title,
  questionnaireId: row.questionnaire_id,
  version: row.version,
  level: row.level,
  rsaBits: row.rsa_bits,
  rosterOn: row.roster_on,
  strata: row.strata,
  paperIds: row.paper_ids,
  issueFrom: row.issue_from,
  issueTo: row.issue_to,
  castFrom: row.cast_from,
  castTo: row.cast_to,
  officeId: row.office_id,
  witnessId: row.witness_id,
  trusteeIds: row.trustee_ids,
  k: row.k,
  kText: row.k_text,
  batch: row.batch,
  previousId: row.previous_id,
});

export async function groundOn(act: Act, day: string): Promise<Ground> {
  const people = await listPeopleOn(act, day);
  const units = await listUnits(act, day);
  return {
    people: people.map(({ personId, unitId }) => ({ personId, unitId })),
    units: units.map(({ unitId, name }) => ({ unitId, name })),
  };
}

/** People on paper by stratum: as frozen at the check, before it by the roster. */
export async function paperCountsOf(act: Act, row: SurveyRow): Promise<Record<string, number>> {
  if (row.paper_counts !== null) return row.paper_counts;
  const parts = partition(draftOf(row), await groundOn(act, row.roster_on));
  return Object.fromEntries([...parts].map(([id, { paper }]) => [id, paper.length]));
}

export const countOnPaper = async (act: Act, row: SurveyRow): Promise<number> =>
  Object.values(await paperCountsOf(act, row)).reduce((sum, n) => sum + n, 0);

/** Everybody who may answer, by stratum, as the list was frozen; null for what never had a list. */
export async function frozenEligible(act: Act, row: SurveyRow): Promise<Map<string, number> | null> {
  if (row.poll_id === null) return null;
  const { strata } = await readPoll(act, row.poll_id);
  const paper = await paperCountsOf(act, row);
  return new Map(strata.map(({ id, eligible }) => [id, eligible + (paper[id] ?? 0)]));
}

/** Tokens drawn and codes handed out, used ones too; null before the box was shut. */
export async function issuedOf(act: Act, row: SurveyRow): Promise<number | null> {
  const bulletin = row.poll_id === null ? null : await bulletinOf(act, row.poll_id);
  if (!bulletin) return null;
  const drawn = Object.values(bulletin.issued).reduce((sum, n) => sum + n, 0);
  const nUsed = row.tally?.nPaper ?? (await listSealedForms(act.db, row.survey_id)).length;
  return drawn + bulletin.reissued + nUsed + (await countEnvelopes(act.db, row.survey_id));
}

export async function versionOf(act: Act, row: SurveyRow): Promise<UsedVersion> {
  const found = await findVersion(act, row.questionnaire_id, row.version);
  if (!found) throw refuseSurvey('survey/no-questionnaire');
  return found;
}
