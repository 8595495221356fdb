/** The pages of a section: paper, margins, grid, mark of a draft above, page number below (GB/T 9704-2012, 5 and 7.5). */
import {
  AlignmentType,
  DocumentGridType,
  Footer,
  Header,
  PageNumber,
  PageOrientation,
  Paragraph,
  SectionType,
  TextRun,
  type ISectionOptions,
  type SectionType as SectionTypes,
} from 'docx';
import { boxed } from './box.ts';
import { faces, run } from './face.ts';
import {
  acrossNumber,
  charSpace,
  footerUp,
  headerDown,
  linePitch,
  margin,
  marginAcross,
  page,
  size,
} from './layout.ts';

type Pages = Omit<ISectionOptions, 'children'>;

/** Marks every page: what leaves Wenrong is a draft; number, seal and final print are given by the bureau's OA. */
const DRAFT = '送审稿';

const grid = { type: DocumentGridType.LINES_AND_CHARS, linePitch, charSpace };
const upright = { size: page, margin: { ...margin, footer: footerUp, header: headerDown } };

const headers = () => ({ default: draftMark(), even: draftMark() });

export const uprightPages = (): Pages => ({
  properties: { page: upright, grid, type: SectionType.NEXT_PAGE },
  headers: headers(),
  footers: { default: pageNumber('odd'), even: pageNumber('even') },
});

export const acrossPages = (): Pages => ({
  properties: {
    page: {
      size: { ...page, orientation: PageOrientation.LANDSCAPE },
      margin: { ...marginAcross, footer: headerAcross, header: headerAcross },
    },
    grid,
    type: SectionType.NEXT_PAGE,
  },
  headers: headers(),
  footers: { default: turnedNumber('odd'), even: turnedNumber('even') },
});

/** 15 mm from the edge: the block begins at 28. */
const headerAcross = 850;

/** A colophon alone on its page, with a blank page before it where the number of pages asks for one, is not counted. */
export const unnumberedPages = (type: (typeof SectionTypes)[keyof typeof SectionTypes]): Pages => ({
  properties: { page: upright, grid, type },
  headers: headers(),
  footers: { default: noNumber(), even: noNumber() },
});

/** As tall as a number, so that the block ends where it does on other pages. */
const noNumber = (): Footer =>
  new Footer({ children: [new Paragraph({ children: [new TextRun({ text: '', size: size.four })] })] });

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

/** The same number in a box at the page's left edge, turned with the paper: bound, it stands as on upright pages. */
function turnedNumber(side: 'odd' | 'even'): Footer {
  const edge = side === 'odd' ? 'right' : 'left';
  const face = `<w:rPr><w:rFonts w:ascii="${faces.song}" w:hAnsi="${faces.song}" w:eastAsia="${faces.song}"/><w:sz w:val="${size.four}"/></w:rPr>`;
  const runs = [
    '<w:t xml:space="preserve">— </w:t>',
    '<w:fldChar w:fldCharType="begin"/>',
    '<w:instrText xml:space="preserve">PAGE</w:instrText>',
    '<w:fldChar w:fldCharType="separate"/>',
    '<w:fldChar w:fldCharType="end"/>',
    '<w:t xml:space="preserve"> —</w:t>',
  ].map((inner) => `<w:r>${face}${inner}</w:r>`);
  const number = `<w:p><w:pPr><w:ind w:${edge}="280"/><w:jc w:val="${edge}"/></w:pPr>${runs.join('')}</w:p>`;
  const place = `margin-left:${acrossNumber.left}mm;margin-top:${acrossNumber.top}mm`;
  const relative = 'mso-position-horizontal-relative:page;mso-position-vertical-relative:page';
  const { width, height } = acrossNumber;
  return new Footer({
    children: [boxed(number, { width, height, style: `${place};${relative}`, turned: true })],
  });
}
