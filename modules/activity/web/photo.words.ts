import { speak } from '#web/words.ts';
import { en } from './photo.words.en.ts';
import { zh } from './photo.words.zh.ts';

export const t = speak(zh, en);
