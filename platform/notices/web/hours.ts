import { t } from './words.ts';

/** The hours of a day, to choose one. */
export const hours = (): { value: number; label: string }[] =>
  Array.from({ length: 24 }, (_, n) => ({ value: n, label: t('hour', { n }) }));
