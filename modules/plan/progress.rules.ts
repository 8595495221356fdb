/** Lamps by rule, from what the ledger answered. Nothing here is typed by anybody. */
import { daysBetween, fillBoth, type Saying } from '#platform/contract/index.ts';
import type { Answer } from '#modules/indicator/indicator.contract.ts';
import type { Delay, Lamp, MeasureContent, MeasureState, Progress } from './measure.contract.ts';

/** So far behind the share of time gone by, a measure counts as slow. */
export const slowBy = 0.25;

/** Share of the span that has passed on a day, 0…1. */
export function elapsed({ startsOn, endsOn }: { startsOn: string; endsOn: string }, on: string): number {
  const length = daysBetween(startsOn, endsOn) + 1;
  return Math.min(1, Math.max(0, (daysBetween(startsOn, on) + 1) / length));
}

export interface Standing {
  content: Pick<MeasureContent, 'startsOn' | 'endsOn'>;
  state: MeasureState;
  /** Why it was cancelled. */
  reason: string | null;
  answers: readonly Pick<Answer, 'met' | 'reached'>[];
  nOverdueMilestones: number;
  on: string;
}

const words = {
  done: { zh: '经另一人核对。', en: 'Checked by another person.' },
  cancelled: { zh: '{reason}。', en: '{reason}.' },
  noRule: {
    zh: '没有依据规则，说不准做到哪一步。',
    en: 'Without an evidence rule nobody can tell how far it is.',
  },
  unknown: { zh: '{n} 条规则里有 {k} 条算不出来，说不准。', en: '{k} of {n} rules cannot be told.' },
  reached: {
    zh: '{n} 条规则全部达到，等另一个人核对。',
    en: 'All {n} rules are met; another person is to check.',
  },
  overdue: {
    zh: '已过期 {days} 天，{n} 条规则达到 {m} 条。',
    en: '{days} days overdue, {m} of {n} rules met.',
  },
  waiting: { zh: '还没到开始的日子。', en: 'Its first day is not here yet.' },
  milestone: { zh: '有 {k} 个节点过期。', en: '{k} milestones are overdue.' },
  behind: {
    zh: '时间过了 {time}%，规则平均走到 {share}%。',
    en: '{time}% of the time has passed, the rules stand at {share}% on average.',
  },
  onTrack: {
    zh: '{n} 条规则达到 {m} 条，时间过了 {time}%。',
    en: '{m} of {n} rules met, {time}% of the time has passed.',
  },
} satisfies Record<string, Saying>;

/** The lamp of a measure with its reason. */
export function progressOf(standing: Standing): Progress {
  const { answers, nOverdueMilestones } = standing;
  const known = answers.filter(({ reached }) => reached !== null);
  const share =
    known.length === 0 ? null : known.reduce((sum, { reached }) => sum + reached!, 0) / known.length;
  const nMet = answers.filter(({ met }) => met === true).length;
  const base = { share, nMet, nRules: answers.length, nOverdueMilestones };
  const [lamp, because] = lampOf(standing, { ...base, nUnknown: answers.length - known.length });
  return { ...base, lamp, because };
}

interface Counts {
  share: number | null;
  nMet: number;
  nRules: number;
  nUnknown: number;
  nOverdueMilestones: number;
}

function lampOf({ content, state, reason, on }: Standing, counts: Counts): [Lamp, Saying] {
  const { share, nMet, nRules, nUnknown, nOverdueMilestones } = counts;
  if (state === 'done') return ['done', words.done];
  if (state === 'cancelled')
    return ['cancelled', fillBoth(words.cancelled, { reason: (reason ?? '').replace(/[。.]$/, '') })];
  const late = daysBetween(content.endsOn, on);
  if (nRules > 0 && nMet === nRules) return ['reached', fillBoth(words.reached, { n: nRules })];
  if (late > 0) return ['overdue', fillBoth(words.overdue, { days: late, n: nRules, m: nMet })];
  if (on < content.startsOn) return ['waiting', words.waiting];
  if (nRules === 0) return ['cannot-tell', words.noRule];
  if (nOverdueMilestones > 0) return ['behind', fillBoth(words.milestone, { k: nOverdueMilestones })];
  if (share === null) return ['cannot-tell', fillBoth(words.unknown, { n: nRules, k: nUnknown })];
  const time = elapsed(content, on);
  const shown = { time: Math.round(time * 100), share: Math.round(share * 100) };
  if (share < time - slowBy) return ['behind', fillBoth(words.behind, shown)];
  return ['on-track', fillBoth(words.onTrack, { n: nRules, m: nMet, time: shown.time })];
}

/** Whether an outcome got worse since a measure began; null where either side cannot be told, or neither way is better. */
export function isWorse(
  before: Pick<Answer, 'value'>,
  since: Pick<Answer, 'value'>,
  direction: 'more' | 'less' | 'neither',
): boolean | null {
  if (before.value === null || since.value === null || direction === 'neither') return null;
  return direction === 'more' ? since.value < before.value : since.value > before.value;
}

export const reminderDays: readonly number[] = [7, 3, 0];
/** Days for which being slow is known to the lead unit alone: it can mend it, or say why. */
export const staysPrivate = 7;
/** Days without a reason after the end, until the programme office hears of it. Private reminders come first. */
export const escalatesAfter = 3;

/** From which day on a word is owed: the end, or the day until which there was a reason; null while one without a day stands. */
export const owesWordSince = (
  { endsOn }: Pick<MeasureContent, 'endsOn'>,
  delay: Pick<Delay, 'expectedOn'> | null,
): string | null => (delay === null ? endsOn : delay.expectedOn);

/** Whether a reason stands: it ends with the day that it named. */
export const isExplained = (delay: Pick<Delay, 'expectedOn'> | null, on: string): boolean =>
  delay !== null && (delay.expectedOn === null || delay.expectedOn >= on);
