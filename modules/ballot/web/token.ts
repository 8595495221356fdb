/** Drawing a token and keeping it: checked against the manifest, sealed on the device, taken along as text. */
import {
  finishToken,
  isEligible,
  isWhole,
  startToken,
  whyNotManifest,
  type Receipt,
  type SignedManifest,
  type TokenSecret,
} from '#engines/ballots/index.ts';
import type { PollView } from '../poll.contract.ts';
import { pollRoutes } from '../poll.contract.ts';
import { call } from '#web/client.ts';
import { random, sealText, unsealText } from './sealed.ts';
import type { Shelf } from './shelf.ts';

/** Everything needed to cast, on any device: the token, where the box is, and the hash that its manifest must have. */
export interface KeptToken {
  bureauId: string;
  token: TokenSecret;
  manifestHash: string;
  ballotOrigin: string;
  /** Versions cast so far, with the receipts for them. */
  receipts: Receipt[];
}

export type DrawFault = 'no-manifest' | 'not-on-list' | 'list-differs' | 'pinned' | 'manifest';

/** The manifest may be trusted as far as a page can tell: signed, the hash that is on the notice, the own entry in its list. */
export async function whyNotDraw(poll: PollView, pinned?: string): Promise<DrawFault | null> {
  const manifest = poll.manifest as SignedManifest | null;
  if (!manifest) return 'no-manifest';
  const fault = await whyNotManifest(manifest, pinned);
  if (fault) return fault === 'pinned' ? 'pinned' : 'manifest';
  const { stratum, entry } = poll.mine;
  if (stratum === null || entry === null) return 'not-on-list';
  const own = { personId: entry.personId, stratum, salt: entry.salt };
  return (await isEligible(own, entry.proof, manifest.manifest.eligibleListHash)) ? null : 'list-differs';
}

const nameOf = (pollId: string): string => `token/${pollId}`;

export interface Drawing {
  bureauId: string;
  poll: PollView;
  pin: string;
  shelf: Shelf;
}

/**
 * Draws the token. What was blinded is kept before it is sent: if the answer is lost, calling again sends the same
 * values and gets the same signatures. The manifest must have been checked.
 * @throws RangeError where a token is kept under another PIN; Refused
 */
export async function draw({ bureauId, poll, pin, shelf }: Drawing): Promise<KeptToken> {
  const manifest = poll.manifest as SignedManifest;
  const begun = await open(poll.id, pin, shelf);
  // Another PIN: what is kept must not be written over, for nobody gets a second token.
  if (begun === null && (await isKept(poll.id, shelf))) throw new RangeError('wrong PIN');
  if (begun && isWhole(begun.token)) return begun;
  const started = begun ?? {
    bureauId,
    token: await startToken(manifest, poll.mine.stratum!, random),
    manifestHash: manifest.hash,
    ballotOrigin: manifest.manifest.ballotOrigin,
    receipts: [],
  };
  await keep(started, pin, shelf);
  const { blindSigs } = await call(pollRoutes.drawToken, {
    params: { pollId: poll.id },
    body: { blinded: started.token.blinded },
  });
  const whole = { ...started, token: await finishToken(manifest, started.token, blindSigs) };
  await keep(whole, pin, shelf);
  return whole;
}

export const keep = async (kept: KeptToken, pin: string, shelf: Shelf): Promise<void> =>
  shelf.put(nameOf(kept.token.pollId), await sealText(JSON.stringify(kept), pin));

/** Null where nothing is kept for this poll, or the PIN is another one (see `isKept`). */
export async function open(pollId: string, pin: string, shelf: Shelf): Promise<KeptToken | null> {
  const sealed = await shelf.get(nameOf(pollId));
  return sealed === null ? null : takeIn(sealed, pin);
}

export const isKept = async (pollId: string, shelf: Shelf): Promise<boolean> =>
  (await shelf.get(nameOf(pollId))) !== null;

/** After the last ballot: the receipts are worth keeping, the token is not. */
export const forget = (pollId: string, shelf: Shelf): Promise<void> => shelf.remove(nameOf(pollId));

const receiptsName = (pollId: string): string => `receipts/${pollId}`;

/** The receipts alone, for a device from which the token goes. */
export const keepReceipts = async (
  { token, receipts }: KeptToken,
  pin: string,
  shelf: Shelf,
): Promise<void> => shelf.put(receiptsName(token.pollId), await sealText(JSON.stringify(receipts), pin));

/** The receipts on this device, with or without their token; null where there are none or the PIN is another one. */
export async function receiptsOf(pollId: string, pin: string, shelf: Shelf): Promise<Receipt[] | null> {
  const kept = await open(pollId, pin, shelf);
  if (kept) return kept.receipts;
  const sealed = await shelf.get(receiptsName(pollId));
  const text = sealed === null ? null : await unsealText(sealed, pin);
  return text === null ? null : (JSON.parse(text) as Receipt[]);
}

export const forgetReceipts = (pollId: string, shelf: Shelf): Promise<void> =>
  shelf.remove(receiptsName(pollId));

/** Text for a QR code or a file, about 2,300 letters; sealed with a phrase of its own. */
export const takeAlong = (kept: KeptToken, phrase: string): Promise<string> =>
  sealText(JSON.stringify({ ...kept, token: { ...kept.token, blinded: [], inverses: [] } }), phrase);

/** What `takeAlong` gave, on another device; null where the phrase is wrong. */
export async function takeIn(text: string, phrase: string): Promise<KeptToken | null> {
  const opened = await unsealText(text, phrase);
  return opened === null ? null : (JSON.parse(opened) as KeptToken);
}
