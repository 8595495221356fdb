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
  const choices = choicesOf(rules.allowed, units.people.length, m);
  const order = random.shuffle(units.people.map((_, u) => u));
  order.sort((a, b) => choices[a]! - choices[b]! || units.people[b]!.length - units.people[a]!.length);
  const groupOf = new Int32Array(units.people.length);
  const weights = new Float64Array(m);
  for (const u of order) {
    const size = units.people[u]!.length;
    const fits = weigh(rules.allowed, u * m, size, room, weights);
    const g = fits ? random.weighted(weights) : leastOver(rules.allowed, u * m, room);
    groupOf[u] = g;
    room[g]! -= size;
  }
  return groupOf;
}

/** In how many groups each unit may stand. */
function choicesOf(allowed: Uint8Array, n: number, m: number): Int32Array {
  const choices = new Int32Array(n);
  for (let at = 0; at < n * m; at++) choices[Math.floor(at / m)]! += allowed[at]!;
  return choices;
}

// kernel: for every unit of every start
/** Allowed groups weigh as much as they have room; false if none has room for the unit. */
function weigh(
  allowed: Uint8Array,
  row: number,
  size: number,
  room: Int32Array,
  weights: Float64Array,
): boolean {
  let fits = false;
  for (let g = 0; g < room.length; g++) {
    const has = allowed[row + g] === 1 && room[g]! >= size;
    weights[g] = has ? room[g]! : 0;
    if (has && room[g]! > 0) fits = true;
  }
  return fits;
}

/** The allowed group that is least over. */
function leastOver(allowed: Uint8Array, row: number, room: Int32Array): number {
  let best = -1;
  for (let g = 0; g < room.length; g++)
    if (allowed[row + g] === 1 && (best < 0 || room[g]! > room[best]!)) best = g;
  return Math.max(0, best);
}
