/** What stands below the body: list of attachments, signature, date, note (GB/T 9704-2012, 7.3.4–7.3.7). */
import { AlignmentType, type Paragraph } from 'docx';
import { run } from './face.ts';
import { size } from './layout.ts';
import { blank, blanks, chars, fromRight, indented, line, offGrid } from './line.ts';
import type { Attachment, OfficialDocument } from './model.ts';
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
export function signatureOf(document: OfficialDocument): Paragraph[] {
  const { signature } = document;
  if (!signature) return [];
  const date = dayInWords(signature.on);
  const [nameWidth, dateWidth] = [widthOf(signature.by), widthOf(date)];
  const [nameInset, dateInset] = signature.sealed
    ? sealedInsets(nameWidth, dateWidth)
    : plainInsets(nameWidth, dateWidth);
  return [
    ...blanks(signatureBlanks(document), { keepNext: true }),
    fromRight([run(signature.by)], nameInset, { keepNext: true, style: offGrid }),
    fromRight([run(date)], dateInset, { style: offGrid }),
  ];
}

/**
 * A seal of 42 mm in the middle of name and date begins a line above the name: two lines keep it within one of the text.
 * A notice of one sentence with its list has one, so that its seal does not stand on a page without text.
 */
export const signatureBlanks = ({ signature, body, attachments }: OfficialDocument): number =>
  signature?.sealed && !(body.length === 1 && attachments.length > 0) ? 2 : 1;

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

/** 附件1 in 黑体 at the left, the title in the middle of the third line; on a new page, where no section begins one. */
export function attachmentHead(title: string, mark: string, pageBreakBefore: boolean): Paragraph[] {
  return [
    line([run(mark, 'hei')], { pageBreakBefore }),
    blank(),
    line([run(title, 'title', { size: size.two })], { alignment: AlignmentType.CENTER, style: offGrid }),
    blank(),
  ];
}
