/** Where measures stand, in one sentence. */
import { fillBoth, type Saying } from '#platform/contract/index.ts';
import type { Lamp, MeasureLine } from './measure.contract.ts';

const words = {
  sum: {
    zh: '{n} 项任务：办结 {done} 项，进行中 {moving} 项，逾期 {late} 项，取消 {gone} 项',
    en: '{n} measures: {done} done, {moving} under way, {late} overdue, {gone} cancelled',
  },
  open: { zh: '，说不准 {open} 项', en: ', {open} that nobody can tell' },
} satisfies Record<string, Saying>;

export function sumSentence(lines: readonly Pick<MeasureLine, 'progress'>[]): Saying {
  const count = (...lamps: Lamp[]): number =>
    lines.filter(({ progress }) => lamps.includes(progress.lamp)).length;
  const open = count('cannot-tell');
  const facts = {
    n: lines.length,
    done: count('done'),
    moving: count('on-track', 'waiting', 'behind', 'reached'),
    late: count('overdue'),
    gone: count('cancelled'),
    open,
  };
  const [sum, rest] = [
    fillBoth(words.sum, facts),
    open > 0 ? fillBoth(words.open, facts) : { zh: '', en: '' },
  ];
  return { zh: `${sum.zh}${rest.zh}。`, en: `${sum.en}${rest.en}.` };
}
