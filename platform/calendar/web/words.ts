import { speak } from '#web/words.ts';
import { en } from './words.en.ts';
import { zh } from './words.zh.ts';

export const t = speak(zh, en);
