import { speak } from '#web/words.ts';
import { en } from './planning.words.en.ts';
import { zh } from './planning.words.zh.ts';

/** Words of planning: the form, programmes, venues. */
export const t = speak(zh, en);
