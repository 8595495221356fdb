import type { CellMark } from './plan.ts';

/**
 * The styles of written workbooks: 宋体 throughout, thin lines, one fill per mark. Cell formats are numbered
 * as `layout` names first, then every mark × number format, so that an index needs no registry.
 */
const layouts = ['plain', 'title', 'subtitle', 'head', 'note'] as const;
const marks = ['none', 'problem', 'warning', 'example', 'strong'] as const;
const formats = ['general', 'text', 'day'] as const;

export type Layout = (typeof layouts)[number];
export type NumberFormat = (typeof formats)[number];

export function layoutStyle(layout: Layout): number {
  return layouts.indexOf(layout);
}

export function cellStyle(mark: CellMark | 'none', format: NumberFormat, lined: boolean): number {
  const index = marks.indexOf(mark) * formats.length + formats.indexOf(format);
  return layouts.length + (lined ? 0 : marks.length * formats.length) + index;
}

const dayFormat = 164;
const formatIds: Readonly<Record<NumberFormat, number>> = { general: 0, text: 49, day: dayFormat };
const font = (size: number, extra = '') =>
  `<font>${extra}<sz val="${size}"/><name val="宋体"/><charset val="134"/></font>`;
const solid = (rgb: string) =>
  `<fill><patternFill patternType="solid"><fgColor rgb="${rgb}"/></patternFill></fill>`;
const thin = ['left', 'right', 'top', 'bottom'].map((side) => `<${side} style="thin"/>`).join('');

interface Format {
  font: number;
  fill?: number;
  lined?: boolean;
  numFmt?: number;
  align: string;
}

function xf({ font, fill = 0, lined = false, numFmt = 0, align }: Format): string {
  const ids = `numFmtId="${numFmt}" fontId="${font}" fillId="${fill}" borderId="${lined ? 1 : 0}" xfId="0"`;
  const applied = 'applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"';
  return `<xf ${ids} ${applied}><alignment vertical="center" ${align}/></xf>`;
}

function layoutFormats(): string[] {
  return [
    xf({ font: 0, align: '' }),
    xf({ font: 1, align: 'horizontal="center"' }),
    xf({ font: 0, align: 'horizontal="left"' }),
    xf({ font: 2, fill: 2, lined: true, align: 'horizontal="center" wrapText="1"' }),
    xf({ font: 0, align: 'horizontal="left" wrapText="1"' }),
  ];
}

function cellFormats(lined: boolean): string[] {
  const looks = { none: [0, 0], problem: [4, 3], warning: [0, 4], example: [3, 0], strong: [2, 0] } as const;
  return marks.flatMap((mark) =>
    formats.map((format) => {
      const [font, fill] = looks[mark];
      return xf({ font, fill, lined, numFmt: formatIds[format], align: 'wrapText="1"' });
    }),
  );
}

/** `styles.xml` of every written workbook; the same bytes always. */
export function stylesXml(): string {
  const fonts = [
    font(11),
    font(18, '<b/>'),
    font(11, '<b/>'),
    font(11, '<i/><color rgb="FF767676"/>'),
    font(11, '<color rgb="FF9C0006"/>'),
  ];
  const fills = [
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    solid('FFF2F0EB'),
    solid('FFFFC7CE'),
    solid('FFFFEB9C'),
  ];
  const xfs = [...layoutFormats(), ...cellFormats(true), ...cellFormats(false)];
  return (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' +
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">' +
    `<numFmts count="1"><numFmt numFmtId="${dayFormat}" formatCode="yyyy\\-mm\\-dd"/></numFmts>` +
    `<fonts count="${fonts.length}">${fonts.join('')}</fonts>` +
    `<fills count="${fills.length}">${fills.join('')}</fills>` +
    '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
    `<border>${thin}<diagonal/></border></borders>` +
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
    `<cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs>` +
    '<cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
  );
}
