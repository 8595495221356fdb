/** Casting: without a session, without a cookie, and not at once. Nothing here knows who signed in. */
import {
  checkReceipt,
  faultsOf,
  inclusionOf,
  isReceipt,
  makeBallot,
  provesInclusion,
  whyNotManifest,
  type Ballot,
  type Bulletin,
  type BulletinFault,
  type Bytes,
  type Receipt,
  type ReceiptCheck,
  type SignedManifest,
} from '#engines/ballots/index.ts';
import { boxRoutes } from '../box.contract.ts';
import { Refused, refusedBy, unreachable } from '#web/problem.ts';
import { addressOf, type AnyRoute } from '#web/client.ts';
import type { KeptToken } from './token.ts';

/** How the box is asked: what a browser would add of itself is left out. */
export const manner = {
  credentials: 'omit',
  referrerPolicy: 'no-referrer',
  cache: 'no-store',
  redirect: 'error',
  mode: 'cors',
} as const satisfies RequestInit;

export type Place = Pick<KeptToken, 'bureauId' | 'ballotOrigin'> & { pollId: string };

async function ask(
  route: AnyRoute,
  { bureauId, pollId, ballotOrigin }: Place,
  body?: Ballot,
): Promise<unknown> {
  const here = addressOf(route, { params: { bureauId, pollId } });
  const address =
    ballotOrigin === ''
      ? here
      : ballotOrigin +
        route.path.replace(/:(\w+)/g, (_, name: string) => (name === 'pollId' ? pollId : bureauId));
  const sent =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const answer = await fetch(address, { ...manner, method: route.method, ...sent }).catch(() => {
    throw unreachable();
  });
  const said: unknown = await answer.json().catch(() => undefined);
  if (!answer.ok) throw refusedBy(answer.status, said);
  return said;
}

const placeOf = ({ bureauId, ballotOrigin, token }: KeptToken): Place => ({
  bureauId,
  ballotOrigin,
  pollId: token.pollId,
});

/**
 * Whether a manifest is signed, and the one that the token was drawn under. Another could name another tally key, and
 * whoever sent it would read the answer at once.
 */
export const isOwnManifest = async (signed: SignedManifest, kept: KeptToken): Promise<boolean> =>
  (await whyNotManifest(signed, kept.manifestHash)) === null;

const otherManifest = (): Refused =>
  new Refused({
    status: 409,
    code: 'web/other-manifest',
    detail: {
      zh: '发来的清单不是您领票时的那一份，所以没有投出。请把通知书上的校验值给监督人核对。',
      en: 'The manifest that was sent is not the one your token was drawn under, so nothing was cast. Ask a trustee to compare the hash on the notice.',
    },
  });

/**
 * The next ballot of a token: sealed and signed here. Keep it until there is a receipt.
 * @throws Refused `web/other-manifest`
 */
export async function prepareBallot(
  signed: SignedManifest,
  kept: KeptToken,
  payload: Bytes,
  version = (kept.receipts.at(-1)?.version ?? 0) + 1,
): Promise<Ballot> {
  if (!(await isOwnManifest(signed, kept))) throw otherManifest();
  return makeBallot(signed, kept.token, payload, version);
}

/**
 * Sends a ballot. The same ballot may be sent again as often as needed: it is counted once.
 * @throws Refused, also where the answer is no receipt of this box for this ballot (`ballot/no-receipt`)
 */
export async function send(signed: SignedManifest, kept: KeptToken, ballot: Ballot): Promise<Receipt> {
  const receipt = (await ask(boxRoutes.castBallot, placeOf(kept), ballot)) as Receipt;
  const isOwn = receipt.tokenId === ballot.tokenId && receipt.version === ballot.version;
  if (isOwn && isReceipt(receipt, signed.manifest.receiptKey)) return receipt;
  throw refusedBy(502, undefined);
}

/** What became of a receipt, and what is wrong with the bulletin as a whole. */
export interface Checked {
  receipt: ReceiptCheck;
  faults: BulletinFault[];
  /** The ballot's place was proved to the root; false also where it is not in the list. */
  proved: boolean;
  merkleRoot: string;
}

export async function check(receipt: Receipt, bulletin: Bulletin, signed: SignedManifest): Promise<Checked> {
  const proof = await inclusionOf(bulletin, receipt.ballotId);
  return {
    receipt: checkReceipt(receipt, bulletin, signed),
    faults: await faultsOf(bulletin, signed),
    proved: proof !== null && (await provesInclusion(receipt.ballotId, proof, bulletin.merkleRoot)),
    merkleRoot: bulletin.merkleRoot,
  };
}

/** The bulletin from the box itself. @throws Refused `ballot/not-counted` while the box is open */
export const fetchBulletin = async (place: Place): Promise<Bulletin> =>
  (await ask(boxRoutes.readBoxBulletin, place)) as Bulletin;
