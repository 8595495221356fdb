/**
 * The door of Ballot: one sealed ballot for each who may, and nobody can tell whose. What is asked is nobody's
 * business here: a payload is bytes. Free text belongs in a second poll with one stratum of everybody.
 */
export { complaintDays, fewestForCounts, issuanceDays, levelWords } from './ballot.contract.ts';
export type { Phase, PollView } from './poll.contract.ts';
export type { PollPlan, PollStratum, TallyOutcome } from './poll.rules.ts';
export {
  confirmShare,
  lockKeys,
  makeKeys,
  setTallyKey,
  signManifest,
  unlockKeys,
  type TallyKey,
} from './key.work.ts';
export { allowReissue, drawToken } from './issue.work.ts';
export {
  bulletinOf,
  closePoll,
  destroyPoll,
  issueCounts,
  openPoll,
  pollState,
  type Closing,
  type IssueCount,
} from './poll.work.ts';
export { wayInto } from './cast.work.ts';
export { giveShare, recordTally, sealedBox, tallyPoll, type SealedBox } from './tally.work.ts';
export { readPoll } from './view.work.ts';
export { sweepAfter } from './resident.work.ts';
export { withdrawPoll } from './withdraw.work.ts';
