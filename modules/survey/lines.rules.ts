import type { Saying } from '#platform/contract/index.ts';
import {
  Questionnaire,
  questionKinds,
  traits,
  type Question,
  type QuestionKind,
  type QuestionnaireInput,
  type Trait,
  type Wording,
} from './questionnaire.contract.ts';
import {
  readCondition,
  readRows,
  readWording,
  writeCondition,
  writeRows,
  writeWording,
  type Read,
} from './syntax.words.ts';

/**
 * A questionnaire as a list of lines of text, one for the head, each section and each question: what Excel holds in a
 * row and Word in a few paragraphs.
 */
export interface Line {
  /** 问卷, 分节, or the Chinese name of a kind of question. */
  kind: string;
  code: string;
  text: string;
  help: string;
  /** One to a line. */
  options: string;
  columns: string;
  required: string;
  decline: string;
  trait: string;
  showIf: string;
  /** `min=0；max=10`. */
  more: string;
}
export type LineField = keyof Line;

/** What was wrong, and in which field of which line. */
export interface LineProblem {
  line: number;
  field: LineField;
  sentence: Saying;
}

export const headKind = '问卷';
export const sectionKind = '分节';
export const blankLine: Line = {
  kind: '',
  code: '',
  text: '',
  help: '',
  options: '',
  columns: '',
  required: '',
  decline: '',
  trait: '',
  showIf: '',
  more: '',
};

const wordingOf = (text: Wording | null): string => (text ? writeWording(text) : '');

export function linesOf(questionnaire: Questionnaire): Line[] {
  const { title, intro, thanks, sections } = questionnaire;
  const more = thanks ? `thanks=${writeWording(thanks)}` : '';
  const head = { ...blankLine, kind: headKind, text: writeWording(title), help: wordingOf(intro), more };
  return [
    head,
    ...sections.flatMap((section) => [
      {
        ...blankLine,
        kind: sectionKind,
        code: section.code,
        text: writeWording(section.title),
        help: wordingOf(section.intro),
        showIf: writeCondition(section.showIf),
      },
      ...section.questions.map(lineOf),
    ]),
  ];
}

const yes = (holds: boolean): string => (holds ? '是' : '否');

function lineOf(question: Question): Line {
  const {
    options = [],
    rows = [],
    columns = [],
  } = question as Partial<Record<'options' | 'rows' | 'columns', []>>;
  return {
    kind: questionKinds[question.kind].zh,
    code: question.code,
    text: writeWording(question.text),
    help: wordingOf(question.help),
    options: writeRows(options.length > 0 ? options : rows),
    columns: writeRows(columns),
    required: yes(question.required),
    decline: yes(question.decline),
    trait: question.trait ? traits[question.trait].zh : '',
    showIf: writeCondition(question.showIf),
    more: Object.entries(moreShapes)
      .flatMap(([name, shape]) => {
        const value = (question as unknown as Record<string, unknown>)[name];
        return value === undefined || value === null ? [] : [`${name}=${shape.write(value)}`];
      })
      .join('；'),
  };
}

interface Shape {
  write: (value: unknown) => string;
  read: (text: string) => unknown;
}
const number: Shape = { write: String, read: (text) => (text.trim() === '' ? Number.NaN : Number(text)) };
const wording: Shape = { write: (value) => writeWording(value as Wording), read: readWording };
const day: Shape = { write: String, read: (text) => text };
const truth: Shape = { write: (value) => yes(value === true), read: (text) => text === '是' };

/** What only some kinds have, by name. */
const moreShapes: Record<string, Shape> = {
  least: number,
  most: number,
  top: number,
  min: number,
  max: number,
  step: number,
  whole: truth,
  unit: wording,
  low: wording,
  high: wording,
  from: day,
  until: day,
  longest: number,
  total: number,
};

const kindByName = new Map<string, QuestionKind>(
  Object.entries(questionKinds).flatMap(([kind, { zh, en }]) => [
    [zh, kind as QuestionKind],
    [en.toLowerCase(), kind as QuestionKind],
  ]),
);
const traitByName = new Map<string, Trait>(
  Object.entries(traits).map(([trait, { zh }]) => [zh, trait as Trait]),
);

type Note = (field: LineField, sentence: Saying) => void;

/** The questionnaire the lines describe, or everything that is wrong with them. */
export function questionnaireOf(lines: readonly Line[]): {
  body: Questionnaire | null;
  problems: LineProblem[];
} {
  const problems: LineProblem[] = [];
  const draft: Partial<QuestionnaireInput> & { sections: QuestionnaireInput['sections'] } = { sections: [] };
  /** Line of each section and of its questions, to name where a shape was wrong. */
  const lineOfSection: { line: number; questions: number[] }[] = [];
  for (const [line, given] of lines.entries()) {
    const note: Note = (field, sentence) => problems.push({ line, field, sentence });
    if (given.kind === headKind) readHead(given, draft);
    else if (given.kind === sectionKind) {
      draft.sections.push({ ...readSection(given, note), questions: [] });
      lineOfSection.push({ line, questions: [] });
    } else {
      const question = readQuestion(given, note);
      const section = draft.sections.at(-1);
      if (!section)
        note('kind', { zh: '题目前要先有一行“分节”。', en: 'A section line must come before questions.' });
      else if (question) {
        section.questions.push(question as QuestionnaireInput['sections'][number]['questions'][number]);
        lineOfSection.at(-1)!.questions.push(line);
      }
    }
  }
  if (problems.length > 0) return { body: null, problems };
  const parsed = Questionnaire.safeParse(draft);
  if (parsed.success) return { body: parsed.data, problems };
  return {
    body: null,
    problems: parsed.error.issues
      .slice(0, 100)
      .map(({ path, message }) => shapeProblem(path, message, lineOfSection)),
  };
}

function shapeProblem(
  path: readonly PropertyKey[],
  message: string,
  lineOfSection: { line: number; questions: number[] }[],
): LineProblem {
  const [, s, , q, field] = path;
  const section = lineOfSection[Number(s)];
  const line = section?.questions[Number(q)] ?? section?.line ?? 0;
  const named = String(field ?? path.at(-1) ?? '');
  const known: LineField =
    named in blankLine
      ? (named as LineField)
      : named === 'rows'
        ? 'options'
        : named in moreShapes
          ? 'more'
          : 'text';
  return { line, field: known, sentence: { zh: `${named}：${message}`, en: `${named}: ${message}` } };
}

function readHead(line: Line, draft: Partial<QuestionnaireInput>): void {
  draft.title = readWording(line.text);
  draft.intro = line.help === '' ? null : readWording(line.help);
  const thanks = /^thanks=(.*)$/s.exec(line.more)?.[1];
  draft.thanks = thanks ? readWording(thanks) : null;
}

function take<T>(read: Read<T>, field: LineField, note: Note, otherwise: T): T {
  if ('value' in read) return read.value;
  note(field, read.wrong);
  return otherwise;
}

const readSection = (line: Line, note: Note) => ({
  code: line.code,
  title: readWording(line.text),
  intro: line.help === '' ? null : readWording(line.help),
  showIf: take(readCondition(line.showIf), 'showIf', note, null),
});

function readQuestion(line: Line, note: Note): Record<string, unknown> | null {
  const kind = kindByName.get(line.kind) ?? kindByName.get(line.kind.toLowerCase());
  if (!kind) {
    const names = Object.values(questionKinds)
      .map(({ zh }) => zh)
      .join('、');
    note('kind', {
      zh: `没有“${line.kind}”这种题型。可用：${names}。`,
      en: `There is no kind “${line.kind}”. Known: ${names}.`,
    });
    return null;
  }
  const trait = line.trait === '' ? null : (traitByName.get(line.trait) ?? undefined);
  if (trait === undefined)
    note('trait', {
      zh: `没有“${line.trait}”这种个人情况。`,
      en: `There is no particular called “${line.trait}”.`,
    });
  const options = take(readRows(line.options), 'options', note, []);
  return {
    kind,
    code: line.code,
    text: readWording(line.text),
    help: line.help === '' ? null : readWording(line.help),
    required: line.required === '是',
    decline: line.decline !== '否',
    trait: trait ?? null,
    showIf: take(readCondition(line.showIf), 'showIf', note, null),
    ...(options.length > 0 ? { options, rows: options } : {}),
    ...(line.columns === '' ? {} : { columns: take(readRows(line.columns), 'columns', note, []) }),
    ...readMore(line.more, note),
  };
}

function readMore(text: string, note: Note): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const part of text.split('；').filter((one) => one.trim() !== '')) {
    const [, name = '', value = ''] = /^\s*(\w+)\s*=(.*)$/s.exec(part) ?? [];
    const shape = moreShapes[name];
    if (shape) found[name] = shape.read(value);
    else
      note('more', {
        zh: `看不懂“${part}”，写法如：min=0；max=10。`,
        en: `“${part}” is not understood; write it like min=0；max=10.`,
      });
  }
  return found;
}
