import type { Act } from '#platform/act/index.ts';
import { findPerson, inPostOn } from './door.work.ts';

/** The roster brings no entries; it says who has left, so that no feed outlives somebody's post. */
export async function calendarOf(act: Act, personId: string): Promise<[] | null> {
  const person = await findPerson(act, personId);
  return person && inPostOn(person, act.today) ? [] : null;
}
