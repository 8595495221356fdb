/**
 * The door of Ballot: one sealed ballot for each who may, and nobody can tell whose. What is asked is nobody's
 * business here: a payload is bytes. Free text belongs in a second poll with one stratum of everybody.
 */
export { complaintDays, fewestForCounts, levelWords } from './ballot.contract.ts';
export type { Phase, PollView } from './poll.contract.ts';
export type { PollPlan, PollStratum } from './poll.rules.ts';
export { makeKeys, setTallyKey, signManifest, unlockKeys, lockKeys } from './key.work.ts';
export { drawToken } from './issue.work.ts';
export {
  openPoll,
  closePoll,
  destroyPoll,
  issueCounts,
  bulletinOf,
  pollState,
  readPoll,
} from './poll.work.ts';
export { castInto } from './cast.work.ts';
export { giveShare, tallyPoll, tallyGiven } from './tally.work.ts';
