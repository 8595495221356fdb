import { announcedYears, type AnnouncedYear } from './years.ts';

export interface WorkingDay {
  /** YYYY-MM-DD. */
  on: string;
  /** Years that were passed through and are not announced: in them only weekends were counted as days off. */
  unknownYears: readonly string[];
}

const DAY_MS = 86_400_000;
const nextDay = (day: string): string => new Date(Date.parse(day) + DAY_MS).toISOString().slice(0, 10);
const isWeekend = (day: string): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() % 6 === 0;

/** Whether the holidays of a year (`2026`) are known here. */
export const isAnnounced = (year: string): boolean => year in announcedYears;

/** In a year that is not announced: Monday to Friday. */
export function isWorkingDay(day: string): boolean {
  const year: AnnouncedYear | undefined = announcedYears[day.slice(0, 4)];
  const date = day.slice(5);
  if (year?.worked.includes(date)) return true;
  return !isWeekend(day) && !(year?.off.some((span) => isWithin(date, span)) ?? false);
}

function isWithin(date: string, span: string): boolean {
  const [from, to = from] = span.split('..') as [string, string?];
  return from <= date && date <= to;
}

/** The n-th working day after `day`, which itself does not count. */
export function workingDaysAfter(day: string, n: number): WorkingDay {
  const unknown = new Set<string>();
  let on = day;
  for (let left = n; left > 0;) {
    on = nextDay(on);
    if (!isAnnounced(on.slice(0, 4))) unknown.add(on.slice(0, 4));
    if (isWorkingDay(on)) left--;
  }
  return { on, unknownYears: [...unknown] };
}
