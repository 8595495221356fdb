import type { Act } from '#platform/act/index.ts';
import type { PollView } from './poll.contract.ts';
import type { TallyOutcome } from './poll.rules.ts';

const soon = (): never => {
  throw new Error('not built yet');
};

/** A trustee hands in a share; it stays in memory until the tally or the server's end. By the trustee. */
export const giveShare = async (_act: Act, _pollId: string, _share: string): Promise<PollView> => soon();
/** Opens the box with two shares, after the complaint window. Once; phase `tallied`. */
export const tallyPoll = async (
  _act: Act,
  _pollId: string,
  _shares: readonly string[],
): Promise<TallyOutcome> => soon();
/** The same with the shares that trustees have handed in. */
export const tallyGiven = async (_act: Act, _pollId: string): Promise<TallyOutcome> => soon();
