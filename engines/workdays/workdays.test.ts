import { describe, expect, test } from 'vitest';
import { announcedYears } from './years.ts';
import { isAnnounced, isWorkingDay, workingDaysAfter } from './index.ts';

const onWeekend = (day: string): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0;
const daysOf = (year: string, spans: readonly string[]): string[] =>
  spans.flatMap((span) => {
    const [from, to = from] = span.split('..') as [string, string?];
    const days: string[] = [];
    for (let at = Date.parse(`${year}-${from}`); at <= Date.parse(`${year}-${to}`); at += 86_400_000)
      days.push(new Date(at).toISOString().slice(0, 10));
    return days;
  });

describe('working days', () => {
  test('run past the weekend', () => {
    expect(workingDaysAfter('2020-06-12', 3).on).toBe('2020-06-17');
    expect(workingDaysAfter('2020-06-13', 3).on).toBe('2020-06-17');
    expect(workingDaysAfter('2020-06-15', 3).on).toBe('2020-06-18');
  });

  test('run past 端午, and count the Sunday that makes up for it', () => {
    expect(workingDaysAfter('2020-06-24', 1).on).toBe('2020-06-28');
    expect(workingDaysAfter('2020-06-24', 3).on).toBe('2020-06-30');
  });

  test('run past 国庆 and 春节, as announced and announced again', () => {
    expect(workingDaysAfter('2026-09-30', 3).on).toBe('2026-10-10');
    expect(workingDaysAfter('2020-01-23', 1).on).toBe('2020-02-03');
    expect(isWorkingDay('2019-05-02')).toBe(false);
    expect(isWorkingDay('2019-05-05')).toBe(true);
  });

  test('say where a year is not announced, and count weekends alone there', () => {
    expect(workingDaysAfter('2026-12-30', 2)).toEqual({ on: '2027-01-01', unknownYears: ['2027'] });
    expect([isAnnounced('2018'), isAnnounced('2019'), isAnnounced('2026'), isAnnounced('2027')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
  });
});

describe('the announced years', () => {
  test.each(Object.entries(announcedYears))('%s holds together', (year, { off, worked, notices }) => {
    const days = daysOf(year, off);
    expect(notices.length).toBeGreaterThan(0);
    expect(new Set(days).size).toBe(days.length);
    for (const date of worked) expect([date, onWeekend(`${year}-${date}`)]).toEqual([date, true]);
    for (const date of worked) expect(days).not.toContain(`${year}-${date}`);
    // The seven festivals: eleven days by law until 2024, thirteen since; the rest are exchanged for weekends.
    const won = days.filter((day) => !onWeekend(day)).length - worked.length;
    expect([year, won >= 8 && won <= 13]).toEqual([year, true]);
  });
});
