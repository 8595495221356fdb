import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { launchBrowser } from '../tools/testing/browser.ts';
import { aLineTo, type Line } from './line.ts';
import { startServer, type RunningServer } from './server.ts';
import { aSmallBureau, ask, type SmallBureau } from './small-bureau.ts';
import type { Visitor } from './visitor.ts';

let server: RunningServer;
let browser: Browser;
let line: Line;
let bureau: SmallBureau;
/** An organiser with a phone at the door, over a line that can be cut. */
let desk: Visitor;
let office: Visitor;
let me: Visitor;
let activityId: string;
let sessionId: string;
const staffNos = Array.from({ length: 6 }, (_, i) => `LC000${i + 1}`);
beforeAll(async () => {
  // Under a sub-path, as behind a bureau's own proxy: the service worker has to find its way there too.
  server = await startServer({ WENRONG_BASE_PATH: '/wenrong/' });
  line = await aLineTo(server.address);
  browser = await launchBrowser(inject('browser'));
  bureau = await aSmallBureau(browser, server, staffNos, { LC0001: ['leader'] });
  office = await bureau.enter('off');
  desk = await bureau.enter('off', { device: 'phone', address: line.address });
  me = await bureau.enter('LC0002', { device: 'phone' });
  ({ activityId, sessionId } = await anActivityToday());
});
afterAll(async () => {
  await browser?.close();
  await line?.cut();
  await server?.stop();
});

/** Planned by the office, approved by a leader. Somebody must know who is inside. */
async function anActivityToday() {
  const leader = await bureau.enter('LC0001');
  const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const session = { heldOn: today, startsAt: '00:00', endsAt: '23:59', venueId: null, place: '机关礼堂' };
  const { id } = await ask<{ id: string }>(office.page, 'api/activities', 'POST', {
    name: '消防演练',
    purpose: '让不同科室的人一起走一遍',
    organiserIds: [bureau.people[4]!.id],
    programmeId: null,
    unitIds: null,
    capacity: null,
    nExpected: 6,
    closesOn: today,
    budget: [],
    safety: null,
    teams: null,
    sessions: [{ ...session, sessionId: null, name: '', signIn: 'safety' }],
  });
  const of = `api/activities/${id}`;
  const { revision } = await ask<{ revision: number }>(office.page, `${of}/submission`, 'POST');
  const approval = await ask<{ sessions: { sessionId: string }[] }>(leader.page, `${of}/approval`, 'POST', {
    revision,
  });
  await leader.close();
  return { activityId: id, sessionId: approval.sessions[0]!.sessionId };
}

const heading = (page: Page, n: number) =>
  page.getByRole('heading', { level: 1, name: `${n} 人已签到` }).waitFor();
const toSignIn = (page: Page) => page.getByRole('button', { name: /^给.+签到$/ });

/** By the button, or by the page itself, which tries too and may be faster: then the button is gone. */
async function sentAgain(page: Page): Promise<void> {
  const sent = page.getByText('已连上，都送出了').waitFor();
  const pressed = page.getByRole('button', { name: '现在再试' }).click();
  pressed.catch(() => undefined);
  await Promise.race([pressed, sent]);
  await sent;
}

test('people are signed in without a line, also after the page was closed, and come to one list', async () => {
  const { page, context } = desk;
  await desk.open(`sign-in-desk/${sessionId}`);
  await heading(page, 0);
  await desk.findsNoFault();
  await page.getByRole('button', { name: '断网也能用' }).click();
  await page.getByRole('button', { name: '从本机删去名单' }).waitFor();

  await line.cut();
  const name = await toSignIn(page).first().getAttribute('aria-label');
  await toSignIn(page).first().click();
  await toSignIn(page).first().click();
  await page.getByText('断网：2 条留在本机').waitFor();

  // Closed, and opened again in the hall's dead corner.
  const again = await context.newPage();
  await page.close();
  await again.goto(`sign-in-desk/${sessionId}`);
  await heading(again, 2);
  await again.getByText('断网：2 条留在本机').waitFor();

  // Meanwhile another organiser signs in the same person.
  await office.open(`sign-in-desk/${sessionId}`);
  await office.page.getByRole('button', { name: name! }).click();
  await heading(office.page, 1);

  // Asked to try while there is no line, the page keeps what it has, and nothing moves under the finger.
  const under = await again.locator('.line').boundingBox();
  await again.getByRole('button', { name: '现在再试' }).click();
  await again.getByText('断网：2 条留在本机').waitFor();
  await line.join();
  await sentAgain(again);
  expect(await again.locator('.line').boundingBox()).toEqual(under);
  await heading(again, 2);
  const { present } = await ask<{ present: unknown[] }>(again, `api/activity-sessions/${sessionId}/roll`);
  expect(present).toHaveLength(2);

  // A mistake is taken back.
  await again
    .getByRole('button', { name: /^撤销.+的签到$/ })
    .first()
    .click();
  await heading(again, 1);
});

test('one signs oneself in by the code on the screen, as the phone’s camera opens it', async () => {
  await office.open(`sign-in-desk/${sessionId}/screen`);
  await office.findsNoFault();
  const code = (await office.page.locator('.code').textContent())!.replace(/\s/g, '');
  await me.open(`activities/${activityId}/sign-in?session=${sessionId}&code=${code}`);
  await me.page.getByText(/^已签到（\d\d:\d\d）$/).waitFor();
  await me.findsNoFault();
  await me.open(`activities/${activityId}/photos`);
  await me.findsNoFault();
});

test('labels and sheets to print', async () => {
  await office.open(`activities/${activityId}/print`);
  await office.findsNoFault();
  await office.page.getByLabel('签到表').check();
  await office.findsNoFault();
});
