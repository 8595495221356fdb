/**
 * The tokens of one survey on this device: one for ratings, one for free texts, under one PIN. Loaded when first
 * needed, because of the cryptography in it. Nothing here knows who is signed in.
 */
import type { PollView } from '#modules/ballot/poll.contract.ts';
import {
  check,
  deviceShelf,
  draw,
  fetchBulletin,
  forget,
  forgetReceipts,
  isKept,
  isOwnManifest,
  keep,
  keepReceipts,
  open,
  receiptsOf,
  takeAlong,
  takeIn,
  whyNotDraw,
  type Checked,
  type DrawFault,
  type KeptToken,
  type Shelf,
} from '#modules/ballot/web/index.ts';
import {
  hashOf,
  isCompanion,
  toB64,
  utf8,
  type Receipt,
  type SignedManifest,
} from '#engines/ballots/index.ts';
import type { Answers } from '../answers.contract.ts';
import type { AnswerForm, SurveyView } from '../survey-life.contract.ts';
import { fileComplaint } from './life.addresses.ts';
import { postNameless } from './nameless.ts';
import * as sending from './sending.ts';
import { cutIntoCodes, joinCodes } from './tokenCodes.ts';

export type { Checked, DrawFault, KeptToken } from '#modules/ballot/web/index.ts';
export { canSeal } from '#modules/ballot/web/index.ts';

let place: Promise<Shelf> | undefined;
const shelf = (): Promise<Shelf> => (place ??= deviceShelf());

export const isLasting = async (): Promise<boolean> => (await shelf()).lasting;

const pollsOf = ({ ratings, texts }: SurveyView): PollView[] =>
  [ratings, texts].filter((poll) => poll !== null);
const manifestsOf = ({ ratings, texts }: AnswerForm): SignedManifest[] =>
  [ratings, texts].filter((one) => one !== null) as SignedManifest[];

/** The ratings' manifest names that of the texts: the one hash on the notice stands for both. */
const areTogether = ({ ratings, texts }: Pick<AnswerForm, 'ratings' | 'texts'>): boolean =>
  isCompanion(ratings as SignedManifest, texts);

/** The first thing that keeps the manifests from being trusted; `pinned`: hash on the notice, of the ratings. */
export async function faultOf(survey: SurveyView, pinned?: string): Promise<DrawFault | 'companion' | null> {
  for (const [at, poll] of pollsOf(survey).entries()) {
    const fault = await whyNotDraw(poll, at === 0 ? pinned : undefined);
    if (fault) return fault;
  }
  const [ratings, texts = null] = pollsOf(survey).map(({ manifest }) => manifest);
  return ratings && areTogether({ ratings, texts }) ? null : 'companion';
}

/** @throws RangeError where a token is kept under another PIN; Refused */
export async function drawBoth(survey: SurveyView, pin: string): Promise<KeptToken[]> {
  const kept: KeptToken[] = [];
  for (const poll of pollsOf(survey))
    kept.push(await draw({ bureauId: survey.bureauId, poll, pin, shelf: await shelf() }));
  return kept;
}

export async function hasTokens(pollId: string): Promise<boolean> {
  return isKept(pollId, await shelf());
}

/** Null where the PIN is another one, or nothing is kept. */
export async function openBoth(form: AnswerForm, pin: string): Promise<KeptToken[] | null> {
  const kept: KeptToken[] = [];
  for (const { manifest } of manifestsOf(form)) {
    const one = await open(manifest.pollId, pin, await shelf());
    if (one === null) return null;
    kept.push(one);
  }
  return kept;
}

/** What is asked, and what it is sealed with, are what the tokens were drawn for, and not made for this one person. */
export async function isGenuine(form: AnswerForm, kept: readonly KeptToken[]): Promise<boolean> {
  const asked = toB64(await hashOf(form.questionnaire));
  if (!areTogether(form)) return false;
  for (const [at, signed] of manifestsOf(form).entries())
    if (signed.manifest.contentHash !== asked || !(await isOwnManifest(signed, kept[at]!))) return false;
  return true;
}

const kind = 'wenrong-tokens-1';

/** The tokens as one text for a file, and as QR codes; sealed with a phrase of their own. */
export async function takeBoth(
  kept: readonly KeptToken[],
  phrase: string,
): Promise<{ file: string; codes: string[] }> {
  const texts: string[] = [];
  for (const one of kept) texts.push(await takeAlong(one, phrase));
  return { file: [kind, ...texts].join('\n'), codes: cutIntoCodes(texts) };
}

/** Puts what came along under a PIN on this device; false where the phrase does not fit. */
export async function bringIn(
  form: AnswerForm,
  text: string,
  { phrase, pin }: { phrase: string; pin: string },
): Promise<boolean> {
  const parts = joinCodes(text.split(/\s+/)).texts.filter((part) => part !== '' && part !== kind);
  const wanted = manifestsOf(form).map(({ manifest }) => manifest.pollId);
  // By poll: whoever brings both file and photographs brings each token twice.
  const kept = new Map<string, KeptToken>();
  for (const part of parts) {
    const one = await takeIn(part, phrase);
    if (one && wanted.includes(one.token.pollId)) kept.set(one.token.pollId, one);
  }
  if (kept.size !== wanted.length) return false;
  for (const one of kept.values()) await keep(one, pin, await shelf());
  return true;
}

export type Payload = { tooLong: true } | { tooLong: false; bytes: Uint8Array<ArrayBuffer> };

/** One poll's part of the answers as bytes; too long where it does not fit the length all ballots have. */
export function payloadOf(said: Answers, { manifest }: SignedManifest): Payload {
  const bytes = utf8(JSON.stringify(said));
  return bytes.length > manifest.payloadBytes ? { tooLong: true } : { tooLong: false, bytes };
}

/** See `sending.ts`. */
export const sendOne = async (
  signed: SignedManifest,
  kept: KeptToken,
  said: { payload: Uint8Array<ArrayBuffer>; pin: string },
): Promise<KeptToken> => sending.sendOne(signed, kept, { ...said, shelf: await shelf() });

export const sendCover = async (
  signed: SignedManifest,
  kept: KeptToken,
  payload: Uint8Array<ArrayBuffer>,
): Promise<void> => sending.sendCover(signed, kept, { payload, shelf: await shelf() });

export const settle = async (kept: readonly KeptToken[]): Promise<void> =>
  sending.settle(kept, await shelf());

/** The last receipts as a file: what the page and the offline verifier check. They hold no answer and no time. */
export const receiptFile = (kept: readonly KeptToken[]): string =>
  JSON.stringify({ v: 1, receipts: kept.flatMap(({ receipts }) => receipts.slice(-1)) }, null, 1);

/** Null where the text is no receipt file. */
export function readReceipts(text: string): Receipt[] | null {
  try {
    const { v, receipts } = JSON.parse(text) as { v: number; receipts: Receipt[] };
    return v === 1 && Array.isArray(receipts) ? receipts : null;
  } catch {
    return null;
  }
}

export interface CheckedReceipt extends Checked {
  of: 'ratings' | 'texts';
  original: Receipt;
}

/** Each receipt against the bulletin that the box itself publishes. */
export async function checkAll(
  form: AnswerForm,
  bureauId: string,
  receipts: readonly Receipt[],
): Promise<CheckedReceipt[]> {
  const found: CheckedReceipt[] = [];
  for (const [at, signed] of manifestsOf(form).entries()) {
    const { pollId, ballotOrigin } = signed.manifest;
    const own = receipts.filter((one) => one.pollId === pollId);
    if (own.length === 0) continue;
    const bulletin = await fetchBulletin({ bureauId, pollId, ballotOrigin });
    const other = areTogether(form) ? [] : (['manifest'] as const);
    for (const original of own) {
      const checked = await check(original, bulletin, signed);
      const faults = [...new Set([...other, ...checked.faults])];
      found.push({ of: at === 0 ? 'ratings' : 'texts', original, ...checked, faults });
    }
  }
  return found;
}

/** @throws Refused */
export const complain = (bureauId: string, surveyId: string, receipt: Receipt): Promise<void> =>
  postNameless(fileComplaint, { params: { bureauId, surveyId }, body: { receipt } });

/** On a device of many nothing stays that casts: the receipts alone, under the PIN. */
export async function forgetSecrets(kept: readonly KeptToken[], pin: string): Promise<void> {
  const here = await shelf();
  for (const one of kept) {
    await keepReceipts(one, pin, here);
    await forget(one.token.pollId, here);
    await here.remove(sending.pendingName(one.token.pollId));
  }
}

/** The last receipt of each token on this device, also where only receipts stayed; null where the PIN is another. */
export async function openReceipts(form: AnswerForm, pin: string): Promise<Receipt[] | null> {
  const found: Receipt[] = [];
  for (const { manifest } of manifestsOf(form)) {
    const receipts = await receiptsOf(manifest.pollId, pin, await shelf());
    if (receipts === null) return null;
    found.push(...receipts.slice(-1));
  }
  return found;
}

/** Everything of this survey on this device, receipts too. */
export async function forgetBoth(form: AnswerForm): Promise<void> {
  const here = await shelf();
  for (const { manifest } of manifestsOf(form)) {
    await forget(manifest.pollId, here);
    await forgetReceipts(manifest.pollId, here);
    await here.remove(sending.pendingName(manifest.pollId));
  }
}
