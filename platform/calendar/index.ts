/** Calendars of people: what modules bring (`CalendarEntry`) and the one feed a phone fetches. */
export type { CalendarEntry } from './entry.ts';
export { gatherCalendar, startOf } from './gather.ts';
export { feedFacts, feedRefusals } from './feed.contract.ts';
