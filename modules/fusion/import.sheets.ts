/** The files of an imported wave: the template that is handed out, and the reading of what comes back. */
import { fillBoth, type RefusalKind } from '#platform/contract/index.ts';
import {
  isSheetRefusal,
  readWorkbook,
  sheetRefusals,
  type Sheet,
  type SheetLimits,
  type WorkbookPlan,
} from '#platform/sheets/index.ts';
import {
  groupless,
  matchPeople,
  notesOf,
  shownProblems,
  tieArrays,
  type ImportedWave,
  type Matching,
} from './import.rules.ts';
import { readPeople, readTies, type FileProblem } from './network-file.rules.ts';

/** Ties of five thousand people are more rows than an office table has. */
const limits: Partial<SheetLimits> = { rows: 600_000 };

export interface ReadFiles extends Matching {
  people: { name: string; bytes: Uint8Array };
  ties: { name: string; bytes: Uint8Array };
  groupColumn: string | null;
}

/** Reads both files; runs in a worker thread. A file that is no sheet at all is one problem with a sentence. */
export function readWaveFiles(files: ReadFiles): ImportedWave {
  const [people, ties] = [sheetsOf(files.people), sheetsOf(files.ties)];
  const unreadable = [people, ties].flatMap((read) => ('problem' in read ? [read.problem] : []));
  if ('problem' in people || 'problem' in ties) return refused(unreadable);
  const one = readPeople(chosen(people.sheets, '人员', 0), files.groupColumn);
  const known = new Set(one.people.map(({ id }) => id));
  const two = readTies(chosen(ties.sheets, '关系', 1), known, { undirected: false });
  const matched = matchPeople(one.people, files);
  const problems = [...one.problems, ...groupless(one.people, matched, files.people.name), ...two.problems];
  if (problems.length > 0) return refused(problems);
  return {
    people: matched,
    ties: tieArrays(two.ties, matched),
    notes: notesOf(two.notes),
    nProblems: 0,
    problems: [],
  };
}

const refused = (problems: readonly FileProblem[]): ImportedWave => ({
  people: [],
  ties: { from: new Int32Array(), to: new Int32Array(), state: new Uint8Array() },
  notes: [],
  nProblems: problems.length,
  problems: shownProblems(problems),
});

function sheetsOf(file: {
  name: string;
  bytes: Uint8Array;
}): { sheets: readonly Sheet[] } | { problem: FileProblem } {
  const read = readWorkbook(file.bytes, file.name, limits);
  if (!isSheetRefusal(read)) return read;
  const words: RefusalKind = sheetRefusals[read.code];
  const detail = fillBoth({ zh: words.zh, en: words.en }, read.facts);
  const place = { sheet: file.name, row: 1, column: 'A', heading: '', cell: 'A1' };
  return { problem: { ...place, code: 'file/no-rows', detail } };
}

/** In a workbook with both: by name, else by place; a CSV has one sheet. */
const chosen = (sheets: readonly Sheet[], name: string, place: number): Sheet =>
  sheets.find((sheet) => sheet.name.includes(name)) ?? sheets[Math.min(place, sheets.length - 1)]!;

export const templatePlan = (): WorkbookPlan => ({
  sheets: [
    {
      name: '人员',
      title: '相识调查导入：人员',
      subtitles: ['第一列为工号；原单位、科室可不填，按花名册匹配'],
      columns: [
        { head: '工号', format: 'text', width: 14 },
        { head: '原单位', width: 18 },
        { head: '单位', width: 24 },
      ],
      rows: [],
      notes: ['不要填姓名、身份证号。上传后立即换成代号，文件随即删除。'],
    },
    {
      name: '关系',
      title: '相识调查导入：关系',
      subtitles: ['一行是填答人对一位同事的回答：0 不认识，1 认识，2 熟悉；没有回答留空'],
      columns: [
        { head: '填答人工号', format: 'text', width: 14 },
        { head: '对方工号', format: 'text', width: 14 },
        { head: '熟悉程度', width: 10, choices: ['0', '1', '2'] },
      ],
      rows: [],
    },
  ],
});
