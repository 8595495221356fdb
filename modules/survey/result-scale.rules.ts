/** Scales over the whole bureau: mean, reliability, and the change since the wave before. */
import {
  alpha,
  changeBounds,
  changeFigure,
  meanBounds,
  meanFigure,
  omega,
  summaryOf,
  type Summary,
} from '#engines/reliability/index.ts';
import { ratingOf } from '#engines/suppression/index.ts';
import type { Change, ScaleResult } from './result.contract.ts';
import type { MeasureInput } from './result-input.rules.ts';
import { digitsFor, roundTo, written } from './result-round.rules.ts';
import { itemScores, scaleScore, scalesIn, type AskedScale } from './scale.rules.ts';

/** The same words asked in the same way: only these are compared. */
export const versionKey = ({ code, version }: { code: string; version: number }): string =>
  `${code}@${version}`;

export const eligibleOf = ({ strata }: Pick<MeasureInput, 'strata'>): number =>
  strata.reduce((sum, { eligible }) => sum + eligible, 0);

/** Share of those asked who answered. */
export const rateOf = (input: Pick<MeasureInput, 'strata' | 'answers'>): number =>
  eligibleOf(input) === 0 ? 0 : Math.min(1, input.answers.length / eligibleOf(input));

/** People by score rounded to an option, lowest first. */
export function histogram(asked: AskedScale, scores: readonly number[]): number[] {
  const counts = asked.scale.columns.map(() => 0);
  for (const score of scores) counts[Math.round(score) - 1]!++;
  return counts;
}

export const scoresOf = (asked: AskedScale, { answers }: Pick<MeasureInput, 'answers'>): number[] =>
  answers.flatMap(({ said }) => scaleScore(asked, said) ?? []);

export const measureScales = (input: MeasureInput): ScaleResult[] =>
  scalesIn(input.questionnaire).flatMap((asked) => {
    const summary = summaryOf(scoresOf(asked, input));
    return summary && summary.n >= input.k ? [scaleResult(asked, summary, input)] : [];
  });

function scaleResult(asked: AskedScale, summary: Summary, input: MeasureInput): ScaleResult {
  const { scale } = asked;
  const mean = meanFigure(summary);
  const digits = digitsFor(summary.n, mean);
  const rating = ratingOf(histogram(asked, scoresOf(asked, input)), false, { k: input.k });
  const shown = rating.kind === 'shown';
  const items = input.answers.map(({ said }) => itemScores(asked, said));
  const ends = { low: 1, high: scale.columns.length };
  const bounds = meanBounds(summary, rateOf(input), ends);
  const compared = shown ? changeSince(asked, summary, input) : null;
  return {
    code: scale.code,
    version: scale.version,
    name: scale.name,
    about: scale.about,
    highIs: scale.highIs,
    nItems: asked.items.length,
    nPeople: summary.n,
    mean: shown ? written(mean, digits) : { value: null, low: null, high: null, untold: null },
    shares: shown ? rating.shares : null,
    band: rating.kind === 'band' ? { option: rating.option + 1, atLeast: rating.atLeast } : null,
    alpha: written(alpha(items), 2),
    omega: written(omega(items), 2),
    bounds: shown ? { low: roundTo(bounds.low, digits), high: roundTo(bounds.high, digits) } : ends,
    change: compared,
    whyNoChange: compared ? null : whyNoChange(asked, input, shown),
  };
}

function changeSince(asked: AskedScale, summary: Summary, input: MeasureInput): Change | null {
  const before = input.before?.memory.scales[versionKey(asked.scale)];
  if (!input.before || !before) return null;
  const { detectable, ...shift } = changeFigure(before, summary);
  const digits = digitsFor(Math.min(before.n, summary.n), shift);
  const figure = written(shift, digits);
  const ends = { low: 1, high: asked.scale.columns.length };
  const bounds = changeBounds(
    meanBounds(before, input.before.memory.rate, ends),
    meanBounds(summary, rateOf(input), ends),
  );
  return {
    ...figure,
    verdict: verdictOf(shift.low, shift.high),
    detectable: detectable === null ? null : roundTo(detectable, digits),
    before: roundTo(before.mean, digits),
    bounds: { low: roundTo(bounds.low, digits), high: roundTo(bounds.high, digits) },
  };
}

function verdictOf(low: number | null, high: number | null): Change['verdict'] {
  if (low !== null && low > 0) return 'up';
  return high !== null && high < 0 ? 'down' : 'cannot-tell';
}

function whyNoChange(
  asked: AskedScale,
  { before }: MeasureInput,
  shown: boolean,
): ScaleResult['whyNoChange'] {
  if (!shown)
    return { zh: '几乎所有人答得一样，只公布范围。', en: 'Nearly all said the same: a band alone.' };
  if (!before)
    return { zh: '这是第一次调查，还没有可比的。', en: 'The first survey: nothing to compare with.' };
  return {
    zh: `上一次没有用同一版的“${asked.scale.name.zh}”量表，不能比较。`,
    en: `The survey before did not use this version of “${asked.scale.name.en}”, so nothing compares.`,
  };
}

/** Unrounded, for the wave after. */
export const rememberScales = (input: MeasureInput): Record<string, Summary> =>
  Object.fromEntries(
    scalesIn(input.questionnaire).flatMap((asked) => {
      const scores = scoresOf(asked, input);
      const summary = summaryOf(scores);
      const alike = ratingOf(histogram(asked, scores), false, { k: input.k }).kind !== 'shown';
      return summary && !alike ? [[versionKey(asked.scale), summary]] : [];
    }),
  );
