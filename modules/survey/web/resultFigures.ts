import type { Figure, ScaleResult } from '../result.contract.ts';
import { untoldWords } from '../untold.words.ts';
import { percent } from '#web/formats.ts';
import { said } from '#web/words.ts';
import { t } from './result.words.ts';

export const dotOf = ({ value, low, high }: Figure) =>
  value === null || low === null || high === null ? null : { value, low, high };

export const two = (value: number | null | undefined): string =>
  value === null || value === undefined ? '—' : value.toFixed(2).replace('-', '−');

export const span = ({ low, high, untold }: Figure): string =>
  low === null || high === null
    ? said(untoldWords[untold ?? ''] ?? { zh: '—', en: '—' })
    : `${two(low)} – ${two(high)}`;

export const meanWords = ({ mean, band }: ScaleResult): string =>
  band ? t('band', { percent: percent(band.atLeast).replace('%', '') }) : two(mean.value);
