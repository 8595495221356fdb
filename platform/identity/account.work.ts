import type { Act } from '../act/index.ts';
import { newId } from '../db/uuid.ts';
import { roles as roleWords, type Role } from '../permit/table.ts';
import { refuser } from '../refuse/index.ts';
import { identityRefusals, type Account } from './identity.contract.ts';
import {
  deleteSessionsOf,
  findAccount,
  insertAccounts,
  listAccounts,
  updateAccount,
  type AccountRow,
} from './identity.data.ts';
import { hashToken, newCode } from './password.ts';
import { whyNotRoles } from './password.rules.ts';

const refuse = refuser(identityRefusals);
const codeDays = 14;
const inDays = (now: string, days: number) => new Date(Date.parse(now) + days * 86_400_000).toISOString();
const subjectOf = (accountId: string) => `account/${accountId}`;

const accountOf = (row: AccountRow, now: string): Account => ({
  id: row.account_id,
  login: row.login,
  name: row.name,
  personId: row.person_id,
  roles: row.roles as Role[],
  state: stateOf(row, now),
  activationUntil: row.activation_until,
});

function stateOf(row: AccountRow, now: string): Account['state'] {
  if (row.disabled_at) return 'disabled';
  if (row.locked_until && row.locked_until > now) return 'locked';
  return row.password_hash ? 'active' : 'waiting';
}

export interface NewAccount {
  personId: string | null;
  login: string;
  name: string;
  roles: readonly Role[];
}

export interface IssuedCode {
  login: string;
  name: string;
  code: string;
  until: string;
}

/** Opens accounts, each with a one-time activation code that is shown once and stored only as a hash. */
export async function openAccounts(act: Act, people: readonly NewAccount[]): Promise<IssuedCode[]> {
  const known = await listAccounts(act.db);
  const taken = new Set(known.map((row) => row.login));
  const served = new Set(known.map((row) => row.person_id));
  const until = inDays(act.now, codeDays);
  const issued: IssuedCode[] = [];
  const rows = people.map(({ personId, login, name, roles }) => {
    if (taken.has(login)) throw refuse('identity/login-taken', { login });
    if (personId !== null && served.has(personId)) throw refuse('identity/person-served', { name });
    taken.add(login);
    served.add(personId);
    const code = newCode();
    issued.push({ login, name, code, until });
    return {
      bureau_id: act.bureauId,
      account_id: newId(),
      login,
      name,
      person_id: personId,
      roles: [...roles],
      activation_hash: hashToken(code),
      activation_until: until,
      failures: 0,
      created_at: act.now,
    };
  });
  await insertAccounts(act.db, rows);
  act.record({
    kind: 'identity/account-created',
    subject: `bureau/${act.bureauId}`,
    quantity: rows.length,
    data: { n: rows.length },
  });
  return issued;
}

export async function showAccounts(act: Act): Promise<Account[]> {
  return (await listAccounts(act.db)).map((row) => accountOf(row, act.now));
}

async function loadAccount(act: Act, accountId: string): Promise<AccountRow> {
  const row = await findAccount(act.db, accountId);
  if (!row) throw refuse('identity/unknown-person');
  return row;
}

const reread = async (act: Act, accountId: string) => accountOf(await loadAccount(act, accountId), act.now);

export async function renewCode(act: Act, accountId: string): Promise<IssuedCode> {
  const account = await loadAccount(act, accountId);
  const code = newCode();
  const until = inDays(act.now, codeDays);
  await updateAccount(act.db, act.bureauId, accountId, {
    activation_hash: hashToken(code),
    activation_until: until,
  });
  act.record({ kind: 'identity/code-renewed', subject: subjectOf(accountId) });
  return { login: account.login, name: account.name, code, until };
}

export async function disableAccount(act: Act, accountId: string, disabled: boolean): Promise<Account> {
  const account = await loadAccount(act, accountId);
  if (disabled) await refuseLast(act, account, []);
  await updateAccount(act.db, act.bureauId, accountId, { disabled_at: disabled ? act.now : null });
  if (disabled) await deleteSessionsOf(act.db, act.bureauId, accountId);
  act.record({
    kind: disabled ? 'identity/account-disabled' : 'identity/account-restored',
    subject: subjectOf(accountId),
  });
  return reread(act, accountId);
}

/** The last holder of an administrator's role keeps it. */
async function refuseLast(act: Act, account: AccountRow, next: readonly string[]): Promise<void> {
  const losing = account.roles.filter((role) => role.endsWith('-admin') && !next.includes(role));
  if (losing.length === 0) return;
  const others = (await listAccounts(act.db)).filter(
    (row) => row.account_id !== account.account_id && !row.disabled_at,
  );
  for (const role of losing) {
    if (!others.some((row) => row.roles.includes(role))) {
      throw refuse('identity/last-of-role', { role: roleWords[role as Role].zh });
    }
  }
}

export async function assignRoles(act: Act, accountId: string, roles: readonly Role[]): Promise<Account> {
  if (accountId === act.who.accountId) throw refuse('identity/own-rights');
  if (whyNotRoles(roles)) throw refuse('identity/separation');
  const account = await loadAccount(act, accountId);
  await refuseLast(act, account, roles);
  await updateAccount(act.db, act.bureauId, accountId, { roles: [...new Set(roles)] });
  await deleteSessionsOf(act.db, act.bureauId, accountId);
  act.record({ kind: 'identity/roles-assigned', subject: subjectOf(accountId), data: { roles } });
  return reread(act, accountId);
}

export async function unlockAccount(act: Act, accountId: string): Promise<Account> {
  await loadAccount(act, accountId);
  await updateAccount(act.db, act.bureauId, accountId, { failures: 0, locked_until: null });
  act.record({ kind: 'identity/unlocked', subject: subjectOf(accountId) });
  return reread(act, accountId);
}
