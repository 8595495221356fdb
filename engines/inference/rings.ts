/**
 * Partial roster by rings: people are put on r random circles and neighbours
 * on a circle rate each other. Every asked pair is asked from both sides, everybody has the same burden
 * of 2r names, and each ring is an independent replicate of the whole survey.
 */
import type { Random } from '#engines/random/index.ts';

/** One ring: all people (by index 0…N−1) in their order around the circle. */
export type Ring = Int32Array;

/**
 * Draws r independent rings over N people. Two rings may by chance ask the same pair (about 2r/N of
 * all pairs); that is left so, because it keeps the rings independent, and the person is asked once.
 * @param nRings names asked of each person, halved.
 */
export function drawRings(nPeople: number, nRings: number, random: Random): Ring[] {
  const people = Int32Array.from({ length: nPeople }, (_, i) => i);
  return Array.from({ length: nRings }, () => random.shuffle(people.slice()));
}

/** The pairs of one ring as [i, j] with i < j; a ring of two people has one pair, of one person none. */
export function pairsOfRing(ring: Ring): [number, number][] {
  const n = ring.length;
  if (n < 2) return [];
  const last = n === 2 ? 1 : n;
  return Array.from({ length: last }, (_, at) => {
    const [a, b] = [ring[at]!, ring[(at + 1) % n]!];
    return a < b ? [a, b] : [b, a];
  });
}

/** Who is asked about whom: for each person the others on all rings, each once, rising. */
export function rosterOfRings(rings: readonly Ring[], nPeople: number): number[][] {
  const asked = Array.from({ length: nPeople }, () => new Set<number>());
  for (const ring of rings)
    for (const [i, j] of pairsOfRing(ring)) {
      asked[i]!.add(j);
      asked[j]!.add(i);
    }
  return asked.map((others) => [...others].sort((a, b) => a - b));
}

export interface NextRings {
  readonly rings: Ring[];
  /** Positions in `rings` that were drawn anew; the others are the panel. */
  readonly refreshed: number[];
}

/**
 * The rings of the next wave. A quarter (rounded, at least one where there are rings) is drawn anew;
 * the others are kept, so that their pairs are seen in both waves. Leavers are taken out (their two
 * neighbours become neighbours) and joiners are put in at uniformly random places, which leaves each
 * kept ring uniformly random over the present people.
 * @param people ids of the present people, in the order that the new indices shall have.
 * @param formerIds ids of the last wave's people, by the last wave's index.
 */
export function nextRings(
  rings: readonly Ring[],
  formerIds: readonly string[],
  people: readonly string[],
  random: Random,
  refreshShare = 0.25,
): NextRings {
  const now = new Map(people.map((id, at) => [id, at]));
  const former = new Set(formerIds);
  const joiners = people.flatMap((id, at) => (former.has(id) ? [] : [at]));
  const nFresh = rings.length === 0 ? 0 : Math.max(1, Math.round(rings.length * refreshShare));
  const refreshed = random
    .shuffle(rings.map((_, at) => at))
    .slice(0, nFresh)
    .sort((a, b) => a - b);
  const fresh = drawRings(people.length, nFresh, random);
  const next = rings.map((ring, at) => {
    const place = refreshed.indexOf(at);
    return place >= 0 ? fresh[place]! : carried(ring, formerIds, now, joiners, random);
  });
  return { rings: next, refreshed };
}

function carried(
  ring: Ring,
  formerIds: readonly string[],
  now: ReadonlyMap<string, number>,
  joiners: readonly number[],
  random: Random,
): Ring {
  const circle: number[] = [];
  for (const i of ring) {
    const at = now.get(formerIds[i]!);
    if (at !== undefined) circle.push(at);
  }
  for (const joiner of joiners) circle.splice(random.below(circle.length + 1), 0, joiner);
  return Int32Array.from(circle);
}

/**
 * A cross ring: a random matching between two groups, to ask more pairs of small groups. Each person of
 * the smaller group stands in exactly one pair, of the larger in at most one.
 */
export function drawCrossPairs(
  one: ArrayLike<number>,
  other: ArrayLike<number>,
  random: Random,
): [number, number][] {
  const a = random.shuffle(Array.from(one));
  const b = random.shuffle(Array.from(other));
  const length = Math.min(a.length, b.length);
  return Array.from({ length }, (_, at) => [Math.min(a[at]!, b[at]!), Math.max(a[at]!, b[at]!)]);
}
