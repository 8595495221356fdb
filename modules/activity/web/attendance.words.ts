import { speak } from '#web/words.ts';
import { en } from './attendance.words.en.ts';
import { zh } from './attendance.words.zh.ts';

export const t = speak(zh, en);
