import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';

export interface CalendarEntry {
  /** Stays the same for one event through all its changes. */
  id: string;
  /** Counts the changes, so that a phone takes the newer one. */
  revision: number;
  /** ISO 8601 instants. */
  startsAt: string;
  endsAt: string;
  title: string;
  where: string;
  text: string;
  status: 'confirmed' | 'tentative' | 'cancelled';
}

const statuses = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const;

/**
 * An iCalendar text (RFC 5545) that phones and Outlook refresh every few hours. Times are written in UTC, which
 * needs no table of time zones. The same entries and `now` give the same text.
 */
export function calendarOf(name: string, entries: readonly CalendarEntry[], now: string): string {
  const calendar = ical({
    name,
    prodId: { company: 'wenrong', product: 'activities', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 4 * 3600,
  });
  for (const entry of entries)
    calendar.createEvent({
      id: `${entry.id}@wenrong`,
      sequence: entry.revision,
      start: new Date(entry.startsAt),
      end: new Date(entry.endsAt),
      stamp: new Date(now),
      summary: entry.title,
      location: entry.where,
      description: entry.text,
      status: statuses[entry.status],
    });
  return calendar.toString();
}

export const calendarType = 'text/calendar; charset=utf-8';
