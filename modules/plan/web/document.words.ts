import { speak } from '#web/words.ts';
import { en } from './document.words.en.ts';
import { zh } from './document.words.zh.ts';

export const t = speak(zh, en);
