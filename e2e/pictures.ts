import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { enterSample, loadSample, newVisitor, settled, type Visitor } from './visitor.ts';
import { startServer } from './server.ts';
import { findBrowser, launchBrowser } from '../tools/testing/browser.ts';
import { takePicture, type PageOptions } from '../tools/testing/page.ts';

/** Takes the pictures of the README from the sample bureau, so that they are always true; only some, if named. */
const folder = join(import.meta.dirname, '../docs/pictures');
mkdirSync(folder, { recursive: true });

interface Shot {
  name: string;
  role: string;
  path: string;
  options: PageOptions;
  prepare?: (visitor: Visitor) => Promise<void>;
}

const press =
  (name: string) =>
  async ({ page }: Visitor) => {
    await page.getByRole('button', { name, exact: true }).first().click();
    await settled(page);
  };

/** As much of a desk as shows the sentence, the picture and the table. */
const tall =
  (prepare?: (visitor: Visitor) => Promise<void>) =>
  async (visitor: Visitor): Promise<void> => {
    await visitor.page.setViewportSize({ width: 1280, height: 1460 });
    await prepare?.(visitor);
  };

const agree = async ({ page }: Visitor): Promise<void> => {
  await page.getByRole('button', { name: '同意，开始' }).click();
  await page.locator('.choice').first().waitFor();
};

const contingents = '方阵展演（抽签编队）';

/** A page of one activity, found by its name; begins where the text stands, if one is given. */
const activityPage =
  (name: string, part: string, { height, from }: { height?: number; from?: RegExp } = {}) =>
  async (visitor: Visitor): Promise<void> => {
    const { activities } = (await (await visitor.page.request.get('api/activities')).json()) as {
      activities: { id: string; name: string }[];
    };
    if (height) await visitor.page.setViewportSize({ width: 1280, height });
    await visitor.open(`activities/${activities.find((one) => one.name === name)!.id}/${part}`);
    if (!from) return;
    await visitor.page.getByText(from).first().waitFor();
    await settled(visitor.page);
    await visitor.page
      .getByText(from)
      .first()
      .evaluate((text) => scrollBy(0, text.getBoundingClientRect().top - 24));
  };

/** Pages of the exported 通知 beside each other; `pdftoppm` (poppler-utils) makes pictures of them. */
async function noticePages({ page }: Visitor): Promise<void> {
  const { plans } = (await (await page.request.get('api/plans')).json()) as { plans: { id: string }[] };
  const pdf = await page.request.get(`api/plans/${plans.at(-1)!.id}/notice?as=pdf&on=2021-03-31`);
  const made = mkdtempSync(join(tmpdir(), 'wenrong-notice-'));
  try {
    writeFileSync(join(made, 'notice.pdf'), await pdf.body());
    execFileSync('pdftoppm', ['-r', '110', '-png', join(made, 'notice.pdf'), join(made, 'page')]);
    const pages = readdirSync(made)
      .filter((name) => name.endsWith('.png'))
      .toSorted();
    const images = [pages[0]!, pages[1]!, pages[5]!].map(
      (name) => `<img src="data:image/png;base64,${readFileSync(join(made, name)).toString('base64')}">`,
    );
    const style =
      'body{margin:0;padding:24px;display:flex;justify-content:space-between;background:#d9d6cf}img{height:415px}';
    await page.setViewportSize({ width: 1280, height: 463 });
    await page.goto('about:blank');
    await page.setContent(`<style>${style}</style>${images.join('')}`);
  } finally {
    rmSync(made, { recursive: true, force: true });
  }
}

/** The sample's surveys are told after it is ready: their results come a minute or two later. */
async function toldSurvey({ page }: Visitor): Promise<void> {
  const nTold = async () =>
    ((await (await page.request.get('api/survey-results')).json()) as unknown[]).length;
  while ((await nTold()) < 3) await page.waitForTimeout(1000);
  await page.reload();
  await settled(page);
  await page.setViewportSize({ width: 1280, height: 1180 });
}

const phone: PageOptions = { device: 'phone', fonts: true };
const desktop: PageOptions = { device: 'desktop', fonts: true };

const shots: Shot[] = [
  { name: 'fusion-desktop', role: '领导组办公室', path: 'fusion', options: desktop, prepare: tall() },
  {
    name: 'fusion-desktop-en',
    role: '领导组办公室',
    path: 'fusion',
    options: desktop,
    prepare: tall(press('EN')),
  },
  { name: 'fusion-phone', role: '局领导', path: 'fusion', options: phone },
  { name: 'fusion-phone-large', role: '局领导', path: 'fusion', options: phone, prepare: press('大字') },
  {
    name: 'teams-desktop',
    role: '领导组办公室',
    path: 'activities',
    options: desktop,
    prepare: activityPage(contingents, 'teams', { height: 1460, from: /^这样抽签/ }),
  },
  {
    name: 'effect-desktop',
    role: '领导组办公室',
    path: 'activities',
    options: desktop,
    prepare: activityPage(contingents, 'effect', { height: 1260 }),
  },
  {
    name: 'effect-phone',
    role: '职工',
    path: 'activities',
    options: phone,
    prepare: activityPage(contingents, 'effect'),
  },
  { name: 'notice', role: '领导组办公室', path: 'plans', options: desktop, prepare: noticePages },
  {
    name: 'survey-desktop',
    role: '领导组办公室',
    path: 'survey/results',
    options: desktop,
    prepare: toldSurvey,
  },
  { name: 'answer-phone', role: '职工', path: 'fusion/answer', options: phone, prepare: agree },
];

const named = process.argv.slice(2);
const wanted = shots.filter(({ name }) => named.length === 0 || named.includes(name));
const server = await startServer();
const browser = await launchBrowser(findBrowser());
try {
  const first = await newVisitor(browser, server.address);
  await loadSample(first);
  await first.close();
  for (const { name, role, path, options, prepare } of wanted) {
    const visitor = await newVisitor(browser, server.address, options);
    await enterSample(visitor, role);
    await visitor.open(path);
    await prepare?.(visitor);
    await takePicture(visitor.page, join(folder, `${name}.png`), { whole: false });
    console.log(`docs/pictures/${name}.png`);
    await visitor.close();
  }
} finally {
  await browser.close();
  await server.stop();
}
