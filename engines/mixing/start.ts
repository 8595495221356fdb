/** A random grouping to start from: large and restricted units first, each into a group that still has room. */
import type { Random } from '#engines/random/index.ts';
import type { RoundModel } from './round-model.ts';
import { evenSizes } from './sizes.ts';

/** Group of each unit. Rules other than pins and `only` are left to the search. O(units · groups). */
export function randomStart({ scope, units, rules }: RoundModel, random: Random): Int32Array {
  const { groups } = scope.round;
  const m = groups.length;
  const bounds = { min: groups.map(({ min }) => min), max: groups.map(({ max }) => max) };
  const room = evenSizes(scope.present.length, bounds) ?? Int32Array.from(bounds.max);
  const choices = units.people.map((_, u) =>
    rules.allowed.subarray(u * m, u * m + m).reduce((sum, one) => sum + one, 0),
  );
  const order = random.shuffle(units.people.map((_, u) => u));
  order.sort((a, b) => choices[a]! - choices[b]! || units.people[b]!.length - units.people[a]!.length);
  const groupOf = new Int32Array(units.people.length);
  for (const u of order) {
    const g = roomiest(rules.allowed.subarray(u * m, u * m + m), units.people[u]!.length, room, random);
    groupOf[u] = g;
    room[g]! -= units.people[u]!.length;
  }
  return groupOf;
}

/** An allowed group in proportion to its room; where none has room, the one that is least over. */
function roomiest(allowed: Uint8Array, size: number, room: Int32Array, random: Random): number {
  const weights = Float64Array.from(room, (left, g) => (allowed[g] === 1 && left >= size ? left : 0));
  if (weights.some((weight) => weight > 0)) return random.weighted(weights);
  let best = -1;
  for (let g = 0; g < room.length; g++)
    if (allowed[g] === 1 && (best < 0 || room[g]! > room[best]!)) best = g;
  return Math.max(0, best);
}
