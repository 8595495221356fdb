import { dimensionOf, smallestCell, type Cell, type Dimension, type RosterLine } from './cell.rules.ts';
import type { Question, Questionnaire, Remark } from './questionnaire.contract.ts';
import { traits } from './questionnaire.contract.ts';
import { questionsOf } from './questionnaire.rules.ts';
import { asksName, guessTrait } from './trait.rules.ts';
import { lengthAdvice, wordingAdvice } from './wording.rules.ts';

export type { RosterLine } from './cell.rules.ts';

/** Fewest people that a combination of answers may describe. */
export const fewestInCell = 5;

/**
 * What makes a questionnaire identify people, and advice on its wording. The stratum rides in the key; one particular
 * about oneself may stand beside it, uncrossed. A second one is counted crossed with the first and with the stratum,
 * since they stand in one row. `crossing`: the report will cross the first one with the stratum too.
 */
export function remarksOn(
  questionnaire: Questionnaire,
  roster: readonly RosterLine[],
  options: { crossing?: boolean } = {},
): Remark[] {
  const questions = questionsOf(questionnaire).map(({ question }) => question);
  const typed = questions.filter((one) => one.kind !== 'short-text' && one.kind !== 'long-text');
  const dimensions = typed.flatMap((question) => dimensionOf(question, roster) ?? []);
  return [
    ...questions.flatMap(directRemarks),
    ...combinationRemarks(dimensions, roster, options.crossing ?? false),
    ...questions.flatMap(guessRemarks),
    ...questions.flatMap(wordingAdvice),
    ...lengthAdvice(questionnaire),
  ];
}

function directRemarks(question: Question): Remark[] {
  const refuse = (rule: Remark['rule'], zh: string, en: string): Remark[] => [
    { weight: 'refuse', rule, questions: [question.code], cell: null, sentence: { zh, en } },
  ];
  if (asksName(question))
    return refuse(
      'names-person',
      '这一题直接问是谁，匿名调查不能问。',
      'This asks who one is; an anonymous survey cannot.',
    );
  const free = question.kind === 'short-text' || question.kind === 'long-text';
  // Long answers are opinions that may name one's section; there a guess is advice alone.
  const trait = question.trait ?? (question.kind === 'long-text' ? null : guessTrait(question));
  return free && trait && trait !== 'nothing'
    ? refuse(
        'free-text-trait',
        `用自由填写来问“${traits[trait].zh}”，每种写法都可能只有一个人。请改成选项。`,
        `It asks for “${traits[trait].en}” in free text, where each wording may be one person’s. Offer options.`,
      )
    : [];
}

/** Up to this size every set of particulars is asked; beyond it, see `largerSet`. */
const allUpTo = 3;

interface Combination {
  dimensions: readonly Dimension[];
  /** Null where the roster is empty. */
  cell: Cell | null;
}

/** Smallest sets of questions that would describe fewer than five people. */
function combinationRemarks(
  dimensions: readonly Dimension[],
  roster: readonly RosterLine[],
  crossing: boolean,
): Remark[] {
  const found: Combination[] = [];
  const ask = (some: readonly Dimension[]): Combination | null => {
    const cell = smallestCell(roster, some, crossing || some.length > 1);
    const small = cell === null ? some.length > 1 : cell.n < fewestInCell;
    return small ? { dimensions: some, cell } : null;
  };
  for (const some of subsets(dimensions, allUpTo)) {
    const combination = holdsAny(some, found) ? null : ask(some);
    if (combination) found.push(combination);
  }
  for (const first of dimensions) {
    const combination = largerSet(withoutFound(first, dimensions, found), ask);
    if (combination) found.push(combination);
  }
  const refused = found.map(({ dimensions: of, cell }) =>
    identifies(
      of.map(({ question }) => question.code),
      cell,
    ),
  );
  return crossing ? refused : [...refused, ...crossRemarks(dimensions, roster, refused)];
}

const holdsAny = (some: readonly Dimension[], found: readonly Combination[]): boolean =>
  found.some(({ dimensions }) => dimensions.every((one) => some.includes(one)));

/** As many particulars as there may be beside the first one without any set that was found before. */
const withoutFound = (
  first: Dimension,
  dimensions: readonly Dimension[],
  found: readonly Combination[],
): readonly Dimension[] =>
  dimensions.reduce<readonly Dimension[]>(
    (some, one) => (some.includes(one) || holdsAny([...some, one], found) ? some : [...some, one]),
    holdsAny([first], found) ? [] : [first],
  );

/**
 * A smallest set among many that identifies, by leaving out one after another: as many questions to the roster as
 * particulars, where all sets would be exponentially many. More particulars make no group larger, so as long as
 * nothing was found before, the whole tells whether anything is to be found; after a find others may still hide, which
 * show when the questionnaire is looked at again without it.
 */
function largerSet(
  among: readonly Dimension[],
  ask: (some: readonly Dimension[]) => Combination | null,
): Combination | null {
  if (among.length <= allUpTo) return null;
  return among.reduce<Combination | null>((least, one) => {
    if (least === null || least.dimensions.length <= allUpTo) return least;
    return ask(least.dimensions.filter((other) => other !== one)) ?? least;
  }, ask(among));
}

/** All sets of one to `most` members, the small ones first. */
function subsets<T>(of: readonly T[], most: number): T[][] {
  const sets: T[][][] = [[[]]];
  for (let size = 1; size <= Math.min(most, of.length); size++)
    sets.push(
      sets[size - 1]!.flatMap((set) => of.slice(of.indexOf(set.at(-1)!) + 1).map((one) => [...set, one])),
    );
  return sets.slice(1).flat();
}

function identifies(codes: string[], cell: Cell | null): Remark {
  const which = codes.join('、');
  return {
    weight: 'refuse',
    rule: 'identifies',
    questions: codes,
    cell,
    sentence: cell
      ? {
          zh: `${which} ${codes.length > 1 ? '合在一起' : ''}会认出个人：最小的一组“${cell.label}”${cell.counted ? '只有' : '估计只有'} ${cell.n} 人，不到 ${fewestInCell} 人。请合并选项或删去一题。`,
          en: `${codes.join(', ')} would identify people: the smallest group, “${cell.label}”, holds ${cell.counted ? '' : 'an estimated '}${cell.n}, fewer than ${fewestInCell}. Merge options or drop a question.`,
        }
      : {
          zh: `${which} 合在一起可能认出个人；花名册是空的，估不出最小的一组。`,
          en: `${codes.join(', ')} together may identify people; the roster is empty, so the smallest group cannot be told.`,
        },
  };
}

/** The one particular that may be asked: said beforehand that it will not be shown within strata. */
function crossRemarks(
  dimensions: readonly Dimension[],
  roster: readonly RosterLine[],
  refused: readonly Remark[],
): Remark[] {
  const bad = new Set(refused.flatMap(({ questions }) => questions));
  return dimensions.flatMap((dimension) => {
    const { code } = dimension.question;
    const cell = bad.has(code) ? null : smallestCell(roster, [dimension], true);
    if (!cell || cell.n >= fewestInCell) return [];
    return [
      {
        weight: 'advise' as const,
        rule: 'crosses-stratum' as const,
        questions: [code],
        cell,
        sentence: {
          zh: `${code} 的结果只按全局给出，不与分组交叉：“${cell.label}”${cell.counted ? '只有' : '估计只有'} ${cell.n} 人。`,
          en: `${code} will be shown for the whole bureau only, never within strata: “${cell.label}” holds ${cell.counted ? '' : 'an estimated '}${cell.n}.`,
        },
      },
    ];
  });
}

/** What the wording suggests: checked as such where nothing is said, told to the second person where it is denied. */
function guessRemarks(question: Question): Remark[] {
  const guess = guessTrait(question);
  if (!guess || (question.trait !== null && question.trait !== 'nothing')) return [];
  const [{ zh, en }, { zh: none, en: noneEn }] = [traits[guess], traits.nothing];
  const denied = question.trait === 'nothing';
  return [
    {
      weight: 'advise',
      rule: denied ? 'trait-denied' : 'trait-guessed',
      questions: [question.code],
      cell: null,
      sentence: denied
        ? {
            zh: `看题面像是问“${zh}”，却标成了“${none}”，没有按能认出人的题检查。审核的人请核对。`,
            en: `Its wording suggests it asks for “${en}”, but it is marked “${noneEn}” and was not checked as such. Whoever checks, look at it.`,
          }
        : {
            zh: `看题面像是问“${zh}”，已按此检查。不是的话，请标为“${none}”。`,
            en: `Its wording suggests it asks for “${en}”, and it was checked as such. If not, mark it “${noneEn}”.`,
          },
    },
  ];
}
