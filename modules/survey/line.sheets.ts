import {
  isSheetRefusal,
  readWorkbook,
  writeWorkbook,
  type SheetRefusal,
  type Workbook,
} from '#platform/sheets/index.ts';
import { linesOf, questionnaireOf, type Line, type LineField } from './lines.rules.ts';
import { questionKinds, traits, type Questionnaire } from './questionnaire.contract.ts';
import type { FileProblem } from './draft.contract.ts';

const sheetName = '题目';
const heads: Record<LineField, string> = {
  kind: '类型',
  code: '代码',
  text: '文字（中文｜English）',
  help: '提示',
  options: '选项或行（每行一项：代码｜中文｜English）',
  columns: '列（矩阵，从低到高）',
  required: '必答',
  decline: '不愿回答',
  trait: '问个人情况',
  showIf: '显示条件',
  more: '其他（min=0；max=10）',
};
const fields = Object.keys(heads) as LineField[];
const widths: Partial<Record<LineField, number>> = {
  text: 50,
  help: 24,
  options: 50,
  columns: 30,
  showIf: 24,
  more: 30,
};

const choices: Partial<Record<LineField, readonly string[]>> = {
  kind: ['分节', ...Object.values(questionKinds).map(({ zh }) => zh)],
  required: ['是', '否'],
  decline: ['是', '否'],
  trait: Object.values(traits).map(({ zh }) => zh),
};

/** One row for the head, each section and each question; `readQuestionnaireSheet` reads it back equal. */
export function questionnaireWorkbook(questionnaire: Questionnaire): Uint8Array {
  const columns = fields.map((field) => ({
    head: heads[field],
    width: widths[field] ?? 12,
    format: 'text' as const,
    ...(choices[field] ? { choices: choices[field] } : {}),
  }));
  const rows = linesOf(questionnaire).map((line) => fields.map((field) => line[field]));
  return writeWorkbook({ sheets: [{ name: sheetName, columns, rows, frozenColumns: 2 }] });
}

export function readQuestionnaireSheet(
  bytes: Uint8Array,
  name: string,
): { body: Questionnaire | null; problems: FileProblem[] } | SheetRefusal {
  const workbook = readWorkbook(bytes, name);
  if (isSheetRefusal(workbook)) return workbook;
  const found = findRows(workbook);
  if (!found) {
    const sentence = {
      zh: '没有找到表头“类型、代码、文字”。',
      en: 'No header with 类型, 代码 and 文字 was found.',
    };
    return { body: null, problems: [{ place: `${workbook.sheets[0]?.name ?? sheetName}!A1`, sentence }] };
  }
  const { body, problems } = questionnaireOf(found.map(({ line }) => line));
  return {
    body,
    problems: problems.map(({ line, field, sentence }) => ({
      place: `${found[line]?.at(field) ?? sheetName}`,
      sentence,
    })),
  };
}

interface Found {
  line: Line;
  /** Address of a field, e.g. 题目!C7. */
  at: (field: LineField) => string;
}

/** Columns by the beginning of their heads, in any order; rows without a kind are skipped. */
function findRows(workbook: Workbook): Found[] | null {
  for (const sheet of workbook.sheets)
    for (const [top, row] of sheet.rows.entries()) {
      const place = new Map(
        fields.map((field) => [
          field,
          row.findIndex(({ text }) => text.trim().startsWith(heads[field].slice(0, 2))),
        ]),
      );
      if ((['kind', 'code', 'text'] as const).some((field) => place.get(field)! < 0)) continue;
      return sheet.rows.slice(top + 1).flatMap((cells) => {
        const cell = (field: LineField) => cells[place.get(field) ?? -1];
        const line = Object.fromEntries(
          fields.map((field) => [field, (cell(field)?.text ?? '').trim()]),
        ) as unknown as Line;
        const at = (field: LineField) => `${sheet.name}!${cell(field)?.at ?? cells[0]!.at}`;
        return line.kind === '' ? [] : [{ line, at }];
      });
    }
  return null;
}
