import type { Act } from '../act/index.ts';
import type { Module } from '../module/index.ts';
import type { CalendarEntry } from './entry.ts';

/** Everything the modules have in this person's calendar, in order of time; null: they have left. */
export async function gatherCalendar(act: Act, modules: readonly Module[]): Promise<CalendarEntry[] | null> {
  const { personId } = act.who;
  if (personId === null) return [];
  const entries: CalendarEntry[] = [];
  for (const module of modules) {
    const own = module.calendar ? await module.calendar(act, personId) : [];
    if (own === null) return null;
    entries.push(...own);
  }
  return entries.toSorted((a, b) => (startOf(a) < startOf(b) ? -1 : 1));
}

/** An instant; of a whole day eight in the morning of Shanghai, before the sessions of that day. */
export const startOf = ({ when }: CalendarEntry): string =>
  'on' in when ? `${when.on}T00:00:00.000Z` : when.startsAt;
