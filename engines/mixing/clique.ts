/**
 * A clique larger than k, by Bron & Kerbosch (1973, DOI 10.1145/362342.362367) with pivots on the k-core.
 * The search is cut off after a number of steps: then "none found", never a false clique.
 */
export function cliqueLargerThan(
  neighbours: readonly ReadonlySet<number>[],
  k: number,
  steps = 200_000,
): number[] | null {
  const core = coreOf(neighbours, k);
  let left = steps;
  const extend = (
    clique: readonly number[],
    open: readonly number[],
    closed: readonly number[],
  ): number[] | null => {
    if (clique.length > k) return [...clique];
    if (clique.length + open.length <= k || left-- <= 0) return null;
    const pivot = mostLinked(neighbours, open, closed);
    let [candidates, done] = [open, closed];
    for (const v of open.filter((one) => !neighbours[pivot]!.has(one))) {
      const near = (one: number): boolean => neighbours[v]!.has(one);
      const found = extend([...clique, v], candidates.filter(near), done.filter(near));
      if (found) return found;
      candidates = candidates.filter((one) => one !== v);
      done = [...done, v];
    }
    return null;
  };
  return extend([], core, []);
}

/** Vertices that keep at least k neighbours when the others are taken away. */
function coreOf(neighbours: readonly ReadonlySet<number>[], k: number): number[] {
  const degree = neighbours.map((set) => set.size);
  const queue = degree.flatMap((d, v) => (d < k ? [v] : []));
  const gone = new Set(queue);
  for (const v of queue)
    for (const u of neighbours[v]!) {
      if (--degree[u]! >= k || gone.has(u)) continue;
      gone.add(u);
      queue.push(u);
    }
  return degree.flatMap((_, v) => (gone.has(v) ? [] : [v]));
}

function mostLinked(
  neighbours: readonly ReadonlySet<number>[],
  open: readonly number[],
  closed: readonly number[],
): number {
  let [best, most] = [open[0]!, -1];
  for (const v of [...open, ...closed]) {
    const links = open.reduce((sum, u) => sum + (neighbours[v]!.has(u) ? 1 : 0), 0);
    if (links > most) [best, most] = [v, links];
  }
  return best;
}
