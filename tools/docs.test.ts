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
  test.each(Object.entries(sayings))('%s is said in both languages, with the same places', (_code, { zh, en }) => {
    expect(zh.trim()).not.toBe('');
    expect(en.trim()).not.toBe('');
    const places = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
    expect(places(en)).toEqual(places(zh));
  });

  test('no code is declared by two modules', () => {
    const codes = modules.flatMap((module) => [...Object.keys(module.refusals ?? {}), ...Object.keys(module.facts ?? {})]);
    expect(new Set(codes).size).toBe(codes.length);
  });
});
