import type { CellInput, ColumnPlan, SheetPlan, SheetRefusal } from '#platform/sheets/index.ts';
import { isSheetRefusal, readWorkbook, writeWorkbook } from '#platform/sheets/index.ts';
import { rosterErrorPlan } from './roster-error.sheets.ts';
import { defaultAgencies, isRosterRefusal, parseRoster, postTypeNames } from './roster.rules.ts';
import type {
  LegacyAgency,
  RosterOptions,
  RosterPerson,
  RosterReading,
  RosterRefusal,
  RosterUnit,
} from './roster.rules.ts';

/** Reads a roster file: a reading with all its problems, or why the whole file is refused. */
export function readRosterFile(
  bytes: Uint8Array,
  fileName: string,
  options: RosterOptions = {},
): RosterReading | RosterRefusal | SheetRefusal {
  const workbook = readWorkbook(bytes, fileName);
  return isSheetRefusal(workbook) ? workbook : parseRoster(workbook, options);
}

/**
 * The file again with its problem cells red (warnings yellow) and a last column that says what is wrong; null
 * where the file cannot be read as a roster. ID-card numbers are replaced. It can be mended and sent again.
 */
export function rosterErrorWorkbook(
  bytes: Uint8Array,
  fileName: string,
  options: RosterOptions = {},
  language: 'zh' | 'en' = 'zh',
): Uint8Array | null {
  const workbook = readWorkbook(bytes, fileName);
  if (isSheetRefusal(workbook)) return null;
  const reading = parseRoster(workbook, options);
  return isRosterRefusal(reading) ? null : writeWorkbook(rosterErrorPlan(workbook, reading, language));
}

/** What a roster workbook says about whose it is. */
export interface RosterHeading {
  /** Name of the bureau; empty leaves the line to be filled in. */
  readonly bureau: string;
  readonly agencies?: readonly LegacyAgency[];
}

const star = (head: string, starred: boolean) => (starred ? `${head}*` : head);

function rosterColumns(agencies: readonly LegacyAgency[], starred: boolean): ColumnPlan[] {
  return [
    { head: star('工号', starred), format: 'text', width: 12 },
    { head: star('姓名', starred), width: 12 },
    { head: star('单位(科室)', starred), width: 28 },
    { head: star('原单位', starred), width: 14, choices: agencies.map((agency) => agency.name) },
    { head: '编制类型', width: 12, choices: Object.values(postTypeNames) },
    { head: '职务', width: 16 },
    { head: '职级', width: 14 },
    { head: '到岗日期', format: 'day', width: 13 },
    { head: '手机', format: 'text', width: 15 },
    { head: '是否在岗', width: 10, choices: ['是', '否'] },
    { head: '离岗日期', format: 'day', width: 13 },
    { head: '排序', width: 7 },
  ];
}

function unitColumns(starred: boolean): ColumnPlan[] {
  return [
    { head: star('单位', starred), width: 28 },
    { head: '上级单位', width: 28 },
    { head: '类别', width: 12 },
    { head: '楼层', width: 10 },
    { head: '机构编码', format: 'text', width: 12 },
    { head: '排序', width: 7 },
  ];
}

const examplePerson: CellInput[] = [
  '示例LC0001',
  '张三',
  '质量发展科',
  '原质监',
  '行政编制',
  '科长',
  '一级主任科员',
  { day: '2019-01-30' },
  '13900000000',
  '是',
  null,
  1,
];
const exampleUnit: CellInput[] = ['示例：质量发展科', '局机关', '科室', '5', 'S10', 10];

/** The import template: 花名册 and 机构, each with one example line that is skipped on import, and 填表说明. */
export function rosterTemplate({ bureau, agencies = defaultAgencies }: RosterHeading): Uint8Array {
  const roster: SheetPlan = {
    name: '花名册',
    title: '人员花名册',
    subtitles: [[`填报单位：${bureau}`, '填报时间：']],
    columns: rosterColumns(agencies, true),
    rows: [exampleLine(examplePerson)],
    frozenColumns: 2,
  };
  const units: SheetPlan = {
    name: '机构',
    title: '机构表',
    subtitles: [[`填报单位：${bureau}`, '填报时间：']],
    columns: unitColumns(true),
    rows: [exampleLine(exampleUnit)],
  };
  return writeWorkbook({ sheets: [roster, units, instructions(agencies)] });
}

function exampleLine(cells: readonly CellInput[]): CellInput[] {
  return cells.map((value) =>
    typeof value === 'object' && value !== null && 'mark' in value ? value : { mark: 'example', value },
  );
}

function instructions(agencies: readonly LegacyAgency[]): SheetPlan {
  const columns = [
    { head: '列', width: 14 },
    { head: '填写要求', width: 90 },
  ];
  const rows = [
    ['带 * 的列', '必填。其余可空；空格表示“不改动系统里已有的内容”。'],
    ['工号', '每人唯一，重复导入按工号对应。请保持文本格式。'],
    ['姓名', '只写姓名，中间可有空格；少数民族姓名用“·”。'],
    ['单位(科室)', '与“机构”表一致；同名的写明上级，如：综合检验检测中心/办公室。'],
    ['原单位', `机构改革前所在单位：${agencies.map((agency) => agency.name).join('、')}。`],
    ['编制类型', `${Object.values(postTypeNames).join('、')}。`],
    ['到岗日期、离岗日期', '写成 2020-09-01。离岗日期是不再在岗的第一天。'],
    ['多段任职', '同一工号可占几行，每行一段，到岗日期各不相同。'],
    ['是否在岗', '是、否（√、× 也可以）。'],
    ['排序', '整数，按班子和科室习惯的先后；空着则按姓名拼音。'],
    ['不收的内容', '本系统不收公民身份号码，表里有这一列则整份文件不予接收。'],
    ['示例行', '以“示例”开头的行不会导入，可以保留。'],
  ];
  return { name: '填表说明', title: '填表说明', columns, rows, upright: true };
}

/**
 * The roster as a workbook that `parseRoster` reads back without a difference: one row per assignment, units
 * by path. Phones are written as given; whoever may not see them passes null.
 */
export function rosterExport(
  people: readonly RosterPerson[],
  units: readonly RosterUnit[],
  on: string,
  { bureau, agencies = defaultAgencies }: RosterHeading,
): Uint8Array {
  const names = new Map(agencies.map((agency) => [agency.code, agency.name]));
  const roster: SheetPlan = {
    name: '花名册',
    title: '人员花名册',
    subtitles: [[`填报单位：${bureau}`, `填报时间：${on}`]],
    columns: rosterColumns(agencies, false),
    rows: people.flatMap((person) => personLines(person, names, on)),
    notes: [`注：共 ${people.length} 人；一人多行的，每行是一段任职。`],
    frozenColumns: 2,
  };
  const tree: SheetPlan = {
    name: '机构',
    title: '机构表',
    subtitles: [[`填报单位：${bureau}`, `填报时间：${on}`]],
    columns: unitColumns(false),
    rows: units.map(({ name, parent, kind, floor, code, order }) => [name, parent, kind, floor, code, order]),
  };
  return writeWorkbook({ sheets: [roster, tree] });
}

function personLines(person: RosterPerson, names: ReadonlyMap<string, string>, on: string): CellInput[][] {
  const { staffNo, name, legacy, postType, grade, phone, order, leftOn, assignments } = person;
  return assignments.map(({ unit, post, fromOn, untilOn }, i) => {
    const isLast = i === assignments.length - 1;
    const until = isLast ? leftOn : untilOn;
    const active = isLast && (leftOn === null || on < leftOn);
    return [
      staffNo,
      name,
      unit,
      names.get(legacy) ?? legacy,
      postType && postTypeNames[postType],
      post,
      grade,
      { day: fromOn },
      phone,
      active ? '是' : '否',
      until === null ? null : { day: until },
      order,
    ];
  });
}
