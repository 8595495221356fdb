import { speak } from '#web/words.ts';
import { en } from './take.words.en.ts';
import { zh } from './take.words.zh.ts';

export const t = speak(zh, en);
