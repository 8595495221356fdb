import { speak } from '#web/words.ts';
import { en } from './ledger.words.en.ts';
import { zh } from './ledger.words.zh.ts';

export const t = speak(zh, en);
