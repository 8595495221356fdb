import { expect } from 'vitest';
import { nStatements } from './asked-staff.ts';
import type { Line } from './our-bureau.ts';
import { heading, press } from './page-steps.ts';
import type { Visitor } from './visitor.ts';

/** Those who answer on paper: the codes of their envelopes, a shared terminal, and forms that two people key. */

/** Codes as they are printed, by the office at the survey's page. */
export async function printCodes(office: Visitor): Promise<string[]> {
  const { page } = office;
  await press(page, '打印信封代码');
  const slips = page.locator('section.sheet li b');
  await slips.first().waitFor();
  await office.findsNoFault();
  const codes = await slips.allTextContents();
  await press(page, '已印好，收起（不能再看）');
  await heading(page, '分组和进度');
  return codes;
}

/** Fills in what is on the page: every statement in one column, the first agency, a wish. */
export async function fillIn({ page }: Visitor, column: number, wish: string): Promise<void> {
  const radios = page.getByRole('radio');
  await radios.first().waitFor();
  for (let row = 0; row < nStatements; row++) await radios.nth(5 * row + column - 1).press(' ');
  // What lies below is drawn once it is scrolled to.
  await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
  await radios.nth(5 * nStatements).press(' ');
  const text = page.locator('.answer-form').getByRole('textbox').first();
  await text.fill(wish);
  await text.blur();
}

/** Somebody whom nobody knows, with a slip. */
export async function answerAtTerminal(terminal: Visitor, code: string, wish: string): Promise<void> {
  const { page } = terminal;
  await page.getByLabel('一次性代码').fill(code.toLowerCase());
  await press(page, '开始填答');
  await fillIn(terminal, 4, wish);
  await terminal.findsNoFault();
  await press(page, '答完了');
  await press(page, '交上');
  await page.getByText('已收下，谢谢').waitFor();
  expect(await page.evaluate(() => Object.keys(localStorage).join())).not.toContain('answers');
  await press(page, '下一位');
  await page.getByLabel('一次性代码').fill(code);
  await press(page, '开始填答');
  await page.getByText('没有这个代码，或者已经用过').waitFor();
}

/** One form keyed by two people, who differ in one tick: the paper decides. */
export async function keyTwice(
  [office, clerk]: readonly [Visitor, Visitor],
  code: string,
  label: string,
): Promise<void> {
  await office.open('survey/paper');
  await office.page.locator('main form select').selectOption({ label: '一页问卷 · 第 1 版' });
  await office.page.getByLabel('批次名称').fill(label);
  await press(office.page, '开始录入一批');
  await heading(office.page, label);
  const stack = new URL(office.page.url()).pathname.slice(1);
  await clerk.open(stack);
  for (const [who, column] of [
    [office, 4],
    [clerk, 5],
  ] as const) {
    await who.page.getByLabel('第几号').fill('1');
    await press(who.page, '录入这一份');
    await fillIn(who, column, '纸上写的');
    await who.page.getByLabel('代码条上的一次性代码').fill(code);
    await press(who.page, '存下这一遍');
    await who.page
      .getByText(column === 4 ? /录了一遍，请另一人/ : /处不一致，请对照原件核定/)
      .first()
      .waitFor();
  }
  await clerk.findsNoFault();
  await clerk.page.getByRole('radio').nth(4).press(' ');
  await press(clerk.page, '核定第 1 号');
  await clerk.page.getByText('已核定').first().waitFor();
  await press(clerk.page, '结束录入');
  await clerk.page.getByRole('dialog').getByRole('textbox').fill('结束');
  await clerk.page.getByRole('dialog').getByRole('button', { name: '结束录入' }).click();
  await clerk.page.getByText('已结束').waitFor();
}

/** The stack is counted with the survey. */
export async function attachStack({ page, open }: Visitor, surveyId: string, label: string): Promise<void> {
  await open(`survey/${surveyId}`);
  await page.getByLabel('并入一批').selectOption({ label });
  await press(page, '并入一批');
  await page.getByText(`${label}：1 份`).waitFor();
}

/** What everybody compares stands on the sheet that is posted. */
export async function readsOnNotice(
  { page, open, findsNoFault }: Visitor,
  surveyId: string,
  ...roots: readonly string[]
): Promise<void> {
  await open(`survey/${surveyId}/notice`);
  await page.getByText('公告根值', { exact: true }).waitFor();
  const sheet = await page.locator('dl.hashes').textContent();
  for (const root of roots) expect(sheet).toContain(root);
  await findsNoFault();
}

/** Both keepers at their desks: all but one text as suggested, on that one they differ first. */
export async function redactByTwo(
  [office, witness]: readonly [Visitor, Visitor],
  lines: readonly [Line, Line],
  path: string,
  named: string,
): Promise<void> {
  interface Desk {
    texts: { textId: string; body: string; suggested: [number, number][] }[];
  }
  for (const line of lines) {
    const { texts } = await line.get<Desk>(`api/surveys/${path}/redaction`);
    for (const { textId, body, suggested: marks } of texts.filter(({ body: text }) => !text.includes(named)))
      await line.send('PUT', `api/surveys/${path}/redaction/${textId}`, { marks, withheld: body === '' });
  }
  for (const [keeper, mark] of [
    [office, '照建议'],
    [witness, '不涂'],
  ] as const) {
    await keeper.open(`survey/results/${path}/redaction`);
    const text = keeper.page.getByRole('listitem').filter({ hasText: named });
    await text.getByRole('button', { name: mark }).click();
    await text.getByRole('button', { name: '就这样' }).click();
    await text.getByText('我已定').waitFor();
  }
  const { page } = witness;
  const text = page.getByRole('listitem').filter({ hasText: named });
  await text.getByText('与对方不同').waitFor();
  await text.getByText('▇▇▇').waitFor();
  await witness.findsNoFault();
  await text.getByRole('button', { name: '照建议' }).click();
  await text.getByRole('button', { name: '就这样' }).click();
  await text.getByText('两人一致').waitFor();
  await press(page, '向全体公布');
  await page.getByText('▇▇▇').first().waitFor();
  expect(await page.locator('main').textContent()).not.toContain(named);
}
