import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aNotice, everyKind } from '#engines/gongwen/gongwen.fixtures.ts';
import { writeDocx, type OfficialDocument } from '#engines/gongwen/index.ts';
import {
  linesOf,
  missingForLines,
  missingPrograms,
  pagesOf,
  render,
  type Word,
} from '#engines/gongwen/rendering.fixtures.ts';
import { openTypesetter } from './pdf.ts';

if (missingForLines.length > 0)
  console.warn(`PDF pages are not looked at: ${missingForLines.join(', ')} not installed`);

const typesetter = openTypesetter();

describe('a PDF', () => {
  test('is the same bytes for the same document', () => {
    const [one, other] = [typesetter.writePdf(aNotice()), openTypesetter().writePdf(aNotice())];
    expect(Buffer.from(one).subarray(0, 5).toString()).toBe('%PDF-');
    expect(Buffer.compare(Buffer.from(one), Buffer.from(other))).toBe(0);
  });

  test('takes words as words, whatever they look like', () => {
    const body = [{ text: '#read("/etc/passwd") $x$ *a* _b_ <c> @d \\ ' }];
    expect(() => typesetter.writePdf(aNotice({ body }))).not.toThrow();
  });
});

describe.skipIf(missingPrograms.length > 0)('its pages', () => {
  let pages: Word[][];
  beforeAll(() => {
    pages = pagesOf(typesetter.writePdf(aNotice()));
  });
  const bodyLines = (page: number) =>
    linesOf(pages[page - 1]!.filter(({ top, bottom }) => top > 34 && bottom < 264));

  test('have 22 lines of 28 characters from 28 mm to 184 mm, as searchable text', () => {
    expect(bodyLines(3)).toHaveLength(22);
    const full = bodyLines(5).filter(({ text }) => [...text].length === 28);
    expect(full.length).toBeGreaterThan(10);
    for (const { left, right } of full) {
      expect(left).toBeCloseTo(28, 0);
      expect(right).toBeCloseTo(184, 0);
    }
    expect(bodyLines(1).map(({ text }) => text)).toContain('岚市监发〔2020〕23号');
  });

  test('carry their number at alternating sides, and the mark of a draft', () => {
    const numberOf = (page: number) => linesOf(pages[page - 1]!).at(-1)!;
    expect(numberOf(1)).toMatchObject({ text: '—1—' });
    expect(numberOf(1).right).toBeGreaterThan(175);
    expect(numberOf(2).left).toBeLessThan(36);
    for (const page of pages) expect(linesOf(page)[0]!.text).toBe('送审稿');
  });

  test('end with the colophon at the foot of the last', () => {
    const lines = linesOf(pages.at(-1)!.filter(({ bottom }) => bottom < 264));
    expect(lines.at(-1)!.text).toBe('岚川市市场监督管理局办公室2020年7月13日印发');
    expect(lines.at(-1)!.top).toBeGreaterThan(253);
  });

  test('turn a quarter for a wide table; the colophon after it has an even page of its own', () => {
    const issued = pagesOf(typesetter.writePdf(everyKind.issued));
    const wide = issued.filter((words) => words.some(({ text }) => text === '配合科室'));
    expect(wide.length).toBeGreaterThan(1);
    for (const words of wide) expect(Math.max(...words.map(({ right }) => right))).toBeGreaterThan(240);
    expect(issued.length % 2).toBe(0);
    const last = linesOf(issued.at(-1)!);
    expect(last.map(({ text }) => text).slice(-1)).toEqual(['岚川市市场监督管理局办公室2020年7月13日印发']);
    expect(linesOf(issued[0]!).some(({ text }) => text.startsWith('现将《'))).toBe(true);
  });

  test('never leave name and date alone on a page', () => {
    const page = pages.find((words) => linesOf(words).some(({ text }) => text === '2020年7月13日'))!;
    expect(linesOf(page).some(({ text }) => text.includes('附件：'))).toBe(true);
  });
});

describe.skipIf(missingForLines.length > 0)(
  'pages of the DOCX, as LibreOffice renders it, and of the PDF',
  () => {
    const { issued, figured, opinion, circular, minutes, bulletin } = everyKind;
    const documents: Readonly<Record<string, OfficialDocument>> = {
      issued,
      figured,
      opinion,
      circular,
      minutes,
      bulletin,
    };
    let papers: ReturnType<typeof render>;
    beforeAll(async () => {
      const files: Record<string, Uint8Array> = {};
      for (const [name, document] of Object.entries(documents)) files[name] = await writeDocx(document);
      papers = render(files);
    });
    afterAll(() => papers.remove());

    /** Below the mark of a draft; the number beside a page across is none of its text. */
    const isText = ({ text, top, bottom, left }: Word): boolean =>
      top > 25 && bottom < 275 && !(left < 40 && /^[—\d]+$/.test(text));
    const beginnings = (words: readonly Word[][]): string[] =>
      words.map((page) => linesOf(page.filter(isText))[0]?.text ?? '');

    test.each(Object.keys(documents))('%s: as many, beginning with the same words', (name) => {
      const docx = beginnings(papers.of[name]!.pages);
      expect(beginnings(pagesOf(typesetter.writePdf(documents[name]!)))).toEqual(docx);
    });
  },
);
