/** A poll as a person sees it. */
import type { Act } from '#platform/act/index.ts';
import { fillBoth } from '#platform/contract/index.ts';
import { eligibleList, type EligibleList, type SignedManifest } from '#engines/ballots/index.ts';
import { findPerson } from '#modules/people/index.ts';
import { ballotRefusals } from './ballot-sayings.contract.ts';
import { fewestForCounts, levelWords } from './ballot.contract.ts';
import * as issue from './issue.data.ts';
import { datesOf, keeperOf, loadPoll, type Telling } from './load.work.ts';
import type { PollView } from './poll.contract.ts';
import { listKeyrings, listStrata, type PollRow } from './poll.data.ts';
import { openOn, phaseOf, phaseWords, threshold } from './poll.rules.ts';
import { residentOf, ringOf } from './resident.work.ts';

export async function readPoll(
  act: Act,
  pollId: string,
  { on = act.today }: Telling = {},
): Promise<PollView> {
  const row = await loadPoll(act, pollId);
  const counts = await issuedOf(act, row);
  const mine = await mineOf(act, row);
  const keepers = await keepersOf(act, row);
  const trustees = await trusteesOf(act, row);
  const phase = phaseOf(datesOf(row), on);
  return {
    id: row.poll_id,
    title: row.title,
    level: row.level,
    words: levelWords[row.level],
    phase,
    open: openOn(datesOf(row), on),
    dates: {
      issueFrom: row.issue_from,
      issueTo: row.issue_to,
      castFrom: row.cast_from,
      castTo: row.cast_to,
    },
    complaintsUntil: row.complaints_until,
    destroyOn: row.destroy_on,
    strata: (await listStrata(act.db, pollId)).map(({ stratum, label, eligible }) => ({
      id: stratum,
      label,
      eligible,
      issued: eligible < fewestForCounts ? null : (counts.issued[stratum] ?? 0),
    })),
    reissued: counts.reissued,
    manifest: row.manifest as SignedManifest | null,
    keepers,
    trustees,
    // Of a draft from before shares were confirmed the key is made anew.
    hasTallyKey: row.tally_key !== null && (row.share_hashes !== null || row.stage !== 'draft'),
    mine,
    may: {
      draw: whyNotDraw(row, mine, keepers, on),
      close: row.stage === 'signed' ? { may: true } : { may: false, whyNot: wrongStage(phase) },
      tally: whyNotTally(phase, trustees.filter(({ gaveShare }) => gaveShare).length),
    },
  };
}

/** Tokens by stratum: of the records while there are any, of the bulletin afterwards. */
export async function issuedOf(
  act: Act,
  row: PollRow,
): Promise<{ issued: Record<string, number>; reissued: number }> {
  const bulletin = row.bulletin as { issued: Record<string, number>; reissued: number } | null;
  if (bulletin) return { issued: bulletin.issued, reissued: bulletin.reissued };
  const rows = await issue.countIssuances(act.db, row.poll_id);
  const first = rows.filter(({ reissue }) => reissue === 0);
  return {
    issued: Object.fromEntries(first.map(({ stratum, n }) => [stratum, n])),
    reissued: rows.reduce((sum, { reissue, n }) => sum + reissue * n, 0),
  };
}

async function mineOf(act: Act, row: PollRow): Promise<PollView['mine']> {
  const { personId } = act.who;
  const listed = personId === null ? undefined : await issue.findEligible(act.db, row.poll_id, personId);
  if (personId === null || !listed) return { stratum: null, drawnOn: null, entry: null };
  const drawn = await issue.listIssuances(act.db, row.poll_id, personId);
  const own = { personId, stratum: listed.stratum, salt: listed.salt };
  const list = await listOf(act, row.poll_id);
  return {
    stratum: listed.stratum,
    drawnOn: drawn.at(-1)?.issued_on ?? null,
    entry: { personId, salt: listed.salt, proof: await list.proofOf(own) },
  };
}

const mostLists = 20;

/** The list is frozen, so its tree is made once for all who look. */
function listOf(act: Act, pollId: string): Promise<EligibleList> {
  const { lists } = residentOf(act);
  const made = lists.get(pollId) ?? readList(act, pollId);
  lists.set(pollId, made);
  made.catch(() => lists.delete(pollId));
  if (lists.size > mostLists) lists.delete([...lists.keys()][0]!);
  return made;
}

async function readList(act: Act, pollId: string): Promise<EligibleList> {
  const rows = await issue.listEligible(act.db, pollId);
  return eligibleList(rows.map(({ person_id, stratum, salt }) => ({ personId: person_id, stratum, salt })));
}

async function keepersOf(act: Act, row: PollRow): Promise<PollView['keepers']> {
  const rings = await listKeyrings(act.db, row.poll_id);
  const { unlocked } = residentOf(act);
  const keepers: PollView['keepers'] = [];
  for (const role of ['OFFICE', 'WITNESS'] as const) {
    const personId = keeperOf(row, role);
    const ring = rings.find((one) => one.role === role);
    keepers.push({
      role,
      person: { personId, name: (await findPerson(act, personId))?.name ?? '' },
      isMe: act.who.personId === personId,
      hasKeys: ring !== undefined,
      hasSigned: ring !== undefined && ring.signature !== null,
      unlocked: unlocked.has(ringOf(row.poll_id, role)),
    });
  }
  return keepers;
}

async function trusteesOf(act: Act, row: PollRow): Promise<PollView['trustees']> {
  const given = residentOf(act).shares.get(row.poll_id);
  const aside = residentOf(act).wrongShares.get(row.poll_id);
  const trustees: PollView['trustees'] = [];
  for (const personId of row.trustee_ids)
    trustees.push({
      personId,
      name: (await findPerson(act, personId))?.name ?? '',
      isMe: act.who.personId === personId,
      confirmed: row.share_confirmed.includes(personId),
      gaveShare: given?.has(personId) ?? false,
      shareWrong: aside?.has(personId) ?? false,
    });
  return trustees;
}

const sentence = (code: keyof typeof ballotRefusals, facts: Record<string, unknown> = {}) => {
  const { zh, en } = fillBoth(ballotRefusals[code], facts);
  return { zh, en };
};

const wrongStage = (phase: PollView['phase']) => sentence('ballot/wrong-stage', { stage: phaseWords[phase] });

function whyNotDraw(
  row: PollRow,
  mine: PollView['mine'],
  keepers: PollView['keepers'],
  on: string,
): PollView['may']['draw'] {
  const no = (code: keyof typeof ballotRefusals, facts = {}) => ({
    may: false,
    whyNot: sentence(code, facts),
  });
  if (mine.stratum === null) return no('ballot/not-eligible');
  if (mine.drawnOn !== null) return no('ballot/drawn');
  if (!openOn(datesOf(row), on).draw)
    return no('ballot/not-drawing', { from: row.issue_from, to: row.issue_to });
  return keepers.every(({ unlocked }) => unlocked) ? { may: true } : no('ballot/keys-locked');
}

const whyNotTally = (phase: PollView['phase'], nShares: number): PollView['may']['tally'] =>
  phase !== 'countable'
    ? { may: false, whyNot: wrongStage(phase) }
    : nShares < threshold
      ? { may: false, whyNot: sentence('ballot/few-shares', { n: nShares, least: threshold }) }
      : { may: true };
