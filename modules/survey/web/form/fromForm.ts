import type { Answer, Answers } from '../../answers.contract.ts';
import type { Question, Questionnaire } from '../../questionnaire.contract.ts';
import { declineBox, declinedValue } from './toForm.ts';

/** What the form library holds: values by name, in its own shapes. */
export type FormData = Record<string, unknown>;

const holdsDecline = (value: unknown): boolean =>
  value === declinedValue || (Array.isArray(value) && value.includes(declinedValue));

/** The form's values as answers; what is empty is left out. Visibility was the form's own affair. */
export function fromForm(questionnaire: Questionnaire, data: FormData): Answers {
  const answers: Answers = { v: 1, given: {}, declined: [] };
  for (const { questions } of questionnaire.sections)
    for (const question of questions) {
      const { code } = question;
      if (holdsDecline(data[declineBox(code)]) || holdsDecline(data[code])) answers.declined.push(code);
      else {
        const answer = answerOf(question, data[code]);
        if (answer !== null) answers.given[code] = answer;
      }
    }
  answers.declined.sort();
  return answers;
}

function answerOf(question: Question, value: unknown): Answer | null {
  if (value === undefined || value === null || value === '') return null;
  switch (question.kind) {
    case 'multiple':
      return Array.isArray(value) && value.length > 0
        ? question.options.map(({ code }) => code).filter((code) => value.includes(code))
        : null;
    case 'ranking':
      return Array.isArray(value) && value.length > 0 ? value.map(String) : null;
    case 'matrix':
    case 'ego':
    case 'sum':
      return rowsOf(question, value as Record<string, unknown>);
    case 'zero-ten':
    case 'slider':
    case 'number':
      return Number.isFinite(Number(value)) ? Number(value) : null;
    default:
      return String(value).trim() === '' ? null : String(value);
  }
}

function rowsOf(
  question: Extract<Question, { rows: readonly unknown[] }>,
  value: Record<string, unknown>,
): Answer | null {
  const rows = question.rows.flatMap(({ code }) => {
    const said = value[code];
    if (said === undefined || said === null || said === '') return [];
    return [[code, question.kind === 'sum' ? Number(said) : String(said)] as const];
  });
  if (rows.length === 0) return null;
  const given = Object.fromEntries(rows);
  if (question.kind !== 'sum') return given;
  return Object.fromEntries(question.rows.map(({ code }) => [code, Number(given[code] ?? 0)]));
}

/** Answers put back into the form: a draft from a file, or a paper form being settled. */
export function toFormData(questionnaire: Questionnaire, answers: Answers): FormData {
  const data: FormData = { ...answers.given };
  for (const { questions } of questionnaire.sections)
    for (const { code, kind } of questions)
      if (answers.declined.includes(code)) {
        if (kind === 'single') data[code] = declinedValue;
        else if (kind === 'multiple') data[code] = [declinedValue];
        else data[declineBox(code)] = [declinedValue];
      }
  return data;
}
