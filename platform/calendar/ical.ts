import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import type { CalendarEntry } from './entry.ts';

const statuses = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const;

const DAY_MS = 86_400_000;

/** A whole day ends where the next begins (RFC 5545, 3.6.1). */
const spanOf = ({ when }: CalendarEntry) =>
  'on' in when
    ? { start: new Date(when.on), end: new Date(Date.parse(when.on) + DAY_MS), allDay: true }
    : { start: new Date(when.startsAt), end: new Date(when.endsAt) };

/**
 * An iCalendar text (RFC 5545) that phones and Outlook refresh every few hours. Times are written in UTC, which
 * needs no table of time zones. The same entries and `now` give the same text.
 */
export function calendarOf(name: string, entries: readonly CalendarEntry[], now: string): string {
  const calendar = ical({
    name,
    prodId: { company: 'wenrong', product: 'calendar', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 4 * 3600,
  });
  for (const entry of entries)
    calendar.createEvent({
      id: `${entry.id}@wenrong`,
      sequence: entry.revision,
      ...spanOf(entry),
      stamp: new Date(now),
      summary: entry.title.zh,
      location: entry.where,
      description: entry.text.zh,
      status: statuses[entry.status],
    });
  return calendar.toString();
}

export const calendarType = 'text/calendar; charset=utf-8';
