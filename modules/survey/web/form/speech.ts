import type { Wording } from '../../questionnaire.contract.ts';

export type Speech = 'zh' | 'en';

/** English where there is some and it is asked for. */
export const inWords = (text: Wording | null, speech: Speech): string =>
  text === null ? '' : speech === 'en' && text.en ? text.en : text.zh;
