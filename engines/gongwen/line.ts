/** Paragraphs that stand on the grid: every line 28.95 pt, indents in characters. */
import { AlignmentType, LineRuleType, Paragraph, type IParagraphOptions, type ParagraphChild } from 'docx';
import { charWidth, linePitch } from './layout.ts';

/** Style of what is larger or smaller than the body. */
export const offGrid = 'OffGrid';

/** A length of the grid, in twips; a little less, as a hair more would be the next cell. */
export const chars = (n: number): number => Math.floor(n * (charWidth - 4));

const spacing = { line: linePitch, lineRule: LineRuleType.EXACT, before: 0, after: 0 } as const;

export const line = (children: ParagraphChild[], more: IParagraphOptions = {}): Paragraph =>
  new Paragraph({
    spacing,
    ...more,
    children,
  });

export const blank = (more: IParagraphOptions = {}): Paragraph => line([], more);

export const blanks = (n: number, more: IParagraphOptions = {}): Paragraph[] =>
  Array.from({ length: n }, () => blank(more));

/** Body text: first line two characters in, the rest flush. */
export const indented = (children: ParagraphChild[], more: IParagraphOptions = {}): Paragraph =>
  line(children, { alignment: AlignmentType.BOTH, indent: { firstLine: chars(2) }, ...more });

export const centred = (children: ParagraphChild[], more: IParagraphOptions = {}): Paragraph =>
  line(children, { alignment: AlignmentType.CENTER, ...more });

/** Flush right, so many characters in. */
export const fromRight = (
  children: ParagraphChild[],
  inset: number,
  more: IParagraphOptions = {},
): Paragraph => line(children, { alignment: AlignmentType.RIGHT, indent: { right: chars(inset) }, ...more });
