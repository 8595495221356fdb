import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

import { chineseFonts } from './page-fonts.ts';

export interface PageOptions {
  /** A narrow phone with touch, or (the default) a desktop. */
  device?: 'phone' | 'desktop';
  /** The language asked for by the browser. */
  locale?: 'zh-CN' | 'en-GB';
  dark?: boolean;
  /** Browser text at 200 %, for WCAG 1.4.4; our own 大字 mode is a button of the page. */
  zoomedText?: boolean;
  /** Chinese fonts for pictures, on machines that have none. */
  fonts?: boolean;
  /** Where relative addresses of `page.goto` begin. */
  baseURL?: string;
}

export const DEVICES = {
  phone: {
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    hasTouch: true,
    isMobile: true,
  },
  desktop: { viewport: { width: 1280, height: 800 } },
} as const satisfies Record<string, BrowserContextOptions>;

/** A page of a fresh visitor, and everything that went wrong on it so far. */
export interface WatchedPage {
  page: Page;
  context: BrowserContext;
  /** Uncaught errors, errors in the console (content security policy among them) and failed requests. */
  problems: string[];
  close(): Promise<void>;
}

const ZOOM_TEXT = `addEventListener('DOMContentLoaded', () => {
  document.documentElement.style.fontSize = '200%';
})`;

/** Opens a page of its own context (own cookies, own storage). */
export async function newPage(browser: Browser, options: PageOptions = {}): Promise<WatchedPage> {
  const { device = 'desktop', locale = 'zh-CN', dark = false, zoomedText = false, fonts = false } = options;
  const context = await browser.newContext({
    ...DEVICES[device],
    locale,
    timezoneId: 'Asia/Shanghai',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: 'reduce',
    ...(options.baseURL !== undefined && { baseURL: options.baseURL }),
  });
  if (fonts) await chineseFonts(context);
  const page = await context.newPage();
  if (zoomedText) await page.addInitScript(ZOOM_TEXT);
  return { page, context, problems: watch(page), close: () => context.close() };
}

function watch(page: Page): string[] {
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`${message.text()} ${message.location().url}`);
  });
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText ?? '';
    // A page that is left cancels what it was loading.
    if (reason !== 'net::ERR_ABORTED') problems.push(`${request.url()}: ${reason}`);
  });
  return problems;
}

/** A picture once fonts and pictures are there. */
export async function takePicture(page: Page, path: string, { whole = true } = {}): Promise<void> {
  await page.evaluate('document.fonts.ready.then(() => undefined)');
  await page.screenshot({ path, fullPage: whole, animations: 'disabled', caret: 'hide' });
}
