import type { Finding, Release } from '#modules/survey/result.contract.ts';
import { day } from './asked-staff.ts';
import { until, type Line } from './our-bureau.ts';
import { heading, press } from './page-steps.ts';
import type { Visitor } from './visitor.ts';

/**
 * The office answers the first two findings that ask for it in a plan of its own: one becomes a measure, the other is
 * not taken up. What then stands at each.
 */
export async function answerFindings(
  office: Visitor,
  line: Line,
  surveyId: string,
): Promise<{ finding: string; words: string }[]> {
  const plan = {
    name: '工作方案',
    fromOn: day(0),
    toOn: day(60),
    strands: [{ code: 's1', name: '机关服务文化' }],
  };
  const { id: planId } = await line.send<{ id: string }>('POST', 'api/plans', plan);
  const results = `survey/results/${surveyId}`;
  const read = async () =>
    (await line.get<{ findings: Finding[]; release: Release }>(`api/surveys/${surveyId}/result`)).findings;
  const [taken, declined] = (await read()).filter(({ asksAnswer }) => asksAnswer) as [Finding, Finding];
  const { page } = office;
  const toAnswer = async ({ id, sentence }: Finding): Promise<void> => {
    await office.open(results);
    await page.locator(`a[href*="${id}"]`).filter({ hasText: '到工作方案里答复' }).click();
    await heading(page, `答复：${sentence.zh.slice(0, 8)}`);
  };

  await toAnswer(taken);
  await press(page, '列为一项任务');
  await page.getByText(`来自：${taken.sentence.zh.slice(0, 8)}`).waitFor();
  await page.locator('form').getByLabel(/^任务/).first().fill('科室结对');
  await page.getByLabel(/^牵头单位/).selectOption({ label: '食品科' });
  await press(page, '保存');
  await heading(page, '科室结对');

  await toAnswer(declined);
  await office.findsNoFault();
  await page.getByLabel('为什么不采纳').fill('先办食堂，明年再议');
  await press(page, '不采纳，写明理由');
  await page.waitForURL(`**/plans/${planId}/sources`);
  await page.getByText('先办食堂，明年再议').waitFor();

  await until(async () => (await read()).filter(({ answer }) => answer !== null).length === 2);
  return [
    { finding: taken.id, words: '已成为任务：科室结对' },
    { finding: declined.id, words: '没有采纳：先办食堂，明年再议' },
  ];
}
