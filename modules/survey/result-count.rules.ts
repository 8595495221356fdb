/** Distribution and mean of every question over the whole bureau. */
import { meanFigure, summaryOf } from '#engines/reliability/index.ts';
import { ratingOf } from '#engines/suppression/index.ts';
import { egoBands, type Question, type Wording } from './questionnaire.contract.ts';
import { questionsOf } from './questionnaire.rules.ts';
import type { AnsweredQuestion, AnsweredRow } from './result.contract.ts';
import type { MeasureInput, Opened } from './result-input.rules.ts';
import { traitOf } from './trait.rules.ts';
import { percentOf, writtenMean } from './result-round.rules.ts';

type Bare = Omit<AnsweredRow, 'code' | 'text' | 'item'>;
interface Choice {
  code: string;
  text: Wording;
}

/** Free texts are not here: they come from another box and are never laid beside ratings. */
export function countQuestions({ questionnaire, answers, k }: MeasureInput): AnsweredQuestion[] {
  return questionsOf(questionnaire)
    .filter(({ question }) => !question.kind.endsWith('-text') && !isTrait(question))
    .map(({ question, section }) => ({
      code: question.code,
      section: section.title,
      kind: question.kind,
      text: question.text,
      declined: percentOf(declinedBy(answers, question.code), Math.max(1, answers.length)),
      rows: rowsOf(question, answers, k),
    }));
}

/** What people say of themselves is counted by the groups alone, through the suppression of its table. */
export const isTrait = (question: Question): boolean =>
  question.kind === 'single' && traitOf(question) !== null;

const declinedBy = (answers: readonly Opened[], code: string): number =>
  answers.filter(({ said }) => said.declined.includes(code)).length;

const given = (answers: readonly Opened[], code: string): (string | number)[] =>
  answers.flatMap(({ said }) => {
    const answer = said.given[code];
    return typeof answer === 'string' || typeof answer === 'number' ? [answer] : [];
  });

/** Answers to a question as they stand; lists are not flattened. */
const givenLists = (answers: readonly Opened[], code: string): string[][] =>
  answers.flatMap(({ said }) => {
    const answer = said.given[code];
    return Array.isArray(answer) ? [answer] : [];
  });

const inRow = (answers: readonly Opened[], code: string, row: string): (string | number)[] =>
  answers.flatMap(({ said }) => {
    const answer = said.given[code];
    const one = typeof answer === 'object' && !Array.isArray(answer) ? answer[row] : undefined;
    return one === undefined ? [] : [one];
  });

function rowsOf(question: Question, answers: readonly Opened[], k: number): AnsweredRow[] {
  const { code } = question;
  const only = (bare: Bare): AnsweredRow[] => [{ code: '', text: null, item: null, ...bare }];
  switch (question.kind) {
    case 'single':
      return only(
        choicesRow(
          question.options,
          given(answers, code).map((one) => [String(one)]),
          k,
        ),
      );
    case 'multiple':
      return only(choicesRow(question.options, givenLists(answers, code), k));
    case 'ranking':
      return only(
        choicesRow(
          question.options,
          givenLists(answers, code).map((list) => list.slice(0, 1)),
          k,
        ),
      );
    case 'matrix':
      return question.rows.map((row) => ({
        code: row.code,
        text: row.text,
        item: row.item,
        ...scoredRow(question.columns, inRow(answers, code, row.code), k),
      }));
    case 'ego':
      return question.rows.map((row) => ({
        code: row.code,
        text: row.text,
        item: null,
        ...choicesRow(
          egoChoices,
          inRow(answers, code, row.code).map((one) => [String(one)]),
          k,
        ),
      }));
    case 'zero-ten':
      return only(scoredRow(zeroToTen, given(answers, code).map(String), k, 0));
    case 'sum':
      return question.rows.map((row) => ({
        code: row.code,
        text: row.text,
        item: null,
        ...numberRow(inRow(answers, code, row.code).map(Number), k),
      }));
    case 'slider':
    case 'number':
      return only(numberRow(given(answers, code).map(Number), k));
    default:
      return only(numberRow([], k, given(answers, code).length));
  }
}

const egoChoices: Choice[] = Object.entries(egoBands).map(([code, text]) => ({ code, text }));
const zeroToTen: Choice[] = Array.from({ length: 11 }, (_, at) => ({
  code: String(at),
  text: { zh: String(at), en: String(at) },
}));

function choicesRow(options: readonly Choice[], picked: readonly (readonly string[])[], k: number): Bare {
  const n = picked.length;
  return {
    nAnswered: n,
    shares: options.map(({ code, text }) => ({
      code,
      text,
      percent: n < k ? null : percentOf(picked.filter((list) => list.includes(code)).length, n),
    })),
    mean: null,
    band: null,
  };
}

/** Options from low to high: distribution and mean, a band where nearly all sit at one end. `first`: score of the first. */
function scoredRow(
  options: readonly Choice[],
  picked: readonly (string | number)[],
  k: number,
  first = 1,
): Bare {
  const places = picked.map((one) => options.findIndex(({ code }) => code === String(one)));
  const counts = options.map((_, at) => places.filter((place) => place === at).length);
  const rating = ratingOf(counts, false, { k });
  const summary = summaryOf(places.map((place) => place + first));
  return {
    nAnswered: places.length,
    shares: options.map(({ code, text }, at) => ({
      code,
      text,
      percent: rating.kind === 'shown' ? rating.shares[at]! : null,
    })),
    mean: rating.kind === 'shown' && summary ? writtenMean(meanFigure(summary), summary.n) : null,
    band: rating.kind === 'band' ? { option: rating.option + 1, atLeast: rating.atLeast } : null,
  };
}

function numberRow(values: readonly number[], k: number, nAnswered = values.length): Bare {
  const summary = summaryOf(values);
  const shown = summary !== null && summary.n >= k && summary.sd > 0;
  return {
    nAnswered,
    shares: [],
    mean: shown ? writtenMean(meanFigure(summary), summary.n) : null,
    band: null,
  };
}
