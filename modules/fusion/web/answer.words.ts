import { speak } from '#web/words.ts';
import { en } from './answer.words.en.ts';
import { zh } from './answer.words.zh.ts';

/** Words of what staff do for themselves; apart from the rest, so that a phone loads little. */
export const t = speak(zh, en);
