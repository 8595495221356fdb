import { afterEach, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import * as z from 'zod';
import { identityRoutes } from '#platform/identity/identity.contract.ts';
import { jobRoutes } from '#platform/jobs/job.contract.ts';
import { route } from '#platform/contract/index.ts';
import { addressOf, call, fileName, onRefusal, serveFrom } from './client.ts';
import { Refused } from './problem.ts';
import { json, serve } from './served.fixtures.ts';
import { askSession, endSession } from './session.ts';
import { askJob } from './useJob.ts';

const summary = { zh: '试', en: 'try' };
const listPeople = route({
  method: 'GET',
  path: '/api/people',
  summary,
  permit: 'people/read',
  query: z.object({ text: z.string().optional(), unit: z.array(z.string()).optional() }),
  reply: z.array(z.object({ name: z.string() })),
});
const renamePerson = route({
  method: 'PUT',
  path: '/api/people/:id',
  summary,
  permit: 'people/change',
  params: z.object({ id: z.string() }),
  body: z.object({ name: z.string() }),
  reply: z.object({ ok: z.literal(true) }),
});
const problem = {
  type: 'urn:wenrong:people/unknown',
  title: '',
  status: 422,
  code: 'request/invalid',
  detail: { zh: '有 1 处要改。', en: '1 entry needs a correction.' },
  kept: { zh: '其余都在。', en: 'The rest is kept.' },
  problems: [{ path: 'body.name', code: 'too-long', detail: { zh: '太长', en: 'too long' } }],
  requestId: 'r-1',
};

let server: Awaited<ReturnType<typeof serve>>;
beforeEach(async () => {
  server = await serve((seen, response) => {
    if (seen.path.includes('refuse')) return json(response, 422, problem);
    if (seen.path.includes('proxy')) return void response.writeHead(502).end('<html>Bad gateway');
    json(response, 200, seen.method === 'GET' ? [{ name: '靳文澄' }] : { ok: true });
  });
});
afterEach(() => server.close());

describe('a call', () => {
  test('goes below the base path, with query and params written out', async () => {
    expect(await call(listPeople, { query: { text: '靳 文', unit: ['a', 'b'] } })).toEqual([
      { name: '靳文澄' },
    ]);
    expect(server.seen[0]!.path).toBe('/bureau/api/people?text=%E9%9D%B3+%E6%96%87&unit=a&unit=b');
    await call(listPeople);
    expect(server.seen[1]!.path).toBe('/bureau/api/people');
    expect(addressOf(renamePerson, { params: { id: 'a/b' } })).toMatch(/\/bureau\/api\/people\/a%2Fb$/);
  });

  test('that writes carries JSON and the header that a foreign page cannot send', async () => {
    await call(renamePerson, { params: { id: '7' }, body: { name: '范树榆' } });
    expect(server.seen[0]).toMatchObject({ method: 'PUT', body: '{"name":"范树榆"}' });
    expect(server.seen[0]!.headers).toMatchObject({
      'x-requested-with': 'wenrong',
      'content-type': 'application/json',
    });
  });

  test('is typed by its route', async () => {
    expectTypeOf(await call(listPeople)).toEqualTypeOf<{ name: string }[]>();
    const wrong = (): unknown[] => [
      // @ts-expect-error -- params and body are missing
      call(renamePerson),
      // @ts-expect-error -- a name is text
      call(renamePerson, { params: { id: '7' }, body: { name: 7 } }),
      // @ts-expect-error -- this route has no body
      call(listPeople, { body: {} }),
    ];
    expect(wrong).toBeTypeOf('function');
  });
});

const refused = (id: string): Promise<unknown> =>
  call(renamePerson, { params: { id }, body: { name: '' } }).catch((error: unknown) => error);

describe('a refusal', () => {
  test('brings its sentence, what was kept, every problem and the request', async () => {
    const statuses: number[] = [];
    onRefusal((status) => statuses.push(status));
    const error = (await refused('refuse')) as Refused;
    expect(error).toBeInstanceOf(Refused);
    expect(error).toMatchObject({
      code: 'request/invalid',
      status: 422,
      sentence: '有 1 处要改。',
      requestId: 'r-1',
    });
    expect([error.at('body.name'), error.at('body.other'), error.kept?.en]).toEqual([
      '太长',
      null,
      'The rest is kept.',
    ]);
    expect(statuses).toEqual([422]);
  });

  test('from something in between is said plainly, without its text', async () => {
    expect(await refused('proxy')).toMatchObject({ code: 'web/not-understood', status: 502 });
  });

  test('where no server answers says that what was typed is still there', async () => {
    serveFrom('http://127.0.0.1:9/');
    const error = (await refused('7')) as Refused;
    expect(error.code).toBe('web/unreachable');
    expect(error.kept?.zh).toContain('还在');
  });
});

test('an aborted call is not a refusal', async () => {
  const leaving = new AbortController();
  const asked = call(listPeople, {}, { signal: leaving.signal });
  leaving.abort();
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' });
});

test('the name of a download is the one in Chinese', () => {
  expect(
    fileName(`attachment; filename="roster.xlsx"; filename*=UTF-8''%E8%8A%B1%E5%90%8D%E5%86%8C.xlsx`),
  ).toBe('花名册.xlsx');
  expect(fileName('attachment; filename="a.csv"')).toBe('a.csv');
  expect(fileName(null)).toBeNull();
});

test('addresses that the shell knows without their schemas are those of the contract', () => {
  const pairs = [
    [askSession, identityRoutes.readSession],
    [endSession, identityRoutes.signOut],
    [askJob, jobRoutes.readJob],
  ] as const;
  for (const [known, { method, path }] of pairs) expect(known).toEqual({ method, path });
});
