import { expect, test } from 'vitest';
import { oldDatesIn, oldDatesOf } from './old-date.contract.ts';
import { aMeasure, aPlanContent } from './plan.fixtures.ts';

const span = { fromOn: '2021-07-01', toOn: '2022-12-31' };

test.each([
  ['2020年7月，印发方案', ['2020年7月']],
  ['2020年7月13日至2021年6月30日', ['2020年7月13日', '2021年6月30日']],
  ['2021年7月起，到2022年12月止，2021年全年', []],
  ['2020-08-31前；2020.9.1；2023/1/2', ['2020-08-31', '2020.9.1', '2023/1/2']],
  ['依据岚市监发〔2020〕23号，另见岚市监发〔2021〕2号', ['2020']],
  ['2019年全年19起，2019年全年', ['2019年']],
  ['不少于2000起，电话 2020123，编号 120205，2,020 元', []],
])('of “%s” %j lie outside the span', (text, found) => expect(oldDatesIn(text, span)).toEqual(found));

test('are told with the chapter or the measure in which they stand', () => {
  const chapters = { aims: '', goals: '', organisation: '', steps: '动员部署：2020年7月', demands: '' };
  const content = aPlanContent({ ...span, name: '工作方案（2020年）', chapters });
  const measures = [
    { id: 'a', content: aMeasure({ text: '每月一次' }) },
    {
      id: 'b',
      content: aMeasure({ number: 2, title: '乙任务', risk: { level: 'low', text: '2020年疫情' } }),
    },
  ];
  expect(oldDatesOf(content, measures)).toEqual([
    { chapter: 'name', measure: null, found: ['2020年'] },
    { chapter: 'steps', measure: null, found: ['2020年7月'] },
    { chapter: null, measure: { id: 'b', number: 2, title: '乙任务' }, found: ['2020年'] },
  ]);
});
