/**
 * A questionnaire of 300 questions on a phone: what it costs until it stands, until a touch shows (the worst of thirty) and until
 * the next screen stands (middle of six), in a real browser. Builds the form alone, as it is fetched once somebody begins. A phone is taken for
 * four times slower than this machine. Prints medians; ends with code 1 where one is over what is promised.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import vue from '@vitejs/plugin-vue';
import { build, preview, type InlineConfig } from 'vite';
import { Questionnaire, type QuestionnaireInput } from '#modules/survey/questionnaire.contract.ts';
import { findBrowser, launchBrowser } from '../tools/testing/browser.ts';
import { newPage } from '../tools/testing/page.ts';
import { ROOT } from '../faults/server-process.ts';

const nSections = 10;
const nQuestions = 30;
const nRounds = 3;
const slowdown = 4;
const nScreens = 6;
/** Milliseconds of processor time of the page's thread, times four: other programs on this machine count for nothing. */
const promised = { start: 1000, touch: 100, screen: 300 } as const;

const words = (zh: string) => ({ zh, en: '' });
const options = (n: number) =>
  Array.from({ length: n }, (_, i) => ({ code: `o${i}`, text: words(`选项${i}`) }));
const kinds = [
  { kind: 'single', options: options(5) },
  { kind: 'multiple', options: options(6) },
  { kind: 'matrix', rows: options(6), columns: options(5) },
  { kind: 'zero-ten' },
  { kind: 'single', options: options(5) },
  { kind: 'slider', min: 0, max: 100, step: 1 },
  { kind: 'ranking', options: options(5) },
  { kind: 'number', min: 0, max: 100 },
  { kind: 'ego', rows: options(4) },
  { kind: 'short-text' },
  { kind: 'sum', rows: options(4) },
  { kind: 'long-text' },
] as const;

const questionnaire = Questionnaire.parse({
  title: words('三百题'),
  sections: Array.from({ length: nSections }, (_s, s) => ({
    code: `s${s}`,
    title: words(`第${s + 1}节`),
    questions: Array.from({ length: nQuestions }, (_q, q) => ({
      code: `q${s}_${q}`,
      text: words(`第${s + 1}节第${q + 1}题：您在多大程度上同意这句话？`),
      ...kinds[q % kinds.length]!,
    })),
  })),
} satisfies QuestionnaireInput);

/** A page with nothing but the form: fetched, then mounted when `begin` is called. */
const page =
  '<!doctype html><html lang="zh-CN"><meta name="viewport" content="width=device-width, initial-scale=1">' +
  '<body><main id="page"></main><script type="module" src="./lone.js"></script></body></html>';
const script = `
import { createApp, h } from 'vue';
import '${ROOT}web/style/tokens.css';
import '${ROOT}web/style/base.css';
const began = performance.now();
window.fetched = import('${ROOT}modules/survey/web/parts/SurveyForm.vue').then(({ default: form }) => {
  window.begin = (questionnaire) => createApp({ render: () => h(form, { questionnaire, speech: 'zh' }) }).mount('#page');
  return performance.now() - began;
});`;

/** Builds the page as the real one is built, and serves it. */
async function serveForm(folder: string) {
  writeFileSync(join(folder, 'index.html'), page);
  writeFileSync(join(folder, 'lone.js'), script);
  const how: InlineConfig = {
    configFile: false,
    root: folder,
    base: './',
    logLevel: 'warn',
    mode: 'production',
    plugins: [vue()],
    define: { __VUE_OPTIONS_API__: 'false', __VUE_PROD_DEVTOOLS__: 'false' },
    build: { outDir: join(folder, 'out'), assetsInlineLimit: 0 },
    resolve: { dedupe: ['vue'] },
  };
  await build(how);
  return preview({ ...how, preview: { host: '127.0.0.1', port: 0 } });
}

/** In the browser: until two frames after the work, when its result has been painted. */
const painted = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';

interface Times {
  fetch: number;
  start: number;
  touch: number;
  screen: number;
}

async function measure(browser: Browser, address: string): Promise<Times> {
  const watched = await newPage(browser, { device: 'phone' });
  const { page: phone, context } = watched;
  const session = await context.newCDPSession(phone);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  const spent = async (): Promise<number> => {
    const { metrics } = await session.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')!.value * 1000;
  };
  /** Milliseconds of the page's thread from this moment until the result is painted, on a phone. */
  const cost = async (what: string): Promise<number> => {
    await phone.evaluate(painted);
    const before = await spent();
    await phone.evaluate(`${what}; ${painted}`);
    return slowdown * ((await spent()) - before);
  };
  await phone.goto(address);
  const fetch = slowdown * ((await phone.evaluate('window.fetched')) ? await spent() : 0);
  const start = await cost(`window.begin(${JSON.stringify(questionnaire)})`);
  const touches: number[] = [];
  const screens: number[] = [];
  for (let i = 0; i < nScreens; i++) {
    for (let nth = 0; nth < 5; nth++) {
      await phone.locator(answers).last().waitFor({ state: 'attached' });
      touches.push(await cost(`Array.from(document.querySelectorAll('${answers}')).at(-1).click()`));
      // What is below is drawn as it comes into sight.
      await phone.evaluate('scrollBy(0, 600)');
      await phone.waitForTimeout(150);
    }
    screens.push(await cost("document.querySelector('main button.primary').click()"));
  }
  const problems = watched.problems.filter((one) => !one.includes('favicon'));
  if (problems.length > 0) throw new Error(problems.join('\n'));
  await watched.close();
  return { fetch, start, touch: Math.max(...touches), screen: middleOf(screens) };
}

/** What can be touched: an answer of a list, a matrix or a scale, and 不愿回答. */
const answers = '.sd-question input:is([type=radio], [type=checkbox])';

const middleOf = (list: readonly number[]): number => list.toSorted((a, b) => a - b)[list.length >> 1]!;

const cache = join(ROOT, '.cache');
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'form-'));
const browser = await launchBrowser(findBrowser());
try {
  const server = await serveForm(folder);
  const rounds: Times[] = [];
  for (let i = 0; i < nRounds; i++) rounds.push(await measure(browser, server.resolvedUrls!.local[0]!));
  await server.close();
  console.log('| what | ms | promised |\n| --- | --- | --- |');
  for (const what of ['fetch', 'start', 'touch', 'screen'] as const) {
    const ms = middleOf(rounds.map((one) => one[what]));
    const most = what === 'fetch' ? null : promised[what];
    console.log(`| ${what} | ${ms.toFixed(0)} | ${most ?? '–'} |`);
    if (most !== null && ms > most) process.exitCode = 1;
  }
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
