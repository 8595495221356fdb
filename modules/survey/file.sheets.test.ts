import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWord, writeWord } from '#platform/word/index.ts';
import { paragraphsOf, readParagraphs } from './line-text.rules.ts';
import { questionnaireWorkbook, readQuestionnaireSheet } from './line.sheets.ts';
import { readQuestionnaireFile } from './file.work.ts';
import { anyQuestionnaire } from './questionnaire.arbitrary.fixtures.ts';
import { aQuestionnaire } from './survey.fixtures.ts';

describe('a questionnaire that goes out and comes back', () => {
  test('is the same after Excel', () => {
    fc.assert(
      fc.property(anyQuestionnaire, (questionnaire) => {
        const read = readQuestionnaireSheet(questionnaireWorkbook(questionnaire), 'x.xlsx');
        expect(read).toEqual({ body: questionnaire, problems: [] });
      }),
      { numRuns: 40 },
    );
  });

  test('is the same after Word', async () => {
    await fc.assert(
      fc.asyncProperty(anyQuestionnaire, async (questionnaire) => {
        const bytes = await writeWord(questionnaire.title.zh, paragraphsOf(questionnaire));
        expect(readParagraphs((await readWord(bytes))!)).toEqual({ body: questionnaire, problems: [] });
      }),
      { numRuns: 20 },
    );
  });

  test('is the same after JSON', async () => {
    const bytes = new TextEncoder().encode(JSON.stringify(aQuestionnaire()));
    expect(await readQuestionnaireFile({ name: 'x.json', bytes })).toEqual({
      body: aQuestionnaire(),
      problems: [],
    });
  });
});

describe('what is wrong with a file is named by its place', () => {
  test('the paragraph in Word', async () => {
    const paragraphs = paragraphsOf(aQuestionnaire()).map(({ text }) => text);
    const at = paragraphs.findIndex((text) => text.startsWith('【单选】'));
    paragraphs[at] = paragraphs[at]!.replace('单选', '单选选');
    const bytes = await writeWord(
      'x',
      paragraphs.map((text) => ({ style: 'text', text })),
    );
    const read = await readQuestionnaireFile({ name: 'x.docx', bytes });
    expect(read.body).toBeNull();
    expect(read.problems).toMatchObject([
      { place: `第 ${at + 1} 段`, sentence: { zh: expect.stringContaining('没有“单选选”') } },
    ]);
  });

  test('the cell in Excel', async () => {
    const lines = aQuestionnaire();
    lines.sections[0]!.questions[0]!.showIf = null;
    const { readWorkbook, writeWorkbook } = await import('#platform/sheets/index.ts');
    const workbook = readWorkbook(questionnaireWorkbook(lines), 'x.xlsx');
    if (!('sheets' in workbook)) throw new Error('unreadable');
    const rows = workbook.sheets[0]!.rows.map((cells) =>
      cells.map(({ text }) => (text === '是' ? '是' : text)),
    );
    rows[2]![9] = '看心情';
    const bytes = writeWorkbook({ sheets: [{ name: '题目', rows }] });
    const read = await readQuestionnaireFile({ name: 'x.xlsx', bytes });
    expect(read.problems).toMatchObject([
      { place: '题目!J3', sentence: { zh: expect.stringContaining('看心情') } },
    ]);
  });

  test('a file that is no document at all is refused', async () => {
    const bytes = new TextEncoder().encode('not a document');
    await expect(readQuestionnaireFile({ name: 'x.docx', bytes })).rejects.toMatchObject({
      code: 'survey/unreadable-file',
    });
    const read = await readQuestionnaireFile({ name: 'x.xlsx', bytes });
    expect(read.problems).toMatchObject([{ sentence: { zh: expect.stringContaining('没有找到表头') } }]);
  });
});
