/** The generator's opinions as answers to the sample questionnaire. */
import { makeOpinions, type Opinion, type OpinionWaveMade } from '#demo/opinions.ts';
import type { SampleBureau } from '#demo/sample.ts';
import type { Answers } from './answers.contract.ts';
import type { Questionnaire } from './questionnaire.contract.ts';
import { questionsOf } from './questionnaire.rules.ts';
import { legacyOptions, legacyQuestion, sampleQuestionnaire } from './questionnaire.sample.ts';
import { scalesIn } from './scale.rules.ts';

/** The two items beside the scales, as the generator draws them: like a scale of their own. */
const overall = { code: 'overall', reversed: [false, false] };

export const sampleOpinions = (sample: SampleBureau): OpinionWaveMade[] =>
  makeOpinions(sample, [
    ...scalesIn(sampleQuestionnaire).map(({ scale, items }) => ({
      code: scale.code,
      reversed: items.map(({ reversed }) => reversed),
    })),
    overall,
  ]);

/** As somebody's browser would have made them. */
export function answersFrom(opinion: Opinion, questionnaire: Questionnaire = sampleQuestionnaire): Answers {
  const given: Answers['given'] = { names: opinion.names };
  for (const { question } of questionsOf(questionnaire)) {
    if (question.kind !== 'matrix') continue;
    const ticks = opinion.ticks[question.code] ?? [];
    const rows = question.rows.flatMap(({ code }, i) => {
      const tick = ticks[i] ?? null;
      return tick === null ? [] : [[code, question.columns[tick - 1]!.code] as const];
    });
    if (rows.length > 0) given[question.code] = Object.fromEntries(rows);
  }
  if (opinion.legacy !== null) given[legacyQuestion] = legacyOptions[opinion.legacy];
  if (opinion.text !== null) given['wish'] = opinion.text;
  return { v: 1, given, declined: opinion.legacy === null ? [legacyQuestion] : [] };
}
