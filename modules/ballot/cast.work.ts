import type { Act } from '#platform/act/index.ts';
import type { Ballot, Receipt } from '#engines/ballots/index.ts';
import { loadPoll, placeOf, type Telling } from './load.work.ts';
import { residentOf } from './resident.work.ts';

/**
 * The way into the poll's box without the network: for sample bureaus and paper forms that were entered by hand.
 * To be walked when the act is over: the box opens transactions of its own, and must not know whose a ballot is.
 * `on`: casting day of an invented history.
 */
export async function wayInto(
  act: Act,
  pollId: string,
  { on }: Telling = {},
): Promise<(ballot: Ballot) => Promise<Receipt>> {
  const row = await loadPoll(act, pollId);
  const box = residentOf(act).boxAt(row.level);
  return (ballot) => box.cast(placeOf(row), ballot, on);
}
