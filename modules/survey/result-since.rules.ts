/** The change of single questions since the wave before, found again by their words. */
import {
  changeBounds,
  changeFigure,
  meanBounds,
  shareChange,
  type Shift,
  type Summary,
} from '#engines/reliability/index.ts';
import type { AnsweredRow, Change, RowChange } from './result.contract.ts';
import { placeOf, type AskedRow } from './result-asked.rules.ts';
import type { MeasureInput, RememberedRow } from './result-input.rules.ts';
import { digitsWithin, roundTo, written } from './result-round.rules.ts';

/** By place in the questionnaire; filled as rows are counted. */
export type Remembered = Record<string, RememberedRow>;

interface Since {
  input: MeasureInput;
  remembered: Remembered;
}

type Changes = Pick<AnsweredRow, 'changes' | 'whyNoChange'>;

/** `figures`: of the mean, or of each option in order; null where it is not told. */
export function changesSince(
  asked: AskedRow,
  figures: readonly (Summary | null)[],
  { input, remembered }: Since,
): Changes {
  const rate = shareHeard(asked, figures, input);
  remembered[placeOf(asked)] = { wording: asked.wording, figures: [...figures], rate };
  if (!input.before) return { changes: [], whyNoChange: 'first' };
  const then = findBefore(asked, input);
  if (!then) return { changes: [], whyNoChange: whyNotFound(asked, input) };
  const changes = figures.flatMap((now, at) => {
    const was = then.row.figures[at];
    return now && was ? [changeOf(asked, at, { was, now, rates: [then.row.rate, rate] })] : [];
  });
  return { changes, whyNoChange: changes.length === 0 ? 'hidden' : null };
}

/** The same words in the wave before: at the same place if they stand there, else wherever they stand. */
export function findBefore(
  asked: AskedRow,
  { before }: MeasureInput,
): { place: string; row: RememberedRow } | null {
  const rows = before?.memory.rows ?? {};
  const place = placeOf(asked);
  if (rows[place]?.wording === asked.wording) return { place, row: rows[place] };
  const found = Object.entries(rows).find(([, { wording }]) => wording === asked.wording);
  return found ? { place: found[0], row: found[1] } : null;
}

export const whyNotFound = (asked: AskedRow, { before }: MeasureInput): 'wording' | 'not-asked' =>
  before?.memory.rows?.[placeOf(asked)] ? 'wording' : 'not-asked';

/**
 * Share of all asked whose answer is known: of a question for everybody those who declined are silent too; whom a
 * question for some was not put to is not known, so there only the silence in the survey counts.
 */
function shareHeard(asked: AskedRow, figures: readonly (Summary | null)[], input: MeasureInput): number {
  const eligible = input.strata.reduce((sum, one) => sum + one.eligible, 0);
  const isForAll = asked.question.showIf === null && asked.section.showIf === null;
  const n = figures.find((one) => one !== null)?.n ?? 0;
  return eligible === 0 ? 0 : Math.min(1, (isForAll ? n : input.answers.length) / eligible);
}

interface Two {
  was: Summary;
  now: Summary;
  rates: readonly [number, number];
}

function changeOf(asked: AskedRow, at: number, { was, now, rates }: Two): RowChange {
  const isShare = asked.kind === 'choice';
  const shift = isShare ? inPoints(shareChange(was, now)) : changeFigure(was, now);
  const digits = isShare ? 0 : digitsWithin(Math.min(was.n, now.n), shift, asked.ends);
  const by = isShare ? 100 : 1;
  const ends = isShare ? { low: 0, high: 1 } : asked.ends;
  const bounds = changeBounds(meanBounds(was, rates[0], ends), meanBounds(now, rates[1], ends));
  const figure = written(shift, digits);
  return {
    option: isShare ? asked.options[at]!.code : '',
    ...figure,
    // Of the figure as it is written: no “fell” beside an interval that ends in 0.
    verdict: verdictOf(figure),
    detectable: shift.detectable === null ? null : roundTo(shift.detectable, digits),
    before: roundTo(by * was.mean, digits),
    bounds: { low: roundTo(by * bounds.low, digits), high: roundTo(by * bounds.high, digits) },
  };
}

/** Percentage points. */
function inPoints({ value, low, high, detectable, ...rest }: Shift): Shift {
  const points = (share: number | null): number | null => (share === null ? null : 100 * share);
  return {
    ...rest,
    value: points(value),
    low: points(low),
    high: points(high),
    detectable: points(detectable),
  };
}

function verdictOf({ low, high }: Pick<Shift, 'low' | 'high'>): Change['verdict'] {
  if (low !== null && low > 0) return 'up';
  return high !== null && high < 0 ? 'down' : 'cannot-tell';
}
