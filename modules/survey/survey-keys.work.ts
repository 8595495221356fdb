/** The ceremony of a survey: both of its polls at once, so that a keeper types a passphrase once. */
import type { Act } from '#platform/act/index.ts';
import * as ballot from '#modules/ballot/index.ts';
import { lockedSurvey, needPhase, pollsOf, subjectOf, type Telling } from './survey-load.work.ts';

type Role = 'OFFICE' | 'WITNESS';

export interface Keeping {
  role: Role;
  passphrase: string;
}

/** The keeper's issuer keys: a pair for each stratum and one for texts. */
export async function makeSurveyKeys(
  act: Act,
  surveyId: string,
  { role, passphrase }: Keeping,
  { on = act.today }: Telling = {},
): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['keys'], on);
  for (const pollId of pollsOf(row)) await ballot.makeKeys(act, pollId, role, passphrase, { on });
  act.record({ kind: 'survey/keys-made', subject: subjectOf(surveyId), on, data: { role } });
}

/** One tally key for both polls, so that a trustee keeps one share: both are opened in one act. */
export async function setSurveyTallyKey(
  act: Act,
  surveyId: string,
  key: ballot.TallyKey,
  { on = act.today }: Telling = {},
): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['keys'], on);
  for (const pollId of pollsOf(row)) await ballot.setTallyKey(act, pollId, key, { on });
  const { publicKey } = key;
  act.record({ kind: 'survey/tally-key-made', subject: subjectOf(surveyId), on, data: { publicKey } });
}

/** Each trustee shows to hold a share before anything is signed: what was lost on the way is made anew in time. */
export async function confirmSurveyShare(
  act: Act,
  surveyId: string,
  shareHash: string,
  { on = act.today }: Telling = {},
): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['keys'], on);
  for (const pollId of pollsOf(row)) await ballot.confirmShare(act, pollId, shareHash, { on });
}

/** The second keeper's signature fixes both manifests. */
export async function signSurvey(
  act: Act,
  surveyId: string,
  { role, passphrase }: Keeping,
  { on = act.today }: Telling = {},
): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['keys'], on);
  // Texts first: the manifest of ratings names theirs.
  for (const pollId of pollsOf(row).toReversed())
    await ballot.signManifest(act, pollId, role, passphrase, { on });
  const hashes: (string | null)[] = [];
  for (const pollId of pollsOf(row)) hashes.push((await ballot.pollState(act, pollId, { on })).manifestHash);
  const [hash = null, textHash = null] = hashes;
  if (hash === null || hashes.includes(null)) return;
  act.record({ kind: 'survey/signed', subject: subjectOf(surveyId), on, data: { hash, textHash } });
}

/** Opens the keeper's keys in memory; tokens are drawn once both keepers have. A restart locks them. */
export async function unlockSurvey(
  act: Act,
  surveyId: string,
  { role, passphrase }: Keeping,
  { on = act.today }: Telling = {},
): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['signed', 'draw', 'wait', 'cast'], on);
  for (const pollId of pollsOf(row)) await ballot.unlockKeys(act, pollId, role, passphrase, { on });
}

/** A trustee's share opens both boxes; it stays in memory until the tally. */
export async function giveSurveyShare(act: Act, surveyId: string, share: string): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['countable']);
  for (const pollId of pollsOf(row)) await ballot.giveShare(act, pollId, share);
}

/**
 * One of the two approvals without which nobody draws a second token. The ledger counts them and names nobody; the
 * bulletin says how many, which bounds the double votes there can be.
 */
export async function allowSurveyReissue(
  act: Act,
  surveyId: string,
  { role, personId }: { role: Role; personId: string },
): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['draw', 'cast']);
  for (const pollId of pollsOf(row)) await ballot.allowReissue(act, pollId, role, personId);
}
