/** A release as a workbook: what the pages show, one sheet a table, caveats on each. */
import type { CellInput, SheetPlan, WorkbookPlan } from '#platform/sheets/index.ts';
import type { Band, Figure, GroupCell, Grouping, Release } from './result.contract.ts';
import { untoldWords } from './untold.words.ts';

/** `组/列`: neighbours of one group share a merged cell above them. */
const columns = (...heads: string[]) =>
  heads.map((name, at) => {
    const [group, head] = name.includes('/') ? (name.split('/') as [string, string]) : [undefined, name];
    return { head, ...(group && { group }), width: at === 0 ? 34 : 14 };
  });

const why = (code: string | null): string => (code ? (untoldWords[code]?.zh ?? code) : '—');

const cellsOf = ({ value, low, high, untold }: Figure): CellInput[] =>
  low === null ? [value ?? why(untold), untold ? why(untold) : null, null] : [value, low, high];

const bandWords = ({ option, atLeast }: Band): string => `≥${Math.round(100 * atLeast)}% 选第 ${option} 档`;

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
      ...release.groupings.filter(({ refused }) => !refused).map((one) => groupSheet(release, one)),
      driverSheet(release),
      responseSheet(release),
    ].map(framed),
  };
}

type Bare = Pick<SheetPlan, 'name' | 'columns' | 'rows'>;

const findingSheet = ({ findings }: Release): Bare => ({
  name: '结论',
  columns: [{ head: '结论', width: 100 }],
  rows: findings.map(({ sentence }) => [sentence.zh]),
});

const scaleSheet = ({ scales }: Release): Bare => ({
  name: '量表',
  columns: columns(
    '量表',
    '作答人数',
    '平均分/数值',
    '平均分/区间下限',
    '平均分/区间上限',
    '比上次/数值',
    '比上次/区间下限',
    '比上次/区间上限',
    '一致性 α/数值',
    '一致性 α/区间下限',
    '一致性 α/区间上限',
    '一致性 ω/数值',
    '一致性 ω/区间下限',
    '一致性 ω/区间上限',
  ),
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
  columns: columns('题目', '选项', '作答人数', '百分比', '平均分', '区间下限', '区间上限'),
  rows: questions.flatMap(({ text, rows }) =>
    rows.flatMap(({ text: rowText, nAnswered, shares, mean, band }) => {
      const head = [rowText?.zh ?? text.zh, '（平均）', nAnswered, band ? bandWords(band) : null];
      const top: CellInput[] = [...head, ...(mean ? cellsOf(mean) : [null, null, null])];
      const lines = shares.map(({ text: option, percent }): CellInput[] => [
        null,
        option.zh,
        null,
        percent ?? '不显示',
        null,
        null,
        null,
      ]);
      return [top, ...lines];
    }),
  ),
});

function groupSheet({ scales }: Release, { code, title, groups, cells }: Grouping): Bare {
  return {
    name: title.zh.slice(0, 24).replaceAll(/[\\/?*[\]:]/g, ' ') || code,
    columns: columns('组', '作答人数', ...scales.map(({ name }) => name.zh.replaceAll('/', '／'))),
    rows: groups.map(({ code: group, label, people }) => [
      label.zh,
      people ?? '人少，不显示',
      ...scales.map(({ code: scale }) =>
        cellWords(cells.find((cell) => cell.scale === scale && cell.group === group)),
      ),
    ]),
  };
}

function cellWords(cell: GroupCell | undefined): CellInput {
  if (!cell || cell.kind === 'hidden') return '不显示';
  if (cell.kind === 'band') return bandWords(cell.band!);
  return cell.kind === 'split' ? '看法分散' : cell.mean!.value;
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
    ...response.strata.map(({ label, eligible, answered }) => [label, eligible, answered ?? '不显示']),
  ],
});
