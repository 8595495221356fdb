import { expect, test } from 'vitest';
import { writeNumber, writeSpan, writeValue } from './figure.words.ts';
import { digitsFor, writtenMean } from './result-round.rules.ts';

test('a mean has the digits its interval allows, and of fewer than a hundred people one', () => {
  expect(writtenMean({ value: 3.4049, low: 3.31, high: 3.4951 }, 280)).toMatchObject({
    value: 3.4,
    low: 3.31,
  });
  expect(digitsFor(280, { low: 3, high: 3.2 })).toBe(2);
  expect(digitsFor(280, { low: 3, high: 3.8 })).toBe(1);
  expect(digitsFor(99, { low: 3, high: 3.2 })).toBe(1);
  expect(digitsFor(280, { low: null, high: null })).toBe(1);
});

test('it is written with as many as its interval, and never with more than were kept', () => {
  expect(writeValue({ value: 3.4, low: 3.31, high: 3.5 })).toBe('3.40');
  expect(writeSpan({ value: 3.4, low: 3.31, high: 3.5 })).toBe('3.31 – 3.50');
  expect(writeValue({ value: 3.4, low: 3, high: 3.8 })).toBe('3.4');
  expect(writeSpan({ value: 3.4, low: 3, high: 3.8 }, ' 到 ')).toBe('3.0 到 3.8');
  expect([writeNumber(-0.21), writeNumber(null), writeSpan({ value: 3, low: null, high: null })]).toEqual([
    '−0.21',
    '—',
    null,
  ]);
});
