/** Distribution, mean and change of every question over the whole bureau. */
import { meanFigure, summaryOf, type Figure as Exact } from '#engines/reliability/index.ts';
import { ratingOf } from '#engines/suppression/index.ts';
import type { Question, QuestionOf, Wording } from './questionnaire.contract.ts';
import { questionsOf } from './questionnaire.rules.ts';
import { alikeFrom, protectChoice, type Divided, type Division } from './protect-choice.rules.ts';
import { isTrait, rowsIn, type AskedChoice, type AskedMean, type AskedRow } from './result-asked.rules.ts';
import {
  binAt,
  monthBins,
  monthOf,
  monthWords,
  numberBins,
  numberWords,
  type Bin,
} from './result-bin.rules.ts';
import type { AnsweredQuestion, AnsweredRow, Figure } from './result.contract.ts';
import type { MeasureInput, Opened } from './result-input.rules.ts';
import { measurePlaces } from './result-place.rules.ts';
import { digitsWithin, percentOf, written, writtenMean } from './result-round.rules.ts';
import { changesSince, type Remembered } from './result-since.rules.ts';
import type { Shelf } from './shelf.rules.ts';

export interface Counting {
  input: MeasureInput;
  shelf: Shelf;
  /** What the next wave compares with, by place; filled as rows are counted. */
  remembered: Remembered;
}

export type Bare = Pick<AnsweredRow, 'nAnswered' | 'shares' | 'mean' | 'band'>;

/** Free texts are not here: they come from another box and are never laid beside ratings. */
export function countQuestions(counting: Counting): AnsweredQuestion[] {
  const { questionnaire, answers } = counting.input;
  const rows = Map.groupBy(rowsIn(questionnaire), ({ question }) => question.code);
  return questionsOf(questionnaire)
    .filter(({ question }) => !question.kind.endsWith('-text') && !isTrait(question))
    .map(({ question, section }) => ({
      code: question.code,
      section: section.title,
      kind: question.kind,
      text: question.text,
      declined: percentOf(declinedBy(answers, question.code), Math.max(1, answers.length)),
      rows: answeredRows(question, rows.get(question.code) ?? [], counting),
    }));
}

const declinedBy = (answers: readonly Opened[], code: string): number =>
  answers.filter(({ said }) => said.declined.includes(code)).length;

function answeredRows(question: Question, rows: readonly AskedRow[], counting: Counting): AnsweredRow[] {
  if (question.kind === 'date') return [dayRow(question, counting)];
  const places = question.kind === 'ranking' ? measurePlaces(rows as AskedMean[], counting) : null;
  return rows.map((row, at) => {
    const { bare, figures } =
      row.kind === 'choice' ? choiceRow(row, counting) : (places?.[at] ?? meanRow(row, counting));
    const { item = null } =
      question.kind === 'matrix' ? question.rows.find(({ code }) => code === row.row)! : {};
    return { code: row.row, text: row.rowText, item, ...bare, ...changesSince(row, figures, counting) };
  });
}

/** No code begins with ~, so that no table of another kind has the same keys. */
const scopeOf = ({ survey }: MeasureInput, { question, row }: Pick<AskedRow, 'question' | 'row'>): string =>
  `${survey.id}|~said.${question.code}.${row}`;

/** The ways in which a choice divides people: by its options, or of several choices each by yes and no. */
export function divisionsOf(asked: AskedChoice, input: MeasureInput): Division[] {
  const [scope, { k }] = [scopeOf(input, asked), input];
  if (!asked.isMany) {
    const levels = asked.options.map(({ code }) => code);
    return [{ scope, name: '~option', levels, levelOf: ({ said }) => asked.picksOf(said)?.[0] ?? null, k }];
  }
  return asked.options.map(({ code }) => ({
    scope,
    name: `~option.${code}`,
    levels: ['yes', 'no'],
    bands: ['yes'],
    levelOf: ({ said }) => {
      const picks = asked.picksOf(said);
      return picks && (picks.includes(code) ? 'yes' : 'no');
    },
    k,
  }));
}

/** Of each option: how many chose it, whether that is told, whether (nearly) all did. */
export const optionsIn = (asked: AskedChoice, divided: readonly Divided[], levels: readonly string[]) =>
  asked.options.map(({ code }, at) => {
    const { counts, hidden, alike } = asked.isMany ? divided[at]! : divided[0]!;
    const place = asked.isMany ? 0 : at;
    const isHidden = hidden.has(asked.isMany ? 'yes' : levels[at]!);
    return { code, n: counts[place]!, isHidden, isAlike: alike === place };
  });

function choiceRow(asked: AskedChoice, { input, shelf }: Counting) {
  const divisions = divisionsOf(asked, input);
  const divided = divisions.map((division) => protectChoice(shelf, division, input.answers));
  const nAnswered = input.answers.filter(({ said }) => asked.picksOf(said) !== null).length;
  const options = optionsIn(asked, divided, divisions[0]!.levels);
  const alike = asked.isMany ? -1 : options.findIndex(({ isAlike }) => isAlike);
  const bare: Bare = {
    nAnswered,
    shares: asked.options.map(({ code, text }, at) => ({
      code,
      text,
      percent: options[at]!.isHidden ? null : percentOf(options[at]!.n, nAnswered),
      alike: options[at]!.isAlike,
    })),
    mean: null,
    band: alike < 0 ? null : { option: alike + 1, atLeast: alikeFrom },
  };
  const figures = options.map(({ n, isHidden }) =>
    isHidden || nAnswered === 0 ? null : { n: nAnswered, mean: n / nAnswered, sd: 0 },
  );
  return { bare, figures };
}

function meanRow(asked: AskedMean, counting: Counting) {
  const values = counting.input.answers.flatMap(({ said }) => asked.valueOf(said) ?? []);
  return asked.nSteps === null ? numberRow(asked, values, counting) : scoredRow(asked, values, counting);
}

/** Options from low to high: distribution and mean, a band where nearly all sit at one end. */
function scoredRow(asked: AskedMean, values: readonly number[], { input: { k } }: Counting) {
  const steps = stepsOf(asked);
  const counts = steps.map((_, at) => values.filter((value) => value - asked.ends.low === at).length);
  const rating = ratingOf(counts, false, { k });
  const isShown = rating.kind === 'shown';
  const summary = isShown ? summaryOf(values) : null;
  const bare: Bare = {
    nAnswered: values.length,
    shares: steps.map((step, at) => ({
      ...step,
      percent: isShown ? rating.shares[at]! : null,
      alike: false,
    })),
    mean: summary && writtenMean(meanFigure(summary), summary.n),
    band: rating.kind === 'band' ? { option: rating.option + 1, atLeast: rating.atLeast } : null,
  };
  return { bare, figures: [summary] };
}

function stepsOf({ question, ends, nSteps }: AskedMean): { code: string; text: Wording }[] {
  if (question.kind === 'matrix') return question.columns.map(({ code, text }) => ({ code, text }));
  return Array.from({ length: nSteps! }, (_, at) => {
    const step = String(ends.low + at);
    return { code: step, text: { zh: step, en: step } };
  });
}

/** Numbers: the mean, and few bins; neither where nearly all said the same. */
function numberRow(asked: AskedMean, values: readonly number[], counting: Counting) {
  const { question } = asked;
  const { k } = counting.input;
  const isWhole = question.kind === 'sum' || (question.kind === 'number' && question.whole);
  const least = question.kind === 'slider' ? question.step : isWhole ? 1 : 0;
  const bins = numberBins(values, k, least);
  const unit = question.kind === 'number' ? question.unit : null;
  const words = bins.map((bin) => numberWords(bin, isWhole ? 1 : 0, unit));
  const summary = summaryOf(values);
  const isTold = summary !== null && summary.n >= k && summary.sd > 0 && !isOneNumber(values);
  const bare: Bare = {
    nAnswered: values.length,
    shares: binShares(asked, { bins, words, valueOf: ({ said }) => asked.valueOf(said) }, counting),
    mean: isTold ? withinEnds(meanFigure(summary), summary.n, asked.ends) : null,
    band: null,
  };
  return { bare, figures: [isTold ? summary : null] };
}

const withinEnds = (figure: Exact, n: number, ends: AskedMean['ends']): Figure =>
  written(figure, digitsWithin(n, figure, ends));

/** Whether (nearly) all said one number: then their mean is everybody's answer. */
export function isOneNumber(values: readonly number[]): boolean {
  const groups = Map.groupBy(values, (value) => value);
  return values.length > 0 && [...groups.values()].some((one) => one.length >= alikeFrom * values.length);
}

/** Days by month or year; a mean day says nothing that the bins do not. */
function dayRow(question: QuestionOf<'date'>, counting: Counting): AnsweredRow {
  const dayOf = ({ said }: Opened): number | null => {
    const answer = said.given[question.code];
    return typeof answer === 'string' ? monthOf(answer) : null;
  };
  const months = counting.input.answers.flatMap((answer) => dayOf(answer) ?? []);
  const bins = monthBins(months, counting.input.k);
  return {
    code: '',
    text: null,
    item: null,
    nAnswered: months.length,
    shares: binShares({ question, row: '' }, { bins, words: bins.map(monthWords), valueOf: dayOf }, counting),
    mean: null,
    band: null,
    changes: [],
    whyNoChange: 'no-figure',
  };
}

interface Binned {
  bins: readonly Bin[];
  words: readonly Wording[];
  valueOf(answer: Opened): number | null;
}

function binShares(
  { question, row }: Pick<AskedRow, 'question' | 'row'>,
  { bins, words, valueOf }: Binned,
  { input, shelf }: Counting,
): Bare['shares'] {
  if (bins.length === 0) return [];
  const levels = bins.map((_, at) => `b${at}`);
  const levelOf = (answer: Opened): string | null => {
    const value = valueOf(answer);
    return value === null ? null : levels[binAt(bins, value)]!;
  };
  const scope = scopeOf(input, { question, row });
  const division: Division = { scope, name: '~bin', levels, levelOf, k: input.k };
  const { counts, hidden, alike } = protectChoice(shelf, division, input.answers);
  const people = counts.reduce((sum, count) => sum + count, 0);
  return levels.map((code, at) => ({
    code,
    text: words[at]!,
    percent: hidden.has(code) ? null : percentOf(counts[at]!, people),
    alike: alike === at,
  }));
}
