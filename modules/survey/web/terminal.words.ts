import { speak } from '#web/words.ts';
import { en } from './terminal.words.en.ts';
import { zh } from './terminal.words.zh.ts';

export const t = speak(zh, en);
export type Word = keyof typeof zh;
