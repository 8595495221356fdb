import type { Lamp, MeasureLine } from '../measure.contract.ts';
import { t } from './words.ts';

/** Where a plan stands, in one sentence. */
export function sumOf(measures: readonly MeasureLine[]): string {
  const n = (...lamps: Lamp[]): number =>
    measures.filter(({ progress }) => lamps.includes(progress.lamp)).length;
  const [waiting, unknown] = [n('waiting'), n('cannot-tell')];
  const counts = {
    done: n('done'),
    reached: n('reached'),
    track: n('on-track'),
    behind: n('behind'),
    overdue: n('overdue'),
    cancelled: n('cancelled'),
  };
  const begin = waiting > 0 ? t('sum.waiting', { n: waiting }) : '';
  return t('sum', counts) + begin + (unknown > 0 ? t('sum.unknown', { n: unknown }) : '');
}

export const nameIn = (names: readonly { id: string; name: string }[], id: string | null): string =>
  names.find((one) => one.id === id)?.name ?? '';

/** Where a finding becomes a measure: the surveys' pages lead there too. */
export const takeAddress = (
  planId: string,
  { kind, id, title }: { kind: string; id: string; title: string },
): string => `/plans/${planId}/measures/new?${new URLSearchParams({ kind, source: id, title })}`;
