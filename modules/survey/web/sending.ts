/** Sending ballots so that each counts once, whatever was lost on the way and whatever another device did. */
import {
  keep,
  prepareBallot,
  sealText,
  send,
  unsealText,
  type KeptToken,
  type Shelf,
} from '#modules/ballot/web/index.ts';
import { mostVersions, sha256, toB64, type Ballot, type SignedManifest } from '#engines/ballots/index.ts';
import { Refused } from '#web/problem.ts';

/** Where a ballot waits until it has its receipt, sealed by the holder's PIN. */
export interface Desk {
  pin: string;
  shelf: Shelf;
}

export const pendingName = (pollId: string): string => `pending/${pollId}`;

/** A ballot on its way, or taken (null) while another part of the same answers is not. `holds`: hash of what it says. */
interface Pending {
  ballot: Ballot | null;
  holds: string;
}

async function pendingOf({ token }: KeptToken, { pin, shelf }: Desk): Promise<Pending | null> {
  const sealed = await shelf.get(pendingName(token.pollId));
  const text = sealed === null ? null : await unsealText(sealed, pin);
  return text === null ? null : (JSON.parse(text) as Pending);
}

const put = async ({ token }: KeptToken, pending: Pending, { pin, shelf }: Desk): Promise<void> =>
  shelf.put(pendingName(token.pollId), await sealText(JSON.stringify(pending), pin));

/**
 * Sends what one poll is to have. It lies sealed on the device until there is a receipt, so that an interrupted
 * sending is repeated with the same ballot and counts once; what was taken is not sent again until other answers are.
 * Where another device cast meanwhile this one's is the next version; where the poll takes one ballot for good,
 * theirs stays, and the answer has no receipt of it.
 * @throws Refused; `web/no-more-versions` after the fifth
 */
export async function sendOne(
  signed: SignedManifest,
  kept: KeptToken,
  { payload, ...desk }: Desk & { payload: Uint8Array<ArrayBuffer> },
): Promise<KeptToken> {
  const holds = toB64(await sha256(payload));
  const left = await pendingOf(kept, desk);
  if (left && left.ballot === null && left.holds === holds) return kept;
  let now = kept;
  let last = kept.receipts.at(-1)?.version ?? 0;
  if (left?.ballot) {
    const done = await finish(signed, kept, { ballot: left.ballot, holds: left.holds }, desk);
    if (done.kept && left.holds === holds) return done.kept;
    now = done.kept ?? kept;
    last = Math.max(last, done.last);
  }
  while (last === 0 || signed.manifest.rules.resubmit) {
    if (last >= mostVersions) throw noMoreVersions();
    const ballot = await prepareBallot(signed, now, payload, last + 1);
    await put(now, { ballot, holds }, desk);
    const done = await finish(signed, now, { ballot, holds }, desk);
    if (done.kept) return done.kept;
    last = Math.max(last + 1, done.last);
  }
  return now;
}

/** `kept` is null where the token was spent elsewhere; `last`: the version that the box took last. */
async function finish(
  signed: SignedManifest,
  kept: KeptToken,
  { ballot, holds }: Pending & { ballot: Ballot },
  desk: Desk,
): Promise<{ kept: KeptToken | null; last: number }> {
  try {
    const receipt = await send(signed, kept, ballot);
    const others = kept.receipts.filter(({ version }) => version !== receipt.version);
    const next = { ...kept, receipts: [...others, receipt] };
    await keep(next, desk.pin, desk.shelf);
    await put(next, { ballot: null, holds }, desk);
    return { kept: next, last: receipt.version };
  } catch (error) {
    const last = spentElsewhere(error, ballot);
    if (last === null) throw error;
    // Never to be taken: kept, it would stand in the way of every later one.
    await desk.shelf.remove(pendingName(kept.token.pollId));
    return { kept: null, last };
  }
}

/** The version up to which another device cast, as the box says it to whoever proves the token. */
function spentElsewhere(error: unknown, { version }: Ballot): number | null {
  if (!(error instanceof Refused)) return null;
  if (error.code === 'ballot/no-resubmission') return version;
  if (error.code !== 'ballot/replayed') return null;
  return typeof error.told['last'] === 'number' ? error.told['last'] : version;
}

const noMoreVersions = (): Refused =>
  new Refused({
    status: 409,
    code: 'web/no-more-versions',
    detail: {
      zh: `这张票已经投满 ${mostVersions} 版，不能再改；算数的是最后一版。`,
      en: `This token has been cast ${mostVersions} times and cannot be cast again; the last one counts.`,
    },
  });

/**
 * Nothing to say in a poll that takes one ballot for good: nothing may be spent, so that it can be said later. What
 * leaves the device looks as if there were something, for whoever watches the line; the box takes no fifth version
 * of what has no first.
 */
export async function sendCover(
  signed: SignedManifest,
  kept: KeptToken,
  { payload, shelf }: { payload: Uint8Array<ArrayBuffer>; shelf: Shelf },
): Promise<void> {
  await shelf.remove(pendingName(kept.token.pollId));
  if (signed.manifest.rules.resubmit || kept.receipts.length > 0) return;
  const cover = await prepareBallot(signed, kept, payload, mostVersions);
  await send(signed, kept, cover).catch(() => undefined);
}

/** All parts of the same answers are in the box: what they said need not be known here any more. */
export async function settle(kept: readonly KeptToken[], shelf: Shelf): Promise<void> {
  for (const { token } of kept) await shelf.remove(pendingName(token.pollId));
}
