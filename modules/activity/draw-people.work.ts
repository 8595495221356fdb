/** People in a draw as they are shown: registered ones from today's roster, gone ones by what is still known. */
import type { Act } from '#platform/act/index.ts';
import { findPerson, listPeopleOn, type PersonInPost } from '#modules/people/index.ts';
import type { DrawRow } from './draw.data.ts';
import { teamsNow } from './draw-load.work.ts';

export type KnownInDraw = Pick<PersonInPost, 'personId' | 'name' | 'unitName' | 'unitId' | 'legacy' | 'post'>;

export async function listKnownPeople(
  act: Act,
  entrants: readonly PersonInPost[],
  draw: DrawRow | undefined,
): Promise<Map<string, KnownInDraw>> {
  const people = new Map<string, KnownInDraw>(entrants.map((person) => [person.personId, person]));
  const asked = new Set(draw ? [...draw.person_ids, ...teamsNow(draw).flat(2)] : []);
  if ([...asked].every((id) => people.has(id))) return people;
  for (const person of await listPeopleOn(act, act.today))
    if (asked.has(person.personId)) people.set(person.personId, person);
  for (const personId of asked) {
    if (people.has(personId)) continue;
    const { name = '—', legacy = '' } = (await findPerson(act, personId)) ?? {};
    people.set(personId, { personId, name, legacy, unitId: '', unitName: '', post: '' });
  }
  return people;
}
