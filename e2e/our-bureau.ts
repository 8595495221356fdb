import { request, type APIRequestContext, type APIResponse } from 'playwright-core';
import { expect } from 'vitest';
import { aRosterFile } from '#modules/people/roster.fixtures.ts';
import { xlsxType } from '#platform/contract/index.ts';
import type { RunningServer } from './server.ts';
import type { Visitor } from './visitor.ts';

/** A bureau of our own, set up through the same requests as the pages send, for journeys that begin later. */
export interface OurBureau {
  /** People by staff number, in the order of the roster. */
  personIds: ReadonlyMap<string, string>;
  /** A line of one's own to the server, signed in; by staff number. */
  as(login: string): Promise<Line>;
  /** Signs a browser in. */
  enter(visitor: Visitor, login: string): Promise<void>;
  /** After the server has started again. */
  moved(address: string): Promise<void>;
}

export interface Line {
  get<T>(path: string): Promise<T>;
  send<T>(method: 'POST' | 'PUT' | 'PATCH', path: string, data?: unknown): Promise<T>;
}

const password = 'Shan-xi 7030 lu';
const headers = { 'x-requested-with': 'wenrong' };

interface Issued {
  codes: { login: string; code: string }[];
}

async function read<T>(answer: APIResponse): Promise<T> {
  expect(answer.ok(), `${answer.url()} ${await answer.text()}`).toBe(true);
  return (await answer.json()) as T;
}

/** Asks again until it is so; throws after half a minute. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  const end = performance.now() + 30_000;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(`still not so: ${isSo}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const lineOf = (context: APIRequestContext): Line => ({
  get: async (path) => read(await context.get(path)),
  send: async (method, path, data) =>
    read(await context.fetch(path, { method, headers, ...(data === undefined ? {} : { data }) })),
});

export async function ourBureau(
  server: RunningServer,
  roster: readonly Record<string, string>[],
  roles: Readonly<Record<string, readonly string[]>>,
): Promise<OurBureau> {
  let address = server.address;
  const lines = new Map<string, Line>();
  const newLine = async (): Promise<Line> => lineOf(await request.newContext({ baseURL: address }));

  const system = await request.newContext({ baseURL: address });
  const admin = lineOf(system);
  const founders = ['systemAdmin', 'securityAdmin', 'auditAdmin'].map((role, i) => [
    role,
    {
      login: ['sys', 'sec', 'aud'][i]!,
      name: ['甲某', '乙某', '丙某'][i]!,
      ...(i === 0 ? { password } : {}),
    },
  ]);
  const founded = await admin.send<{ bureauId: string } & Issued>('POST', 'api/setup', {
    code: server.setUpCode,
    bureau: '测试市市场监督管理局',
    ...Object.fromEntries(founders),
  });
  const { bureauId } = founded;
  // Logins are told apart without regard to case.
  const activate = async (login: string, code: string): Promise<void> => {
    const line = await newLine();
    await line.send('POST', 'api/activation', { bureauId, login, code, password });
    lines.set(login.toUpperCase(), line);
  };
  await activate('sec', founded.codes.find(({ login }) => login === 'sec')!.code);

  const file = { name: '花名册.xlsx', mimeType: xlsxType, buffer: Buffer.from(aRosterFile(...roster)) };
  const { id } = await read<{ id: string }>(
    await system.post('api/imports', { headers, multipart: { file } }),
  );
  await until(async () => (await admin.get<{ state: string }>(`api/imports/${id}`)).state === 'ready');
  await admin.send('POST', `api/imports/${id}/application`, {});
  const { people } = await admin.get<{ people: { id: string; staffNo: string; name: string }[] }>(
    'api/people',
  );
  const accounts = people.map(({ id: personId, staffNo: login, name }) => ({ personId, login, name }));
  const issued = await admin.send<Issued>('POST', 'api/accounts', { people: accounts });
  const security = lines.get('SEC')!;
  const opened = await security.get<{ id: string; login: string }[]>('api/accounts');
  for (const [login, given] of Object.entries(roles)) {
    const account = opened.find((one) => one.login === login.toLowerCase())!;
    await security.send('PUT', `api/accounts/${account.id}/roles`, { roles: given });
  }
  for (const { login, code } of issued.codes) await activate(login, code);

  const signIn = (login: string) => ({ bureauId, login, password });
  return {
    personIds: new Map(people.map(({ staffNo, id: personId }) => [staffNo, personId])),
    async as(login) {
      if (!lines.has(login)) {
        const line = await newLine();
        await line.send('POST', 'api/session', signIn(login));
        lines.set(login, line);
      }
      return lines.get(login)!;
    },
    async enter({ page }, login) {
      await page.goto('');
      await page.request.post('api/session', { headers, data: signIn(login) });
    },
    async moved(to) {
      address = to;
      lines.clear();
    },
  };
}
