import type { Saying } from '../contract/index.ts';

/** Something in one person's calendar. Phones of families and shared screens show it: no sensitive word in it. */
export interface CalendarEntry {
  /** Stays the same for one event through all its changes. */
  id: string;
  /** Counts the changes, so that a phone takes the newer one. */
  revision: number;
  /** ISO 8601 instants, or a whole day (YYYY-MM-DD). */
  when: { startsAt: string; endsAt: string } | { on: string };
  title: Saying;
  where: string;
  text: Saying;
  status: 'confirmed' | 'tentative' | 'cancelled';
  /** Page that says more, below the base path. */
  to: string;
}
