import { unitsOfMeasure } from '#platform/contract/measure.ts';
import { number } from '#web/formats.ts';
import { said } from '#web/words.ts';
import { verdicts, type Answer } from '../indicator.contract.ts';
import { t } from './words.ts';

/** `44 件`, `79.7 %`, a verdict in words, or “cannot tell”. */
export function answerText({ value, unit, judged }: Answer): string {
  if (judged) return said(verdicts[judged.verdict]);
  return value === null || unit === null
    ? t('cannot-tell')
    : `${number(value)} ${said(unitsOfMeasure[unit])}`;
}

export const targetText = (target: number | null, { unit }: Answer): string =>
  target === null ? '—' : `${number(target)}${unit ? ` ${said(unitsOfMeasure[unit])}` : ''}`;

/** Whether the target is reached; empty where nothing can be told, or where a person has judged: both are said already. */
export function reachText({ met, cannotTell, judged }: Answer): string {
  if (judged || cannotTell) return '';
  return met === null ? t('no-target') : t(met ? 'met' : 'not-met');
}
