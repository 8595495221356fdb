import { speak } from '#web/words.ts';
import { en } from './life.words.en.ts';
import { zh } from './life.words.zh.ts';

export const t = speak(zh, en);
export type Word = keyof typeof zh;
