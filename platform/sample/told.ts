import type { Act, Who } from '../act/index.ts';

/**
 * An act as it was on a day of the story, for the sample bureau only: what it writes bears that day, while
 * the ledger keeps the true instant of writing. Another person may act in the same transaction; the fact's
 * actor stays whoever opened it.
 * @param at clock time in Asia/Shanghai, `HH:MM`.
 */
export const told = (act: Act, day: string, at = '09:00', who: Partial<Who> = {}): Act => ({
  ...act,
  who: { ...act.who, ...who },
  today: day,
  now: new Date(`${day}T${at}:00+08:00`).toISOString(),
  record: (fact) => act.record({ on: day, ...fact }),
});
