/** Can people be dealt into groups they may enter, each group within its bounds? If not, who stands in the way? */

/** People with the same permission: how many, and whether they may enter each group. */
export interface Crowd {
  readonly people: readonly number[];
  readonly allowed: ArrayLike<number>;
}

/** 'people': these crowds have more people than their groups together hold. 'groups': these groups need more than may come. */
export interface Shortage {
  readonly side: 'people' | 'groups';
  readonly crowds: readonly Crowd[];
  readonly groups: readonly number[];
  readonly people: number;
  readonly places: number;
}

/**
 * Null if possible. Every bound is met at once if the upper ones and the lower ones can be met each for
 * themselves (Mendelsohn & Dulmage 1958), so two flows decide; the cut of a flow names a set after Hall.
 */
export function shortageOf(
  crowds: readonly Crowd[],
  low: ArrayLike<number>,
  high: ArrayLike<number>,
): Shortage | null {
  const supply = crowds.map(({ people }) => people.length);
  const edges = crowds.map(({ allowed }) => allowed);
  const reached = unservedBy(supply, edges, high);
  if (reached) return shortage('people', crowds, reached.from, reached.to, high);
  const back = Array.from({ length: low.length }, (_, g) => crowds.map(({ allowed }) => allowed[g]!));
  const lacking = unservedBy(low, back, supply);
  return lacking ? shortage('groups', crowds, lacking.to, lacking.from, low) : null;
}

function shortage(
  side: Shortage['side'],
  crowds: readonly Crowd[],
  crowdAt: readonly number[],
  groups: readonly number[],
  bound: ArrayLike<number>,
): Shortage {
  const chosen = crowdAt.map((c) => crowds[c]!);
  return {
    side,
    crowds: chosen,
    groups,
    people: chosen.reduce((sum, { people }) => sum + people.length, 0),
    places: groups.reduce((sum, g) => sum + bound[g]!, 0),
  };
}

/** Sources and sinks of the cut if some supply cannot be placed; null if all of it can. */
function unservedBy(
  supply: ArrayLike<number>,
  edges: readonly ArrayLike<number>[],
  capacity: ArrayLike<number>,
): { from: number[]; to: number[] } | null {
  const flow = edges.map(() => new Float64Array(capacity.length));
  const room = Float64Array.from(capacity);
  for (let s = 0; s < supply.length; s++)
    for (let left = supply[s]!; left > 0;) {
      const search = reach(s, edges, flow, room);
      if (search.end < 0) return { from: search.from, to: search.to };
      left -= augment(search, flow, room, left);
    }
  return null;
}

interface Reached {
  readonly from: number[];
  readonly to: number[];
  /** Sink with room, −1 if none. */
  readonly end: number;
  readonly sourceBefore: Int32Array;
  readonly sinkBefore: Int32Array;
}

/** Breadth-first over residual edges. */
function reach(
  start: number,
  edges: readonly ArrayLike<number>[],
  flow: readonly Float64Array[],
  room: Float64Array,
): Reached {
  const sourceBefore = new Int32Array(room.length).fill(-1);
  const sinkBefore = new Int32Array(edges.length).fill(-2);
  sinkBefore[start] = -1;
  const from = [start];
  const to: number[] = [];
  for (const s of from)
    for (let g = 0; g < room.length; g++) {
      if (!(edges[s]![g]! > 0) || sourceBefore[g] !== -1) continue;
      sourceBefore[g] = s;
      to.push(g);
      if (room[g]! > 0) return { from, to, end: g, sourceBefore, sinkBefore };
      for (let other = 0; other < edges.length; other++)
        if (sinkBefore[other] === -2 && flow[other]![g]! > 0) {
          sinkBefore[other] = g;
          from.push(other);
        }
    }
  return { from, to, end: -1, sourceBefore, sinkBefore };
}

/** Sends as much as fits along the path found; gives back how much. */
function augment(
  { end, sourceBefore, sinkBefore }: Reached,
  flow: readonly Float64Array[],
  room: Float64Array,
  wanted: number,
): number {
  let amount = Math.min(wanted, room[end]!);
  for (let g = end; ;) {
    const before = sinkBefore[sourceBefore[g]!]!;
    if (before < 0) break;
    amount = Math.min(amount, flow[sourceBefore[g]!]![before]!);
    g = before;
  }
  room[end]! -= amount;
  for (let g = end; ;) {
    const s = sourceBefore[g]!;
    flow[s]![g]! += amount;
    const before = sinkBefore[s]!;
    if (before < 0) return amount;
    flow[s]![before]! -= amount;
    g = before;
  }
}
