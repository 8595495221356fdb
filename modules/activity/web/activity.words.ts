import { language, speak } from '#web/words.ts';
import { en } from './activity.words.en.ts';
import { zh } from './activity.words.zh.ts';

/** Words of what everybody reads: the list, one activity, one's own calendar. */
export const t = speak(zh, en);

/** Names one after the other: `甲、乙` / `A, B`. */
export const listed = (names: readonly string[]): string => names.join(language.value === 'zh' ? '、' : ', ');
