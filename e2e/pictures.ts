import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { enterSample, loadSample, newVisitor, settled, type Visitor } from './visitor.ts';
import { startServer } from './server.ts';
import { findBrowser, launchBrowser } from '../tools/testing/browser.ts';
import { takePicture, type PageOptions } from '../tools/testing/page.ts';

/** Takes the pictures of the README from the sample bureau, so that they are always true. */
const folder = join(import.meta.dirname, '../docs/pictures');
mkdirSync(folder, { recursive: true });

interface Shot {
  name: string;
  role: string;
  path: string;
  options: PageOptions;
  prepare?: (visitor: Visitor) => Promise<void>;
  whole?: boolean;
}

const press =
  (name: string) =>
  async ({ page }: Visitor) => {
    await page.getByRole('button', { name, exact: true }).first().click();
    await settled(page);
  };

const phone: PageOptions = { device: 'phone', fonts: true };
const desktop: PageOptions = { device: 'desktop', fonts: true };

const shots: Shot[] = [
  { name: 'fusion-desktop', role: '领导组办公室', path: 'fusion', options: desktop },
  { name: 'fusion-desktop-en', role: '领导组办公室', path: 'fusion', options: desktop, prepare: press('EN') },
  { name: 'fusion-phone', role: '局领导', path: 'fusion', options: phone, whole: false },
  {
    name: 'fusion-phone-large',
    role: '局领导',
    path: 'fusion',
    options: phone,
    prepare: press('大字'),
    whole: false,
  },
  { name: 'answer-phone', role: '职工', path: 'fusion/answer', options: phone, whole: false },
];

const server = await startServer();
const browser = await launchBrowser(findBrowser());
try {
  const first = await newVisitor(browser, server.address);
  await loadSample(first);
  await first.close();
  for (const { name, role, path, options, prepare, whole = true } of shots) {
    const visitor = await newVisitor(browser, server.address, options);
    await enterSample(visitor, role);
    await visitor.open(path);
    await prepare?.(visitor);
    await takePicture(visitor.page, join(folder, `${name}.png`), { whole });
    console.log(`docs/pictures/${name}.png`);
    await visitor.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
