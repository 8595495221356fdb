import { timingSafeEqual } from 'node:crypto';
import type { Act, RunAct } from '../act/index.ts';
import { bureauItself } from '../act/index.ts';
import { newId } from '../db/uuid.ts';
import type { Role } from '../permit/table.ts';
import { refuser } from '../refuse/index.ts';
import { identityRefusals } from './identity.contract.ts';
import { insertBureau, listBureaus, lockAccount, lockSetUp, updateAccount } from './identity.data.ts';
import { openAccounts, type IssuedCode, type NewAccount } from './account.work.ts';
import { openSession, refusePassword } from './identity.work.ts';
import { hashPassword, tidyCode } from './password.ts';

const refuse = refuser(identityRefusals);

interface Founder {
  login: string;
  name: string;
}

export interface SetUp {
  code: string;
  bureau: string;
  systemAdmin: Founder & { password: string };
  securityAdmin: Founder;
  auditAdmin: Founder;
  office?: Founder | undefined;
}

const same = (a: string, b: string): boolean => {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
};

export interface Founded {
  bureauId: string;
  codes: IssuedCode[];
  token: string;
}

/**
 * Founds the real bureau with its three administrators: no account is built in, none can do everything.
 * Refuses a wrong code, a second founding and one person in two of the three roles.
 */
export async function setUpBureau(runAct: RunAct, expected: string, input: SetUp): Promise<Founded> {
  if (!same(tidyCode(input.code), expected)) throw refuse('identity/setup-code-wrong');
  const logins = [
    input.systemAdmin,
    input.securityAdmin,
    input.auditAdmin,
    ...(input.office ? [input.office] : []),
  ];
  if (new Set(logins.map(({ login }) => login)).size < logins.length) throw refuse('identity/separation');
  refusePassword(input.systemAdmin.password, input.systemAdmin);
  const bureauId = newId();
  return runAct(bureauItself(bureauId), async (act) => {
    await lockSetUp(act.db);
    if ((await listBureaus(act.db)).some(({ sample }) => !sample)) throw refuse('identity/already-set-up');
    await foundBureau(act, input.bureau, false);
    const codes = await openAccounts(act, foundersOf(input));
    const token = await firstSession(act, input.systemAdmin);
    return { bureauId, codes: codes.filter(({ login }) => login !== input.systemAdmin.login), token };
  });
}

const foundersOf = (input: SetUp): NewAccount[] => {
  const account = (role: Role, { login, name }: Founder) => ({ personId: null, login, name, roles: [role] });
  return [
    account('system-admin', input.systemAdmin),
    account('security-admin', input.securityAdmin),
    account('audit-admin', input.auditAdmin),
    ...(input.office ? [account('office', input.office)] : []),
  ];
};

/** Makes the row that all of a bureau hangs on, in a transaction that already carries its id. */
export async function foundBureau(act: Act, name: string, sample: boolean): Promise<void> {
  await insertBureau(act.db, { bureau_id: act.bureauId, name, sample, created_at: act.now });
  act.record({ kind: 'identity/bureau-founded', subject: `bureau/${act.bureauId}`, data: { name } });
}

async function firstSession(act: Act, founder: Founder & { password: string }): Promise<string> {
  const account = await lockAccount(act.db, founder.login);
  await updateAccount(act.db, act.bureauId, account!.account_id, {
    password_hash: await hashPassword(founder.password),
    activation_hash: null,
    activation_until: null,
  });
  return openSession(act, account!.account_id);
}
