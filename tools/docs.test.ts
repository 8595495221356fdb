import { describe, expect, test } from 'vitest';
import { modules } from '#modules/index.ts';
import { factsOf, refusalsOf } from '#platform/house/index.ts';
import { stalePages } from './docs.ts';

describe('the pages written from the code', () => {
  test('are up to date (else: npm run docs)', () => {
    expect(stalePages()).toEqual([]);
  });
});

describe('every sentence of the product', () => {
  const sayings = { ...refusalsOf(modules), ...factsOf(modules) };
  test.each(Object.entries(sayings))(
    '%s is said in both languages, with the same places',
    (_code, { zh, en }) => {
      expect(zh.trim()).not.toBe('');
      expect(en.trim()).not.toBe('');
      // A place that is said differently in English is named with the ending En.
      const places = (text: string) =>
        (text.match(/\{\w+\}/g) ?? []).map((place) => place.replace('En}', '}')).sort();
      expect(places(en)).toEqual(places(zh));
    },
  );

  test('no code is declared by two modules', () => {
    const once = (codes: readonly string[]) =>
      expect(codes.filter((code, i) => codes.indexOf(code) !== i)).toEqual([]);
    once(modules.flatMap((module) => Object.keys(module.refusals ?? {})));
    once(modules.flatMap((module) => Object.keys(module.facts ?? {})));
  });
});
