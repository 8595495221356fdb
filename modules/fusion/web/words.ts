import { language, speak } from '#web/words.ts';
import { en } from './words.en.ts';
import { zh } from './words.zh.ts';

/** Words of results and of the office's waves. */
export const t = speak(zh, en);

/** The codes that an estimate's `cannotTell` may hold; the sentences of the server use the same words. */
const reasons = [
  'inference/undefined',
  'inference/at-the-edge',
  'inference/too-few',
  'fusion/too-few-people',
  'fusion/too-few-pairs',
  'fusion/response-too-low',
  'fusion/needs-census',
  'fusion/alike',
  'fusion/protects-others',
] as const;

/** Why a figure, or its interval, cannot be given; nothing where the code is unknown. */
export function whyCannotTell(code: string): string {
  const reason = reasons.find((one) => one === code);
  return reason === undefined ? '' : t(`why.${reason}`);
}

/** Names one after the other: `甲、乙` / `A, B`. */
export const listed = (names: readonly string[]): string => names.join(language.value === 'zh' ? '、' : ', ');
