import { speak } from '#web/words.ts';
import { en } from './draw.words.en.ts';
import { zh } from './draw.words.zh.ts';

export const t = speak(zh, en);
