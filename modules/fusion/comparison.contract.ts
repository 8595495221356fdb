/** Whether two waves can be compared pair by pair: the answers of the first must last until the second is measured. */
import { addDays } from '#platform/contract/index.ts';
import type { WavePlan, WaveSummary } from './wave.contract.ts';

type Days = Pick<WavePlan, 'asOfOn' | 'closesOn'>;
type Before = Pick<WaveSummary, 'id' | 'name' | 'asOfOn' | 'deleteOn' | 'rawDeletedOn'>;

/**
 * The wave before, if its raw answers are to be deleted by the day after this one closes, on which it is measured;
 * null: they last, are gone already, or there is no wave before. `own`: the wave that is planned, if it is listed.
 */
export function comparisonLost<T extends Before>(
  { asOfOn, closesOn }: Days,
  waves: readonly T[],
  own: string | null = null,
): T | null {
  const before = waves
    .filter((wave) => wave.id !== own && wave.asOfOn < asOfOn)
    .toSorted((a, b) => (a.asOfOn < b.asOfOn ? 1 : -1))[0];
  if (!before || before.rawDeletedOn !== null || closesOn === '') return null;
  const measuredOn = addDays(closesOn, 1);
  return before.deleteOn <= measuredOn ? before : null;
}
