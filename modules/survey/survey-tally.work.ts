/** Opening the box: what is written are answers by stratum and texts by themselves, in an order that tells nothing. */
import { createHash, randomUUID } from 'node:crypto';
import type { Act } from '#platform/act/index.ts';
import { pollState, tallyPoll, type TallyOutcome } from '#modules/ballot/index.ts';
import { Answers } from './answers.contract.ts';
import { canonicalAnswer, checkAnswers, splitTexts } from './answers.rules.ts';
import type { UsedVersion } from './draft.work.ts';
import { readStack, takePaperBallots } from './paper.work.ts';
import type { Questionnaire } from './questionnaire.contract.ts';
import { questionsOf } from './questionnaire.rules.ts';
import { refuseSurvey } from './refuse.work.ts';
import type { TallyCounts } from './survey-life.contract.ts';
import {
  countOnPaper,
  loadSurvey,
  lockedSurvey,
  needPhase,
  pollsOf,
  subjectOf,
  versionOf,
  type Telling,
} from './survey-load.work.ts';
import * as data from './survey.data.ts';
import { isText } from './survey.rules.ts';
import { tallyTold } from './tally.rules.ts';
import { takeSealedForms } from './terminal.data.ts';
import { traitOf } from './trait.rules.ts';

/** The whole in one act, with shares at hand: for invented histories. People's own way is `survey-opening.work.ts`. */
export async function tallySurvey(
  act: Act,
  surveyId: string,
  { on = act.today, shares }: Telling & { shares: readonly string[] },
): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needOpenable(act, row, on);
  const outcomes: TallyOutcome[] = [];
  for (const pollId of pollsOf(row)) outcomes.push(await tallyPoll(act, pollId, shares, { on }));
  await countSurvey(act, row, { outcomes }, on);
}

/** Complaint window over, and every complaint answered. */
export async function needOpenable(act: Act, row: data.SurveyRow, on: string): Promise<void> {
  await needPhase(act, row, ['countable'], on);
  const complaints = await data.listComplaints(act.db, row.survey_id);
  const open = complaints.filter((one) => one.answered_on === null);
  if (open.length > 0) throw refuseSurvey('survey/complaints-unanswered', { n: open.length });
}

/** What was opened: the boxes, ratings first, and the forms that were sealed at a shared terminal. */
export interface Opened {
  outcomes: readonly TallyOutcome[];
  sealedForms?: TallyOutcome;
}

/** Puts away what was opened and what is on paper, with the fact of it. The survey must be locked. */
export async function countSurvey(
  act: Act,
  row: data.SurveyRow,
  opened: Opened,
  on: string,
): Promise<TallyCounts> {
  const { survey_id: surveyId } = row;
  const paper = await takePaper(act, surveyId);
  const counts = await store(act, row, { ...opened, paper });
  await takeSealedForms(act.db, act.bureauId, surveyId);
  await data.updateSurvey(act.db, act.bureauId, surveyId, { state: 'tallied', tally: counts });
  const told = tallyTold(counts, await countOnPaper(act, row));
  const quantity = counts.nAnswers;
  act.record({ kind: 'survey/tallied', subject: subjectOf(surveyId), on, quantity, data: told });
  return counts;
}

interface Paper {
  forms: { stratum: string; answers: Answers }[];
  nRefused: number;
}

/** The keyed forms of the survey's stacks; each by the code of its envelope, once. */
async function takePaper(act: Act, surveyId: string): Promise<Paper> {
  const paper: Paper = { forms: [], nRefused: 0 };
  await needShutStacks(act, surveyId);
  for (const stackId of await data.listStackIds(act.db, surveyId))
    for (const { slip, answers } of await takePaperBallots(act, stackId)) {
      const place = { bureauId: act.bureauId, surveyId, codeHash: codeHashOf(slip) };
      const stratum = await data.spendEnvelope(act.db, place);
      if (stratum === null) paper.nRefused++;
      else paper.forms.push({ stratum, answers });
    }
  return paper;
}

export async function needShutStacks(act: Act, surveyId: string): Promise<void> {
  for (const stackId of await data.listStackIds(act.db, surveyId)) {
    const stack = await readStack(act, stackId);
    if (stack.closedOn === null) throw refuseSurvey('survey/stack-open', { label: stack.label });
  }
}

export const codeHashOf = (code: string): string => createHash('sha256').update(code).digest('base64url');

async function store(
  act: Act,
  row: data.SurveyRow,
  { outcomes, sealedForms, paper }: Opened & { paper: Paper },
): Promise<TallyCounts> {
  const { body } = await versionOf(act, row);
  const [ratings, texts] = outcomes.map((outcome) => readable(outcome));
  const typed = readable(sealedForms ?? { opened: [] });
  const forms = [
    ...paper.forms,
    ...typed.said.map(({ stratum, answers }) => ({ stratum, ...checkAnswers(body, answers) })),
  ];
  const onPaper = forms.map(({ stratum, answers }) => ({ stratum, ...splitTexts(body, answers) }));
  const rated = [
    ...ratings!.said.map((one) => ({ ...one, answers: checkAnswers(body, one.answers).answers })),
    ...onPaper.map(({ stratum, rated: answers }) => ({ stratum, answers })),
  ];
  const written = [...(texts?.said ?? []), ...onPaper.map((one) => ({ answers: one.texts }))];
  const place = { bureau_id: act.bureauId, survey_id: row.survey_id };
  await data.insertAnswers(
    act.db,
    rated.map(({ stratum, answers }) => ({
      ...place,
      answer_id: randomUUID(),
      stratum,
      ...partSelf(body, splitTexts(body, answers).rated),
    })),
  );
  const rows = written.flatMap(({ answers }) => textsOf(body, answers));
  await data.insertTexts(
    act.db,
    rows.map((text) => ({ ...place, text_id: randomUUID(), ...text })),
  );
  const all = sealedForms ? [...outcomes, sealedForms] : outcomes;
  const sum = (key: 'nForged' | 'nUnreadable'): number => all.reduce((n, one) => n + one[key], 0);
  const garbled = ratings!.nGarbled + (texts?.nGarbled ?? 0) + typed.nGarbled;
  return {
    nAnswers: rated.length,
    nTexts: rows.length,
    nForged: sum('nForged'),
    nUnreadable: sum('nUnreadable') + garbled,
    nPaper: onPaper.length,
    nPaperRefused: paper.nRefused,
  };
}

/** Payloads that are answers at all. */
function readable({ opened }: Pick<TallyOutcome, 'opened'>) {
  const said: { stratum: string; answers: Answers }[] = [];
  let nGarbled = 0;
  for (const { stratum, payload } of opened) {
    const answers = parsed(payload);
    if (answers === null) nGarbled++;
    else said.push({ stratum, answers });
  }
  return { said, nGarbled };
}

function parsed(payload: Uint8Array): Answers | null {
  try {
    return Answers.parse(JSON.parse(new TextDecoder().decode(payload)));
  } catch {
    return null;
  }
}

/** What people said of themselves, apart from what they said of the bureau. */
function partSelf(body: Questionnaire, answers: Answers) {
  const about = new Set(
    questionsOf(body).flatMap(({ question }) => (traitOf(question) === null ? [] : [question.code])),
  );
  const part = (own: boolean) =>
    Object.fromEntries(Object.entries(answers.given).filter(([code]) => about.has(code) === own));
  return { self_report: part(true), answers: { ...answers, given: part(false) } };
}

/** Whether a text question was shown hangs on ratings, which are in another box: each is held against itself alone. */
const textsOf = (body: Questionnaire, { given }: Answers): { question: string; body: string }[] =>
  questionsOf(body).flatMap(({ question }) => {
    const said = given[question.code];
    const taken = isText(question) && said !== undefined ? canonicalAnswer(question, said) : null;
    const isWritten = taken !== null && typeof taken === 'object' && typeof taken.answer === 'string';
    return isWritten ? [{ question: question.code, body: taken.answer as string }] : [];
  });

/** The opened answers of a survey, for results. No route may hand them out; what is shown goes through suppression. */
export interface OpenedSurvey {
  surveyId: string;
  title: string;
  previousId: string | null;
  castTo: string;
  version: UsedVersion;
  rules: { k: number; kText: number };
  /** By stratum: on the list (tokens and paper), and counted. */
  strata: { id: string; label: string; unitIds: string[]; nAnswers: number }[];
  counts: TallyCounts;
  /** `selfReport`: questions about the person (trait), by code; `answers`: everything else, without texts. */
  answers: { stratum: string; selfReport: Answers['given']; answers: Answers }[];
  texts: { question: string; body: string }[];
  manifestHash: string | null;
}

/** Refused (`survey/wrong-phase`) before the tally and after destruction. */
export async function answersOf(act: Act, surveyId: string): Promise<OpenedSurvey> {
  const row = await loadSurvey(act, surveyId);
  await needPhase(act, row, ['tallied']);
  const rows = await data.listAnswers(act.db, surveyId);
  const texts = await data.listTexts(act.db, surveyId);
  const nIn = Map.groupBy(rows, ({ stratum }) => stratum);
  return {
    surveyId,
    title: row.title,
    previousId: row.previous_id,
    castTo: row.cast_to,
    version: await versionOf(act, row),
    rules: { k: row.k, kText: row.k_text },
    strata: row.strata.map((one) => ({ ...one, nAnswers: nIn.get(one.id)?.length ?? 0 })),
    counts: row.tally!,
    answers: rows.map(({ stratum, self_report: selfReport, answers }) => ({ stratum, selfReport, answers })),
    texts: texts.map(({ question, body }) => ({ question, body })),
    manifestHash: row.poll_id === null ? null : (await pollState(act, row.poll_id)).manifestHash,
  };
}
