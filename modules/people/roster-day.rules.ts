import type { RosterCell, RosterProblemCode } from './roster-shape.rules.ts';
import { foldWidth, isDay } from './roster-text.rules.ts';

/** A day as read: `on` is null where the cell gives none; an issue beside a day is a warning. */
export interface DayReading {
  readonly on: string | null;
  readonly issue: Extract<
    RosterProblemCode,
    'people/bad-date' | 'people/date-without-year' | 'people/date-without-day' | 'people/date-out-of-range'
  > | null;
}

const earliest = 1940;
const latest = 2100;
const msPerDay = 86_400_000;

/**
 * Reads a day from a date cell, a serial number, or text: 2020-9-1, 2020.9.1, 2020/9/1, 2020年9月1日, 20200901.
 * A month alone (2020年9月, 202009) becomes its first day, with a warning; a day without its year is an error,
 * as is a *number* 2020.1, which may have been October before the sheet program dropped the zero.
 */
export function readDay(cell: RosterCell, date1904: boolean): DayReading {
  if (cell.kind === 'number' && typeof cell.value === 'number') return dayOfNumber(cell.value, date1904);
  return dayOfText(cell.text);
}

function dayOfNumber(value: number, date1904: boolean): DayReading {
  const text = String(value);
  if (value >= 10_000 && value < 100_000) return dayOfSerial(value, date1904);
  if (/^\d{4}\.1$/.test(text)) return fail('people/bad-date');
  return dayOfText(text);
}

/** Serials are read bare only where they are plausible days; both systems agree on counting from there. */
function dayOfSerial(value: number, date1904: boolean): DayReading {
  const origin = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30);
  const day = new Date(origin + Math.floor(value) * msPerDay).toISOString().slice(0, 10);
  return inRange(Number(day.slice(0, 4))) ? { on: day, issue: null } : fail('people/date-out-of-range');
}

function dayOfText(text: string): DayReading {
  const bare = foldWidth(text)
    .trim()
    .replace(/[ T]+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?Z?$/, '')
    .replaceAll(/\s/g, '')
    .replaceAll(/[日号]$/g, '')
    .replaceAll(/[./年月—–]/g, '-')
    .replace(/-$/, '');
  const whole = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(bare) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(bare);
  if (whole) return checked(Number(whole[1]), Number(whole[2]), Number(whole[3]));
  const month = /^(\d{4})-(\d{1,2})$/.exec(bare) ?? /^(\d{4})(\d{2})$/.exec(bare);
  if (month) {
    const first = checked(Number(month[1]), Number(month[2]), 1);
    return first.on ? { on: first.on, issue: 'people/date-without-day' } : first;
  }
  if (/^\d{5}$/.test(bare)) return dayOfSerial(Number(bare), false);
  return fail(/^\d{1,2}-\d{1,2}$/.test(bare) ? 'people/date-without-year' : 'people/bad-date');
}

function checked(year: number, month: number, day: number): DayReading {
  if (!isDay(year, month, day)) return fail('people/bad-date');
  if (!inRange(year)) return fail('people/date-out-of-range');
  const [mm, dd] = [month, day].map((part) => String(part).padStart(2, '0'));
  return { on: `${year}-${mm}-${dd}`, issue: null };
}

function inRange(year: number): boolean {
  return year >= earliest && year <= latest;
}

function fail(issue: NonNullable<DayReading['issue']>): DayReading {
  return { on: null, issue };
}
