import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Visitor } from './visitor.ts';

/** What people do on a page, in a word each. */
export const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name, exact: true }).first().click();

export const heading = (page: Page, name: string | RegExp) =>
  page.getByRole('heading', { name }).first().waitFor();

/** Pages one after the other, each without a fault. */
export async function walk(visitor: Visitor, ...pages: readonly string[]): Promise<void> {
  for (const page of pages) {
    await visitor.open(page);
    await visitor.findsNoFault();
  }
}

/** What the page hands over to be saved, as a file in a folder. */
export async function saved(page: Page, button: string, folder: string): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), press(page, button)]);
  const file = join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}
