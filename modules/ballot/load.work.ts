/** What every act on polls begins with. */
import type { Act } from '#platform/act/index.ts';
import { refuse } from './slot.work.ts';
import { findPoll, lockPoll, type DatesRow, type PollRow } from './poll.data.ts';
import { phaseOf, phaseWords, type PollDates, type Role } from './poll.rules.ts';

export interface Telling {
  /** Day the act holds for; today unless history is told. */
  on?: string;
}

export const subjectOf = (pollId: string) => `poll/${pollId}`;

export const datesOf = (row: DatesRow): PollDates => ({
  stage: row.stage,
  issueFrom: row.issue_from,
  issueTo: row.issue_to,
  castFrom: row.cast_from,
  castTo: row.cast_to,
  complaintsUntil: row.complaints_until,
});

export async function loadPoll(act: Act, pollId: string): Promise<PollRow> {
  const row = await findPoll(act.db, pollId);
  if (!row) throw refuse('ballot/no-poll');
  return row;
}

export async function lockedPoll(act: Act, pollId: string): Promise<PollRow> {
  const row = await lockPoll(act.db, pollId);
  if (!row) throw refuse('ballot/no-poll');
  return row;
}

export function needStage(row: PollRow, stage: PollRow['stage'], on: string): void {
  if (row.stage === stage) return;
  throw refuse('ballot/wrong-stage', { stage: phaseWords[phaseOf(datesOf(row), on)] });
}

export const placeOf = ({ bureau_id, poll_id }: PollRow) => ({ bureauId: bureau_id, pollId: poll_id });

export const keeperOf = (row: PollRow, role: Role): string =>
  role === 'OFFICE' ? row.office_id : row.witness_id;

function needKeeper(act: Act, row: PollRow, role: Role): void {
  if (act.who.personId === null || act.who.personId !== keeperOf(row, role))
    throw refuse('ballot/not-keeper');
}

/** The acting trustee and the place among them. */
export function needTrustee(act: Act, { trustee_ids }: PollRow): { personId: string; at: number } {
  const { personId } = act.who;
  const at = personId === null ? -1 : trustee_ids.indexOf(personId);
  if (personId === null || at < 0) throw refuse('ballot/not-trustee');
  return { personId, at };
}

/** What every step of a keeper begins with: the poll locked, the keeper known, the stage right where one is asked. */
export async function keepersPoll(
  act: Act,
  pollId: string,
  role: Role,
  stage?: { is: PollRow['stage']; on: string },
): Promise<PollRow> {
  const row = await lockedPoll(act, pollId);
  needKeeper(act, row, role);
  if (stage) needStage(row, stage.is, stage.on);
  return row;
}
