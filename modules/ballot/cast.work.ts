import type { Act } from '#platform/act/index.ts';
import type { Ballot, Receipt } from '#engines/ballots/index.ts';
import { loadPoll, placeOf, type Telling } from './load.work.ts';
import { residentOf } from './resident.work.ts';

/**
 * Puts a ballot into the poll's box without the network: for sample bureaus and paper forms that were entered by
 * hand. The act must not know whose it is. `on`: casting day of an invented history.
 */
export async function castInto(act: Act, ballot: Ballot, { on }: Telling = {}): Promise<Receipt> {
  const row = await loadPoll(act, ballot.pollId);
  return residentOf(act).boxAt(row.level).cast(placeOf(row), ballot, on);
}
