/**
 * Whole-number bounds of one cell in a network of hidden cells. Raising a cell by d means to send d back
 * from its head to its tail through the other cells, each of which may fall to its least value and rise
 * without end; so the bound is a maximal flow (Ford & Fulkerson 1956, 10.4153/CJM-1956-045-5), and since
 * capacities are whole, so is the other table it yields. Cox 1995 (JASA 90:1453–1462) uses
 * networks for suppression in two-way tables.
 */
import type { Component, Network } from './component.ts';

/** Another table that agrees with everything shown: cells that differ. Or, if none, how far the search came. */
export type Found = { moved: readonly number[] } | { stuck: readonly number[] };

interface Search {
  component: Component;
  network: Network;
  hidden: Uint8Array;
  people: Int32Array;
  /** Least value by cell. */
  least: Uint8Array | null;
}

/**
 * A table of whole numbers in which `cell` is greater (`by` > 0) or smaller (`by` < 0) by |by|.
 * `stuck` gives the rows from which no further cell could give way. Cost O(|by| · cells of the component).
 */
export function shifted(search: Search, cell: number, by: number): Found {
  const { component, network } = search;
  const place = component.placeOf.get(cell)!;
  const [up, down] = [network.head[place]!, network.tail[place]!];
  const change = new Int32Array(component.cells.length);
  // A cell in no sum, or with both ends at one node, moves alone.
  let left = up === down ? 0 : Math.abs(by);
  while (left > 0) {
    const [from, to] = by > 0 ? [up, down] : [down, up];
    const route = routeOf(search, change, [from, to, place]);
    if ('stuck' in route) return route;
    left -= pushAlong(search, change, route.steps, left);
  }
  change[place] = by;
  return { moved: component.cells.filter((_, at) => change[at] !== 0) };
}

interface Step {
  place: number;
  forward: boolean;
}

const stepOf = (code: number): Step => ({ place: code >> 1, forward: (code & 1) === 1 });

// kernel: breadth-first search in the residual network; checked against programmes and all tables in the tests
function routeOf(
  { component, network, hidden, people, least }: Search,
  change: Int32Array,
  [from, to, without]: readonly [from: number, to: number, without: number],
): { steps: Step[] } | { stuck: readonly number[] } {
  const { tail, head, arcsAt } = network;
  const { cells } = component;
  /** By node: twice the place through which it was reached, + 1 if forward; −1 if it was not. */
  const cameBy = new Int32Array(arcsAt.length).fill(-1);
  const queue = [from];
  for (let first = 0; first < queue.length; first++) {
    const node = queue[first]!;
    const arcs = arcsAt[node]!;
    for (let i = 0; i < arcs.length; i++) {
      const place = arcs[i]!;
      const cell = cells[place]!;
      if (place === without || hidden[cell] === 0) continue;
      const forward = tail[place] === node;
      const next = forward ? head[place]! : tail[place]!;
      if (cameBy[next]! >= 0 || next === from) continue;
      if (!forward && people[cell]! - (least ? least[cell]! : 0) + change[place]! <= 0) continue;
      cameBy[next] = 2 * place + Number(forward);
      if (next === to) return { steps: stepsBack(network, cameBy, [from, to]) };
      queue.push(next);
    }
  }
  const reached = new Set(queue);
  return { stuck: [...network.nodeOfRow].flatMap(([row, node]) => (reached.has(node) ? [row] : [])) };
}

function stepsBack(network: Network, cameBy: Int32Array, [from, to]: readonly [number, number]): Step[] {
  const steps: Step[] = [];
  for (let node = to; node !== from;) {
    const step = stepOf(cameBy[node]!);
    steps.push(step);
    node = step.forward ? network.tail[step.place]! : network.head[step.place]!;
  }
  return steps;
}

/** Sends as much as the route takes, at most `most`; tells how much. */
function pushAlong(
  { component, people, least }: Search,
  change: Int32Array,
  steps: readonly Step[],
  most: number,
): number {
  let amount = most;
  for (const { place, forward } of steps) {
    const cell = component.cells[place]!;
    if (!forward) amount = Math.min(amount, people[cell]! - (least ? least[cell]! : 0) + change[place]!);
  }
  for (const { place, forward } of steps) change[place]! += forward ? amount : -amount;
  return amount;
}
