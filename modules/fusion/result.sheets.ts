/** A release as a workbook: one sheet a table, title rows and caveats on each. Holds what the pages show. */
import type { CellInput, SheetPlan, WorkbookPlan } from '#platform/sheets/index.ts';
import type { Estimate } from './fusion.contract.ts';
import type { Band, Net, Release } from './result.contract.ts';
import { cannotTellWords } from './result.rules.ts';

const netTitles: Record<keyof Release['nets'], string> = {
  confirmed1: '双方都说认识',
  confirmed2: '双方都说熟悉',
  claimed1: '至少一方说认识',
  claimed2: '至少一方说熟悉',
  reports1: '单方回答：认识',
  reports2: '单方回答：熟悉',
};

const untoldWord = (code: string | null): string => (code ? (cannotTellWords[code]?.zh ?? code) : '—');

/** Value, lower and upper end; a reason in words instead of a value. */
const cellsOf = (estimate: Estimate): CellInput[] =>
  estimate.value === null
    ? [untoldWord(estimate.cannotTell), null, null]
    : [estimate.value, estimate.low, estimate.high];

/** A cell told as a band: 0.9 means "at least", 0.1 "at most". */
const bandCells = (estimate: Estimate, band: Band | undefined): CellInput[] =>
  band ? [`${band === 'high' ? '≥' : '≤'} ${estimate.value}`, null, null] : cellsOf(estimate);

const columns = (...heads: string[]) =>
  heads.map((head, at) => ({ head, ...(at === 0 ? { width: 30 } : { width: 14 }) }));

/** `bureau`: who reports it. */
export function resultPlan(release: Release, bureau: string): WorkbookPlan {
  const framed = (sheet: Pick<SheetPlan, 'name' | 'columns' | 'rows'>): SheetPlan => ({
    ...sheet,
    title: `${release.wave.name}：${sheet.name}`,
    subtitles: [
      [`填报单位：${bureau}`, `填报时间：${release.measuredOn}`],
      [`数据日期：${release.wave.asOfOn}`, `随机种子：${release.seed}`],
    ],
    notes: [...release.caveats.map(({ zh }) => zh), `少于 ${release.fewest} 人的格子不显示。`],
  });
  const sheets = [
    summarySheet(release),
    sharesSheet(release),
    ...matrixSheets(release),
    ...changeSheets(release),
    ...knowledgeSheets(release),
    responseSheet(release),
    expertSheet(release),
  ];
  return { sheets: sheets.map(framed) };
}

type Bare = Pick<SheetPlan, 'name' | 'columns' | 'rows'>;

const summarySheet = ({ findings }: Release): Bare => ({
  name: '结论',
  columns: [{ head: '结论', width: 100 }],
  rows: findings.map(({ sentence }) => [sentence.zh]),
});

function sharesSheet({ nets }: Release): Bare {
  const figures: [string, (net: Net) => Estimate][] = [
    ['同一原单位的相识比例', (net) => net.within],
    ['不同原单位的相识比例', (net) => net.across],
    ['差（同 − 跨）', (net) => net.gap],
    ['比（跨 ÷ 同）', (net) => net.ratio],
    ['E-I 指数', (net) => net.ei],
    ['密度归一 E-I', (net) => net.eiDensity],
    ['对数比值比', (net) => net.logOddsRatio],
  ];
  const chanceOf = (label: string, net: Net): number | null =>
    label.endsWith('相识比例') ? net.chance : label === 'E-I 指数' ? net.eiChance : null;
  return {
    name: '同单位与跨单位',
    columns: columns('口径与指标', '数值', '区间下限', '区间上限', '与原单位无关时'),
    rows: (Object.keys(netTitles) as (keyof Release['nets'])[]).flatMap((name) =>
      figures.map(([label, pick]) => [
        `${netTitles[name]} · ${label}`,
        ...cellsOf(pick(nets[name])),
        chanceOf(label, nets[name]),
      ]),
    ),
  };
}

const matrixSheets = ({ nets, groups }: Release): Bare[] =>
  (['confirmed1', 'reports1'] as const).map((name) => ({
    name: name === 'confirmed1' ? '相识矩阵' : '单方回答矩阵',
    columns: columns('由 → 对', '比例', '区间下限', '区间上限', '观察到的对数（约）'),
    rows: nets[name].matrix.map(({ from, to, share, band, nObserved }) => [
      `${groups[from]!.name} → ${groups[to]!.name}`,
      ...bandCells(share, band),
      nObserved,
    ]),
  }));

function changeSheets({ change }: Release): Bare[] {
  if (!change) return [];
  const rows: CellInput[][] = [];
  const add = (basis: string, figures: { across: Estimate; within: Estimate; gap: Estimate } | null) => {
    if (!figures) return rows.push([basis, change.whyNot?.zh ?? '不能比较', null, null]);
    rows.push([`${basis} · 跨单位`, ...cellsOf(figures.across)]);
    rows.push([`${basis} · 同单位`, ...cellsOf(figures.within)]);
    return rows.push([`${basis} · 差`, ...cellsOf(figures.gap)]);
  };
  add('同一批同事对', change.samePairs);
  add('两轮总体', change.allPairs);
  if (change.moves) {
    rows.push(['陌生人变成认识 · 跨单位', ...cellsOf(change.moves.across.strangersMet)]);
    rows.push(['陌生人变成认识 · 同单位', ...cellsOf(change.moves.within.strangersMet)]);
    rows.push(['认识变回不认识（记不准）', ...cellsOf(change.moves.reversal)]);
  }
  return [
    { name: '变化', columns: columns(`比“${change.since.name}”`, '变化', '区间下限', '区间上限'), rows },
  ];
}

function knowledgeSheets({ knowledge, groups }: Release): Bare[] {
  if (!knowledge) return [];
  const totals: [string, Estimate][] = [
    ['自家业务', knowledge.own],
    ['别家业务', knowledge.foreign],
    ['差', knowledge.gap],
    ['覆盖（科室×业务中至少两人熟知的比例）', knowledge.coverage],
  ];
  return [
    {
      name: '业务互知',
      columns: columns('谁 → 对哪家的业务', '平均了解（0–1）', '区间下限', '区间上限'),
      rows: [
        ...totals.map(([label, estimate]) => [label, ...cellsOf(estimate)]),
        ...knowledge.matrix.map(({ group, home, mean, band }) => [
          `${groups[group]!.name} → ${groups[home]!.name}的业务`,
          ...bandCells(mean, band),
        ]),
      ],
    },
  ];
}

const responseSheet = ({ response }: Release): Bare => ({
  name: '应答',
  columns: columns('原单位', '应答率'),
  rows: [
    ['全局', response.rate],
    ...response.byLegacy.map(({ name, rate }) => [name, rate ?? '人少，不显示']),
    ...response.forbids.map(({ measure, why }) => [`不能给出：${measure.zh}`, why.zh]),
  ],
});

const expertSheet = ({ expert }: Release): Bare => ({
  name: '专家指标',
  columns: [
    ...columns('指标', '口径', '数值', '区间下限', '区间上限', '无界线时', '名称'),
    { head: '出处', width: 50 },
  ],
  rows: expert.map(({ label, net, estimate, neutral, code, source }) => [
    label.zh,
    net && netTitles[net],
    ...cellsOf(estimate),
    neutral,
    code,
    source,
  ]),
});
