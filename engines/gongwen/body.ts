/** The body: headings counted by the writer, text, labelled lines, tables (GB/T 9704-2012, 7.3.3). */
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table as DocxTable,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlign,
  WidthType,
  type IBorderOptions,
} from 'docx';
import { run, runs, wordsOf, type Face } from './face.ts';
import { blockWidth, size } from './layout.ts';
import { centred, indented, offGrid } from './line.ts';
import type { Block, Column, Rich, Table } from './model.ts';
import { HeadingCounter } from './numbering.ts';

const faceOf: Readonly<Record<1 | 2 | 3 | 4, Face>> = { 1: 'hei', 2: 'kai', 3: 'fang', 4: 'fang' };

/** `last`: what follows (a signature) must not stand alone on a page. `width`: of the text block, twips. */
export function bodyOf(
  blocks: readonly Block[],
  { last = false, width = blockWidth }: { last?: boolean; width?: number } = {},
): (Paragraph | DocxTable)[] {
  const counter = new HeadingCounter();
  return blocks.flatMap((block, at): (Paragraph | DocxTable)[] => {
    const keepNext = last && at === blocks.length - 1 && isShort(block);
    if ('level' in block) return [headingOf(block, counter.next(block.level), keepNext)];
    if ('label' in block) return [indented([run(block.label, 'hei'), ...runs(block.text)], { keepNext })];
    if ('table' in block) return tableOf(block.table, width);
    return [indented(runs(block.text), { keepNext })];
  });
}

/** Where a paragraph is kept with the next, some programs keep all of its lines together: not for long ones. */
const isShort = (block: Block): boolean => {
  const words = 'level' in block ? (block.runOn ?? '') : 'text' in block ? block.text : '';
  return wordsOf(words).length <= 200;
};

function headingOf(block: Extract<Block, { level: number }>, mark: string, last: boolean): Paragraph {
  const heading = run(mark + block.heading, faceOf[block.level]);
  const after = block.runOn ? runs(block.runOn) : [];
  return indented([heading, ...after], {
    keepNext: last || after.length === 0,
    outlineLevel: block.level - 1,
  });
}

const thin: IBorderOptions = { style: BorderStyle.SINGLE, size: 4, color: '000000' };
const grid = {
  top: thin,
  bottom: thin,
  left: thin,
  right: thin,
  insideHorizontal: thin,
  insideVertical: thin,
};

/** A table as wide as the text block; its head is repeated on every page, rows are not torn. */
function tableOf({ title, columns, rows }: Table, width: number): (Paragraph | DocxTable)[] {
  const total = columns.reduce((sum, { share }) => sum + share, 0);
  const widths = columns.map(({ share }) => Math.round((share / total) * width));
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map(({ heading }, at) => cellOf(heading, widths[at]!, 'hei', true)),
  });
  const body = rows.map(
    (cells) =>
      new TableRow({
        cantSplit: true,
        children: columns.map((column, at) => bodyCell(cells[at] ?? '', column, widths[at]!)),
      }),
  );
  const table = new DocxTable({
    width: { size: width, type: WidthType.DXA },
    columnWidths: widths,
    layout: TableLayoutType.FIXED,
    borders: grid,
    rows: [head, ...body],
  });
  return title ? [centred([run(title, 'hei', { size: size.four })], { keepNext: true }), table] : [table];
}

const bodyCell = (text: Rich, column: Column, width: number): TableCell =>
  cellOf(text, width, 'fang', column.centred ?? false);

const cellLine = { line: 400, lineRule: LineRuleType.AT_LEAST, before: 20, after: 20 } as const;

/** Tables are set in 五号 to 四号, off the grid of the body. */
const cellOf = (text: Rich, width: number, face: Face, middle: boolean): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlign.CENTER,
    margins: { left: 80, right: 80 },
    children: [
      new Paragraph({
        alignment: middle ? AlignmentType.CENTER : AlignmentType.LEFT,
        spacing: cellLine,
        style: offGrid,
        children: runs(text, face, { size: 24 }),
      }),
    ],
  });
