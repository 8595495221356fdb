import { randomUUID } from 'node:crypto';
import type { OpinionWaveMade } from '#demo/opinions.ts';
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { listUnits } from '../people/index.ts';
import { checkAnswers, splitTexts } from './answers.rules.ts';
import type { Answers } from './answers.contract.ts';
import { createQuestionnaire, lockVersion } from './draft.work.ts';
import type { Questionnaire } from './questionnaire.contract.ts';
import { questionsOf } from './questionnaire.rules.ts';
import { answersFrom } from './opinion.sample.ts';
import { sampleQuestionnaire } from './questionnaire.sample.ts';
import { insertAnswers, insertSurvey, insertTexts } from './survey.data.ts';
import { subjectOf } from './survey-load.work.ts';
import { isText } from './survey.rules.ts';
import { traitOf } from './trait.rules.ts';

export interface Tallied {
  title: string;
  questionnaire: Questionnaire;
  /** Of an earlier survey, so that the same version is asked again. */
  asked?: { questionnaireId: string; version: number };
  said: readonly { stratum: string; answers: Answers }[];
  strata: { id: string; label: string; unitIds: string[] }[];
  rosterOn: string;
  castTo: string;
  keepers: { office: string; witness: string };
  previousId?: string | null;
}

/** A survey as it stands after its tally: opened answers as `tallySurvey` stores them, and the fact of it. */
export async function aTalliedSurvey(act: Act, wish: Tallied) {
  const asked = wish.asked ?? (await newlyAsked(act, wish.questionnaire));
  const surveyId = newId();
  const place = { bureau_id: act.bureauId, survey_id: surveyId };
  const { office, witness } = wish.keepers;
  const parts = wish.said.map(({ stratum, answers }) => {
    const whole = checkAnswers(wish.questionnaire, answers).answers;
    return { stratum, ...splitTexts(wish.questionnaire, whole) };
  });
  const texts = parts.flatMap(({ texts: { given } }) =>
    questionsOf(wish.questionnaire).flatMap(({ question }) =>
      isText(question) && given[question.code] !== undefined
        ? [{ ...place, text_id: randomUUID(), question: question.code, body: String(given[question.code]) }]
        : [],
    ),
  );
  const counts = { nForged: 0, nUnreadable: 0, nPaper: 0, nPaperRefused: 0 };
  const tally = { nAnswers: parts.length, nTexts: texts.length, ...counts };
  await insertSurvey(act.db, {
    ...place,
    title: wish.title,
    questionnaire_id: asked.questionnaireId,
    version: asked.version,
    state: 'tallied',
    level: 'P1',
    strata: wish.strata,
    paper_ids: [],
    roster_on: wish.rosterOn,
    issue_from: wish.rosterOn,
    issue_to: wish.castTo,
    cast_from: wish.rosterOn,
    cast_to: wish.castTo,
    office_id: office,
    witness_id: witness,
    trustee_ids: [office, witness, newId()],
    k: 5,
    k_text: 10,
    batch: 10,
    previous_id: wish.previousId ?? null,
    drafted_on: wish.rosterOn,
    checked_on: wish.rosterOn,
    tally,
  });
  const about = new Set(
    questionsOf(wish.questionnaire).flatMap(({ question }) => (traitOf(question) ? [question.code] : [])),
  );
  const pick = ({ given }: Answers, own: boolean) =>
    Object.fromEntries(Object.entries(given).filter(([code]) => about.has(code) === own));
  await insertAnswers(
    act.db,
    parts.map(({ stratum, rated }) => ({
      ...place,
      answer_id: randomUUID(),
      stratum,
      self_report: pick(rated, true),
      answers: { ...rated, given: pick(rated, false) },
    })),
  );
  await insertTexts(act.db, texts);
  const subject = subjectOf(surveyId);
  act.record({ kind: 'survey/tallied', subject, on: wish.castTo, quantity: parts.length, data: tally });
  return { surveyId, asked };
}

async function newlyAsked(act: Act, questionnaire: Questionnaire) {
  const { id } = await createQuestionnaire(act, questionnaire);
  await lockVersion(act, id, 1);
  return { questionnaireId: id, version: 1 };
}

/** A wave of the sample bureau, tallied without its protocol, its units parted in two strata. */
export async function aTalliedWave(
  act: Act,
  { wave, opinions }: OpinionWaveMade,
  keepers: readonly { personId: string }[],
  more: Pick<Tallied, 'previousId' | 'asked'>,
) {
  const units = await listUnits(act, wave.rosterOn);
  const tops = [...new Set(units.map(({ topUnitId }) => topUnitId))];
  const inFirst = (top: string) => tops.indexOf(top) < tops.length / 2;
  const unitsOf = (own: boolean) =>
    units.filter(({ topUnitId }) => inFirst(topUnitId) === own).map(({ unitId }) => unitId);
  return aTalliedSurvey(act, {
    title: wave.title,
    questionnaire: sampleQuestionnaire,
    said: opinions.map((one) => ({
      stratum: Number(one.stratum.slice(1)) < 6 ? 'A' : 'B',
      answers: answersFrom(one),
    })),
    strata: [
      { id: 'A', label: '甲组', unitIds: unitsOf(true) },
      { id: 'B', label: '乙组', unitIds: unitsOf(false) },
    ],
    rosterOn: wave.rosterOn,
    castTo: wave.castTo,
    keepers: { office: keepers[0]!.personId, witness: keepers[1]!.personId },
    ...more,
  });
}
