import type { Act } from '#platform/act/index.ts';
import type { Ballot, Receipt } from '#engines/ballots/index.ts';

/** Puts a ballot into the poll's box without the network: for sample bureaus and paper forms entered by hand. */
export const castInto = async (_act: Act, _ballot: Ballot): Promise<Receipt> => {
  throw new Error('not built yet');
};
