/** 任务分解表 in the layout of offices: title row, 填报单位, two-level heads that repeat on every page. */
import { writeWorkbook } from '#platform/sheets/index.ts';
import { lamps, type MeasureLine } from './measure.contract.ts';

export interface BreakdownSheet {
  name: string;
  issuer: string;
  on: string;
  lines: readonly MeasureLine[];
  nameOf(id: string): string;
  strandOf(code: string): string;
}

/** Where a measure stands, in one word and its day; and why. */
export const lampText = ({ progress, doneOn }: MeasureLine): string =>
  `${lamps[progress.lamp].zh}${doneOn ? `（${doneOn}）` : ''}`;
export const becauseText = ({ progress, delay }: MeasureLine): string =>
  [progress.because.zh, delay?.text].filter(Boolean).join('；');

const columns = [
  { head: '线条', width: 14 },
  { head: '任务', width: 26 },
  { head: '内容', width: 30 },
  { head: '牵头单位', group: '责任', width: 16 },
  { head: '配合单位', group: '责任', width: 20 },
  { head: '责任领导', group: '责任', width: 10 },
  { head: '完成时限', width: 12, format: 'day' as const },
  { head: '状态', group: '进展（由记录算出）', width: 10 },
  { head: '依据', group: '进展（由记录算出）', width: 36 },
];

export function writeBreakdownSheet({
  name,
  issuer,
  on,
  lines,
  nameOf,
  strandOf,
}: BreakdownSheet): Uint8Array {
  const rows = lines.map((line) => {
    const { content } = line;
    return [
      strandOf(content.cells[0]!.strand),
      content.title,
      content.text,
      nameOf(content.leadUnitId),
      content.supportUnitIds.map(nameOf).join('、'),
      content.leaderId ? nameOf(content.leaderId) : '',
      { day: content.endsOn },
      lampText(line),
      becauseText(line),
    ];
  });
  const nDone = lines.filter(({ progress }) => progress.lamp === 'done').length;
  return writeWorkbook({
    sheets: [
      {
        name: '任务分解表',
        title: `${name}任务分解表`,
        subtitles: [[`填报单位：${issuer}`, `填报时间：${on}`, '单位：项']],
        columns,
        numbered: true,
        frozenColumns: 2,
        rows,
        totals: ['合计', `${lines.length} 项`, '', '', '', '', '', `办结 ${nDone}`, ''],
        notes: ['状态由台账里的记录算出，没有人填写。', '填报人：　　　　审核人：　　　　联系电话：'],
      },
    ],
  });
}
