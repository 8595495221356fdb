import type { Act } from '#platform/act/index.ts';
import type { Bulletin } from '#engines/ballots/index.ts';
import type { PollView } from './poll.contract.ts';
import type { PollPlan } from './poll.rules.ts';

const soon = (): never => {
  throw new Error('not built yet');
};

/** Prepares a poll: freezes the list of the eligible, has the box make its receipt key. Answers its id; phase `draft`. */
export const openPoll = async (_act: Act, _plan: PollPlan): Promise<string> => soon();
/** Shuts the box, publishes the bulletin, destroys the issuer keys. After `castTo`, or earlier by its owner. */
export const closePoll = async (_act: Act, _pollId: string): Promise<Bulletin> => soon();
/** Destroys what is due by `today`: issuance records, then sealed ballots and keys. */
export const destroyPoll = async (_act: Act, _pollId: string): Promise<void> => soon();
/** Tokens drawn by stratum and day, only of strata with ten or more eligible. */
export const issueCounts = async (
  _act: Act,
  _pollId: string,
): Promise<{ stratum: string; eligible: number; issued: number | null }[]> => soon();
export const bulletinOf = async (_act: Act, _pollId: string): Promise<Bulletin | null> => soon();
/** Phase, dates and hash alone, for the owner's own decisions. */
export const pollState = async (
  _act: Act,
  _pollId: string,
): Promise<{ phase: PollView['phase']; manifestHash: string | null; nCast: number | null }> => soon();
export const readPoll = async (_act: Act, _pollId: string): Promise<PollView> => soon();
