import { pinyin } from 'pinyin-pro';

export interface Spelling {
  /** Syllables in lower case without tones, with blanks between: `shen yan cheng`. */
  pinyin: string;
  /** First letters of the syllables: `syc`. */
  initials: string;
}

/**
 * How a Chinese name is spelt for search and sorting. The first characters are read as a
 * surname (单 is shàn); letters in a name stay; marks such as `·` are dropped; ü is `v`, as typed.
 */
export function spellingOf(name: string): Spelling {
  const plain = name.normalize('NFKC').replace(/[^\p{Script=Han}\p{L}\p{N}]+/gu, '');
  const syllables = pinyin(plain, {
    toneType: 'none',
    type: 'array',
    surname: 'head',
    v: true,
    nonZh: 'consecutive',
  }).map((syllable) => syllable.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ''));
  const spelt = syllables.filter((syllable) => syllable !== '');
  return { pinyin: spelt.join(' '), initials: spelt.map((syllable) => [...syllable][0]).join('') };
}
