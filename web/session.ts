import { shallowReactive } from 'vue';
import type { identityRoutes, Session as SessionReply } from '#platform/identity/identity.contract.ts';
import type { Permit } from '#platform/permit/table.ts';
import { address } from './address.ts';
import { call, onRefusal } from './client.ts';
import type { Refused } from './problem.ts';
import { asRefused } from './useAsk.ts';

export type Session = NonNullable<SessionReply['session']>;

export const askSession = address<typeof identityRoutes.readSession>('GET', '/api/session');
export const endSession = address<typeof identityRoutes.signOut>('DELETE', '/api/session');

/** What the server last said about who uses the page; `reply` is null until it has answered. */
export const here = shallowReactive<{ reply: SessionReply | null; refusal: Refused | null }>({
  reply: null,
  refusal: null,
});

/** Asks who this is; called again after signing in or out. Never throws. */
export async function learnSession(): Promise<void> {
  try {
    Object.assign(here, { reply: await call(askSession), refusal: null });
  } catch (error) {
    here.refusal = asRefused(error);
  }
}

export async function signOut(): Promise<void> {
  await call(endSession);
  // What a page has kept for the time without a line goes with the session (`offline.ts`).
  await globalThis.caches?.delete('wenrong.kept');
  await learnSession();
}

export const session = (): Session | null => here.reply?.session ?? null;

/** Everything of the sample bureau is marked as invented. */
export const sampleShown = (): boolean => session()?.bureau.sample ?? false;

export function mayI(permit: Permit): boolean {
  if (permit === 'anyone') return true;
  const mine = session();
  return mine !== null && (permit === 'signed-in' || mine.permits.includes(permit));
}

// The session ended meanwhile. What is typed stays; the refusal on the page offers to sign in again.
onRefusal((status) => {
  if (status === 401 && here.reply?.session) here.reply = { ...here.reply, session: null };
});
