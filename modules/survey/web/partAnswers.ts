import type { Answers } from '../answers.contract.ts';
import type { Questionnaire } from '../questionnaire.contract.ts';

/** Free texts apart from everything else, as `splitTexts` of answers.rules.ts parts them. */
export function partAnswers(
  questionnaire: Questionnaire,
  answers: Answers,
): { rated: Answers; texts: Answers } {
  const texts = new Set(
    questionnaire.sections
      .flatMap(({ questions }) => questions)
      .filter(({ kind }) => kind === 'short-text' || kind === 'long-text')
      .map(({ code }) => code),
  );
  const part = (inTexts: boolean): Answers => ({
    v: 1,
    given: Object.fromEntries(Object.entries(answers.given).filter(([code]) => texts.has(code) === inTexts)),
    declined: answers.declined.filter((code) => texts.has(code) === inTexts),
  });
  return { rated: part(false), texts: part(true) };
}
