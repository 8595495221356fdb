/**
 * Groups into which the claimed graph falls by itself: Louvain (Blondel et al. 2008,
 * doi:10.1088/1742-5468/2008/10/P10008) and Leiden (Traag, Waltman & van Eck 2019, Scientific Reports
 * 9:5233, doi:10.1038/s41598-019-41695-z), modularity at resolution 1. Departures: local moves are
 * pruned by a queue in both; Leiden's refinement takes the best admissible merger in a random order of
 * people instead of drawing one (its θ → 0).
 */
import type { Network } from './network.ts';
import { aggregated, movedLocally, refined, renumbered, weightedFrom } from './partition.ts';
import type { Weighted } from './partition.ts';
import type { Random } from './random.ts';

export interface CommunityOptions {
  readonly random: Random;
  readonly method?: 'louvain' | 'leiden' | undefined;
  /** Independent runs of which the best counts; default 20. */
  readonly runs?: number | undefined;
}

export interface Communities {
  /** Community of each person, numbered 0… by first member, length N. */
  readonly communityOf: Int32Array;
  readonly count: number;
  /** −½…1; null without ties (everybody is then alone). */
  readonly modularity: number | null;
  readonly runs: number;
}

/** Best of the runs by modularity. Chance enters only through `random`. Cost about runs · O(m). */
export function communitiesOf(network: Network, options: CommunityOptions): Communities {
  const { random, method = 'leiden', runs = 20 } = options;
  const graph = weightedFrom(network.claimed);
  let best: { communityOf: Int32Array; modularity: number } = {
    communityOf: Int32Array.from({ length: network.size }, (_, i) => i),
    modularity: -Infinity,
  };
  if (graph.total > 0) {
    for (let run = 0; run < runs; run++) {
      const communityOf = method === 'leiden' ? leiden(graph, random) : louvain(graph, random);
      const modularity = modularityOf(graph, communityOf);
      if (modularity > best.modularity) best = { communityOf, modularity };
    }
  }
  const { labels, count } = renumbered(best.communityOf);
  return { communityOf: labels, count, modularity: graph.total > 0 ? best.modularity : null, runs };
}

function louvain(graph: Weighted, random: Random): Int32Array {
  let level = graph;
  let communityOf = Int32Array.from({ length: graph.size }, (_, i) => i);
  for (;;) {
    const moved = movedLocally(level, alone(level.size), random);
    const { labels, count } = renumbered(moved);
    communityOf = communityOf.map((node) => labels[node]!);
    if (count === level.size) return communityOf;
    level = aggregated(level, labels, count);
  }
}

/** Whole passes are repeated from the found partition until one changes nothing (at most ten). */
function leiden(graph: Weighted, random: Random): Int32Array {
  let communityOf = alone(graph.size);
  let modularity = -Infinity;
  for (let pass = 0; pass < 10; pass++) {
    const next = leidenPass(graph, communityOf, random);
    const reached = modularityOf(graph, next);
    if (reached <= modularity + 1e-12) break;
    communityOf = next;
    modularity = reached;
  }
  return communityOf;
}

function leidenPass(graph: Weighted, from: Int32Array, random: Random): Int32Array {
  let level = graph;
  let nodeOf = Int32Array.from({ length: graph.size }, (_, i) => i);
  let partition = from;
  for (;;) {
    const moved = renumbered(movedLocally(level, partition, random));
    if (moved.count === level.size) return nodeOf.map((node) => moved.labels[node]!);
    const fine = renumbered(refined(level, moved.labels, random));
    if (fine.count === level.size) return nodeOf.map((node) => moved.labels[node]!);
    partition = new Int32Array(fine.count);
    for (let v = 0; v < level.size; v++) partition[fine.labels[v]!] = moved.labels[v]!;
    nodeOf = nodeOf.map((node) => fine.labels[node]!);
    level = aggregated(level, fine.labels, fine.count);
  }
}

const alone = (size: number): Int32Array => Int32Array.from({ length: size }, (_, i) => i);

function modularityOf(
  { size, start, to, weight, loops, strength, total }: Weighted,
  part: Int32Array,
): number {
  const sums = new Float64Array(size);
  let inside = 0;
  for (let v = 0; v < size; v++) {
    sums[part[v]!]! += strength[v]!;
    inside += loops[v]!;
    for (let c = start[v]!; c < start[v + 1]!; c++) if (part[to[c]!] === part[v]) inside += weight[c]!;
  }
  return inside / total - sums.reduce((all, sum) => all + (sum / total) ** 2, 0);
}
