/** From what the ledger counted to an answer: units as shown, small groups protected, "cannot tell" with its reason. */
import { daysBetween, type Saying } from '#platform/contract/index.ts';
import { fenPerWanYuan, type UnitOfMeasure } from '#platform/contract/measure.ts';
import type { Answer, Judgment } from './indicator.contract.ts';
import type { Direction, IndicatorContent, Question } from './question.contract.ts';
import { partsOf, type Span } from './question.rules.ts';

export const fewestPeople = 5;

/** What the ledger gave for one part. `nPeople`: different people behind it where it is about people, else null. */
export interface Counted {
  value: number | null;
  nFacts: number;
  nPeople: number | null;
  /** The same of the whole bureau, where the part asks about some units. */
  nPeopleOfAll: number | null;
}

export const answerWords = {
  nothing: { zh: '这段时间里没有一条符合的记录。', en: 'No record of these days matches.' },
  noValue: { zh: '记录里没有这个数。', en: 'The records hold no such number.' },
  few: {
    zh: '不足 5 人（或者余下的不足 5 人），为保护个人不显示。',
    en: 'Fewer than five people, here or in the rest: not shown, to protect them.',
  },
  noBase: { zh: '分母为零，算不出百分比。', en: 'The denominator is zero; there is no percentage.' },
  notJudged: { zh: '还没有人判断。', en: 'Nobody has judged it yet.' },
  neverRecorded: {
    zh: '注意：台账里从来没有过这种记录，这条规则现在什么也查不到。',
    en: 'Mind: the ledger has never held such a record; this rule finds nothing at present.',
  },
  matchesNothing: {
    zh: '注意：有这种记录，但没有一条符合所写的条件。',
    en: 'Mind: there are such records, but none that meets the conditions as written.',
  },
  noAsker: {
    zh: '这个问法留着“任务”没有定：由方案里的任务来问才有答数。',
    en: 'This question leaves its task open: it has an answer when a measure of a plan asks it.',
  },
  soFar: {
    zh: '至今没有超过；到最后一天才算数。',
    en: 'Not exceeded so far; it counts on the last day.',
  },
} satisfies Record<string, Saying>;

const isFew = (n: number): boolean => n > 0 && n < fewestPeople;

/** Too few people in it, or in what is left of the bureau without it. */
export const isProtected = ({ nPeople, nPeopleOfAll }: Counted): boolean =>
  nPeople !== null && (isFew(nPeople) || (nPeopleOfAll !== null && isFew(nPeopleOfAll - nPeople)));

const round = (value: number, digits: number): number => Math.round(value * 10 ** digits) / 10 ** digits;

/** The number as people read it: fen become 万元, at most two decimals. */
export const shownValue = (value: number, unit: UnitOfMeasure): number =>
  round(unit === 'money' ? value / fenPerWanYuan : value, 2);

interface Plain {
  value: number | null;
  unit: UnitOfMeasure | null;
  numerator: number | null;
  denominator: number | null;
  cannotTell: Saying | null;
}

const empty = { value: null, unit: null, numerator: null, denominator: null, cannotTell: null };

function plainOf(question: Question, counted: readonly Counted[]): Plain {
  const parts = partsOf(question);
  const unit = question.aggregate === 'share' ? 'share' : (parts[0]?.unit ?? null);
  if (counted.some(isProtected)) return { ...empty, unit, cannotTell: answerWords.few };
  const values = parts.map((part, at) => {
    const { value } = counted[at]!;
    return value === null ? null : shownValue(value, part.unit);
  });
  if (question.aggregate !== 'share') {
    const value = values[0] ?? null;
    return { ...empty, unit, value, cannotTell: value === null ? answerWords.noValue : null };
  }
  const [numerator = null, denominator = null] = values;
  const people = counted.some(({ nPeople }) => nPeople !== null);
  if (people && numerator !== null && denominator !== null && isFew(denominator - numerator))
    return { ...empty, unit, cannotTell: answerWords.few };
  if (numerator === null || !denominator)
    return { ...empty, unit, numerator, denominator, cannotTell: answerWords.noBase };
  return { unit, value: round((numerator / denominator) * 100, 1), numerator, denominator, cannotTell: null };
}

/** Whether, and how far, a value reaches its target. Where less is better there is no "half way"; at least nothing is no target. */
export function reachOf(
  value: number | null,
  target: number | null,
  direction: Direction,
): { met: boolean | null; reached: number | null } {
  const aimless = direction === 'neither' || (direction === 'more' && target === 0);
  if (value === null || target === null || aimless) return { met: null, reached: null };
  if (direction === 'less') return { met: value <= target, reached: value <= target ? 1 : 0 };
  return { met: value >= target, reached: Math.min(1, value / target) };
}

/** A number that still grows keeps below its limit only when its time is over; until then as far as time has gone. */
function reachSoFar(
  { question, direction, target }: Asked,
  value: number | null,
  { span, lastDay = null }: Pick<Finding, 'span' | 'lastDay'>,
): ReturnType<typeof reachOf> & { soFar: boolean } {
  const reach = reachOf(value, target, direction);
  const grows = ['count', 'sum', 'distinct'].includes(question.aggregate);
  const soFar = direction === 'less' && grows && reach.met === true && lastDay !== null && span.to < lastDay;
  if (!soFar) return { ...reach, soFar };
  const { from, to } = span;
  const gone = from === null ? null : (daysBetween(from, to) + 1) / (daysBetween(from, lastDay) + 1);
  return { met: null, reached: gone, soFar };
}

const judgedReach = (judged: Judgment | null) => {
  if (!judged || judged.verdict === 'cannot-tell') return { met: null, reached: null };
  return { met: judged.verdict === 'met', reached: judged.verdict === 'met' ? 1 : 0 };
};

export interface Finding {
  counted: readonly Counted[];
  judged: Judgment | null;
  /** Kinds asked about that were never recorded at all. */
  neverRecorded: boolean;
  /** The question leaves its subject or span to an asker, and none asks. */
  openEnded?: boolean;
  span: Span;
  /** The last day that will count; null where none is known. */
  lastDay?: string | null;
}

type Asked = Pick<IndicatorContent, 'question' | 'direction' | 'target'>;

/** The answer as it is shown, from what was counted. */
export function composeAnswer(
  asked: Asked,
  { counted, judged, neverRecorded, openEnded = false, span, lastDay = null }: Finding,
): Answer {
  const { question, direction, target } = asked;
  if (question.aggregate === 'judged')
    return {
      ...empty,
      nFacts: null,
      judged,
      cannotTell: judged ? null : answerWords.notJudged,
      warnings: [],
      ...judgedReach(judged),
      ...span,
    };
  const warn = neverRecorded ? [answerWords.neverRecorded] : [];
  if (openEnded)
    return {
      ...empty,
      unit: plainOf(question, counted).unit,
      nFacts: null,
      judged: null,
      cannotTell: answerWords.noAsker,
      warnings: warn,
      ...reachOf(null, target, direction),
      ...span,
    };
  const plain = plainOf(question, counted);
  const hidden = counted.some(isProtected);
  const nFacts = hidden ? null : counted.reduce((sum, { nFacts: n }) => sum + n, 0);
  const { soFar, ...reach } = reachSoFar(asked, plain.value, { span, lastDay });
  const found = nFacts === 0 && !neverRecorded ? [answerWords.matchesNothing] : warn;
  return {
    ...plain,
    nFacts,
    judged: null,
    warnings: soFar ? [...found, answerWords.soFar] : found,
    ...reach,
    ...span,
  };
}
