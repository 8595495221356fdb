/** What leaders and the office are told of fusion: what stands, and what departs from what was promised. */
import { addDays, dayInWords, fill, type Saying } from '#platform/contract/index.ts';
import type { Finding } from './result.contract.ts';
import { type WaveLife } from './wave.rules.ts';

/** A sentence with its page; `waveId` leads to its records. */
export interface BriefLine {
  text: Saying;
  to: string;
  waveId: string | null;
}

export interface BriefWave extends WaveLife {
  id: string;
  name: string;
  opensOn: string;
  closesOn: string;
}

export interface Told {
  waveId: string;
  findings: readonly Finding[];
}

/** Days after which a closed wave without a published result is told. */
const daysToRelease = 14;

/** What the newest published result says first and of change, each with its interval, and which wave is under way. */
export function briefSentences(
  newest: Told | undefined,
  waves: readonly BriefWave[],
  today: string,
): BriefLine[] {
  const found = (newest?.findings ?? [])
    .filter(({ kind }) => kind === 'across' || kind === 'change')
    .map(({ sentence, kind }) => ({
      text: sentence,
      to: kind === 'across' ? '/fusion' : '/fusion/change',
      waveId: newest!.waveId,
    }));
  const underWay = waves
    .filter(({ state, opensOn, closesOn }) => state === 'open' && opensOn <= today && today <= closesOn)
    .map((wave) => lineOf(wave, words.underWay, '/fusion'));
  if (found.length + underWay.length > 0) return [...found, ...underWay];
  return [{ text: words.untold, to: '/fusion', waveId: null }];
}

/** Results that cannot tell, and results that are owed. */
export function briefExceptions(
  newest: Told | undefined,
  waves: readonly BriefWave[],
  today: string,
): BriefLine[] {
  const untold = (newest?.findings ?? [])
    .filter(({ cannotTell }) => cannotTell)
    .map(({ sentence }) => ({ text: sentence, to: '/fusion', waveId: newest!.waveId }));
  const owed = waves
    .filter(
      ({ state, closesOn }) =>
        (state === 'closed' || state === 'measured') && addDays(closesOn, daysToRelease) < today,
    )
    .map((wave) => lineOf(wave, words.owed, '/fusion'));
  return [...owed, ...untold];
}

function lineOf({ id, name, closesOn }: BriefWave, words: Saying, to: string): BriefLine {
  const on = dayInWords(closesOn);
  const text = {
    zh: fill(words.zh, { name, closesOn: on.zh }),
    en: fill(words.en, { name, closesOn: on.en }),
  };
  return { text, to, waveId: id };
}

const words = {
  underWay: {
    zh: '“{name}”正在填答，{closesOn}截止；截止之前说不出结果',
    en: '“{name}” takes answers until {closesOn}; before that nothing can be told',
  },
  owed: {
    zh: '“{name}”在{closesOn}截止，结果还没有公布',
    en: '“{name}” closed on {closesOn} and its result is not published yet',
  },
  untold: {
    zh: '同事之间是否相识、变化多少，还说不出来：没有公布过一轮调查的结果',
    en: 'Whether colleagues know each other cannot be told yet: no wave has a published result',
  },
} satisfies Record<string, Saying>;
