import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { on, sql } from '../db/index.ts';
import { ledgerRoutes } from '../ledger/ledger.contract.ts';
import { identityRoutes as routes } from './identity.contract.ts';

let world: TestHouse;
beforeAll(async () => {
  world = await openTestHouse('identity');
});
afterAll(() => world.close());

let password = 'Shan-xi 7030 lu';
const founding = {
  code: 'test test-TEST',
  bureau: '岚川市局',
  systemAdmin: { login: 'Sys', name: '甲', password },
  securityAdmin: { login: 'sec', name: '乙' },
  auditAdmin: { login: 'aud', name: '丙' },
  office: { login: 'off', name: '丁' },
};
const cookieOf = (answer: { headers: Record<string, unknown> }) =>
  String(answer.headers['set-cookie']).split(';')[0]!;

/** A person at a browser that keeps the cookie it was given. */
const browser = (cookie: string) => ({
  session: () =>
    world.house.app.inject({ url: '/api/session', headers: { cookie } }).then((reply) => reply.json()),
});

describe('setting up our bureau', () => {
  test('needs the code from the terminal', async () => {
    const answer = await world.nobody.call(routes.setUp, { body: { ...founding, code: 'AAAA-AAAA-AAAA' } });
    expect(answer).toMatchObject({ status: 401, body: { code: 'identity/setup-code-wrong' } });
  });

  test('refuses one person as two administrators', async () => {
    const body = { ...founding, auditAdmin: { login: 'sec', name: '乙' } };
    expect((await world.nobody.call(routes.setUp, { body })).body).toMatchObject({
      code: 'identity/separation',
    });
  });

  test('founds it once, with one-time codes for the others, and signs the founder in', async () => {
    const answer = await world.nobody.call(routes.setUp, { body: founding });
    expect(answer.status).toBe(200);
    expect(answer.body.codes.map(({ login }) => login)).toEqual(['sec', 'aud', 'off']);
    const session = await browser(cookieOf(answer)).session();
    expect(session).toMatchObject({
      setUp: true,
      session: { person: { name: '甲', roles: ['system-admin'] } },
    });
    const again = await world.nobody.call(routes.setUp, { body: founding });
    expect(again.body).toMatchObject({ code: 'identity/already-set-up' });
  });
});

describe('an account', () => {
  let bureauId: string;
  let code: string;
  let accountId: string;
  beforeAll(async () => {
    bureauId = await world.newBureau('账号局');
    const admin = await world.signIn(bureauId, 'system-admin');
    const body = { people: [{ personId: null, login: 'lc0042', name: '段若汀' }] };
    const answer = await admin.call(routes.createAccounts, { body });
    code = answer.body.codes[0]!.code;
    accountId = (await admin.call(routes.listAccounts)).body.find(({ login }) => login === 'lc0042')!.id;
  });
  const signIn = (typed: string, login = 'lc0042') =>
    world.nobody.call(routes.signIn, { body: { bureauId, login, password: typed } });

  test('is activated once with its code, typed as people type', async () => {
    const body = { bureauId, login: 'LC0042', code: code.toLowerCase().replaceAll('-', ' '), password };
    const answer = await world.nobody.call(routes.activate, { body });
    expect(answer.status).toBe(200);
    expect((await world.nobody.call(routes.activate, { body })).body).toMatchObject({
      code: 'identity/code-wrong',
    });
  });

  test('tells a wrong password from an unknown account in nothing', async () => {
    const [wrong, unknown] = [await signIn('wrong-Pass 1'), await signIn('wrong-Pass 1', 'nobody')];
    const told = ({ body }: { body: unknown }) => ({ ...(body as object), requestId: '' });
    expect(told(wrong)).toEqual(told(unknown));
  });

  test('sets a cookie that scripts and other sites cannot use', async () => {
    const answer = await signIn(password);
    expect(String(answer.headers['set-cookie'])).toMatch(/HttpOnly.*SameSite=Lax/);
  });

  test('rests after five wrong tries, even for the right password, until the security administrator unlocks it', async () => {
    for (let i = 0; i < 5; i++) await signIn('wrong-Pass 1');
    expect(await signIn(password)).toMatchObject({ status: 423, body: { code: 'identity/locked' } });
    const security = await world.signIn(bureauId, 'security-admin');
    await security.call(routes.unlockAccount, { params: { accountId } });
    expect((await signIn(password)).status).toBe(200);
  });

  test('ends the session a browser had when it signs in anew', async () => {
    const first = cookieOf(await signIn(password));
    const body = { bureauId, login: 'lc0042', password };
    const headers = { cookie: first, 'x-requested-with': 'wenrong' };
    const again = await world.house.app.inject({
      method: 'POST',
      url: '/api/session',
      headers,
      payload: body,
    });
    expect((await browser(first).session()).session).toBeNull();
    expect((await browser(cookieOf(again)).session()).session).not.toBeNull();
  });

  test('forgets sessions that nobody came back to', async () => {
    world.setClock('2026-12-01T01:00:00Z');
    await signIn(password);
    world.setClock('2026-12-01T02:00:00Z');
    await signIn(password);
    world.setClock(new Date().toISOString());
    const { rows } = await world.act(bureauId, (act) =>
      sql<{ n: number }>`select count(*)::int as n from platform.session where account_id = ${accountId}
        and created_at > '2026-12-01'`.execute(on(act.db)),
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  test('rests as well when its old password is guessed at a browser left open', async () => {
    const cookie = cookieOf(await signIn(password));
    const change = (old: string) =>
      world.house.app.inject({
        method: 'PUT',
        url: '/api/password',
        headers: { cookie, 'x-requested-with': 'wenrong' },
        payload: { old, password: 'Shan-xi 7031 lu' },
      });
    for (let i = 0; i < 5; i++) expect((await change('wrong-Pass 1')).statusCode).toBe(401);
    expect((await change(password)).statusCode).toBe(423);
    const security = await world.signIn(bureauId, 'security-admin');
    await security.call(routes.unlockAccount, { params: { accountId } });
    expect((await change(password)).statusCode).toBe(200);
    password = 'Shan-xi 7031 lu';
  });

  test('loses its sessions when it is disabled', async () => {
    const cookie = cookieOf(await signIn(password));
    const admin = await world.signIn(bureauId, 'system-admin');
    await admin.call(routes.disableAccount, { params: { accountId }, body: { disabled: true } });
    expect((await browser(cookie).session()).session).toBeNull();
    expect((await signIn(password)).status).toBe(401);
  });

  test('keeps the last administrator of a kind, and nobody changes their own rights', async () => {
    const lonely = await world.newBureau('三员局');
    const admin = await world.signIn(lonely, 'system-admin');
    const security = await world.signIn(lonely, 'security-admin');
    const params = (who: { who: { accountId: string | null } }) => ({ accountId: who.who.accountId! });
    const stripped = await security.call(routes.assignRoles, {
      params: params(admin),
      body: { roles: ['staff'] },
    });
    expect(stripped.body).toMatchObject({ code: 'identity/last-of-role' });
    const own = await security.call(routes.assignRoles, {
      params: params(security),
      body: { roles: ['staff'] },
    });
    expect(own.body).toMatchObject({ code: 'identity/own-rights' });
  });

  test('leaves a trace of each sign-in for the audit administrator, without passwords', async () => {
    const auditor = await world.signIn(bureauId, 'audit-admin');
    const { body } = await auditor.call(ledgerRoutes.listFacts, { query: {} });
    const kinds = new Set(body.facts.map(({ kind }) => kind));
    for (const kind of [
      'identity/activated',
      'identity/locked',
      'identity/unlocked',
      'identity/account-disabled',
    ]) {
      expect(kinds).toContain(kind);
    }
    expect(JSON.stringify(body)).not.toContain(password);
  });
});

test('a burst of tries from one address is counted before it is answered', async () => {
  const body = { bureauId: await world.newBureau(), login: 'nobody', password: 'wrong-Pass 1' };
  const ask = () =>
    world.house.app.inject({
      method: 'POST',
      url: '/api/session',
      remoteAddress: '10.9.9.9',
      headers: { 'x-requested-with': 'wenrong' },
      payload: body,
    });
  const answers = await Promise.all(Array.from({ length: 60 }, ask));
  expect(answers.filter(({ statusCode }) => statusCode === 429)).toHaveLength(10);
});

test('what is a sample bureau is said when it is made, and never again', async () => {
  const bureauId = await world.newBureau();
  const marked = world.act(bureauId, (act) =>
    sql`update platform.bureau set sample = true`.execute(on(act.db)),
  );
  await expect(marked).rejects.toThrow('permission denied');
});

describe('a request from another site', () => {
  test('is refused without our header, and with a foreign origin', async () => {
    const post = (headers: Record<string, string>) =>
      world.house.app.inject({
        method: 'POST',
        url: '/api/sample',
        headers: { host: 'wenrong.local', ...headers },
      });
    expect((await post({})).json()).toMatchObject({ code: 'request/foreign-origin' });
    const foreign = await post({ 'x-requested-with': 'wenrong', origin: 'https://elsewhere.example' });
    expect(foreign.json()).toMatchObject({ code: 'request/foreign-origin' });
    const crossSite = { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' };
    const told = await post({ 'x-requested-with': 'wenrong', ...crossSite });
    expect(told.json()).toMatchObject({ code: 'request/foreign-origin' });
  });

  test('is told from our own behind a proxy that calls us by another name', async () => {
    const post = (headers: Record<string, string>) =>
      world.house.app.inject({
        method: 'DELETE',
        url: '/api/session',
        headers: { host: '127.0.0.1:7030', 'x-requested-with': 'wenrong', ...headers },
      });
    const origin = 'https://wenrong.example';
    expect((await post({ origin, 'sec-fetch-site': 'same-origin' })).statusCode).toBe(200);
    expect((await post({ origin, 'x-forwarded-host': 'wenrong.example' })).statusCode).toBe(200);
  });

  test('finds strict headers on every answer', async () => {
    const { headers } = await world.house.app.inject({ url: '/api/session' });
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
  });
});
