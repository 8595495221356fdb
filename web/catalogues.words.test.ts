import { afterEach, describe, expect, expectTypeOf, test } from 'vitest';
import { language } from './language.ts';
import { said, speak } from './words.ts';

const chinese = import.meta.glob<Record<string, string>>(
  ['./words.zh.ts', '../modules/*/web/*words.zh.ts', '../platform/*/web/words.zh.ts'],
  { eager: true, import: 'zh' },
);
const english = import.meta.glob<Record<string, string>>(
  ['./words.en.ts', '../modules/*/web/*words.en.ts', '../platform/*/web/words.en.ts'],
  { eager: true, import: 'en' },
);
const placesOf = (sentence: string): string[] =>
  [...new Set([...sentence.matchAll(/\{(\w+)(?:\|[^}]*)?\}/g)].map(([, name]) => name!))].sort();

describe.each(Object.keys(chinese))('the words of %s', (file) => {
  const [zh, en] = [chinese[file]!, english[file.replace('.zh.', '.en.')] ?? {}];

  test('are there in both languages', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(zh).sort());
    expect(Object.entries({ ...zh, ...en }).filter(([, sentence]) => sentence.trim() === '')).toEqual([]);
  });

  test('have the same places in both languages', () => {
    for (const [key, sentence] of Object.entries(zh))
      expect([key, placesOf(en[key] ?? '')]).toEqual([key, placesOf(sentence)]);
  });
});

describe('speaking', () => {
  const t = speak(
    { pairs: '每 {n} 对中', hello: '你好' },
    { pairs: 'of {n} {n|pair|pairs}', hello: 'hello' },
  );
  afterEach(() => {
    language.value = 'zh';
  });

  test('fills places, writes numbers, chooses the English form', () => {
    expect(t('pairs', { n: 12345 })).toBe('每 12,345 对中');
    language.value = 'en';
    expect([t('pairs', { n: 1 }), t('pairs', { n: 2 })]).toEqual(['of 1 pair', 'of 2 pairs']);
    expect(said({ zh: '听', en: 'listen' })).toBe('listen');
  });

  test('a wrong key, a missing and a superfluous place do not compile', () => {
    expectTypeOf(t).parameter(0).toEqualTypeOf<'pairs' | 'hello'>();
    // @ts-expect-error -- the place n is missing; it stays visible
    expect(t('pairs')).toBe('每 {n} 对中');
    // @ts-expect-error -- there is no such key; it is visible too
    expect(t('absent')).toBe('⟦?⟧');
    // @ts-expect-error -- no place to fill
    expect(t('hello', { n: 1 })).toBe('你好');
  });
});
