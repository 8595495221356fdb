/** Answering under an envelope's code at a shared terminal. Loaded when first needed, because of the cryptography. */
import {
  hashOf,
  isCompanion,
  sealLoose,
  toB64,
  utf8,
  whyNotManifest,
  type SignedManifest,
} from '#engines/ballots/index.ts';
import type { Answers } from '../answers.contract.ts';
import type { AnswerForm } from '../survey-life.contract.ts';
import { castAtTerminal, tryCode } from './life.addresses.ts';
import { postNameless } from './nameless.ts';

/** What is asked and what it is sealed to are what office and witness signed; `pinned`: the hash on the notice. */
export async function isSigned(form: AnswerForm, pinned?: string): Promise<boolean> {
  const ratings = form.ratings as SignedManifest;
  const asked = toB64(await hashOf(form.questionnaire));
  const isWhole = ratings.manifest.contentHash === asked && isCompanion(ratings, form.texts);
  return isWhole && (await whyNotManifest(ratings, pinned)) === null;
}

/** @throws Refused `survey/code-unknown` */
export const tryOut = (bureauId: string, surveyId: string, code: string): Promise<void> =>
  postNameless(tryCode, { params: { bureauId, surveyId }, body: { code } });

/** Ratings and texts sealed in one, of one length for everybody; null where they do not fit it. */
export async function sealForm(form: AnswerForm, answers: Answers): Promise<string | null> {
  const said = utf8(JSON.stringify(answers));
  const bytes = form.ratings.manifest.payloadBytes + (form.texts?.manifest.payloadBytes ?? 0);
  return said.length > bytes ? null : sealLoose(form.ratings as SignedManifest, said, bytes);
}

/** The same sealed form may be sent again until it is taken. @throws Refused */
export const handIn = (
  bureauId: string,
  surveyId: string,
  body: { code: string; enc: string },
): Promise<void> => postNameless(castAtTerminal, { params: { bureauId, surveyId }, body });
