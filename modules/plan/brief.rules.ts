/** What leaders and the office are told of a plan: where it stands, and what departs from what was promised. */
import { daysBetween, fillBoth, type Saying } from '#platform/contract/index.ts';
import { delayReasons, type MeasureLine } from './measure.contract.ts';
import { within } from './named.rules.ts';
import type { Contradiction } from './plan.contract.ts';
import { escalatesAfter, isExplained, reminderDays } from './progress.rules.ts';
import { sumSentence } from './sum.rules.ts';

/** A sentence with its page; `measureId` leads to the records, null to those of the plan. */
export interface BriefLine {
  text: Saying;
  to: string;
  measureId: string | null;
}

export interface BriefPlan {
  id: string;
  name: string;
  /** The day on which it is read. */
  on: string;
  lines: readonly MeasureLine[];
  /** Measures that were slow a week ago already. */
  longSlow: ReadonlySet<string>;
  contradictions: readonly Contradiction[];
}

export function briefSentence({ id, name, lines }: BriefPlan): BriefLine {
  const { zh, en } = sumSentence(lines);
  return {
    text: { zh: `“${within(name)}”${zh}`, en: `“${within(name)}”, ${en}` },
    to: `/plans/${id}/board`,
    measureId: null,
  };
}

/**
 * Whether leaders hear of what is late or slow: privately first. An overdue measure has its days to be explained before;
 * of a slow one its unit has read for a week, or was reminded on an earlier day. Whoever gave a reason knows.
 */
export function isPassedOn(
  { id, content, progress, delay }: MeasureLine,
  on: string,
  longSlow: ReadonlySet<string>,
): boolean {
  if (isExplained(delay, on)) return true;
  const left = daysBetween(on, content.endsOn);
  if (progress.lamp === 'overdue') return -left >= escalatesAfter;
  return longSlow.has(id) || left < Math.max(...reminderDays);
}

/** Overdue without a word first, then overdue with its reason, contradictions, what is slow, what is disputed, what cannot be told. */
export function briefExceptions({ id, on, lines, longSlow, contradictions }: BriefPlan): BriefLine[] {
  const of = (lamp: MeasureLine['progress']['lamp']) =>
    lines.filter(({ progress }) => progress.lamp === lamp);
  const late = (lamp: 'overdue' | 'behind') => of(lamp).filter((line) => isPassedOn(line, on, longSlow));
  const overdue = late('overdue').toSorted(
    (a, b) =>
      Number(isExplained(a.delay, on)) - Number(isExplained(b.delay, on)) ||
      (a.content.endsOn < b.content.endsOn ? -1 : 1),
  );
  const nOpen = of('cannot-tell').length;
  return [
    ...overdue.map((line) => lineOf(line, overdueWords(line, on))),
    ...contradictions.map(({ measureId, sentence }) => ({
      text: sentence,
      to: `/measures/${measureId}`,
      measureId,
    })),
    ...late('behind').map((line) => lineOf(line, words.behind)),
    ...lines.filter(({ nObjections }) => nObjections > 0).map((line) => lineOf(line, words.disputed)),
    ...(nOpen > 0
      ? [{ text: fillBoth(words.open, { n: nOpen }), to: `/plans/${id}/board`, measureId: null }]
      : []),
  ];
}

const overdueWords = ({ delay }: MeasureLine, on: string): Saying => {
  if (delay === null) return words.silent;
  return isExplained(delay, on) ? words.explained : words.ranOut;
};

function lineOf({ id, content, progress, delay, nObjections }: MeasureLine, said: Saying): BriefLine {
  const reason = delay ? delayReasons[delay.reason] : { zh: '', en: '' };
  const bare = ({ zh, en }: Saying): Saying => ({ zh: zh.replace(/。$/, ''), en: en.replace(/\.$/, '') });
  const because = bare(progress.because);
  const facts = {
    title: within(content.title),
    text: delay?.text ?? '',
    n: nObjections,
    expectedOn: delay?.expectedOn ?? '',
  };
  const text = {
    zh: fillBoth(said, { ...facts, because: because.zh, reason: reason.zh }).zh,
    en: fillBoth(said, { ...facts, because: because.en, reason: reason.en }).en,
  };
  return { text, to: `/measures/${id}`, measureId: id };
}

const words = {
  silent: { zh: '“{title}”{because}，没有说明原因', en: '“{title}”: {because}, without a reason' },
  explained: {
    zh: '“{title}”{because}；原因：{reason}，{text}',
    en: '“{title}”: {because}; reason: {reason}, {text}',
  },
  ranOut: {
    zh: '“{title}”{because}；说过到 {expectedOn} 完成，也过了，没有新的说明',
    en: '“{title}”: {because}; it was expected by {expectedOn}, which has passed without a word',
  },
  behind: { zh: '“{title}”偏慢：{because}', en: '“{title}” is behind: {because}' },
  disputed: {
    zh: '“{title}”算出的进展有 {n} 条异议',
    en: '“{title}”: {n} {n|objection|objections} to its computed progress',
  },
  open: {
    zh: '{n} 项任务说不准做到哪一步',
    en: 'Of {n} {n|measure|measures} nobody can tell how far they are',
  },
} satisfies Record<string, Saying>;
