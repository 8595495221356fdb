import type { Answer, Answers } from './answers.contract.ts';
import {
  egoBands,
  type Condition,
  type Question,
  type Questionnaire,
  type Test,
} from './questionnaire.contract.ts';
import { questionsOf } from './questionnaire.rules.ts';

/** Whether a condition holds for what was said so far; a question not answered fits no test but `none-of`. */
export const conditionHolds = (condition: Condition | null, given: Answers['given']): boolean =>
  condition === null ||
  condition.tests[condition.of === 'all' ? 'every' : 'some']((test) => testHolds(test, given[test.code]));

function testHolds(test: Test, answer: Answer | undefined): boolean {
  if ('number' in test) {
    if (typeof answer !== 'number') return false;
    return test.is === 'at-least' ? answer >= test.number : answer <= test.number;
  }
  const picked = Array.isArray(answer) ? answer : typeof answer === 'string' ? [answer] : [];
  const among = picked.some((code) => test.options.includes(code));
  return test.is === 'any-of' ? among : !among;
}

/** What was wrong with one answer; the codes are for software, the sentences stand in the contract of the asker. */
export type AnswerFault =
  | 'unknown-question'
  | 'not-shown'
  | 'wrong-kind'
  | 'unknown-option'
  | 'out-of-range'
  | 'wrong-sum'
  | 'missing'
  | 'not-to-decline';

export interface CheckedAnswers {
  /** Only what fits: unknown, hidden and misshapen parts are gone. */
  answers: Answers;
  faults: { question: string; fault: AnswerFault }[];
  /** Shown questions neither answered nor declined. */
  missing: string[];
  /** Every row of every matrix of at least four rows got the same column, over at least eight rows in all. */
  straightLined: boolean;
}

/**
 * Answers held against the version they were given to. Tally keeps `answers` whatever the faults were: a client that
 * was meddled with must not be able to spoil the count.
 */
export function checkAnswers(questionnaire: Questionnaire, said: Answers): CheckedAnswers {
  const known = new Map(questionsOf(questionnaire).map(({ question }) => [question.code, question]));
  const faults: CheckedAnswers['faults'] = [...Object.keys(said.given), ...said.declined]
    .filter((code) => !known.has(code))
    .map((question) => ({ question, fault: 'unknown-question' }));
  const answers: Answers = { v: 1, given: {}, declined: [] };
  const missing: string[] = [];
  const walk = { said, answers, faults, missing };
  for (const section of questionnaire.sections) {
    const sectionShown = conditionHolds(section.showIf, answers.given);
    for (const question of section.questions)
      takeOne(question, sectionShown && conditionHolds(question.showIf, answers.given), walk);
  }
  answers.declined.sort();
  return { answers, faults, missing, straightLined: isStraightLined(questionnaire, answers) };
}

type Walk = Pick<CheckedAnswers, 'answers' | 'faults' | 'missing'> & { said: Answers };

function takeOne(question: Question, shown: boolean, { said, answers, faults, missing }: Walk): void {
  const { code } = question;
  const given = Object.hasOwn(said.given, code) ? said.given[code] : undefined;
  const declined = said.declined.includes(code);
  if (!shown) {
    if (given !== undefined || declined) faults.push({ question: code, fault: 'not-shown' });
    return;
  }
  if (declined && question.decline) return void answers.declined.push(code);
  if (declined) faults.push({ question: code, fault: 'not-to-decline' });
  const taken = given === undefined ? 'missing' : canonicalAnswer(question, given);
  if (typeof taken === 'object' && 'answer' in taken) answers.given[code] = taken.answer;
  else if (taken !== 'missing') faults.push({ question: code, fault: taken });
  if (!Object.hasOwn(answers.given, code)) missing.push(code);
  if (question.required && !isComplete(question, answers.given[code]))
    faults.push({ question: code, fault: 'missing' });
}

/** A required matrix or ego count wants every row. */
const isComplete = (question: Question, answer: Answer | undefined): boolean =>
  answer !== undefined &&
  (!('rows' in question) || Object.keys(answer as object).length === question.rows.length);

type Taken = { answer: Answer } | AnswerFault;

/** The answer in its one right form, or what is wrong with it; an empty answer is missing. */
export function canonicalAnswer(question: Question, given: Answer): Taken {
  switch (question.kind) {
    case 'single':
      return takePick(question.options, given);
    case 'multiple':
      return takePicks(question, given);
    case 'ranking':
      return takeRanking(question, given);
    case 'matrix':
      return takeRows(
        question.rows,
        question.columns.map(({ code }) => code),
        given,
      );
    case 'ego':
      return takeRows(question.rows, Object.keys(egoBands), given);
    case 'sum':
      return takeShares(question, given);
    case 'zero-ten':
      return takeNumber(given, { min: 0, max: 10, whole: true });
    case 'slider':
      return takeNumber(given, { min: question.min, max: question.max, whole: false });
    case 'number':
      return takeNumber(given, question);
    case 'date':
      return takeDay(question, given);
    case 'short-text':
    case 'long-text':
      return takeText(given, question.longest);
  }
}

type Coded = readonly { code: string }[];
const has = (list: Coded, code: unknown): boolean => list.some((one) => one.code === code);

function takePick(options: Coded, given: Answer): Taken {
  if (typeof given !== 'string') return 'wrong-kind';
  return has(options, given) ? { answer: given } : 'unknown-option';
}

function takePicks(question: Extract<Question, { kind: 'multiple' }>, given: Answer): Taken {
  if (!Array.isArray(given)) return 'wrong-kind';
  if (!given.every((code) => has(question.options, code))) return 'unknown-option';
  const answer = question.options.map(({ code }) => code).filter((code) => given.includes(code));
  if (answer.length === 0) return 'missing';
  const fits = answer.length >= question.least && answer.length <= (question.most ?? answer.length);
  return fits ? { answer } : 'out-of-range';
}

function takeRanking(question: Extract<Question, { kind: 'ranking' }>, given: Answer): Taken {
  if (!Array.isArray(given)) return 'wrong-kind';
  if (!given.every((code) => has(question.options, code))) return 'unknown-option';
  if (given.length === 0) return 'missing';
  const fits = new Set(given).size === given.length && given.length <= (question.top ?? given.length);
  return fits ? { answer: given } : 'out-of-range';
}

const rowsOf = (given: Answer): Record<string, string | number> | null =>
  typeof given === 'object' && !Array.isArray(given) ? given : null;

function takeRows(rows: Coded, columns: readonly string[], given: Answer): Taken {
  const said = rowsOf(given);
  if (!said) return 'wrong-kind';
  const entries = Object.entries(said);
  if (!entries.every(([row, column]) => has(rows, row) && columns.includes(String(column))))
    return 'unknown-option';
  const answer = Object.fromEntries(
    rows.flatMap(({ code }) => (Object.hasOwn(said, code) ? [[code, String(said[code])]] : [])),
  );
  return entries.length === 0 ? 'missing' : { answer };
}

function takeShares(question: Extract<Question, { kind: 'sum' }>, given: Answer): Taken {
  const said = rowsOf(given);
  if (!said) return 'wrong-kind';
  if (Object.keys(said).length === 0) return 'missing';
  if (!Object.keys(said).every((row) => has(question.rows, row))) return 'unknown-option';
  const shares = question.rows.map(({ code }) => [code, Object.hasOwn(said, code) ? said[code] : 0] as const);
  if (!shares.every(([, share]) => Number.isInteger(share) && Number(share) >= 0)) return 'out-of-range';
  const sum = shares.reduce((total, [, share]) => total + Number(share), 0);
  return sum === question.total
    ? { answer: Object.fromEntries(shares) as Record<string, number> }
    : 'wrong-sum';
}

function takeNumber(given: Answer, range: { min: number; max: number; whole: boolean }): Taken {
  if (typeof given !== 'number') return 'wrong-kind';
  const fits = given >= range.min && given <= range.max && (!range.whole || Number.isInteger(given));
  return fits ? { answer: given } : 'out-of-range';
}

function takeDay(question: Extract<Question, { kind: 'date' }>, given: Answer): Taken {
  if (typeof given !== 'string') return 'wrong-kind';
  const at = new Date(`${given}T00:00:00Z`);
  if (Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== given) return 'wrong-kind';
  const fits = given >= (question.from ?? given) && given <= (question.until ?? given);
  return fits ? { answer: given } : 'out-of-range';
}

function takeText(given: Answer, longest: number): Taken {
  if (typeof given !== 'string') return 'wrong-kind';
  const answer = given.trim().replace(/\r\n?/g, '\n');
  if (answer === '') return 'missing';
  return [...answer].length <= longest ? { answer } : 'out-of-range';
}

function isStraightLined(questionnaire: Questionnaire, answers: Answers): boolean {
  const columns = questionsOf(questionnaire).flatMap(({ question }) => {
    const answer = answers.given[question.code];
    if (question.kind !== 'matrix' || question.rows.length < 4 || typeof answer !== 'object') return [];
    const places = question.columns.map(({ code }) => code);
    return Object.values(answer).map((column) => places.indexOf(String(column)));
  });
  return columns.length >= 8 && new Set(columns).size === 1;
}

/** Free texts apart from everything else: they travel under a token of their own, without stratum. */
export function splitTexts(
  questionnaire: Questionnaire,
  answers: Answers,
): { rated: Answers; texts: Answers } {
  const isText = new Map(
    questionsOf(questionnaire).map(({ question: { code, kind } }) => [
      code,
      kind === 'short-text' || kind === 'long-text',
    ]),
  );
  const part = (text: boolean): Answers => ({
    v: 1,
    given: Object.fromEntries(
      Object.entries(answers.given).filter(([code]) => (isText.get(code) ?? false) === text),
    ),
    declined: answers.declined.filter((code) => (isText.get(code) ?? false) === text),
  });
  return { rated: part(false), texts: part(true) };
}
