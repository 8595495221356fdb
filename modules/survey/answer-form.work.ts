/** What a device needs to answer a survey. */
import type { Act } from '#platform/act/index.ts';
import { readPoll } from '#modules/ballot/index.ts';
import { minutesOf } from './questionnaire.rules.ts';
import type { AnswerForm, SurveyPhase } from './survey-life.contract.ts';
import { loadSurvey, needPhase, versionOf } from './survey-load.work.ts';

/** From the signing on; asks nobody's name. */
export async function answerForm(act: Act, surveyId: string): Promise<AnswerForm> {
  const row = await loadSurvey(act, surveyId);
  const phase = await needPhase(act, row, afterSigning);
  const { body, hash } = await versionOf(act, row);
  const ratings = await readPoll(act, row.poll_id!);
  const texts = row.text_poll_id === null ? null : await readPoll(act, row.text_poll_id);
  return {
    id: surveyId,
    title: row.title,
    phase,
    questionnaire: body,
    minutes: minutesOf(body),
    hash,
    ratings: ratings.manifest!,
    texts: texts?.manifest ?? null,
    words: ratings.words,
  };
}

const afterSigning: readonly SurveyPhase[] = [
  'signed',
  'draw',
  'wait',
  'cast',
  'ended',
  'complaints',
  'countable',
  'tallied',
];
