import {
  blankLine,
  headKind,
  linesOf,
  questionnaireOf,
  sectionKind,
  type Line,
  type LineField,
} from './lines.rules.ts';
import type { FileProblem } from './draft.contract.ts';
import type { Questionnaire } from './questionnaire.contract.ts';

/** A paragraph of a document: its text, and how it is set. */
export interface Paragraph {
  style: 'title' | 'heading' | 'strong' | 'text' | 'item';
  text: string;
}

/** How a field begins in a paragraph of its own; a question begins with 【类型】代码｜文字. */
const labels: Partial<Record<LineField, string>> = {
  help: '提示：',
  options: '选项：',
  columns: '列：',
  required: '必答：',
  decline: '不愿回答：',
  trait: '问个人情况：',
  showIf: '显示条件：',
  more: '其他：',
};
const labelled = Object.entries(labels) as [LineField, string][];
const listed: readonly LineField[] = ['options', 'columns'];

/** A questionnaire as paragraphs that people can edit in Word; `readParagraphs` reads them back equal. */
export const paragraphsOf = (questionnaire: Questionnaire): Paragraph[] =>
  linesOf(questionnaire).flatMap((line) => [
    opening(line),
    ...labelled.flatMap((label) => fieldOf(line, ...label)),
  ]);

function opening(line: Line): Paragraph {
  const style = line.kind === headKind ? 'title' : line.kind === sectionKind ? 'heading' : 'strong';
  return { style, text: `【${line.kind}】${line.code === '' ? '' : `${line.code}｜`}${line.text}` };
}

function fieldOf(line: Line, field: LineField, label: string): Paragraph[] {
  const text = line[field];
  if (text === '') return [];
  if (!listed.includes(field)) return [{ style: 'text', text: label + text }];
  return [
    { style: 'text', text: label },
    ...text.split('\n').map((item) => ({ style: 'item' as const, text: item })),
  ];
}

/** Paragraphs as people leave them: blank ones are skipped, problems name the paragraph's number, from 1. */
export function readParagraphs(paragraphs: readonly string[]): {
  body: Questionnaire | null;
  problems: FileProblem[];
} {
  const lines: (Line & { at: number })[] = [];
  const problems: FileProblem[] = [];
  let list: LineField | null = null;
  for (const [at, raw] of paragraphs.entries()) {
    const text = raw.trim();
    if (text === '') continue;
    const found = /^【(.+?)】(?:([a-z][a-z0-9_]*)[｜|])?(.*)$/s.exec(text);
    if (found) {
      lines.push({ ...blankLine, kind: found[1]!.trim(), code: found[2] ?? '', text: found[3]!.trim(), at });
      list = null;
      continue;
    }
    const line = lines.at(-1);
    const label = labelled.find(([, word]) => text.startsWith(word));
    if (!line)
      problems.push({
        place: `第 ${at + 1} 段`,
        sentence: { zh: '开头应是“【问卷】题目”。', en: 'The text should begin with 【问卷】 and a title.' },
      });
    else if (label) {
      [list] = label;
      line[list] = text.slice(label[1].length).trim();
      if (!listed.includes(list)) list = null;
    } else if (list) line[list] += `${line[list] === '' ? '' : '\n'}${text}`;
    else
      problems.push({
        place: `第 ${at + 1} 段`,
        sentence: {
          zh: `看不出“${text.slice(0, 20)}”属于哪里。`,
          en: `It is not clear where “${text.slice(0, 20)}” belongs.`,
        },
      });
  }
  if (problems.length > 0) return { body: null, problems };
  const read = questionnaireOf(lines);
  return {
    body: read.body,
    problems: read.problems.map(({ line, sentence }) => ({
      place: `第 ${(lines[line]?.at ?? 0) + 1} 段`,
      sentence,
    })),
  };
}
