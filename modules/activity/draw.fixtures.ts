/** Choices of a draw for tests. */
import type { TestHouse } from '#root/tools/testing/house.ts';
import { usualWeights, type DrawChoice } from './draw-choice.contract.ts';
import { saveRegistration } from './registration.data.ts';

/** Even teams, nothing asked; give what matters to the test. */
export const aChoice = (nTeams: number, more: Partial<DrawChoice> = {}): DrawChoice => ({
  nTeams,
  sizes: null,
  sessionIds: [],
  away: [],
  rules: [],
  pins: [],
  weights: usualWeights,
  onChange: 'keep',
  ...more,
});

/** Puts people in, in the order given. */
export const register = (
  world: TestHouse,
  bureauId: string,
  activityId: string,
  personIds: readonly string[],
  from = 1,
): Promise<void> =>
  world.act(bureauId, async (act) => {
    for (const [at, personId] of personIds.entries())
      await saveRegistration(
        act.db,
        {
          bureau_id: bureauId,
          activity_id: activityId,
          person_id: personId,
          state: 'in',
          place: from + at,
        },
        { how: 'self', at: act.now },
      );
  });
