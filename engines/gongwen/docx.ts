/** Lays an official document out as DOCX (ECMA-376) on the grid of GB/T 9704-2012. */
import { Document, Packer, SectionType, type FileChild, type ISectionOptions } from 'docx';
import { bodyOf } from './body.ts';
import { colophonOf } from './colophon.ts';
import { headOf } from './head.ts';
import { blockWidth, widthAcross } from './layout.ts';
import type { OfficialDocument } from './model.ts';
import { acrossPages, unnumberedPages, uprightPages } from './pages.ts';
import { settle } from './settle.ts';
import { attachmentHead, attachmentList, noteOf, signatureOf } from './tail.ts';

/** Said in the file's properties as well: what leaves Wenrong is a draft. */
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
    sections: sectionsOf(document),
  });
  return settle(
    await Packer.toArrayBuffer(laid),
    document.signature?.on ?? document.colophon?.printedOn ?? null,
  );
}

interface Section {
  across: boolean;
  children: FileChild[];
}

/** Pages turn where an attachment lies across; a colophon after such a one has a page of its own, an even one. */
function sectionsOf(document: OfficialDocument): ISectionOptions[] {
  const sections = turningOf(document);
  const last = sections.at(-1)!;
  const colophon = colophonOf(document.colophon);
  if (!last.across) last.children.push(...colophon);
  const laid = sections.map(({ across, children }) => ({
    ...(across ? acrossPages() : uprightPages()),
    children,
  }));
  if (!last.across || colophon.length === 0) return laid;
  return [...laid, { ...unnumberedPages(SectionType.EVEN_PAGE), children: colophon }];
}

function turningOf(document: OfficialDocument): Section[] {
  const { attachments } = document;
  const sections: Section[] = [{ across: false, children: textOf(document) }];
  for (const [at, { title, blocks, across = false }] of attachments.entries()) {
    const turns = sections.at(-1)!.across !== across;
    if (turns) sections.push({ across, children: [] });
    const mark = `附件${attachments.length === 1 ? '' : at + 1}`;
    sections
      .at(-1)!
      .children.push(
        ...attachmentHead(title, mark, !turns),
        ...bodyOf(blocks, { width: across ? widthAcross : blockWidth }),
      );
  }
  return sections;
}

/**
 * The text from its head to its note. Where attachments are listed, the list keeps name and date company; a body of one
 * block stays on the first page, which must show body text.
 */
function textOf(document: OfficialDocument): FileChild[] {
  const { attachments, kind, body } = document;
  const signed = kind === 'minutes' || kind === 'bulletin' ? [] : signatureOf(document);
  const last = attachments.length === 0 && signed.length > 0 && body.length > 1;
  return [
    ...headOf(document),
    ...bodyOf(body, { last }),
    ...attachmentList(attachments),
    ...signed,
    ...noteOf(document.note),
  ];
}
