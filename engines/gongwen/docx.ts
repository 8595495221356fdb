/** Lays an official document out as DOCX (ECMA-376) on the grid of GB/T 9704-2012. */
import {
  AlignmentType,
  Document,
  DocumentGridType,
  Footer,
  Header,
  PageNumber,
  Packer,
  Paragraph,
  TextRun,
} from 'docx';
import { bodyOf } from './body.ts';
import { faces, run } from './face.ts';
import { headOf } from './head.ts';
import { charSpace, footerUp, headerDown, linePitch, margin, page, size } from './layout.ts';
import type { OfficialDocument } from './model.ts';
import { settle } from './settle.ts';
import { attachmentHead, attachmentList, colophonOf, noteOf, signatureOf } from './tail.ts';

/** Marks every page: what leaves Wenrong is a draft; number, seal and final print are given by the bureau's OA. */
const DRAFT = '送审稿';

/**
 * The document as the bytes of a DOCX file; the same document gives the same bytes.
 * Throws RangeError where a level has more than 99 headings.
 */
export async function writeDocx(document: OfficialDocument): Promise<Uint8Array> {
  const laid = new Document({
    title: document.title.join(''),
    creator: document.issuer,
    description: DRAFT,
    evenAndOddHeaderAndFooters: true,
    sections: [
      {
        properties: {
          page: { size: page, margin: { ...margin, footer: footerUp, header: headerDown } },
          grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch, charSpace },
        },
        headers: { default: draftMark(), even: draftMark() },
        footers: { default: pageNumber('odd'), even: pageNumber('even') },
        children: partsOf(document),
      },
    ],
  });
  return settle(
    await Packer.toArrayBuffer(laid),
    document.signature?.on ?? document.colophon?.printedOn ?? null,
  );
}

function partsOf(document: OfficialDocument) {
  const { attachments, signature, kind } = document;
  const signed = kind === 'minutes' || kind === 'bulletin' ? [] : signatureOf(signature);
  return [
    ...headOf(document),
    ...bodyOf(document.body, attachments.length > 0 || signed.length > 0),
    ...attachmentList(attachments),
    ...signed,
    ...noteOf(document.note),
    ...attachments.flatMap(({ title, blocks }, at) => [
      ...attachmentHead(title, attachments.length === 1 ? null : at + 1),
      ...bodyOf(blocks),
    ]),
    ...colophonOf(document.colophon),
  ];
}

const draftMark = (): Header =>
  new Header({
    children: [
      new Paragraph({ alignment: AlignmentType.RIGHT, children: [run(DRAFT, 'hei', { size: size.four })] }),
    ],
  });

/** — 1 — in 四号 宋体; odd pages at the right, even ones at the left, one character in. */
function pageNumber(side: 'odd' | 'even'): Footer {
  const font = { ascii: faces.song, hAnsi: faces.song, eastAsia: faces.song };
  const number = new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font, size: size.four });
  const at = side === 'odd' ? { right: 280 } : { left: 280 };
  const alignment = side === 'odd' ? AlignmentType.RIGHT : AlignmentType.LEFT;
  return new Footer({ children: [new Paragraph({ alignment, indent: at, children: [number] })] });
}
