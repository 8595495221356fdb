/**
 * The pages of a plan of 300 measures with milestones and dependencies, in a real browser: what they cost until the first
 * rows stand, what a screen of scrolling costs (the worst of ten), and one letter of search in the table. A phone or an old
 * office machine is taken for four times slower than this one. The pages are those that are served; only their answers are
 * made here. Prints medians; ends with code 1 where one is over what is promised.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, CDPSession, Page } from 'playwright-core';
import { build, preview } from 'vite';
import { permits } from '#platform/permit/table.ts';
import type { Session } from '#platform/identity/identity.contract.ts';
import { aLargePlan, loadOfLarge } from '#modules/plan/large-plan.fixtures.ts';
import { findBrowser, launchBrowser } from '../tools/testing/browser.ts';
import { newPage } from '../tools/testing/page.ts';
import { ROOT } from '../faults/server-process.ts';

const nMeasures = 300;
const nRounds = 3;
const nScreens = 10;
const slowdown = 4;
/** Milliseconds of processor time of the page's thread, times four: other programs on this machine count for nothing. */
const promised = { first: 1000, scroll: 150, letter: 400 } as const;
const views = ['matrix', 'table', 'gantt', 'calendar', 'board', 'load'] as const;
type View = (typeof views)[number];

const id = '01900000-0000-7000-8000-000000000000';
const plan = aLargePlan(id, nMeasures);
const bureau = { id, name: '测速局', sample: false };
const person = { id, accountId: id, name: '丁某', roles: ['office' as const] };
const session: Session = {
  setUp: true,
  bureaus: [bureau],
  session: { person, bureau, permits: Object.keys(permits) },
};
const answers: Readonly<Record<string, unknown>> = {
  '/api/session': session,
  [`/api/plans/${id}`]: plan,
  [`/api/plans/${id}/load`]: loadOfLarge(plan),
  '/api/notices': { groups: [], nUnseen: 0 },
};

/** The first thing of the plan that stands on each page. */
const firstRow: Readonly<Record<View, string>> = {
  matrix: '.matrix li',
  table: 'tbody .line, main li a',
  gantt: 'svg .bar',
  calendar: 'main li a',
  board: '.board li',
  load: 'tbody td',
};
const addressOf = (view: View): string => `plans/${id}${view === 'matrix' ? '' : `/${view}`}`;

/** In the browser: until two frames after the work, when its result has been painted. */
const painted = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

interface Times {
  first: number;
  scroll: number;
  letter: number | null;
  nodes: number;
}

async function spentBy(session: CDPSession): Promise<number> {
  const { metrics } = await session.send('Performance.getMetrics');
  return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
}

/** Milliseconds of the page's thread from this moment until the result is painted, on a slow machine. */
async function costOf(page: Page, counter: CDPSession, work: () => Promise<unknown>): Promise<number> {
  await page.evaluate(painted);
  const before = await spentBy(counter);
  await work();
  await page.evaluate(painted);
  return slowdown * ((await spentBy(counter)) - before);
}

async function measure(browser: Browser, baseURL: string, view: View): Promise<Times> {
  const { page, context, close, problems } = await newPage(browser, { baseURL });
  await page.route('**/api/**', (route) => {
    const answer = answers[new URL(route.request().url()).pathname];
    return route.fulfill(answer === undefined ? { status: 404, json: {} } : { json: answer });
  });
  const counter = await context.newCDPSession(page);
  await counter.send('Performance.enable', { timeDomain: 'threadTicks' });
  // The shell is there already when somebody comes from another page of the plan.
  await page.goto(`plans/${id}/versions`);
  await page.locator('main h1').waitFor();
  const link = page
    .locator(`main nav a[href$="${addressOf(view)}"], main a[href$="${addressOf(view)}"]`)
    .first();
  const first = await costOf(page, counter, async () => {
    await link.click();
    await page.locator(firstRow[view]).first().waitFor();
  });
  const scroll: number[] = [];
  for (let screen = 0; screen < nScreens; screen++)
    scroll.push(await costOf(page, counter, () => page.mouse.wheel(0, 600)));
  const search = page.getByRole('searchbox').first();
  const letter = view === 'table' ? await costOf(page, counter, () => search.press('7')) : null;
  const nodes = await page.evaluate<number>("document.querySelectorAll('main *').length");
  if (problems.length > 0) throw new Error(problems.join('\n'));
  await close();
  return { first, scroll: Math.max(...scroll), letter, nodes };
}

const middleOf = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!;

function told(ms: number | null, most: number): string {
  if (ms === null) return '–';
  if (ms > most) process.exitCode = 1;
  return ms.toFixed(0);
}

const cache = join(ROOT, '.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'plan-pages-'));
const browser = await launchBrowser(findBrowser());
try {
  const how = { configFile: join(ROOT, 'web/vite.config.ts'), logLevel: 'warn' } as const;
  await build({ ...how, mode: 'production', build: { outDir: folder, emptyOutDir: true } });
  const server = await preview({
    ...how,
    base: '/',
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: 0 },
  });
  console.log(
    `| page | first rows, ms (${promised.first}) | a screen of scrolling (${promised.scroll}) | a letter of search (${promised.letter}) | elements |`,
  );
  console.log('| --- | --- | --- | --- | --- |');
  for (const view of views) {
    const rounds: Times[] = [];
    for (let round = 0; round < nRounds; round++)
      rounds.push(await measure(browser, server.resolvedUrls!.local[0]!, view));
    const middle = (what: 'first' | 'scroll'): number => middleOf(rounds.map((one) => one[what]));
    const letter = rounds[0]!.letter === null ? null : middleOf(rounds.map((one) => one.letter!));
    const cells = [told(middle('first'), promised.first), told(middle('scroll'), promised.scroll)];
    console.log(
      `| ${view} | ${cells.join(' | ')} | ${told(letter, promised.letter)} | ${rounds[0]!.nodes} |`,
    );
  }
  await server.close();
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
