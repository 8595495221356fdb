import { bureauItself, type Act } from '../act/index.ts';
import { bind, type BoundRoute, type Caller } from '../module/index.ts';
import { Refusal, refuser } from '../refuse/index.ts';
import { identityRefusals, identityRoutes } from './identity.contract.ts';
import * as accounts from './account.work.ts';
import * as work from './identity.work.ts';
import { setUpBureau } from './setup.work.ts';
import type { Throttle } from './throttle.ts';

const refuse = refuser(identityRefusals);
const ok = { ok: true } as const;

export interface IdentityGround {
  /** The code printed at start; null once a bureau has been founded. */
  setUpCode(): string;
  tries: Throttle;
}

/** Runs a sign-in in the bureau it names, and hands the new session to the browser in place of the old one. */
async function entering(
  ground: IdentityGround,
  caller: Caller,
  bureauId: string,
  enter: (act: Act) => Promise<string | Refusal>,
): Promise<typeof ok | Refusal> {
  if (!ground.tries.take(caller.ip)) return refuse('identity/slow-down');
  const token = await caller.runAct(bureauItself(bureauId), enter);
  if (token instanceof Refusal) return token;
  ground.tries.forgive(caller.ip);
  await leave(caller);
  caller.startSession(bureauId, token);
  return ok;
}

/** Ends the session that a browser still has when it gets another: no token outlives the use of its cookie. */
export async function leave({ token, who, runAct }: Caller): Promise<void> {
  if (token && who.accountId) await runAct(who, (act) => work.signOut(act, token));
}

export const identityRoutesOn = (ground: IdentityGround): BoundRoute[] =>
  bind(identityRoutes, {
    readSession: (act) => work.readSession(act),
    signIn: {
      outside: ({ body }, caller) => entering(ground, caller, body.bureauId, (act) => work.signIn(act, body)),
    },
    activate: {
      outside: ({ body }, caller) =>
        entering(ground, caller, body.bureauId, (act) => work.activate(act, body)),
    },
    async signOut(act, _input, caller) {
      if (caller.token) await work.signOut(act, caller.token);
      caller.endSession();
      return ok;
    },
    async changePassword(act, { body }, caller) {
      const token = await work.changePassword(act, body);
      if (token instanceof Refusal) return token;
      caller.startSession(act.bureauId, token);
      return ok;
    },
    setUp: {
      async outside({ body }, caller) {
        if (!ground.tries.take(caller.ip)) return refuse('identity/slow-down');
        const { bureauId, codes, token } = await setUpBureau(caller.runAct, ground.setUpCode(), body);
        await leave(caller);
        caller.startSession(bureauId, token);
        return { bureauId, codes };
      },
    },
    listAccounts: (act) => accounts.showAccounts(act),
    createAccounts: async (act, { body }) => ({
      codes: await accounts.openAccounts(
        act,
        body.people.map((person) => ({ ...person, roles: ['staff'] as const })),
      ),
    }),
    renewCode: (act, { params }) => accounts.renewCode(act, params.accountId),
    disableAccount: (act, { params, body }) => accounts.disableAccount(act, params.accountId, body.disabled),
    assignRoles: (act, { params, body }) => accounts.assignRoles(act, params.accountId, body.roles),
    unlockAccount: (act, { params }) => accounts.unlockAccount(act, params.accountId),
  });
