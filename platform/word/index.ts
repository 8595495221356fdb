/** Word documents as paragraphs, in and out; knows nothing of what they are about. */
import { Document, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';
import mammoth from 'mammoth';
import { openArchive } from '../sheets/archive.ts';
import { sheetLimits } from '../sheets/limits.ts';

export interface WordParagraph {
  style: 'title' | 'heading' | 'strong' | 'text' | 'item';
  text: string;
}

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** A questionnaire of 300 questions unpacks to under 1 MB. */
const limits = { ...sheetLimits, partBytes: 10_000_000, totalBytes: 20_000_000 };

const headings = { title: HeadingLevel.TITLE, heading: HeadingLevel.HEADING_1 } as const;

function set({ style, text }: WordParagraph): Paragraph {
  const run = new TextRun({
    text,
    bold: style === 'strong',
    font: { ascii: 'Times New Roman', eastAsia: 'SimSun' },
  });
  return new Paragraph({
    children: [run],
    ...(style === 'title' || style === 'heading' ? { heading: headings[style] } : {}),
    ...(style === 'item' ? { indent: { left: 480 } } : {}),
    ...(style === 'strong' ? { spacing: { before: 200 } } : {}),
  });
}

export async function writeWord(title: string, paragraphs: readonly WordParagraph[]): Promise<Uint8Array> {
  const document = new Document({ title, creator: 'Wenrong', sections: [{ children: paragraphs.map(set) }] });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** The paragraphs of a .docx as plain text, empty ones included; null where it is none, or would unpack too large. */
export async function readWord(bytes: Uint8Array): Promise<string[] | null> {
  try {
    // The library inflates whatever it finds; so every part is inflated once before it, under hard limits.
    const archive = openArchive(bytes, limits);
    for (const name of archive.names) archive.read(name);
    const { value } = await mammoth.extractRawText({ buffer: Buffer.from(bytes) });
    return value.replace(/\n\n$/, '').split('\n\n');
  } catch {
    return null;
  }
}
