/** How the sample bureau picks people for an occasion. */
import type { Random } from '#engines/random/index.ts';
import { LEGACY_AGENCIES } from '#demo/frame.ts';
import { inPostOn } from '#demo/people.ts';
import type { Person } from '#demo/people.ts';

export const numbers = (people: readonly Person[]): string[] => people.map((person) => person.staffNo);

export const throughout = (people: readonly Person[], from: string, to: string): Person[] =>
  people.filter((person) => inPostOn(person, from) && inPostOn(person, to));

type Weigh = (person: Person) => number;

/** `count` of them without repeats, chance in proportion to weight (Efraimidis & Spirakis 2006 keys). */
export function drawn(
  random: Random,
  people: readonly Person[],
  count: number,
  weigh: Weigh = () => 1,
): Person[] {
  return people
    .map((person) => ({ person, key: Math.log(1 - random.uniform()) / weigh(person) }))
    .toSorted((a, b) => b.key - a.key)
    .slice(0, count)
    .map(({ person }) => person);
}

/** Shuffled within each agency and dealt out in turn: every team gets its share of every agency. */
export function dealAcrossAgencies(random: Random, people: readonly Person[], teams: number): Person[][] {
  const queue = LEGACY_AGENCIES.flatMap(({ code }) =>
    random.shuffle(people.filter((person) => person.legacy === code)),
  );
  return Array.from({ length: teams }, (_, k) => queue.filter((_, i) => i % teams === k));
}
