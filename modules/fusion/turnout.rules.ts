/** Turnout by group, without telling who. */
import { fewestForTurnout } from './fusion.contract.ts';
import { hiddenGroups } from './protect.rules.ts';

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

export const wholePercent = (share: number): number => Math.round(100 * share) / 100;
