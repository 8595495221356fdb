import { speak } from '#web/words.ts';
import { en } from './effect.words.en.ts';
import { zh } from './effect.words.zh.ts';

export const t = speak(zh, en);
