/** Rankings: the mean place of each option, and how many gave it the first places. */
import { meanFigure, summaryOf, type Summary } from '#engines/reliability/index.ts';
import { crossTable, keyOf, type Cell } from '#engines/suppression/index.ts';
import { alikeFrom } from './protect-choice.rules.ts';
import type { QuestionOf, Wording } from './questionnaire.contract.ts';
import type { AskedMean } from './result-asked.rules.ts';
import type { Bare, Counting } from './result-count.rules.ts';
import { percentOf, writtenMean } from './result-round.rules.ts';
import { shelveHidden } from './shelf.rules.ts';

/** Places told one by one; behind them is everything later or left out. */
const firstPlaces = 3;

const placeWords = (at: number): Wording => ({ zh: `第 ${at + 1} 位`, en: `place ${at + 1}` });
const laterWords: Wording = { zh: '更后或没选', en: 'later or not chosen' };

interface Ranked {
  nAnswered: number;
  words: readonly Wording[];
  /** People by option and place. */
  counts: readonly (readonly number[])[];
  /** The place that (nearly) all gave an option; null where there is none. */
  alike: readonly (number | null)[];
  isHidden(option: number, place: number): boolean;
  /** Whether a mean beside the places that are told would give the hidden ones. */
  tiesMean: boolean;
}

/** Rows of one ranking, in the order of its options. */
export function measurePlaces(rows: readonly AskedMean[], counting: Counting) {
  const { answers, k } = counting.input;
  const ranked = rank(rows[0]!.question as QuestionOf<'ranking'>, counting);
  return rows.map((row, at) => {
    const isOpen = ranked.words.every((_, place) => !ranked.isHidden(at, place));
    const isTold = ranked.nAnswered >= k && ranked.alike[at] === null && (isOpen || !ranked.tiesMean);
    const summary = isTold ? summaryOf(answers.flatMap(({ said }) => row.valueOf(said) ?? [])) : null;
    return { bare: bareOf(ranked, at, { summary, k }), figures: [summary] };
  });
}

function bareOf(ranked: Ranked, at: number, { summary, k }: { summary: Summary | null; k: number }): Bare {
  const { nAnswered, words, counts, isHidden } = ranked;
  const alike = nAnswered >= k ? ranked.alike[at]! : null;
  return {
    nAnswered,
    shares: words.map((text, place) => ({
      code: `p${place + 1}`,
      text,
      percent: isHidden(at, place) ? null : percentOf(counts[at]![place]!, nAnswered),
      alike: false,
    })),
    mean: summary && writtenMean(meanFigure(summary), summary.n),
    band: alike === null ? null : { option: alike + 1, atLeast: alikeFrom },
  };
}

function rank(question: QuestionOf<'ranking'>, { input, shelf }: Counting): Ranked {
  const lists = input.answers.flatMap(({ said }) => {
    const answer = said.given[question.code];
    return Array.isArray(answer) ? [answer] : [];
  });
  const nOptions = question.options.length;
  const nTold = Math.min(firstPlaces, question.top ?? nOptions, nOptions);
  const words = [
    ...Array.from({ length: nTold }, (_, at) => placeWords(at)),
    ...(nTold < nOptions ? [laterWords] : []),
  ];
  const counts = question.options.map(({ code }) => placesOf(code, lists, words.length, nTold));
  const alikeIn = (list: readonly number[]): number | null => {
    const at = list.findIndex((n) => n > 0 && n >= alikeFrom * lists.length);
    return at < 0 ? null : at;
  };
  const alike = counts.map(alikeIn);
  const hidden = protectPlaces({
    counts,
    alike,
    scope: `${input.survey.id}|~places.${question.code}`,
    k: input.k,
    shelf,
  });
  const few = lists.length < input.k;
  const isHidden = (option: number, place: number) =>
    few || hidden === null || hidden.has(`${option} ${place}`);
  return { nAnswered: lists.length, words, counts, alike, isHidden, tiesMean: nOptions - nTold < 2 };
}

function placesOf(code: string, lists: readonly string[][], nWords: number, nTold: number): number[] {
  const counts = Array.from({ length: nWords }, () => 0);
  for (const list of lists) {
    const at = list.indexOf(code);
    counts[at < 0 || at >= nTold ? nWords - 1 : at]!++;
  }
  return counts;
}

interface Places {
  counts: readonly (readonly number[])[];
  alike: readonly (number | null)[];
  scope: string;
  k: number;
  shelf: Counting['shelf'];
}

/** `option place` of what is hidden: options × places with both margins, since each place is given once by everybody. */
function protectPlaces({ counts, alike, scope, k, shelf }: Places): ReadonlySet<string> | null {
  const levels = (n: number) => Array.from({ length: n }, (_, at) => ({ key: String(at) }));
  const dimensions = [
    { name: '~option', levels: levels(counts.length) },
    { name: '~place', levels: levels(counts[0]!.length) },
  ];
  const bare = crossTable(scope, dimensions, ([option, place]) => counts[Number(option)]![Number(place)]!);
  const at = new Map(
    counts.flatMap((list, option) =>
      list.map((_, place) => [
        keyOf(scope, { '~option': String(option), '~place': String(place) }),
        { option, place },
      ]),
    ),
  );
  const cells = bare.cells.map((cell): Cell => {
    const where = at.get(cell.key);
    return where && alike[where.option] !== null ? { ...cell, withhold: 'alike' } : cell;
  });
  const found = shelveHidden(shelf, { ...bare, name: `${scope}|places`, cells }, k);
  return (
    found &&
    new Set([...at].flatMap(([key, { option, place }]) => (found.has(key) ? [`${option} ${place}`] : [])))
  );
}
