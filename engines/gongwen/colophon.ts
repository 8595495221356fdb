/** The 版记: who else gets the document, who printed it and when (GB/T 9704-2012, 7.4). */
import type { Paragraph } from 'docx';
import { boxed, inXml } from './box.ts';
import { faces } from './face.ts';
import { blockWidth, rule, size } from './layout.ts';
import type { Colophon } from './model.ts';
import { dayInWords, widthOf } from './numbering.ts';

/** Stands one character of 14 pt in at both sides; twips. */
const inset = 280;
const lineHeight = 440;
/** The rules' own thickness, together. */
const rules = 50;
const TWIPS_PER_MM = 1440 / 25.4;

/**
 * At the foot of the last page's text block: thick rules at both ends, a thin one between. A box, since LibreOffice sets
 * a floating table of the block's width, and a frame, in line with the text.
 */
export function colophonOf(colophon: Colophon | null): Paragraph[] {
  if (!colophon) return [];
  const { copiesTo, printedBy, printedOn } = colophon;
  const copies = copiesTo === null ? null : `${copiesTo.replace(/[。.]$/, '')}。`;
  const cells = [
    ...(copies === null ? [] : [copiesCell(copies)]),
    printCell(printedBy, `${dayInWords(printedOn)}印发`),
  ];
  const nLines = 1 + (copies === null ? 0 : linesOf(copies));
  const table =
    `<w:tbl><w:tblPr><w:tblW w:w="${blockWidth}" w:type="dxa"/><w:tblBorders>${edge('top', rule.thick)}` +
    `${edge('bottom', rule.thick)}${edge('insideH', rule.thin)}</w:tblBorders><w:tblLayout w:type="fixed"/>${noMargins}</w:tblPr>` +
    `<w:tblGrid><w:gridCol w:w="${blockWidth}"/></w:tblGrid>${cells.map(rowOf).join('')}</w:tbl>`;
  const height = (nLines * lineHeight + rules) / TWIPS_PER_MM;
  // Places of the page, not of its margins: LibreOffice moves what is aligned to those by a cell's inset.
  const style =
    `margin-left:${blockLeft}mm;margin-top:${(blockBottom - height).toFixed(1)}mm;` +
    'mso-position-horizontal-relative:page;mso-position-vertical-relative:page';
  return [boxed(table + lastParagraph, { width: 156, height: Math.ceil(height) + 1, style, apart: true })];
}

/** Left edge and foot of the text block, mm from the paper's upper left corner. */
const blockLeft = 28;
const blockBottom = 262;

/** 156 mm hold 31 characters of 14 pt; less the insets and 抄送：. */
const linesOf = (copies: string): number => Math.ceil(widthOf(copies) / 26);

const noMargins =
  '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>';

const edge = (side: string, width: number): string =>
  `<w:${side} w:val="single" w:sz="${width}" w:space="0" w:color="000000"/>`;

const rowOf = (cell: string): string =>
  `<w:tr><w:tc><w:tcPr><w:tcW w:w="${blockWidth}" w:type="dxa"/></w:tcPr>${cell}</w:tc></w:tr>`;

const face = `<w:rPr><w:rFonts w:ascii="${faces.fang}" w:hAnsi="${faces.fang}" w:eastAsia="${faces.fang}" w:hint="eastAsia"/><w:sz w:val="${size.four}"/></w:rPr>`;
const said = (text: string): string => `<w:r>${face}<w:t xml:space="preserve">${inXml(text)}</w:t></w:r>`;
const spacing = `<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="${lineHeight}" w:lineRule="exact"/>`;

/** What wraps aligns with the first addressee. */
const copiesCell = (copies: string): string =>
  `<w:p><w:pPr>${spacing}<w:ind w:left="${4 * inset}" w:right="${inset}" w:hanging="${3 * inset}"/></w:pPr>${said(`抄送：${copies}`)}</w:p>`;

const printCell = (by: string, on: string): string =>
  `<w:p><w:pPr><w:tabs><w:tab w:val="right" w:pos="${blockWidth - inset}"/></w:tabs>${spacing}` +
  `<w:ind w:left="${inset}" w:right="${inset}"/></w:pPr>${said(by)}<w:r>${face}<w:tab/></w:r>${said(on)}</w:p>`;

/** After a table a box wants a paragraph; this one takes a point. */
const lastParagraph =
  '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>';
