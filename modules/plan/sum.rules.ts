/** Where measures stand, in one sentence. */
import { fillBoth, type Saying } from '#platform/contract/index.ts';
import type { Lamp, MeasureLine } from './measure.contract.ts';

const words = {
  sum: {
    zh: '{n} 项任务：办结 {done} 项，进行中 {moving} 项，{begin}逾期 {late} 项，取消 {gone} 项',
    en: '{n} measures: {done} done, {moving} under way, {begin}{late} overdue, {gone} cancelled',
  },
  waiting: { zh: '未开始 {waiting} 项，', en: '{waiting} not begun, ' },
  open: { zh: '，说不准 {open} 项', en: ', {open} that nobody can tell' },
} satisfies Record<string, Saying>;

export function sumSentence(lines: readonly Pick<MeasureLine, 'progress'>[]): Saying {
  const count = (...lamps: Lamp[]): number =>
    lines.filter(({ progress }) => lamps.includes(progress.lamp)).length;
  const [waiting, open] = [count('waiting'), count('cannot-tell')];
  const nothing = { zh: '', en: '' };
  const begin = waiting > 0 ? fillBoth(words.waiting, { waiting }) : nothing;
  const rest = open > 0 ? fillBoth(words.open, { open }) : nothing;
  const facts = {
    n: lines.length,
    done: count('done'),
    moving: count('on-track', 'behind', 'reached'),
    late: count('overdue'),
    gone: count('cancelled'),
  };
  const { zh } = fillBoth(words.sum, { ...facts, begin: begin.zh });
  const { en } = fillBoth(words.sum, { ...facts, begin: begin.en });
  return { zh: `${zh}${rest.zh}。`, en: `${en}${rest.en}.` };
}
