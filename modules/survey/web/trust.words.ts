import { speak } from '#web/words.ts';
import { en } from './trust.words.en.ts';
import { zh } from './trust.words.zh.ts';

export const t = speak(zh, en);
