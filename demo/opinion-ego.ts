/** 能叫出名字的约有几人, by legacy agency: how it grows over the waves. */
import type { Random } from '#engines/random/index.ts';
import type { LegacyCode } from '#demo/frame.ts';
import type { OpinionWave } from '#demo/opinion-waves.ts';
import type { Person } from '#demo/people.ts';

export type EgoBand = 'none' | 'few' | 'some' | 'many' | 'more';
/** By asked group: 原工商, 原质监, 原食药监, 原物价检查与原知识产权. */
export type EgoBands = Record<'ico' | 'qts' | 'fda' | 'prcipo', EgoBand>;

/** People of each group, and the share of colleagues from elsewhere that one knows (scenario §4). */
const sizes = { ico: 85, qts: 89, fda: 88, prcipo: 31 } as const;
const shares = { W1: 0.19, W2: 0.34, W3: 0.38 } as const;
const groupOf: Record<LegacyCode, keyof EgoBands | null> = {
  ICO: 'ico',
  QTS: 'qts',
  FDA: 'fda',
  PRC: 'prcipo',
  IPO: 'prcipo',
  NEW: null,
};

const bandOf = (n: number): EgoBand =>
  n < 0.5 ? 'none' : n <= 5 ? 'few' : n <= 15 ? 'some' : n <= 40 ? 'many' : 'more';

/** `fan`: 范树榆 of the walkthrough, who first knows 1–5 in every other agency and in the end 16–40. */
export function egoBandsOf(person: Person, wave: OpinionWave, fan: boolean, random: Random): EgoBands {
  const own = groupOf[person.legacy];
  const bent = Math.exp(0.5 * random.normal());
  const band = (group: keyof EgoBands): EgoBand => {
    if (fan && group !== own) return wave.code === 'W1' ? 'few' : wave.code === 'W2' ? 'some' : 'many';
    const share = group === own ? 0.8 : Math.min(0.95, shares[wave.code] * bent);
    return bandOf(sizes[group] * share * Math.exp(0.2 * random.normal()));
  };
  return { ico: band('ico'), qts: band('qts'), fda: band('fda'), prcipo: band('prcipo') };
}
