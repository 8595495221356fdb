/**
 * Invented names: one common and one uncommon character behind a weighted surname.
 * Nobody in the sources of this project and no public figure may appear.
 */
import type { Random } from '#engines/random/index.ts';

export type Gender = 'F' | 'M';

/** Names that must never be drawn: people named in the sources, and public figures. */
export const DENIED_NAMES: readonly string[] =
  '翟蕾 秦海峰 王海彦 贾建军 王勇 甘霖 倪继东 崔伟 戴鹏辉 栗世民 赵建宇 李强'.split(' ');

/** Same syllables and tones, three people: sorting and search must not mix them up. */
export const HOMOPHONES: readonly { name: string; gender: Gender }[] = [
  { name: '王立珩', gender: 'M' },
  { name: '王丽蘅', gender: 'F' },
  { name: '王丽珩', gender: 'F' },
];

/** A name with the middle dot and one with a character outside the basic plane (U+2CC56). */
export const UNUSUAL_NAMES: readonly { name: string; gender: Gender }[] = [
  { name: '古丽汀·阿依棠', gender: 'F' },
  { name: '田晓𬱖', gender: 'F' },
];

const SURNAMES = (
  '王70 李68 张66 刘52 陈30 杨30 赵30 郭24 马20 高18 武16 郝16 侯14 乔14 段14 常12 任12 贾12 田12 孟10 ' +
  '范10 梁10 韩10 史8 薛8 程8 白8 申8 牛8 曹8 苗6 温6 卫6 景6 岳6 冀4 蔺4 靳4 荆4'
)
  .split(' ')
  .map((entry) => ({ surname: entry[0]!, weight: Number(entry.slice(1)) }));

const COMMON = {
  M: [...'建志永文明伟海宏晓立树承'],
  F: [...'秀丽玉晓文春雅静慧佩素云'],
  youngM: [...'浩宇子嘉泽一'],
  youngF: [...'欣佳怡若思雨'],
};

const UNCOMMON = [...'砚岫霁翊沅湛樾屹峣昶旻珩璟蘅菀棠笙遥澄汀淮禾苇栩洵岑榆楹珂芃'];

const YOUNG_FROM = 1985;
const WEIGHTS = SURNAMES.map((entry) => entry.weight);

export interface NameDesk {
  /** A name nobody has yet. */
  draw(gender: Gender, bornYear: number): string;
}

/** Hands out names, each once; `taken` are spoken for already. */
export function nameDesk(random: Random, taken: readonly string[]): NameDesk {
  const used = new Set([...taken, ...DENIED_NAMES]);
  return {
    draw(gender, bornYear) {
      for (;;) {
        const name = anyName(random, gender, bornYear);
        if (used.has(name)) continue;
        used.add(name);
        return name;
      }
    },
  };
}

function anyName(random: Random, gender: Gender, bornYear: number): string {
  const surname = SURNAMES[random.weighted(WEIGHTS)]!.surname;
  const young = bornYear >= YOUNG_FROM;
  const commons = gender === 'M' ? (young ? COMMON.youngM : COMMON.M) : young ? COMMON.youngF : COMMON.F;
  const common = commons[random.below(commons.length)]!;
  const uncommon = UNCOMMON[random.below(UNCOMMON.length)]!;
  return surname + (random.uniform() < 0.7 ? common + uncommon : uncommon + common);
}
