/** Whose name is on whose list: decided once, at opening, from aliases and a seed. */
import { drawRings, nextRings, rosterOfRings, type Ring } from '#engines/inference/index.ts';
import { stream } from '#engines/random/index.ts';

export interface RingOfAliases {
  ring: number;
  /** Came from the wave before, so that its pairs are seen again. */
  kept: boolean;
  aliases: string[];
}

export interface Roster {
  rings: RingOfAliases[];
  /** Alias → aliases on the list; an alias missing here is asked about nobody. */
  asks: Map<string, string[]>;
}

/**
 * Rings over the listed people. Of the rings of the wave before a quarter is drawn anew; leavers are
 * taken out of the others and joiners put in at random places.
 * @param listed aliases in a fixed order, so that the same people and seed give the same rings.
 */
export function ringRoster(
  listed: readonly string[],
  nRings: number,
  before: readonly RingOfAliases[],
  seed: number,
): Roster {
  const random = stream(seed, 'fusion.rings');
  const carried = before.slice(0, nRings);
  const { rings: kept, refreshed } = carriedRings(carried, listed, seed);
  const fresh = drawRings(listed.length, nRings - kept.length, random);
  const rings = [...kept, ...fresh];
  const asks = new Map(
    rosterOfRings(rings, listed.length).map((others, at) => [
      listed[at]!,
      others.map((other) => listed[other]!),
    ]),
  );
  return {
    rings: rings.map((ring, at) => ({
      ring: at,
      kept: at < kept.length && !refreshed.includes(at),
      aliases: Array.from(ring, (place) => listed[place]!),
    })),
    asks,
  };
}

function carriedRings(
  before: readonly RingOfAliases[],
  listed: readonly string[],
  seed: number,
): { rings: Ring[]; refreshed: readonly number[] } {
  if (before.length === 0) return { rings: [], refreshed: [] };
  const former = [...new Set(before.flatMap(({ aliases }) => aliases))].sort();
  const placeOf = new Map(former.map((alias, at) => [alias, at]));
  const rings = before.map(({ aliases }) => Int32Array.from(aliases, (alias) => placeOf.get(alias)!));
  return nextRings(rings, former, listed, stream(seed, 'fusion.rings.next'));
}

/** A person's list in the order to ask: shuffled by wave and person, the same at every visit. */
export function askingOrder(asks: readonly string[], alias: string, seed: number): string[] {
  return stream(seed, `fusion.order.${alias}`).shuffle([...asks].sort());
}
