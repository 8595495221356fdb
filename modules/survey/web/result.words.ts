import { speak } from '#web/words.ts';
import { en } from './result.words.en.ts';
import { zh } from './result.words.zh.ts';

export const t = speak(zh, en);
