/** Drawing tokens: once for each person on the list. What is signed is blinded, so nothing here leads to a ballot. */
import { createHash } from 'node:crypto';
import type { Act } from '#platform/act/index.ts';
import { fromB64, issuerRoles, toB64, type Bytes } from '#engines/ballots/index.ts';
import * as issue from './issue.data.ts';
import { signBlindly } from './keyring.work.ts';
import { datesOf, keepersPoll, subjectOf, type Telling } from './load.work.ts';
import { openOn, type Role } from './poll.rules.ts';
import { residentOf, ringOf } from './resident.work.ts';
import { refuse } from './slot.work.ts';

export interface Drawn {
  stratum: string;
  blindSigs: string[];
  issuedOn: string;
}

/**
 * Signs what the acting person blinded. The same values give the same signatures again, so that an answer lost on
 * the way costs nobody the token; other values are refused.
 */
export async function drawToken(
  act: Act,
  pollId: string,
  blinded: readonly string[],
  { on = act.today }: Telling = {},
): Promise<Drawn> {
  const { personId } = act.who;
  if (personId === null) throw refuse('ballot/no-person');
  const asking = await issue.findAsking(act.db, pollId, personId);
  if (!asking) throw refuse('ballot/no-poll');
  const { poll, stratum, drawn } = asking;
  if (stratum === null) throw refuse('ballot/not-eligible');
  const values = valuesOf(blinded);
  const blindedHash = hashOf(values);
  const same = drawn.find((one) => one.blinded_hash === blindedHash);
  // A reply lost on the last day is fetched after it: nothing is signed for that.
  if (same) return { stratum, blindSigs: same.blind_sigs, issuedOn: same.issued_on };
  if (!openOn(datesOf(poll), on).draw)
    throw refuse('ballot/not-drawing', { from: poll.issue_from, to: poll.issue_to });
  const reissue = await nextIssue(act, pollId, personId, drawn.length);
  const blindSigs = signAll(act, pollId, stratum, values);
  await issue.insertIssuance(act.db, {
    bureau_id: act.bureauId,
    poll_id: pollId,
    person_id: personId,
    reissue,
    stratum,
    issued_on: on,
    blinded_hash: blindedHash,
    blind_sigs: blindSigs,
  });
  return { stratum, blindSigs, issuedOn: on };
}

/** 0 for the first token, 1 for the one that both keepers allowed; nobody gets a third. */
async function nextIssue(act: Act, pollId: string, personId: string, nIssued: number): Promise<number> {
  if (nIssued === 0) return 0;
  // Consent counts for the token that was drawn when it was given, and not ahead of one.
  const allowed = (await issue.listReissues(act.db, pollId, personId)).filter(({ had_drawn }) => had_drawn);
  if (nIssued === 1 && allowed.length === issuerRoles.length) return 1;
  throw refuse('ballot/drawn');
}

function signAll(act: Act, pollId: string, stratum: string, values: readonly Bytes[]): string[] {
  const { unlocked } = residentOf(act);
  const keys = issuerRoles.map((role) => unlocked.get(ringOf(pollId, role))?.get(stratum));
  return keys.map((key, i) => {
    if (!key) throw refuse('ballot/keys-locked');
    return toB64(signBlindly(key, values[i]!));
  });
}

function valuesOf(blinded: readonly string[]): Bytes[] {
  if (blinded.length !== issuerRoles.length) throw refuse('ballot/bad-blinding');
  const values = blinded.map(bytesOf);
  // Zero and one are their own signatures: signed, they would use up the token for nothing.
  if (
    values.every(
      (value) => value !== null && value.some((byte, at) => byte > (at < value.length - 1 ? 0 : 1)),
    )
  )
    return values as Bytes[];
  throw refuse('ballot/bad-blinding');
}

function bytesOf(value: string): Bytes | null {
  try {
    return fromB64(value);
  } catch {
    return null;
  }
}

function hashOf(values: readonly Bytes[]): string {
  const hash = createHash('sha256');
  for (const value of values) hash.update(value);
  return hash.digest('base64url');
}

/**
 * One of the two approvals without which nobody draws a second token. By the keeper, who is told the same whether the
 * person drew one or not, or is not on the list at all: who has drawn is nobody's to know. Whether it counts is judged when a token is asked for.
 */
export async function allowReissue(
  act: Act,
  pollId: string,
  role: Role,
  personId: string,
  { on = act.today }: Telling = {},
): Promise<void> {
  const row = await keepersPoll(act, pollId, role);
  if (!openOn(datesOf(row), on).draw)
    throw refuse('ballot/not-drawing', { from: row.issue_from, to: row.issue_to });
  if (!(await issue.findEligible(act.db, pollId, personId))) return;
  const drawn = await issue.listIssuances(act.db, pollId, personId);
  await issue.saveReissue(act.db, {
    bureau_id: act.bureauId,
    poll_id: pollId,
    person_id: personId,
    role,
    had_drawn: drawn.length > 0,
  });
  const approvals = await issue.listReissues(act.db, pollId, personId);
  if (approvals.length === issuerRoles.length)
    act.record({ kind: 'ballot/reissue-allowed', subject: subjectOf(pollId), on, data: {} });
}
