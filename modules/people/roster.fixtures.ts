import type { CellInput, Workbook } from '#platform/sheets/index.ts';
import { isSheetRefusal, readWorkbook, writeCsv, writeWorkbook } from '#platform/sheets/index.ts';
import { aMacroWorkbook, anOleFile, aZipBomb, encodeGb18030 } from '#platform/sheets/sheets.fixtures.ts';
import type { RosterOptions, RosterPerson, RosterReading } from './roster.rules.ts';
import { isRosterRefusal, parseRoster } from './roster.rules.ts';

/** The template's labels, in its order. */
export const rosterHead = [
  '工号',
  '姓名',
  '单位',
  '原单位',
  '编制类型',
  '职务',
  '职级',
  '到岗日期',
  '手机',
  '是否在岗',
  '离岗日期',
  '排序',
] as const;

export type RosterLine = Partial<Record<(typeof rosterHead)[number], CellInput>>;

/** A good row; each cell can be told otherwise. */
export function aLine(line: RosterLine = {}): CellInput[] {
  const full: RosterLine = {
    工号: 'LC0001',
    姓名: '靳文澄',
    单位: '质量发展科',
    原单位: '原质监',
    编制类型: '行政编制',
    职务: '科长',
    职级: '一级主任科员',
    到岗日期: { day: '2019-01-30' },
    手机: '19900000001',
    是否在岗: '是',
    离岗日期: null,
    排序: 1,
    ...line,
  };
  return rosterHead.map((label) => full[label] ?? null);
}

/** A plain roster file: header in the first row, then these lines. */
export function aRosterFile(...lines: readonly RosterLine[]): Uint8Array {
  return writeWorkbook({ sheets: [{ name: '花名册', rows: [[...rosterHead], ...lines.map(aLine)] }] });
}

/** Rows as a workbook of one sheet, read again. */
export function sheetOf(rows: readonly (readonly CellInput[])[], merges: readonly string[] = []): Workbook {
  return opened(writeWorkbook({ sheets: [{ name: '花名册', rows, merges }] }));
}

export function opened(bytes: Uint8Array, fileName = '花名册.xlsx'): Workbook {
  const answer = readWorkbook(bytes, fileName);
  if (isSheetRefusal(answer)) throw new Error(`${answer.code} ${JSON.stringify(answer.facts)}`);
  return answer;
}

export function parsed(workbook: Workbook, options: RosterOptions = {}): RosterReading {
  const answer = parseRoster(workbook, options);
  if (isRosterRefusal(answer)) throw new Error(`${answer.code} ${JSON.stringify(answer.facts)}`);
  return answer;
}

/**
 * A table as offices make it: title and 填报单位 above a two-row merged header, units merged downwards, full
 * width, blanks in names, a blank column, sub-totals, a repeated header, a signature line.
 */
export function anAwkwardWorkbook(): Workbook {
  const rows: CellInput[][] = [
    ['岚川市市场监督管理局人员花名册'],
    ['填报单位：人事科　　　填报时间：2020年9月1日'],
    [
      '序号',
      '所在科室',
      '姓　名',
      '人员编号＊',
      '机构改革前单位',
      null,
      '任职情况',
      null,
      '身份',
      '入职时间',
      '联系电话',
      '在职状态',
    ],
    [null, null, null, null, null, null, '职务', '职级'],
    [
      1,
      '质量发展科',
      '靳 文 澄',
      'ＬＣ０００１',
      '岚川市质量技术监督局',
      null,
      '科长',
      '一级主任科员',
      '公务员',
      43495,
      19900000001,
      '√',
    ],
    [
      2,
      null,
      '范树榆',
      'lc0002',
      '物价局',
      null,
      '科员',
      '',
      '参公',
      '2019.1.30',
      '1.9900000002E+10',
      '在岗',
    ],
    ['小计', null, 2],
    [
      3,
      '知识产权科',
      '阿依古丽•买买提',
      'LC0003',
      '科技局',
      null,
      '科员',
      '',
      '事业编',
      '2019年1月30日',
      '199-0000-0003',
      '是',
    ],
    [
      '序号',
      '所在科室',
      '姓名',
      '人员编号',
      '机构改革前单位',
      null,
      '职务',
      '职级',
      '身份',
      '入职时间',
      '联系电话',
      '在职状态',
    ],
    [
      4,
      '产品质量安全监督管理科（12315）',
      '乔𬱖',
      'LC0004',
      '工商局',
      null,
      '',
      '',
      '劳务派遣',
      '20190130',
      '0353-2012345',
      '×',
    ],
    ['合计', null, 4],
    ['填报人：张三', null, null, '审核人：李四'],
  ];
  const header = ['A3:A4', 'B3:B4', 'C3:C4', 'D3:D4', 'E3:E4', 'G3:H3', 'I3:I4', 'J3:J4', 'K3:K4', 'L3:L4'];
  return sheetOf(rows, ['A1:L1', 'A2:L2', ...header, 'B5:B6']);
}

/** The same kind of table saved as CSV by an old office computer. */
export function aGb18030Csv(): Uint8Array {
  const rows = [
    ['人员花名册'],
    [...rosterHead],
    aLine({ 姓名: '张 𬱖', 到岗日期: '43495', 手机: '1.3911E+10' }),
    aLine({ 工号: 'LC0002', 姓名: '武䶮', 单位: null, 到岗日期: '2019/1/30' }),
  ];
  return encodeGb18030(new TextDecoder().decode(writeCsv(rows)));
}

/** `n` invented people in 26 units, in the template's layout. */
export function aBigRosterFile(n: number): Uint8Array {
  const surnames = [...'王李张刘陈杨赵郭马高武郝侯乔段'];
  const given = [...'建志永文明伟海宏晓立树承秀丽玉'];
  const lines = Array.from({ length: n }, (_, i): RosterLine => ({
    工号: `LC${String(i + 1).padStart(5, '0')}`,
    姓名: `${surnames[i % 15]}${given[Math.floor(i / 15) % 15]}${given[Math.floor(i / 225) % 15]}`,
    单位: `第${(i % 26) + 1}科`,
    原单位: ['原工商', '质量技术监督局', '食药监局', '物价局', '知识产权局', '新招录'][i % 6]!,
    手机: `1990${String(i).padStart(7, '0')}`,
    排序: i + 1,
  }));
  return aRosterFile(...lines);
}

/** Files that must be refused, each with its code. */
export const refusedFiles: readonly (readonly [what: string, bytes: Uint8Array, code: string])[] = [
  ['a zip bomb', aZipBomb(12), 'sheets/zip-bomb'],
  ['a file with a password', anOleFile('EncryptedPackage'), 'sheets/encrypted'],
  ['an old .xls', anOleFile('Workbook'), 'sheets/old-xls'],
  ['a file with macros', aMacroWorkbook(), 'sheets/macro'],
  ['a truncated file', aRosterFile({}).subarray(0, 900), 'sheets/damaged'],
  ['a roster with ID cards', aRosterFileWithIdCards(), 'people/id-card-column'],
  [
    'a table that is no roster',
    writeWorkbook({ sheets: [{ name: '表', rows: [['产品', '数量']] }] }),
    'people/no-roster-header',
  ],
  [
    'a roster without 原单位',
    writeCsv([
      ['工号', '姓名', '单位'],
      ['1', '张三', '办公室'],
    ]),
    'people/required-column-missing',
  ],
  ['a header alone', aRosterFile(), 'people/no-people'],
];

function aRosterFileWithIdCards(): Uint8Array {
  return writeWorkbook({
    sheets: [
      {
        name: '花名册',
        rows: [
          [...rosterHead, '公民身份\n号码'],
          [...aLine(), ''],
        ],
      },
    ],
  });
}

/** A person as the bureau keeps them. */
export function aRosterPerson(told: Partial<RosterPerson> = {}): RosterPerson {
  return {
    staffNo: 'LC0001',
    name: '靳文澄',
    legacy: 'QTS',
    postType: 'CIVIL_SERVICE',
    grade: '一级主任科员',
    phone: '19900000001',
    order: 1,
    joinedOn: '2019-01-30',
    leftOn: null,
    assignments: [{ unit: '质量发展科', post: '科长', fromOn: '2019-01-30', untilOn: null }],
    ...told,
  };
}
