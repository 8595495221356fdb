/**
 * What leaves the house for paper, on the sample bureau: every workbook in the layout that offices expect
 * (facts/formats.md, 5), and the leaders' page.
 */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import type { Routes } from '#platform/contract/index.ts';
import { launchBrowser } from '../tools/testing/browser.ts';
import { startSampleServer } from './sample-bureau.ts';
import type { RunningServer } from './server.ts';
import { enterSample, newVisitor, type Visitor } from './visitor.ts';

const root = join(import.meta.dirname, '..');

/** What is said to be downloaded: a table of ours, a form to fill in, a layout of others given back, or no workbook. */
const downloads: Readonly<Record<string, 'table' | 'form' | 'of others' | 'no workbook'>> = {
  '/api/roster/export': 'table',
  '/api/roster/template': 'form',
  '/api/imports/:importId/errors': 'of others',
  '/api/fusion/waves/:waveId/result.xlsx': 'table',
  '/api/fusion/import-template.xlsx': 'form',
  '/api/surveys/:surveyId/result.xlsx': 'table',
  '/api/surveys/:surveyId/report': 'no workbook',
  '/api/questionnaires/:questionnaireId/versions/:version/file': 'form',
  '/api/survey-verifier': 'no workbook',
  '/api/plans/:planId/breakdown.xlsx': 'table',
  '/api/plans/:planId/ledger.xlsx': 'of others',
  '/api/plans/:planId/notice': 'no workbook',
  '/api/plans/:planId/documents/:kind/file': 'no workbook',
  '/api/plans/:planId/minutes': 'no workbook',
  '/api/activity-photos/:photoId/:size': 'no workbook',
  '/api/calendar/feeds/:token/wenrong.ics': 'no workbook',
};

const isRoute = (one: unknown): one is Routes[string] =>
  typeof one === 'object' && one !== null && 'permit' in one;

async function declared(): Promise<string[]> {
  const files = globSync('{modules,platform}/*/*.contract.ts', { cwd: root });
  const contracts = await Promise.all(files.map((file) => import(join(root, file)) as Promise<object>));
  return contracts
    .flatMap((contract) => Object.values(contract))
    .flatMap((exported) => (typeof exported === 'object' && exported !== null ? Object.values(exported) : []))
    .flatMap((one) => (isRoute(one) && one.download ? [one.path] : []));
}

test('every download is known to be a table, a form, or none', async () => {
  expect([...new Set(await declared())].toSorted()).toEqual(Object.keys(downloads).toSorted());
});

/** What a workbook says of its layout, sheet by sheet. */
function layoutOf(bytes: Uint8Array) {
  const parts = unzipSync(bytes);
  const book = strFromU8(parts['xl/workbook.xml']!);
  const texts = [...strFromU8(parts['xl/sharedStrings.xml']!).matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(
    ([, text]) => text!,
  );
  const names = [...book.matchAll(/<sheet [^>]*name="([^"]*)"/g)].map(([, name]) => name!);
  const sheets = names.map((name, at) => {
    const xml = strFromU8(parts[`xl/worksheets/sheet${at + 1}.xml`]!);
    const rowText = (row: number): string => {
      const first = new RegExp(`<c r="A${row}"[^>]*><v>(\\d+)</v>`).exec(xml);
      return first ? texts[Number(first[1])]! : '';
    };
    return { name, xml, rowText, repeats: book.includes(`localSheetId="${at}"`) };
  });
  return { texts, sheets };
}

describe('in the sample bureau', () => {
  let server: RunningServer;
  let cookie: string;
  beforeAll(async () => {
    server = await startSampleServer();
    cookie = await enter('office');
  });
  afterAll(() => server?.stop());

  async function enter(role: string): Promise<string> {
    const { parts } = (await (await fetch(`${server.address}api/sample`)).json()) as {
      parts: { accountId: string; roles: string[] }[];
    };
    const entered = await fetch(`${server.address}api/sample/session`, {
      method: 'POST',
      headers: { 'x-requested-with': 'wenrong', 'content-type': 'application/json' },
      body: JSON.stringify({ accountId: parts.find(({ roles }) => roles.includes(role))!.accountId }),
    });
    return entered.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
  }

  const get = (path: string): Promise<Response> =>
    fetch(server.address + path.replace(/^\//, ''), { headers: { cookie } });
  const read = async <T>(path: string): Promise<T> => (await get(path)).json() as Promise<T>;

  async function workbook(path: string): Promise<Uint8Array> {
    const answer = await get(path);
    expect(answer.status, path).toBe(200);
    return new Uint8Array(await answer.arrayBuffer());
  }

  async function tables(): Promise<string[]> {
    const { waves } = await read<{ waves: { id: string; state: string }[] }>('api/fusion/waves');
    const [survey] = await read<{ surveyId: string }[]>('api/survey-results');
    const { plans } = await read<{ plans: { id: string }[] }>('api/plans');
    const wave = waves.find(({ state }) => state === 'released')!;
    return [
      '/api/roster/export',
      `/api/fusion/waves/${wave.id}/result.xlsx`,
      `/api/surveys/${survey!.surveyId}/result.xlsx`,
      `/api/plans/${plans[0]!.id}/breakdown.xlsx`,
    ];
  }

  test('tables have a title across, 填报单位 and 填报时间, heads that repeat and stay, A4 across on one page’s width', async () => {
    const paths = await tables();
    expect(paths).toHaveLength(Object.values(downloads).filter((kind) => kind === 'table').length);
    for (const path of paths)
      for (const { name, xml, rowText, repeats } of layoutOf(await workbook(path)).sheets) {
        const at = `${path} ${name}`;
        expect(rowText(1), at).not.toBe('');
        expect(xml, at).toMatch(/<mergeCell ref="A1:[B-Z]+1"|<c r="A1"[^>]*>(?!.*<c r="B)/);
        expect(rowText(2), at).toMatch(/^填报单位：.+　+填报时间：\d{4}-\d\d-\d\d/);
        expect(repeats, at).toBe(true);
        expect(xml, at).toContain('state="frozen"');
        expect(xml, at).toMatch(
          /<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/,
        );
      }
  });

  test('no cell of any of them can be taken for a formula', async () => {
    for (const path of [...(await tables()), '/api/roster/template', '/api/fusion/import-template.xlsx']) {
      const { texts, sheets } = layoutOf(await workbook(path));
      expect(texts.filter((text) => /^[=+\-@\t\r＝＋－＠]./.test(text))).toEqual([]);
      for (const { xml } of sheets) expect(xml).not.toContain('<f>');
    }
  });

  test('the leaders’ page and the one page of a survey print on one A4 page each, however much there is to say', async () => {
    const browser = await launchBrowser(inject('browser'));
    const visitor = await newVisitor(browser, server.address);
    await enterSample(visitor, '局领导');
    // As full as it can get: seven lines that wait, three sentences, the longest exceptions, a week and its changes.
    await visitor.page.route('**/api/home', async (route) => {
      const home = (await (await route.fetch()).json()) as Home;
      await route.fulfill({ json: fullest(home) });
    });
    await visitor.open('');
    expect(await visitor.page.getByText('要留意的').isVisible()).toBe(true);
    expect(await printedPages(visitor)).toBe(1);
    const [survey] = await read<{ surveyId: string }[]>('api/survey-results');
    await visitor.page.route('**/api/surveys/*/result', async (route) => {
      const result = (await (await route.fetch()).json()) as Result;
      await route.fulfill({ json: longest(result) });
    });
    await visitor.open(`survey/results/${survey!.surveyId}/summary`);
    await visitor.page.getByRole('figure').waitFor();
    expect(await visitor.page.locator('.lead p').count()).toBe(3);
    expect(await printedPages(visitor)).toBe(1);
    await browser.close();
  });
});

async function printedPages({ page }: Visitor): Promise<number> {
  const pdf = (await page.pdf({ preferCSSPageSize: true, format: 'A4' })).toString('latin1');
  return pdf.match(/\/Type\s*\/Page\b(?!s)/g)!.length;
}

interface Result {
  release: { findings: { code: string; sentence: { zh: string } }[] };
}

/** Each sentence twice as long as the survey has it. */
const longest = (result: Result): Result => ({
  ...result,
  release: {
    ...result.release,
    findings: result.release.findings.map((one) => ({
      ...one,
      sentence: { ...one.sentence, zh: `${one.sentence.zh}${one.sentence.zh}` },
    })),
  },
});

interface Home {
  today: string;
  todo: { text: { zh: string } }[];
  brief: { sentences: unknown[]; exceptions: { text: { zh: string } }[] };
}

const repeated = <T>(lines: readonly T[], n: number): T[] =>
  Array.from({ length: n }, (_, at) => lines[at % lines.length]!);

function fullest(home: Home) {
  const { todo, brief, today } = home;
  const longest = brief.exceptions.toSorted((a, b) => b.text.zh.length - a.text.zh.length).slice(0, 3);
  return {
    ...home,
    todo: repeated(todo, 7),
    nMore: 3,
    changes: repeated(todo, 7).map((line) => ({ ...line, on: today, subject: 'x/1' })),
    brief: { sentences: repeated(brief.sentences, 3), exceptions: repeated(longest, 7), nMore: 9 },
  };
}
