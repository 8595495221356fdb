/** Turnout by group, without telling who. */
import { fewestForTurnout } from './fusion.contract.ts';

export interface GroupCount {
  code: string;
  name: string;
  nEligible: number;
  nFinished: number;
}

export interface ShownTurnout {
  code: string;
  name: string;
  nEligible: number;
  finished: number | null;
}

/**
 * Groups under ten people are hidden; and as the total is shown, the hidden ones together must hold at
 * least ten people and be at least two, else the smallest shown group is hidden as well.
 */
export function shownTurnout(groups: readonly GroupCount[]): ShownTurnout[] {
  const hidden = hiddenGroups(
    groups.map(({ nEligible }) => nEligible),
    fewestForTurnout,
  );
  return groups.map(({ code, name, nEligible, nFinished }, at) => ({
    code,
    name,
    nEligible,
    finished: hidden.has(at) || nEligible === 0 ? null : wholePercent(nFinished / nEligible),
  }));
}

/** Places of the groups to hide where sizes and the total are known to everybody. */
export function hiddenGroups(sizes: readonly number[], fewest: number): Set<number> {
  const hidden = new Set(sizes.flatMap((size, at) => (size > 0 && size < fewest ? [at] : [])));
  const people = () => [...hidden].reduce((sum, at) => sum + sizes[at]!, 0);
  while (hidden.size > 0 && (hidden.size < 2 || people() < fewest)) {
    const next = smallestShown(sizes, hidden);
    if (next < 0) break;
    hidden.add(next);
  }
  return hidden;
}

function smallestShown(sizes: readonly number[], hidden: ReadonlySet<number>): number {
  let best = -1;
  sizes.forEach((size, at) => {
    if (size > 0 && !hidden.has(at) && (best < 0 || size < sizes[best]!)) best = at;
  });
  return best;
}

export const wholePercent = (share: number): number => Math.round(100 * share) / 100;
