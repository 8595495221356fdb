import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator';
import { addDays } from '../contract/index.ts';
import type { CalendarEntry } from './entry.ts';

const statuses = {
  confirmed: ICalEventStatus.CONFIRMED,
  tentative: ICalEventStatus.TENTATIVE,
  cancelled: ICalEventStatus.CANCELLED,
} as const;

const zone = 'Asia/Shanghai';

/** UTC+8 all the year, since 1991. */
const zoneTable = `BEGIN:VTIMEZONE
TZID:${zone}
BEGIN:STANDARD
DTSTART:19910915T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
TZNAME:CST
END:STANDARD
END:VTIMEZONE`;

const zoned = (instant: string): Temporal.ZonedDateTime =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone);

/** A whole day ends where the next begins (RFC 5545, 3.6.1). */
const spanOf = ({ when }: CalendarEntry) =>
  'on' in when
    ? {
        start: Temporal.PlainDate.from(when.on),
        end: Temporal.PlainDate.from(addDays(when.on, 1)),
        allDay: true,
      }
    : { start: zoned(when.startsAt), end: zoned(when.endsAt), timezone: zone };

/**
 * An iCalendar text (RFC 5545) that phones and Outlook refresh every few hours, its times those of Shanghai's clocks.
 * The same entries and `now` give the same text.
 */
export function calendarOf(name: string, entries: readonly CalendarEntry[], now: string): string {
  const calendar = ical({
    name,
    prodId: { company: 'wenrong', product: 'calendar', language: 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
    // The zone is each event's: a calendar with one would write the moment of its making (DTSTAMP) not in UTC.
    timezone: { name: null, generator: () => zoneTable },
    ttl: 4 * 3600,
  });
  calendar.x('X-WR-TIMEZONE', zone);
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
  return `${calendar.toString().trimEnd()}\r\n`;
}

export const calendarType = 'text/calendar; charset=utf-8';
