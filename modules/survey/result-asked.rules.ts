/** What a questionnaire measures, question by question: means of rows, and choices among options. */
import type { Answer, Answers } from './answers.contract.ts';
import { canonicalJson } from './canonical.rules.ts';
import {
  egoBands,
  type Question,
  type QuestionOf,
  type Questionnaire,
  type Section,
  type Wording,
} from './questionnaire.contract.ts';
import { questionsOf } from './questionnaire.rules.ts';
import { traitOf } from './trait.rules.ts';

export interface Choice {
  code: string;
  text: Wording;
}

interface Asked {
  question: Question;
  section: Section;
  /** Code of the row; empty where the question has none. */
  row: string;
  rowText: Wording | null;
  /** All words that were asked, as one string: waves compare where it is the same, whatever number a question has. */
  wording: string;
}

/** A number from everybody who answered. */
export interface AskedMean extends Asked {
  kind: 'mean';
  ends: { low: number; high: number };
  /** Steps of a scale from its lowest; null where any number may be said. */
  nSteps: number | null;
  valueOf(said: Answers): number | null;
}

/** One or several options from everybody who answered. */
export interface AskedChoice extends Asked {
  kind: 'choice';
  options: readonly Choice[];
  isMany: boolean;
  picksOf(said: Answers): readonly string[] | null;
}

export type AskedRow = AskedMean | AskedChoice;

/** Where a row stands in its own questionnaire. */
export const placeOf = ({ question, row }: Pick<Asked, 'question' | 'row'>): string =>
  `${question.code}|${row}`;

/** What people say of themselves in one choice parts them: it is counted by the groups alone. */
export const isTrait = (question: Question): boolean =>
  question.kind === 'single' && traitOf(question) !== null;

export const egoChoices: readonly Choice[] = Object.entries(egoBands).map(([code, text]) => ({ code, text }));

/** In the order of asking. Texts and dates measure nothing that has a mean or a share. */
export const rowsIn = (questionnaire: Questionnaire): AskedRow[] =>
  questionsOf(questionnaire).flatMap(({ question, section }) =>
    isTrait(question) ? [] : rowsOf(question, section),
  );

function rowsOf(question: Question, section: Section): AskedRow[] {
  const { code } = question;
  const only = { question, section, row: '', rowText: null, wording: wordingOf(question, section) };
  const number = (low: number, high: number): AskedMean => ({
    ...only,
    kind: 'mean',
    ends: { low, high },
    nSteps: null,
    valueOf: ({ given }) => numberIn(given[code]),
  });
  switch (question.kind) {
    case 'single':
    case 'multiple':
      return [{ ...only, ...choiceOf(question) }];
    case 'matrix':
      return matrixRows(question, section);
    case 'ego':
      return question.rows.map((row) => ({ ...rowed(question, section, row), ...egoOf(code, row.code) }));
    case 'ranking':
      return rankingRows(question, section);
    case 'sum':
      return question.rows.map((row) => ({
        ...number(0, question.total),
        ...rowed(question, section, row),
        valueOf: ({ given }: Answers) => numberIn(partOf(given[code], row.code)),
      }));
    case 'zero-ten':
      return [{ ...number(0, 10), nSteps: 11 }];
    case 'slider':
    case 'number':
      return [number(question.min, question.max)];
    default:
      return [];
  }
}

const rowed = (question: Question, section: Section, { code, text }: Choice): Asked => ({
  question,
  section,
  row: code,
  rowText: text,
  wording: wordingOf(question, section, { code, text }),
});

function choiceOf({ kind, code, options }: QuestionOf<'single'> | QuestionOf<'multiple'>) {
  const picksOf = ({ given }: Answers): readonly string[] | null => {
    const answer = given[code];
    return typeof answer === 'string' ? [answer] : Array.isArray(answer) ? answer : null;
  };
  return { kind: 'choice' as const, options, isMany: kind === 'multiple', picksOf };
}

function egoOf(code: string, row: string) {
  const picksOf = ({ given }: Answers): readonly string[] | null => {
    const band = partOf(given[code], row);
    return band === null ? null : [String(band)];
  };
  return { kind: 'choice' as const, options: egoChoices, isMany: false, picksOf };
}

const matrixRows = (question: QuestionOf<'matrix'>, section: Section): AskedMean[] =>
  question.rows.map((row) => ({
    ...rowed(question, section, row),
    kind: 'mean',
    ends: { low: 1, high: question.columns.length },
    nSteps: question.columns.length,
    valueOf: ({ given }) => {
      const picked = partOf(given[question.code], row.code);
      const at = question.columns.findIndex(({ code }) => code === String(picked));
      return at < 0 ? null : at + 1;
    },
  }));

/** Mean places; what was left out of a list stands in the middle of the places that were left. */
const rankingRows = (question: QuestionOf<'ranking'>, section: Section): AskedMean[] =>
  question.options.map((option) => ({
    ...rowed(question, section, option),
    kind: 'mean',
    ends: { low: 1, high: question.options.length },
    nSteps: question.options.length,
    valueOf: ({ given }) => {
      const list = given[question.code];
      if (!Array.isArray(list)) return null;
      const at = list.indexOf(option.code);
      return at < 0 ? (list.length + 1 + question.options.length) / 2 : at + 1;
    },
  }));

export const numberIn = (answer: unknown): number | null => (typeof answer === 'number' ? answer : null);

const partOf = (answer: Answer | undefined, row: string): string | number | null =>
  typeof answer === 'object' && !Array.isArray(answer) ? (answer[row] ?? null) : null;

/** Everything that people read before they answered; who was asked belongs to it. */
function wordingOf(question: Question, section: Section, row?: Choice): string {
  const { kind, text, showIf } = question;
  const words = (list: readonly Choice[]) => list.map((one) => one.text);
  const among = 'options' in question ? words(question.options) : null;
  const columns = question.kind === 'matrix' ? words(question.columns) : null;
  const shares = question.kind === 'sum' ? { rows: words(question.rows), total: question.total } : null;
  const range = 'min' in question ? [question.min, question.max] : null;
  const unit = question.kind === 'number' ? question.unit : null;
  const rest = {
    among,
    columns,
    shares,
    range,
    unit,
    top: question.kind === 'ranking' ? question.top : null,
  };
  return canonicalJson({ kind, text, row: row?.text ?? null, showIf: [section.showIf, showIf], ...rest });
}
