/** What in a DOCX departs from GB/T 9704-2012, as findings with a place; nothing is changed. */
import { lintHeadings } from './lint-headings.ts';
import { lintPage } from './lint-page.ts';
import { lintText } from './lint-text.ts';
import type { DocxParts } from './parts.ts';
import { readParagraphs } from './read.ts';

export type FindingCode = keyof typeof import('./lint.words.ts').lintWords;

export interface Finding {
  readonly code: FindingCode;
  /** Number of the paragraph, from 1; null where the whole document is meant. */
  readonly paragraph: number | null;
  /** The first words of the paragraph. */
  readonly excerpt: string;
  /** For the sentence's `{places}`. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Findings in reading order; those about the whole document first. */
export function lint(parts: DocxParts): Finding[] {
  const paragraphs = readParagraphs(parts);
  return [...lintPage(parts, paragraphs), ...lintText(paragraphs), ...lintHeadings(paragraphs)].toSorted(
    (a, b) => (a.paragraph ?? 0) - (b.paragraph ?? 0),
  );
}
