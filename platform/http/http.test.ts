import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { identityRoutes } from '../identity/identity.contract.ts';
import { ledgerRoutes } from '../ledger/ledger.contract.ts';
import { sampleRoutes } from '../sample/sample.contract.ts';
import { importRoutes } from '#modules/people/import.contract.ts';

let world: TestHouse;
beforeAll(async () => {
  world = await openTestHouse('http');
});
afterAll(() => world.close());

const many = <T>(ask: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 40 }, ask));

describe('forty strangers at the door at once', () => {
  test('are all answered, though the database has ten connections', async () => {
    const body = { bureauId: await world.newBureau(), login: 'nobody', password: 'wrong-Pass 1' };
    const answers = await many(() => world.nobody.call(identityRoutes.signIn, { body }));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    const samples = await many(() => world.nobody.call(sampleRoutes.readSample));
    expect(new Set(samples.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

/** A request as raw as it comes. */
const send = (url: string, more: object = {}) =>
  world.house.app.inject({ url, headers: { 'x-requested-with': 'wenrong' }, ...more });

describe('what cannot be stored', () => {
  test('is refused at the door, wherever it stands in a request', async () => {
    const bureauId = await world.newBureau();
    const admin = await world.signIn(bureauId, 'system-admin');
    for (const name of ['王\0五', '王\ud800']) {
      const body = { people: [{ personId: null, login: 'a', name }] };
      const answer = await admin.call(identityRoutes.createAccounts, { body });
      expect(answer).toMatchObject({ status: 422, body: { code: 'request/invalid' } });
      expect(answer.body).toMatchObject({ problems: [{ path: 'body.people.0.name' }] });
    }
    const query = { subject: '\0' };
    const auditor = await world.signIn(bureauId, 'audit-admin');
    expect((await auditor.call(ledgerRoutes.listFacts, { query })).status).toBe(422);
  });

  test('is left out of the name of a file', async () => {
    const office = await world.signIn(await world.newBureau(), 'office');
    const file = { name: `a\0${'𠮷'.repeat(300)}.csv`, bytes: Buffer.from('工号,姓名\n1,甲\n') };
    const answer = await office.call(importRoutes.uploadRoster, { file });
    expect(answer.status).toBe(200);
    expect(answer.body.fileName).toBe(`a${'𠮷'.repeat(199)}`);
  });
});

describe('a request that cannot be understood', () => {
  test('a form that breaks off, or has two files, is refused and not a fault', async () => {
    const office = await world.signIn(await world.newBureau(), 'office');
    const file = '--b\r\ncontent-disposition: form-data; name="file"; filename="x.csv"\r\n\r\na,b\r\n';
    for (const payload of [file, `${file}${file}--b--\r\n`, '']) {
      const headers = {
        'x-requested-with': 'wenrong',
        cookie: office.cookie,
        'content-type': 'multipart/form-data; boundary=b',
      };
      const { statusCode } = await send('/api/imports', { method: 'POST', headers, payload });
      expect(statusCode).toBe(400);
    }
  });

  test('an address that is no text gets the same calm answer, with the same strict headers', async () => {
    const answer = await send('/api/%zz');
    expect(answer.json()).toMatchObject({ status: 400, code: 'request/not-understood' });
    expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff' });
  });

  test('a cookie that names no bureau is nobody’s', async () => {
    const headers = { cookie: `wenrong=${'-'.repeat(36)}.x` };
    expect((await send('/api/session', { headers })).json()).toMatchObject({ session: null });
  });

  test('with five thousand mistakes names the first hundred', async () => {
    const admin = await world.signIn(await world.newBureau(), 'system-admin');
    const body = { people: Array.from({ length: 5000 }, () => 1) };
    const answer = await admin.call(identityRoutes.createAccounts, { body });
    const { problems } = answer.body as unknown as { problems: unknown[] };
    expect([answer.status, problems.length]).toEqual([422, 100]);
    expect(answer.bytes.length).toBeLessThan(50_000);
  });
});
