/** Groups in the workbook: a line for each group and figure, with interval and change, and what is hidden in words. */
import type { CellInput } from '#platform/sheets/index.ts';
import type { GroupCell, Grouping, PartedCell, PartedRow, Release } from './result.contract.ts';
import {
  bandWords,
  cellsOf,
  changeCells,
  columns,
  notShown,
  sheetName,
  spanned,
  whyNoChangeWords,
  type Bare,
} from './result-cell.sheets.ts';

/** Scales by group. */
export function scaleGroupSheet({ scales }: Release, { code, title, groups, cells }: Grouping): Bare {
  return {
    name: sheetName(title.zh) || code,
    columns: columns(
      '组',
      '作答人数',
      '量表',
      ...spanned('平均分'),
      ...spanned('比上次'),
      ...spanned('一致性 α'),
      ...spanned('一致性 ω'),
    ),
    rows: groups.flatMap(({ code: group, label, people }) =>
      scales.map(({ code: scale, name }) => {
        const cell = cells.find((one) => one.scale === scale && one.group === group);
        return [label.zh, people ?? notShown, name.zh, ...scaleCells(cell)];
      }),
    ),
  };
}

function scaleCells(cell: GroupCell | undefined): CellInput[] {
  const none = [null, null, null];
  return [
    ...(cell?.mean ? cellsOf(cell.mean) : [insteadOf(cell), null, null]),
    ...changeCells(cell?.change, cell?.whyNoChange ?? 'hidden'),
    ...(cell?.alpha ? cellsOf(cell.alpha) : none),
    ...(cell?.omega ? cellsOf(cell.omega) : none),
  ];
}

function insteadOf(cell: Pick<GroupCell | PartedCell, 'kind' | 'band'> | undefined): string {
  if (cell?.kind === 'band' && cell.band) return bandWords(cell.band);
  return cell?.kind === 'split' ? '看法分散' : notShown;
}

/** Single questions by one grouping; nothing where none was parted by it. */
export function questionGroupSheet(release: Release, { code, title, groups }: Grouping): Bare[] {
  const rows = (release.parted ?? []).flatMap((row) => {
    const parting = row.partings.find((one) => one.parting === code);
    return parting ? parting.cells.map((cell) => lineOf(release, row, cell, groups)) : [];
  });
  if (rows.length === 0) return [];
  const heads = columns('题目', '行或选项', '组', ...spanned('平均或百分比'), ...spanned('比上次'));
  return [{ name: `各题${sheetName(title.zh)}`, columns: heads, rows }];
}

function lineOf(
  { questions }: Release,
  { question, row }: PartedRow,
  cell: PartedCell,
  groups: Grouping['groups'],
): CellInput[] {
  const asked = questions.find(({ code }) => code === question)!;
  const answered = asked.rows.find(({ code }) => code === row);
  const option = answered?.shares.find(({ code }) => code === cell.option)?.text.zh;
  const group = groups.find(({ code }) => code === cell.group)!.label.zh;
  const figure = cell.figure ? cellsOf(cell.figure) : [insteadOf(cell), null, null];
  return [
    asked.text.zh,
    [answered?.text?.zh, option && `${option}（%）`].filter(Boolean).join('：') || '（平均）',
    group,
    ...figure,
    ...(cell.kind === 'shown'
      ? changeCells(cell.change, cell.whyNoChange)
      : [whyNoChangeWords.hidden, null, null]),
  ];
}
