import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { expect } from 'vitest';
import { newPage, type PageOptions, type WatchedPage } from '../tools/testing/page.ts';

/** A person at a browser, with the checks that every page has to pass. */
export interface Visitor extends WatchedPage {
  /** Opens an address and waits until the page has said its first sentence. */
  open(path: string): Promise<void>;
  /** No accessibility fault (by these rules of axe; by default all), no sideways scroll, no error in the console. */
  findsNoFault(rules?: readonly string[]): Promise<void>;
}

export async function newVisitor(
  browser: Browser,
  baseURL: string,
  options: PageOptions = {},
): Promise<Visitor> {
  // With Chinese letters: without them nothing is as wide as people see it.
  const watched = await newPage(browser, { fonts: true, ...options, baseURL });
  const { page, problems } = watched;
  return {
    ...watched,
    async open(path) {
      await page.goto(path.replace(/^\//, ''));
      await settled(page);
    },
    async findsNoFault(rules) {
      await settled(page);
      expect(await faultsOf(page, rules), page.url()).toEqual([]);
      expect(problems.splice(0), page.url()).toEqual([]);
    },
  };
}

/** The heading is there and nothing is being fetched any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  const heading = page.locator('main h1').first();
  await heading.waitFor().catch(async (error: unknown) => {
    throw new Error(`no heading at ${page.url()}:\n${await page.locator('body').innerText()}`, {
      cause: error,
    });
  });
}

const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

async function faultsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  // Legacy mode asks the page alone and opens no second one for its frames: ours have none.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  const { violations } = await (rules ? axe.withRules([...rules]) : axe.withTags(STANDARDS)).analyze();
  const faults = violations.map(
    (violation) => `${violation.id}: ${violation.nodes.map((node) => node.target.join(' ')).join(', ')}`,
  );
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  return sideways > 0 ? [...faults, `scrolls sideways by ${sideways} px`] : faults;
}

/** Enters the sample bureau as somebody who holds just this role, else as the first who holds it too. */
export async function enterSample(visitor: Visitor, role: string): Promise<void> {
  await visitor.open('sample');
  const parts = visitor.page.locator('.parts li').filter({ hasText: role });
  const alone = parts.filter({ has: visitor.page.getByText(role, { exact: true }) });
  await ((await alone.count()) > 0 ? alone : parts).first().getByRole('button').click();
  await visitor.page.waitForURL((url) => !url.pathname.endsWith('/sample'));
  await settled(visitor.page);
}

export async function loadSample(visitor: Visitor): Promise<void> {
  await visitor.open('welcome');
  await visitor.page.getByRole('button', { name: '看看示例局' }).click();
  await visitor.page.waitForURL('**/sample', { timeout: 170_000 });
}
