/** What stands below the body: list of attachments, signature, date, note, colophon (GB/T 9704-2012, 7.3.4–7.4). */
import {
  AlignmentType,
  BorderStyle,
  HorizontalPositionAlign,
  type IBorderOptions,
  LineRuleType,
  type Paragraph,
  RelativeVerticalPosition,
  Table as DocxTable,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  WidthType,
} from 'docx';
import { run } from './face.ts';
import { blockWidth, rule, size } from './layout.ts';
import { blank, blanks, chars, fromRight, indented, line, offGrid } from './line.ts';
import type { Attachment, Colophon, OfficialDocument } from './model.ts';
import { dayInWords, widthOf } from './numbering.ts';

/** One attachment has no number; names carry no full stop; what wraps aligns with the name's first character. */
export function attachmentList(attachments: readonly Attachment[]): Paragraph[] {
  if (attachments.length === 0) return [];
  const lines = attachments.map(({ title }, at) => {
    const lead = at === 0 ? '附件：' : '';
    const mark = attachments.length === 1 ? '' : `${at + 1}.`;
    const left = 2 + 3 + widthOf(mark);
    return line([run(`${lead}${mark}${title}`)], {
      keepNext: true,
      indent: { left: chars(left), hanging: chars(widthOf(lead) + widthOf(mark)) },
    });
  });
  return [blank({ keepNext: true }), ...lines];
}

/**
 * With a seal: date four characters in, name centred on it. Without: name two characters in, the date's first
 * character two to the right of the name's; a date that would pass the edge stands two in itself.
 */
export function signatureOf(signature: OfficialDocument['signature']): Paragraph[] {
  if (!signature) return [];
  const date = dayInWords(signature.on);
  const [nameWidth, dateWidth] = [widthOf(signature.by), widthOf(date)];
  const [nameInset, dateInset] = signature.sealed
    ? sealedInsets(nameWidth, dateWidth)
    : plainInsets(nameWidth, dateWidth);
  return [
    ...blanks(signature.sealed ? 3 : 1, { keepNext: true }),
    fromRight([run(signature.by)], nameInset, { keepNext: true, style: offGrid }),
    fromRight([run(date)], dateInset, { style: offGrid }),
  ];
}

const sealedInsets = (name: number, date: number): [number, number] => {
  const inset = 4 + (date - name) / 2;
  return inset >= 0 ? [inset, 4] : [0, (name - date) / 2];
};

const plainInsets = (name: number, date: number): [number, number] => {
  const dateInset = 2 + name - 2 - date;
  return dateInset >= 0 ? [2, dateInset] : [2 - dateInset + 2, 2];
};

export const noteOf = (note: string | null): Paragraph[] =>
  note === null ? [] : [indented([run(`（${note.replace(/^[（(]|[）)]$/g, '')}）`)])];

/** Begins on a new page: 附件1 in 黑体 at the left, the title in the middle of the third line. */
export function attachmentHead(title: string, place: number | null): Paragraph[] {
  const mark = `附件${place ?? ''}`;
  return [
    line([run(mark, 'hei')], { pageBreakBefore: true }),
    blank(),
    line([run(title, 'title', { size: size.two })], { alignment: AlignmentType.CENTER, style: offGrid }),
    blank(),
  ];
}

const none: IBorderOptions = { style: BorderStyle.NONE, size: 0, color: 'auto' };
const thick: IBorderOptions = { style: BorderStyle.SINGLE, size: rule.thick, color: '000000' };
const thin: IBorderOptions = { style: BorderStyle.SINGLE, size: rule.thin, color: '000000' };
const sides = { left: none, right: none, insideVertical: none };

/**
 * Stands at the foot of the last page's text block: thick rules at both ends, a thin one between. Word and WPS float
 * it there; LibreOffice floats only tables narrower than the block by 5 mm and sets it in line with the text.
 */
export function colophonOf(colophon: Colophon | null): (Paragraph | DocxTable)[] {
  if (!colophon) return [];
  const { copiesTo, printedBy, printedOn } = colophon;
  const copies = copiesTo === null ? [] : [`抄送：${copiesTo.replace(/[。.]$/, '')}。`];
  const lines = [...copies, `${printedBy}\t${dayInWords(printedOn)}印发`];
  const table = new DocxTable({
    width: { size: blockWidth, type: WidthType.DXA },
    columnWidths: [blockWidth],
    layout: TableLayoutType.FIXED,
    borders: { top: thick, bottom: thick, insideHorizontal: thin, ...sides },
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      relativeHorizontalPosition: HorizontalPositionAlign.LEFT,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
    },
    rows: lines.map(
      (text, at) => new TableRow({ cantSplit: true, children: [colophonCell(text, at < lines.length - 1)] }),
    ),
  });
  return [thread(), table, thread()];
}

/** A table needs a paragraph before and after it; these take one point. */
const thread = (): Paragraph =>
  line([], { style: offGrid, spacing: { line: 20, lineRule: LineRuleType.EXACT } });

const colophonCell = (text: string, keepNext: boolean): TableCell =>
  new TableCell({
    width: { size: blockWidth, type: WidthType.DXA },
    children: [
      line([run(text, 'fang', { size: size.four })], {
        style: offGrid,
        keepNext,
        indent: { left: 280, right: 280 },
        tabStops: [{ type: TabStopType.RIGHT, position: blockWidth - 280 }],
      }),
    ],
  });
