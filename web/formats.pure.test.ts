import { afterEach, describe, expect, test } from 'vitest';
import { byPinyin, bytes, change, day, daySpan, instant, interval, number, percent } from './formats.ts';
import { language } from './language.ts';

afterEach(() => {
  language.value = 'zh';
});

describe('numbers', () => {
  test('are grouped, and a minus is a minus sign', () => {
    expect(number(12345.678)).toBe('12,345.678');
    expect(number(-3, 1)).toBe('−3.0');
    expect(percent(0.345)).toBe('35%');
    expect(percent(0.345, 1)).toBe('34.5%');
    expect([change(15), change(-3), change(0)]).toEqual(['+15', '−3', '0']);
    expect([bytes(900), bytes(1536), bytes(10 * 1024 * 1024)]).toEqual(['900 B', '1.5 KB', '10 MB']);
  });

  test('an interval uses a dash, but never beside a minus sign', () => {
    expect(interval(12, 18)).toBe('12–18');
    expect(interval(0.12, 0.18, percent)).toBe('12%–18%');
    expect(interval(-3, 5)).toBe('−3 至 5');
    language.value = 'en';
    expect(interval(-3, 5)).toBe('−3 to 5');
  });
});

describe('days', () => {
  test('are written as the language writes them and have no time zone', () => {
    expect(day('2020-06-01')).toBe('2020年6月1日');
    language.value = 'en';
    expect(day('2020-06-01')).toBe('1 Jun 2020');
  });

  test('what both ends of a span share is said once', () => {
    expect(daySpan('2020-12-07', '2020-12-16')).toBe('2020年12月7日至16日');
    expect(daySpan('2020-11-30', '2020-12-16')).toBe('2020年11月30日至12月16日');
    expect(daySpan('2020-12-30', '2021-01-02')).toBe('2020年12月30日至2021年1月2日');
    language.value = 'en';
    expect(daySpan('2020-12-07', '2020-12-16')).toMatch(/^7\s?–\s?16 Dec 2020$/);
  });

  test('an instant shows the minute', () => {
    expect(instant('2020-06-01T06:30:00Z')).toMatch(/^2020年\d+月\d+日 \d\d:\d\d$/);
  });
});

test('names are ordered by pinyin, numbers inside them by value', () => {
  expect(['邢', '贺', '范', '安'].sort(byPinyin)).toEqual(['安', '范', '贺', '邢']);
  expect(['执法队10大队', '执法队2大队'].sort(byPinyin)).toEqual(['执法队2大队', '执法队10大队']);
});
