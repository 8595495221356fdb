/** A release as a workbook: what the pages show, one sheet a table, caveats on each. */
import type { CellInput, SheetPlan, WorkbookPlan } from '#platform/sheets/index.ts';
import type { AnsweredQuestion, AnsweredRow, Release } from './result.contract.ts';
import {
  bandWords,
  cellsOf,
  changeCells,
  columns,
  notShown,
  spanned,
  type Bare,
} from './result-cell.sheets.ts';
import { questionGroupSheet, scaleGroupSheet } from './result-group.sheets.ts';

/** `bureau`: who reports it. */
export function resultPlan(release: Release, bureau: string): WorkbookPlan {
  const { survey, computedOn, k } = release;
  const framed = (sheet: Bare): SheetPlan => ({
    ...sheet,
    title: `${survey.title}：${sheet.name}`,
    subtitles: [
      [`填报单位：${bureau}`, `填报时间：${computedOn}`],
      [`投票：${survey.castFrom} 至 ${survey.castTo}`],
    ],
    notes: [
      `少于 ${k} 人的组、以及能由别的数推出它们的组，都不显示。`,
      '相关不等于因果；两次调查不能把同一个人的答案连起来比。',
    ],
  });
  return {
    sheets: [
      findingSheet(release),
      scaleSheet(release),
      questionSheet(release),
      ...release.groupings.filter(({ refused }) => !refused).map((one) => scaleGroupSheet(release, one)),
      ...release.groupings.flatMap((one) => questionGroupSheet(release, one)),
      driverSheet(release),
      responseSheet(release),
    ].map(framed),
  };
}

const findingSheet = ({ findings }: Release): Bare => ({
  name: '结论',
  columns: [{ head: '结论', width: 100 }],
  rows: findings.map(({ sentence }) => [sentence.zh]),
});

const scaleSheet = ({ scales }: Release): Bare => ({
  name: '量表',
  columns: columns('量表', '作答人数', ...['平均分', '比上次', '一致性 α', '一致性 ω'].flatMap(spanned)),
  rows: scales.map(({ name, highIs, nPeople, mean, band, change, alpha, omega }) => [
    `${name.zh}${highIs === 'bad' ? '（分高表示重）' : ''}`,
    nPeople,
    ...(band ? [bandWords(band), null, null] : cellsOf(mean)),
    ...(change ? cellsOf(change) : ['—', null, null]),
    ...cellsOf(alpha),
    ...cellsOf(omega),
  ]),
});

const questionSheet = ({ questions }: Release): Bare => ({
  name: '各题分布',
  columns: columns('题目', '选项', '作答人数', '百分比', ...spanned('平均分'), ...spanned('比上次')),
  rows: questions.flatMap((question) => question.rows.flatMap((row) => rowLines(question, row))),
});

/** A line of the row as a whole, then one of each option or bin. */
function rowLines({ text }: AnsweredQuestion, row: AnsweredRow): CellInput[][] {
  const changeOf = (option: string) => row.changes?.find((one) => one.option === option);
  const hasMean = row.mean !== null || row.changes?.some(({ option }) => option === '');
  const head = [row.text?.zh ?? text.zh, '（平均）', row.nAnswered, row.band ? bandWords(row.band) : null];
  return [
    [
      ...head,
      ...(row.mean ? cellsOf(row.mean) : [null, null, null]),
      ...changeCells(changeOf(''), hasMean ? 'hidden' : (row.whyNoChange ?? null)),
    ],
    ...row.shares.map(({ code, text: option, percent, alike }): CellInput[] => [
      null,
      option.zh,
      null,
      percent ?? (alike ? '≥90%' : notShown),
      null,
      null,
      null,
      ...(changeOf(code) ? cellsOf(changeOf(code)!) : [null, null, null]),
    ]),
  ];
}

function driverSheet({ drivers, scales }: Release): Bare {
  const nameOf = (code: string): string => scales.find((scale) => scale.code === code)?.name.zh ?? code;
  const rows: CellInput[][] = drivers
    ? [
        [`能与“${nameOf(drivers.outcome)}”一起变动的部分（R²）`, ...cellsOf(drivers.explained), null],
        ...drivers.weights.map(({ scale, weight, together }) => [
          nameOf(scale),
          ...cellsOf(weight),
          together === 'rise' ? '同升' : '反向',
        ]),
      ]
    : [['量表太少，没有计算', null, null, null, null]];
  return { name: '一起变动', columns: columns('量表', '份额', '区间下限', '区间上限', '方向'), rows };
}

const responseSheet = ({ response }: Release): Bare => ({
  name: '应答',
  columns: columns('分组', '可参加', '作答'),
  rows: [
    ['全局', response.eligible, response.answered],
    ...response.strata.map(({ label, eligible, answered }) => [label, eligible, answered ?? notShown]),
  ],
});
