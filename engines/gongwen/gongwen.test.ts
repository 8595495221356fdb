import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aNotice, everyKind } from './gongwen.fixtures.ts';
import { titleLines, writeDocx } from './index.ts';
import { linesOf, missingPrograms, render, type Picture, type Rendered } from './rendering.fixtures.ts';

if (missingPrograms.length > 0)
  console.warn(`rendering of documents is not looked at: ${missingPrograms.join(', ')} not installed`);

const isHan = (text: string): boolean => /^\p{Script=Han}+$/u.test(text);

describe('a file', () => {
  test('is the same bytes for the same document', async () => {
    expect(await writeDocx(aNotice())).toEqual(await writeDocx(aNotice()));
  });
});

const looked = describe.skipIf(missingPrograms.length > 0);
let papers: ReturnType<typeof render>;
if (missingPrograms.length === 0) {
  beforeAll(async () => {
    const documents: Record<string, Uint8Array> = { notice: await writeDocx(aNotice()) };
    for (const [name, document] of Object.entries(everyKind)) documents[name] = await writeDocx(document);
    papers = render(documents);
  });
  afterAll(() => papers.remove());
}

looked('a notice, as LibreOffice renders it', () => {
  let notice: Rendered;
  let odf: string;
  beforeAll(() => {
    notice = papers.of['notice']!;
    odf = notice.odf();
  });

  /** Lines of the text block alone: 37 mm to 262 mm. */
  const bodyLines = (page: number) =>
    linesOf(notice.pages[page - 1]!.filter(({ top, bottom }) => top > 34 && bottom < 264));

  test('a full page has 22 lines, a full line 28 characters', () => {
    expect(bodyLines(3)).toHaveLength(22);
    const full = bodyLines(5).map(({ text }) => [...text].length);
    expect(Math.max(...full)).toBe(28);
    expect(full.filter((n) => n === 28).length).toBeGreaterThan(10);
  });

  test('the text block begins 28 mm from the left, 37 mm from above, and is 156 by 225 mm', () => {
    const lines = bodyLines(3);
    const full = lines.filter(({ text }) => [...text].length === 28);
    for (const { left, right } of full) {
      expect(left).toBeCloseTo(28, 0);
      expect(right).toBeCloseTo(184, 0);
    }
    expect(lines[0]!.top).toBeGreaterThan(36);
    expect(lines[0]!.top).toBeLessThan(39.5);
    // 21 pitches of 28.95 pt between the first line and the last
    expect(lines.at(-1)!.top - lines[0]!.top).toBeCloseTo((21 * 28.95 * 25.4) / 72, 0);
  });

  test('a paragraph begins two characters in', () => {
    const first = bodyLines(1).find(({ text }) => text.startsWith('一、'))!;
    expect(first.left - 28).toBeCloseTo((2 * 156) / 28, 0);
  });

  test('the first page shows body text', () => {
    expect(bodyLines(1).some(({ text }) => isHan(text) && [...text].length === 28)).toBe(true);
  });

  test('the red name begins 35 mm below the block’s top, the red rule spans it 4 mm below the number', () => {
    const red = redOf(notice.pixels(1));
    expect(red.top).toBeGreaterThan(37 + 33.5);
    expect(red.top).toBeLessThan(37 + 36.5);
    // a pixel is 0.25 mm
    expect(Math.abs(red.ruleLeft - 28)).toBeLessThan(0.75);
    expect(Math.abs(red.ruleRight - 184)).toBeLessThan(0.75);
    const number = bodyLines(1).find(({ text }) => text.includes('〔2020〕'))!;
    expect(number.text).toBe('岚市监发〔2020〕23号');
    expect(red.ruleTop - number.top).toBeGreaterThan(8);
    expect(red.ruleTop - number.top).toBeLessThan(13);
  });

  test('odd pages carry their number at the right, even ones at the left, 7 mm below the block', () => {
    const numberOf = (page: number) => linesOf(notice.pages[page - 1]!).at(-1)!;
    expect(numberOf(1)).toMatchObject({ text: '—1—' });
    expect(numberOf(1).right).toBeGreaterThan(175);
    expect(numberOf(2).left).toBeLessThan(36);
    for (const page of [1, 2, 3]) {
      const dash = darkTop(notice.pixels(page), 262, 280);
      expect(Math.abs(dash - 262 - 7)).toBeLessThan(1);
    }
  });

  test('every page says that it is a draft', () => {
    for (const page of notice.pages) expect(linesOf(page)[0]!.text).toBe('送审稿');
  });

  test('the attachment begins a page: its mark at the left, its title in the middle of the third line', () => {
    const page = notice.pages.findIndex((words) => linesOf(words)[1]?.text === '附件') + 1;
    const [mark, title] = bodyLines(page);
    expect(mark!.left).toBeCloseTo(28, 0);
    expect(title!.text).toBe('任务分解表');
    expect((title!.left + title!.right) / 2).toBeCloseTo(28 + 78, 0);
    expect((title!.top - mark!.top) / 10.21).toBeCloseTo(2, 0);
  });

  test('the table repeats its head on every page', () => {
    const heads = notice.pages.filter((words) => words.some(({ text }) => text === '牵头科室'));
    expect(heads.length).toBe(2);
  });

  test('levels are set in 黑体, 楷体, 仿宋, the title in 小标宋 of 22 pt', () => {
    expect(faceAt(odf, '一、总体要求')).toMatchObject({ face: '黑体', points: 16 });
    expect(faceAt(odf, '（一）突出政治建设。')).toMatchObject({ face: '楷体_GB2312', points: 16 });
    expect(faceAt(odf, '1.第一项措施。')).toMatchObject({ face: '仿宋_GB2312', points: 16 });
    expect(faceAt(odf, '（1）具体办法。')).toMatchObject({ face: '仿宋_GB2312', points: 16 });
    expect(faceAt(odf, '《机关文化建设工作方案》的通知')).toMatchObject({
      face: '方正小标宋简体',
      points: 22,
    });
  });

  test('the date stands four characters in, the name in the middle above it', () => {
    const page = notice.pages.find((words) => linesOf(words).some(({ text }) => text === '2020年7月13日'))!;
    const lines = linesOf(page);
    const date = lines.find(({ text }) => text === '2020年7月13日')!;
    const name = lines.find(({ text }) => text === '岚川市市场监督管理局')!;
    // the name is ten characters wide, the date six and a half
    expect(184 - date.right).toBeCloseTo((4 * 156) / 28, 0);
    expect(184 - name.right).toBeCloseTo(((4 + (6.5 - 10) / 2) * 156) / 28, 0);
    expect(name.top).toBeLessThan(date.top);
  });
});

looked('other kinds, as LibreOffice renders them', () => {
  const linesOn = (name: keyof typeof everyKind): string[] =>
    papers.of[name]!.pages.flatMap((page) => linesOf(page).map(({ text }) => text));

  test('minutes carry the meeting’s name without 文件, the issue, and who was there', () => {
    const lines = linesOn('minutes');
    expect(lines).toContain('局长办公会议纪要');
    expect(lines).toContain('第12期');
    expect(lines.some((line) => line.startsWith('出席：'))).toBe(true);
    expect(lines.some((line) => line.includes('〔2020〕'))).toBe(false);
  });

  test('a report upward names who signs for it', () => {
    expect(linesOn('report')).toContain('岚市监发〔2020〕23号签发人：郭玉蘅');
  });

  test('a bulletin carries its issue, who made it and when', () => {
    expect(linesOn('bulletin')).toEqual(
      expect.arrayContaining(['机关文化建设简报', '第3期', '领导组办公室2020年8月1日']),
    );
  });

  test('a notice of one sentence shows it on its first page', () => {
    const [first] = papers.of['issued']!.pages;
    expect(linesOf(first!).some(({ text }) => text.startsWith('现将《机关文化建设工作方案》印发'))).toBe(
      true,
    );
  });

  test('the colophon stands at the foot of the last page', () => {
    for (const name of ['notice', 'circular', 'report', 'survey', 'issued']) {
      const words = papers.of[name]!.pages.at(-1)!.filter(({ bottom }) => bottom < 264);
      const last = linesOf(words).at(-1)!;
      expect(last.text, name).toBe('岚川市市场监督管理局办公室2020年7月13日印发');
      expect(last.top, name).toBeGreaterThan(253);
    }
  });
});

looked('a wide table, as LibreOffice renders it', () => {
  const across = () =>
    papers.of['issued']!.pages.flatMap((words, at) =>
      words.some(({ text }) => text === '配合科室') ? [{ page: at + 1, words }] : [],
    );

  test('lies across the paper, its head on every page', () => {
    expect(across().length).toBeGreaterThan(1);
    for (const { page } of across()) {
      const { width, height } = papers.of['issued']!.pixels(page);
      expect([Math.round(width / 4), Math.round(height / 4)]).toEqual([297, 210]);
    }
  });

  test('keeps its page numbers where upright pages have them: turned, odd below, even above', () => {
    for (const { page } of across()) {
      const { top, bottom } = inkBeside(papers.of['issued']!.pixels(page), 24, 32);
      // Right on upright pages is below here: 184 mm less one character.
      if (page % 2 === 1) expect(bottom).toBeCloseTo(184 - 5, -1);
      else expect(top).toBeCloseTo(28 + 5, -1);
      expect(bottom - top).toBeLessThan(20);
    }
  });

  test('is followed by the colophon on an even page without a number', () => {
    const { pages } = papers.of['issued']!;
    const after = across().at(-1)!.page + 1;
    expect(pages.length % 2).toBe(0);
    expect(pages.length - after).toBeLessThan(2);
    expect(linesOf(pages.at(-1)!).some(({ text }) => /—\d+—/.test(text))).toBe(false);
  });
});

describe('a title', () => {
  test('breaks between words into even lines', () => {
    expect(titleLines('关于开展活动的通知')).toEqual(['关于开展活动的通知']);
    const lines = titleLines('岚川市市场监督管理局关于印发《机关文化建设工作方案》的通知');
    expect(lines).toEqual(['岚川市市场监督管理局关于印发', '《机关文化建设工作方案》的通知']);
  });
});

/** Where red ink lies on a page, in millimetres. */
function redOf({ width, height, rgb }: Picture) {
  const rows = Array.from({ length: height }, () => ({ n: 0, left: Infinity, right: -1 }));
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      if (rgb[at]! < 180 || rgb[at + 1]! > 120 || rgb[at + 2]! > 120) continue;
      const row = rows[y]!;
      row.n++;
      row.left = Math.min(row.left, x);
      row.right = Math.max(row.right, x);
    }
  const rule = rows.findIndex(({ n }) => n > width * 0.7);
  const { left, right } = rows[rule]!;
  return {
    top: rows.findIndex(({ n }) => n > 0) / 4,
    ruleTop: rule / 4,
    ruleLeft: left / 4,
    ruleRight: right / 4,
  };
}

/** Between which heights dark ink lies in a strip of a page, in millimetres. */
function inkBeside(
  { width, height, rgb }: Picture,
  from: number,
  to: number,
): { top: number; bottom: number } {
  const rows: number[] = [];
  for (let y = 0; y < height; y++)
    for (let x = from * 4; x < to * 4; x++) if (rgb[(y * width + x) * 3]! < 120) rows.push(y / 4);
  return { top: Math.min(...rows), bottom: Math.max(...rows) };
}

/** First dark row between two heights, in millimetres. */
function darkTop({ width, rgb }: Picture, from: number, to: number): number {
  for (let y = from * 4; y < to * 4; y++)
    for (let x = 0; x < width; x++) if (rgb[(y * width + x) * 3]! < 120) return y / 4;
  return Number.NaN;
}

/** Face and size of the span that begins with a text, resolved through the automatic styles of flat ODF. */
function faceAt(odf: string, text: string): { face: string; points: number } {
  const span = new RegExp(`<text:span text:style-name="([^"]+)">${text}`).exec(odf)?.[1];
  const style =
    new RegExp(`<style:style style:name="${span}"[^>]*>.*?</style:style>`, 's').exec(odf)?.[0] ?? '';
  const face = /style:font-name-asian="([^"]+)"/.exec(style)?.[1];
  // a face is declared once for each use; the declaration names the family
  const family = new RegExp(
    `<style:font-face style:name="${face}" svg:font-family="(?:&apos;)?([^"&;]+)`,
  ).exec(odf);
  const pointsOf = /style:font-size-asian="([\d.]+)pt"/.exec(style)?.[1];
  return {
    face: family?.[1] ?? '',
    points: Number(pointsOf ?? 16),
  };
}
