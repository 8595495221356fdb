/** Answers given at a shared terminal: the code of an envelope is spent, what is kept knows neither code nor time. */
import { createHash } from 'node:crypto';
import type { Act } from '#platform/act/index.ts';
import { fromB64, openLoose, sealedBytes, type SignedManifest } from '#engines/ballots/index.ts';
import { readPoll, type SealedBox, type TallyOutcome } from '#modules/ballot/index.ts';
import { slipKey } from './paper.rules.ts';
import { refuseSurvey } from './refuse.work.ts';
import { loadSurvey, lockedSurvey, needPhase, pollsOf } from './survey-load.work.ts';
import { codeHashOf } from './survey-tally.work.ts';
import { spendEnvelope, type SurveyRow } from './survey.data.ts';
import * as data from './terminal.data.ts';

const hashOf = (code: string): string => codeHashOf(slipKey(code));

/** Before somebody answers for nothing: refused where the code is unknown or used. */
export async function tryCode(act: Act, surveyId: string, code: string): Promise<{ isGood: true }> {
  const row = await loadSurvey(act, surveyId);
  await needPhase(act, row, ['cast']);
  if (!(await data.hasEnvelope(act.db, surveyId, hashOf(code)))) throw refuseSurvey('survey/code-unknown');
  return { isGood: true };
}

/** One code, one form. The same sealed form sent again, its reply having been lost, counts once. */
export async function castAtTerminal(
  act: Act,
  surveyId: string,
  { code, enc }: { code: string; enc: string },
): Promise<{ isTaken: true }> {
  const row = await lockedSurvey(act, surveyId);
  await needPhase(act, row, ['cast']);
  if (fromB64(enc).length !== sealedBytes(await formBytesOf(act, row)))
    throw refuseSurvey('survey/not-sealed');
  const ballotId = createHash('sha256').update(enc).digest('base64url');
  const there = await data.listSealedForms(act.db, surveyId);
  if (there.some(({ ballot_id }) => ballot_id === ballotId)) return { isTaken: true };
  const place = { bureauId: act.bureauId, surveyId, codeHash: hashOf(code) };
  const stratum = await spendEnvelope(act.db, place);
  if (stratum === null) throw refuseSurvey('survey/code-unknown');
  const sealed = { bureau_id: act.bureauId, survey_id: surveyId, ballot_id: ballotId, stratum, enc };
  await data.insertSealedForm(act.db, sealed);
  return { isTaken: true };
}

/** Ratings and texts in one: as long as the ballots of both polls together. */
async function formBytesOf(act: Act, row: SurveyRow): Promise<number> {
  let bytes = 0;
  for (const pollId of pollsOf(row)) {
    const { manifest } = (await readPoll(act, pollId)).manifest as SignedManifest;
    bytes += manifest.payloadBytes;
  }
  return bytes;
}

/** Opens them with the key that two trustees gave for the box of ratings. Nothing is written. */
export async function openSealedForms(act: Act, surveyId: string, box: SealedBox): Promise<TallyOutcome> {
  const outcome: TallyOutcome = { opened: [], nForged: 0, nUnreadable: 0 };
  for (const { stratum, enc } of await data.listSealedForms(act.db, surveyId)) {
    const payload = await openLoose(enc, box.manifest, box.secret);
    if (payload === null) outcome.nUnreadable++;
    else outcome.opened.push({ stratum, payload });
  }
  return outcome;
}
