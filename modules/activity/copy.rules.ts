/** Last year's activity as this year's plan: same weekdays, and nothing of people. */
import { addDays, daysBetween } from '#platform/contract/index.ts';
import type { ActivityPlan } from './activity-plan.contract.ts';
import { addYears } from './day.rules.ts';

const weeks = (days: number): number => Math.round(days / 7) * 7;

/**
 * Days to move by, whole weeks. Without a wish: to the weekday nearest to the same date of the first year in
 * which that still lies ahead.
 */
export function shiftOf(firstOn: string, today: string, wantedOn: string | null): number {
  if (wantedOn !== null) return weeks(daysBetween(firstOn, wantedOn));
  for (let years = 1; ; years++) {
    const shift = weeks(daysBetween(firstOn, addYears(firstOn, years)));
    if (addDays(firstOn, shift) >= today) return shift;
  }
}

/** The plan some days later, organised by whoever copies it; the one responsible for safety is named anew. */
export const shiftedPlan = (
  plan: ActivityPlan,
  days: number,
  organiserIds: readonly string[],
): ActivityPlan => ({
  ...plan,
  organiserIds: [...organiserIds],
  closesOn: addDays(plan.closesOn, days),
  safety: plan.safety && { ...plan.safety, responsible: '—' },
  sessions: plan.sessions.map((session) => ({
    ...session,
    sessionId: null,
    heldOn: addDays(session.heldOn, days),
  })),
});
