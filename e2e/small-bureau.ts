import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { aRosterFile } from '#modules/people/roster.fixtures.ts';
import { xlsxType } from '#platform/contract/index.ts';
import type { PageOptions } from '../tools/testing/page.ts';
import type { RunningServer } from './server.ts';
import { newVisitor, type Visitor } from './visitor.ts';

const password = 'Shan-xi 7030 lu';
const headers = { 'x-requested-with': 'wenrong' };

/** One call of the interface as the person at this page; fails the test where it is refused. */
export async function ask<T>(page: Page, path: string, method = 'GET', data?: object): Promise<T> {
  const answer = await page.request.fetch(path, { method, headers, ...(data ? { data } : {}) });
  expect(answer.status(), `${path} ${await answer.text()}`).toBe(200);
  return (await answer.json()) as T;
}

interface Code {
  login: string;
  code: string;
}
interface Person {
  id: string;
  staffNo: string;
  name: string;
}

export interface SmallBureau {
  people: readonly Person[];
  /** Somebody at a browser: `off` is the programme office, staff numbers are people of the roster. */
  enter(login: string, options?: PageOptions & { address?: string }): Promise<Visitor>;
}

/**
 * A bureau of a few people, founded through the interface alone in about two seconds, for journeys that need
 * no history. `roles` gives people of the roster more than `staff`.
 */
export async function aSmallBureau(
  browser: Browser,
  server: RunningServer,
  staffNos: readonly string[],
  roles: Readonly<Record<string, readonly string[]>>,
): Promise<SmallBureau> {
  const admin = await newVisitor(browser, server.address);
  const { page } = admin;
  const founder = (login: string, name: string) => ({ login, name });
  const { bureauId, codes } = await ask<{ bureauId: string; codes: Code[] }>(page, 'api/setup', 'POST', {
    code: server.setUpCode,
    bureau: '测试市市场监督管理局',
    systemAdmin: { ...founder('sys', '甲某'), password },
    securityAdmin: founder('sec', '乙某'),
    auditAdmin: founder('aud', '丙某'),
    office: founder('off', '丁某'),
  });
  await importRoster(page, staffNos);
  const { people } = await ask<{ people: Person[] }>(page, 'api/people');
  const wanted = people.map(({ id, staffNo, name }) => ({ personId: id, login: staffNo, name }));
  const issued = await ask<{ codes: Code[] }>(page, 'api/accounts', 'POST', { people: wanted });
  for (const { login, code } of [...codes, ...issued.codes]) {
    const body = { bureauId, login, code, password };
    await ask(page, 'api/activation', 'POST', body);
  }
  await admin.close();
  const enter: SmallBureau['enter'] = async (login, { address = server.address, ...options } = {}) => {
    const visitor = await newVisitor(browser, address, options);
    await ask(visitor.page, 'api/session', 'POST', { bureauId, login, password });
    return visitor;
  };
  const security = await enter('sec');
  const accounts = await ask<{ id: string; login: string }[]>(security.page, 'api/accounts');
  for (const [login, held] of Object.entries(roles)) {
    const { id } = accounts.find((account) => account.login === login.toLowerCase())!;
    await ask(security.page, `api/accounts/${id}/roles`, 'PUT', { roles: held });
  }
  await security.close();
  return { people, enter };
}

async function importRoster(page: Page, staffNos: readonly string[]): Promise<void> {
  const lines = staffNos.map((工号, i) => ({
    工号,
    姓名: `${'王李张刘陈杨赵黄'[i % 8]}${'建志永文'[i % 4]}${'砚霁湛樾'[Math.floor(i / 4) % 4]}`,
    单位: i % 2 === 0 ? '食品科' : '质量科',
    原单位: i % 3 === 0 ? '原工商' : '原质监',
  }));
  const file = { name: '花名册.xlsx', mimeType: xlsxType, buffer: Buffer.from(aRosterFile(...lines)) };
  const sent = await page.request.post('api/imports', { headers, multipart: { file } });
  const { id } = (await sent.json()) as { id: string };
  await reached(page, id, 'ready');
  await ask(page, `api/imports/${id}/application`, 'POST', {});
  await reached(page, id, 'applied');
}

async function reached(page: Page, importId: string, state: string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const read = await ask<{ state: string }>(page, `api/imports/${importId}`);
    if (read.state === state) return;
    await page.waitForTimeout(100);
  }
  throw new Error(`the roster was not ${state} in 20 seconds`);
}
