/** The life of a poll: prepared, closed, destroyed. Keys and signatures are in `key.work.ts`. */
import { addDays } from '#platform/contract/index.ts';
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import {
  eligibleListHash,
  issuerRoles,
  toB64,
  type Bulletin,
  type Eligible,
} from '#engines/ballots/index.ts';
import { findPerson } from '#modules/people/index.ts';
import { ballotDays, complaintDays, fewestForCounts, issuanceDays } from './ballot.contract.ts';
import * as issue from './issue.data.ts';
import { ringPurpose } from './keyring.work.ts';
import { datesOf, loadPoll, lockedPoll, needStage, placeOf, subjectOf, type Telling } from './load.work.ts';
import type { PollView } from './poll.contract.ts';
import * as data from './poll.data.ts';
import * as rules from './poll.rules.ts';
import type { PollPlan } from './poll.rules.ts';
import { residentOf, ringOf, sweepAfter } from './resident.work.ts';
import { random, refuse } from './slot.work.ts';
import { issuedOf } from './view.work.ts';

/**
 * Prepares a poll: freezes the list of the eligible and has the box make the key of its receipts. Answers its id;
 * phase `draft`.
 */
export async function openPoll(act: Act, plan: PollPlan, { on = act.today }: Telling = {}): Promise<string> {
  const no = rules.whyNotPlan(plan);
  if (no) throw refuse('ballot/bad-plan', { why: no });
  await refuseStrangers(act, plan);
  const pollId = newId();
  const { boxAt, originAt } = residentOf(act);
  const ballotOrigin = await originAt(plan.level);
  const list: Eligible[] = plan.strata.flatMap(({ id, personIds }) =>
    personIds.map((personId) => ({ personId, stratum: id, salt: toB64(random(16)) })),
  );
  const listHash = await eligibleListHash(list);
  const place = { bureauId: act.bureauId, pollId };
  await data.insertPoll(act.db, {
    ...rowOf(act, pollId, plan),
    eligible_list_hash: listHash,
    receipt_key: await boxAt(plan.level).prepare(place),
    ballot_origin: ballotOrigin,
  });
  await insertList(act, pollId, plan, list);
  act.record({
    kind: 'ballot/prepared',
    subject: subjectOf(pollId),
    on,
    quantity: list.length,
    data: { title: plan.title, level: plan.level, eligibleListHash: listHash },
  });
  return pollId;
}

async function refuseStrangers(act: Act, { officeId, witnessId, trusteeIds }: PollPlan): Promise<void> {
  for (const personId of [officeId, witnessId, ...trusteeIds])
    if (!(await findPerson(act, personId))) throw refuse('ballot/no-such-person');
}

const rowOf = (act: Act, pollId: string, plan: PollPlan) => ({
  bureau_id: act.bureauId,
  poll_id: pollId,
  stage: 'draft' as const,
  title: plan.title,
  level: plan.level,
  content_hash: plan.contentHash,
  client_hash: plan.clientHash,
  payload_bytes: plan.payloadBytes,
  issue_from: plan.issueFrom,
  issue_to: plan.issueTo,
  cast_from: plan.castFrom,
  cast_to: plan.castTo,
  rules: JSON.stringify(plan.rules),
  prev_manifest: plan.prevManifest ?? null,
  ...(plan.rsaBits ? { rsa_bits: plan.rsaBits } : {}),
  companion_id: plan.companionId ?? null,
  office_id: plan.officeId,
  witness_id: plan.witnessId,
  trustee_ids: [...plan.trusteeIds],
});

async function insertList(
  act: Act,
  pollId: string,
  { strata }: PollPlan,
  list: readonly Eligible[],
): Promise<void> {
  const place = { bureau_id: act.bureauId, poll_id: pollId };
  await data.insertStrata(
    act.db,
    strata.map(({ id, label, personIds }, position) => ({
      ...place,
      stratum: id,
      label,
      position,
      eligible: personIds.length,
    })),
  );
  const rows = list.map(({ personId, stratum, salt }) => ({ ...place, person_id: personId, stratum, salt }));
  await data.insertEligible(act.db, rows);
}

export interface Closing extends Telling {
  /** Last day of complaints; five days after closing unless given. */
  complaintsUntil?: string;
}

/** Shuts the box, publishes the bulletin and destroys the issuer keys. Its owner says when; nothing is taken afterwards. */
export async function closePoll(
  act: Act,
  pollId: string,
  { on = act.today, complaintsUntil = addDays(on, complaintDays) }: Closing = {},
): Promise<Bulletin> {
  const row = await lockedPoll(act, pollId);
  needStage(row, 'signed', on);
  // The lock on the poll keeps no token from being drawn, but one drawn now is of no use: the box is shut first.
  const counts = await issuedOf(act, row);
  const bulletin = await residentOf(act).boxAt(row.level).close(placeOf(row), counts);
  await data.updatePoll(act.db, act.bureauId, pollId, {
    stage: 'closed',
    closed_on: on,
    complaints_until: complaintsUntil,
    // A box that nobody opens is destroyed as well.
    destroy_on: destructionOn(complaintsUntil),
    bulletin: JSON.stringify(bulletin),
  });
  act.record({
    kind: 'ballot/closed',
    subject: subjectOf(pollId),
    on,
    quantity: bulletin.entries.length,
    data: { nCast: bulletin.entries.length, merkleRoot: bulletin.merkleRoot },
  });
  act.onCommit(() => destroyIssuerKeys(act, pollId));
  return bulletin;
}

export async function destroyIssuerKeys(act: Act, pollId: string): Promise<void> {
  for (const role of issuerRoles) {
    residentOf(act).unlocked.delete(ringOf(pollId, role));
    await act.keys.destroy(act.bureauId, ringPurpose(pollId, role));
  }
}

/** Destroys what is due: 30 days after complaints who drew a token, a year after the tally the ballots and keys. */
export async function destroyPoll(act: Act, pollId: string, { on = act.today }: Telling = {}): Promise<void> {
  const row = await lockedPoll(act, pollId);
  const issuanceDue = issuanceDueOf(row);
  if (issuanceDue === null || on < issuanceDue)
    throw refuse('ballot/not-due', { on: issuanceDue ?? row.cast_to });
  if (row.issuance_destroyed_on === null) {
    await issue.deleteIssuance(act.db, act.bureauId, pollId);
    sweepAfter(act, issue.issuanceTables);
    await data.updatePoll(act.db, act.bureauId, pollId, { issuance_destroyed_on: on });
    act.record({ kind: 'ballot/issuance-destroyed', subject: subjectOf(pollId), on, data: {} });
  }
  if (!isBallotDue(row, on)) return;
  const nBallots = await residentOf(act).boxAt(row.level).destroy(placeOf(row));
  await data.updatePoll(act.db, act.bureauId, pollId, { stage: 'destroyed' });
  act.record({ kind: 'ballot/destroyed', subject: subjectOf(pollId), on, data: { nBallots } });
}

const issuanceDueOf = ({ complaints_until }: data.PollRow): string | null =>
  complaints_until === null ? null : addDays(complaints_until, issuanceDays);

const isBallotDue = ({ stage, destroy_on }: data.PollRow, on: string): boolean =>
  (stage === 'closed' || stage === 'tallied') && destroy_on !== null && destroy_on <= on;

/** A year after the tally; after the complaint window where there was none. */
export const destructionOn = (day: string): string => addDays(day, ballotDays);

/** Polls of which something is to be destroyed by today. */
export async function listDue(act: Act): Promise<string[]> {
  const due = (row: data.PollRow): boolean => {
    const issuanceOn = issuanceDueOf(row);
    const first = row.issuance_destroyed_on === null && issuanceOn !== null && issuanceOn <= act.today;
    return first || isBallotDue(row, act.today);
  };
  return (await data.listPolls(act.db)).filter(due).map(({ poll_id }) => poll_id);
}

/** Notes how many tokens were drawn yesterday, of strata where that names nobody. */
export async function publishIssued(act: Act): Promise<void> {
  const day = addDays(act.today, -1);
  for (const row of await data.listPolls(act.db)) {
    if (!(row.stage === 'signed' && row.issue_from <= day && day <= row.issue_to)) continue;
    const strata = await data.listStrata(act.db, row.poll_id);
    const counts = await issue.countIssuances(act.db, row.poll_id, day);
    const shown = strata.filter(({ eligible }) => eligible >= fewestForCounts);
    const countOf = (id: string) =>
      counts.filter(({ stratum }) => stratum === id).reduce((sum, { n }) => sum + n, 0);
    const byStratum = Object.fromEntries(shown.map(({ stratum }) => [stratum, countOf(stratum)]));
    act.record({ kind: 'ballot/issued', subject: subjectOf(row.poll_id), on: day, data: { byStratum } });
  }
}

export interface IssueCount {
  stratum: string;
  label: string;
  eligible: number;
  /** Null where fewer than ten are eligible. */
  issued: number | null;
}

/** Tokens drawn by stratum. */
export async function issueCounts(act: Act, pollId: string): Promise<IssueCount[]> {
  const { issued } = await issuedOf(act, await loadPoll(act, pollId));
  return (await data.listStrata(act.db, pollId)).map(({ stratum, label, eligible }) => ({
    stratum,
    label,
    eligible,
    issued: eligible < fewestForCounts ? null : (issued[stratum] ?? 0),
  }));
}

/** Null while the box is open. */
export async function bulletinOf(act: Act, pollId: string): Promise<Bulletin | null> {
  return (await loadPoll(act, pollId)).bulletin as Bulletin | null;
}

/** Phase and hash alone, for the owner's own decisions. */
export async function pollState(
  act: Act,
  pollId: string,
  { on = act.today }: Telling = {},
): Promise<{ phase: PollView['phase']; manifestHash: string | null; nCast: number | null }> {
  const row = await loadPoll(act, pollId);
  const bulletin = row.bulletin as Bulletin | null;
  return {
    phase: rules.phaseOf(datesOf(row), on),
    manifestHash: row.manifest_hash,
    nCast: bulletin?.entries.length ?? null,
  };
}

/** The signed manifest with the bulletin; refused while the box is open. */
export async function readBulletin(act: Act, pollId: string) {
  const { manifest, bulletin } = await loadPoll(act, pollId);
  if (bulletin === null) throw refuse('ballot/not-counted');
  return { manifest: manifest as never, bulletin: bulletin as Bulletin };
}
