import type { Act, RunAct, Who } from '../act/index.ts';
import type { Clock } from '../clock/index.ts';
import { Id } from '../contract/index.ts';
import { capabilitiesOf, type Role } from '../permit/table.ts';
import { refuser, type Refusal } from '../refuse/index.ts';
import { identityRefusals, type Session } from './identity.contract.ts';
import {
  deleteOldSessions,
  deleteSession,
  deleteSessionsOf,
  findAccount,
  findSession,
  insertSession,
  listBureaus,
  lockAccount,
  touchSession,
  updateAccount,
  type AccountRow,
} from './identity.data.ts';
import { hashPassword, hashToken, newToken, passwordFits, tidyCode } from './password.ts';
import { afterFailure, longestIdle, sessionOver, whyNotPassword } from './password.rules.ts';

const refuse = refuser(identityRefusals);
const subjectOf = (accountId: string) => `account/${accountId}`;

export function refusePassword(password: string, own: { login: string; name: string }): void {
  const fault = whyNotPassword(password, own);
  if (fault) throw refuse(`identity/password-${fault}`);
}

/** What the first page needs to know, signed in or not. */
export async function readSession(act: Act): Promise<Session> {
  const bureaus = (await listBureaus(act.db)).map((row) => ({
    id: row.bureau_id,
    name: row.name,
    sample: row.sample,
  }));
  const bureau = bureaus.find(({ id }) => id === act.bureauId);
  const { accountId, personId, name, roles } = act.who;
  return {
    setUp: bureaus.some(({ sample }) => !sample),
    bureaus,
    session:
      bureau && accountId
        ? {
            person: { id: personId, accountId, name, roles: roles as Role[] },
            bureau,
            permits: capabilitiesOf(roles),
          }
        : null,
  };
}

/** Opens a session for an account; the caller hands the token to the browser. */
export async function openSession(act: Act, accountId: string): Promise<string> {
  const token = newToken();
  await deleteOldSessions(act.db, act.bureauId, accountId, longestIdle(act.now));
  await insertSession(act.db, {
    bureau_id: act.bureauId,
    token_hash: hashToken(token),
    account_id: accountId,
    created_at: act.now,
    seen_at: act.now,
  });
  act.record({ kind: 'identity/signed-in', subject: subjectOf(accountId), actor: accountId });
  return token;
}

/** A failed try is counted, so the refusal is returned, not thrown: the transaction stays. */
async function countFailure(act: Act, account: AccountRow, wrong: Refusal): Promise<Refusal> {
  const { failures, failed_at: failedAt } = account;
  const state = afterFailure({ failures, failedAt }, new Date(act.now));
  await updateAccount(act.db, act.bureauId, account.account_id, {
    failures: state.failures,
    locked_until: state.lockedUntil,
    failed_at: act.now,
  });
  const kind = state.lockedUntil ? 'identity/locked' : 'identity/sign-in-failed';
  act.record({ kind, subject: subjectOf(account.account_id), actor: null });
  return wrong;
}

const lockedRefusal = (account: AccountRow, now: string): Refusal | null =>
  account.locked_until && account.locked_until > now
    ? refuse('identity/locked', {
        until: new Date(account.locked_until).toLocaleTimeString('zh-CN', {
          timeZone: 'Asia/Shanghai',
          hour: '2-digit',
          minute: '2-digit',
        }),
      })
    : null;

export async function signIn(
  act: Act,
  typed: { login: string; password: string },
): Promise<string | Refusal> {
  const account = await lockAccount(act.db, typed.login);
  const fits = await passwordFits(typed.password, account?.password_hash ?? null);
  if (!account || account.disabled_at) return refuse('identity/wrong');
  const locked = lockedRefusal(account, act.now);
  if (locked) return locked;
  if (!fits) return countFailure(act, account, refuse('identity/wrong'));
  await updateAccount(act.db, act.bureauId, account.account_id, { failures: 0, locked_until: null });
  return openSession(act, account.account_id);
}

export async function activate(
  act: Act,
  typed: { login: string; code: string; password: string },
): Promise<string | Refusal> {
  const account = await lockAccount(act.db, typed.login);
  if (!account || account.disabled_at) return refuse('identity/code-wrong');
  const locked = lockedRefusal(account, act.now);
  if (locked) return locked;
  const alive = account.activation_until !== null && account.activation_until > act.now;
  if (!alive || hashToken(tidyCode(typed.code)) !== account.activation_hash) {
    return countFailure(act, account, refuse('identity/code-wrong'));
  }
  refusePassword(typed.password, account);
  await updateAccount(act.db, act.bureauId, account.account_id, {
    password_hash: await hashPassword(typed.password),
    activation_hash: null,
    activation_until: null,
    failures: 0,
    locked_until: null,
  });
  await deleteSessionsOf(act.db, act.bureauId, account.account_id);
  act.record({
    kind: 'identity/activated',
    subject: subjectOf(account.account_id),
    actor: account.account_id,
  });
  return openSession(act, account.account_id);
}

export async function changePassword(
  act: Act,
  typed: { old: string; password: string },
): Promise<string | Refusal> {
  const { login } = (await findAccount(act.db, act.who.accountId!))!;
  const account = (await lockAccount(act.db, login))!;
  const locked = lockedRefusal(account, act.now);
  if (locked) return locked;
  // Whoever sits at a browser left open must not try passwords here without end.
  if (!(await passwordFits(typed.old, account.password_hash)))
    return countFailure(act, account, refuse('identity/wrong'));
  refusePassword(typed.password, account);
  await updateAccount(act.db, act.bureauId, account.account_id, {
    password_hash: await hashPassword(typed.password),
    failures: 0,
  });
  await deleteSessionsOf(act.db, act.bureauId, account.account_id);
  act.record({ kind: 'identity/password-changed', subject: subjectOf(account.account_id) });
  return openSession(act, account.account_id);
}

export async function signOut(act: Act, token: string): Promise<void> {
  await deleteSession(act.db, act.bureauId, hashToken(token.slice(token.indexOf('.') + 1)));
}

/** Finds the person behind a session cookie (`bureau.token`); the session ends when it has been idle too long. */
export const sessionFinder =
  (runAct: RunAct, clock: Clock) =>
  async (cookie: string): Promise<Who | null> => {
    const [bureauId = '', token] = cookie.split('.');
    if (!token || !Id.safeParse(bureauId).success) return null;
    const nobody = { bureauId, accountId: null, personId: null, name: '', roles: [] };
    return runAct(nobody, async (act) => {
      const hash = hashToken(token);
      const found = await findSession(act.db, bureauId, hash);
      if (!found || found.disabled_at) return null;
      if (
        sessionOver({ createdAt: found.created_at, seenAt: found.seen_at, roles: found.roles }, clock.now())
      ) {
        await deleteSession(act.db, bureauId, hash);
        return null;
      }
      // A minute's grain is enough, and spares a write on every request.
      if (Date.parse(act.now) - Date.parse(found.seen_at) > 60_000)
        await touchSession(act.db, bureauId, hash, act.now);
      const { account_id: accountId, person_id: personId, name, roles } = found;
      return { bureauId, accountId, personId, name, roles };
    });
  };
