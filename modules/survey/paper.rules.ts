import { canonicalJson } from './canonical.rules.ts';
import type { Answer, Answers } from './answers.contract.ts';
import type { Difference, FormState } from './paper.contract.ts';
import type { Questionnaire } from './questionnaire.contract.ts';
import { questionsOf } from './questionnaire.rules.ts';

/** One clerk's reading of one form. */
export interface Reading {
  answers: Answers;
  slip: string;
}

/** As printed, blanks, dashes and case aside: what two clerks must agree on. */
export const slipKey = (slip: string): string => slip.toUpperCase().replace(/[^0-9A-Z]/g, '');

/** Where two readings part, in the questionnaire's order, the slip's code last. */
export function differencesOf(questionnaire: Questionnaire, first: Reading, second: Reading): Difference[] {
  const found = questionsOf(questionnaire).flatMap(({ question: { code } }) => {
    const [one, two] = [saidOf(first.answers, code), saidOf(second.answers, code)];
    return canonicalJson(one) === canonicalJson(two) ? [] : [differenceOf(code, one, two)];
  });
  if (slipKey(first.slip) === slipKey(second.slip)) return found;
  const slip = (text: string): Said => ({ answer: text === '' ? null : text, declined: false });
  return [...found, differenceOf('slip', slip(first.slip), slip(second.slip))];
}

interface Said {
  answer: Answer | null;
  declined: boolean;
}

const saidOf = (answers: Answers, code: string): Said => ({
  answer: Object.hasOwn(answers.given, code) ? answers.given[code]! : null,
  declined: answers.declined.includes(code),
});

const differenceOf = (question: string, one: Said, two: Said): Difference => ({
  question,
  first: one.answer,
  firstDeclined: one.declined,
  second: two.answer,
  secondDeclined: two.declined,
});

export const stateOf = (form: { settled: unknown; castOn: string | null; nReadings: number }): FormState => {
  if (form.castOn !== null) return 'cast';
  if (form.settled !== null) return 'settled';
  return form.nReadings < 2 ? 'keyed-once' : 'differs';
};
