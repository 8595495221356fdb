import type { Figure, ScaleResult } from '../result.contract.ts';
import { digitsIn, writeNumber, writeSpan, writeValue } from '../figure.words.ts';
import { untoldWords } from '../untold.words.ts';
import { percent } from '#web/formats.ts';
import { said } from '#web/words.ts';
import { t } from './result.words.ts';

export const dotOf = ({ value, low, high }: Figure) =>
  value === null || low === null || high === null ? null : { value, low, high };

export const span = (figure: Figure): string =>
  writeSpan(figure) ?? said(untoldWords[figure.untold ?? ''] ?? { zh: '—', en: '—' });

/** Numbers of one picture side by side: with as many decimals as the one that needs most. */
export const writerOf = (figures: readonly Figure[]): ((value: number) => string) => {
  const digits = digitsIn(...figures.flatMap(({ value, low, high }) => [value, low, high]));
  return (value) => writeNumber(value, digits);
};

export const meanWords = ({ mean, band }: ScaleResult): string =>
  band ? t('band', { percent: percent(band.atLeast).replace('%', '') }) : writeValue(mean);
