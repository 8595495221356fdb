import { refusals } from '#platform/contract/index.ts';
import type { RosterField, RosterProblem, RosterProblemCode, UnitField } from './roster-shape.rules.ts';

type Words<Key extends string> = Readonly<Record<Key, string>>;

/** Sentences of row problems; `{column}` is the column's name, `{got}` what stands there, `{expected}` data. */
export const rosterWordsZh: Words<RosterProblemCode> = {
  'people/missing-cell': '{column}没有填。',
  'people/cell-error': '{column}是公式错误“{got}”，请改成文字或数值。',
  'people/id-card-number': '此格含有身份证号码。本系统不收身份证号码，请删去（号码未被读取）。',
  'people/bad-staff-no': '工号“{got}”不合规则，应为字母、数字，如 {expected}。',
  'people/number-lost-digits':
    '工号“{got}”已被存成数值，末几位丢失。请把该列设为文本格式，重新填写完整工号。',
  'people/staff-no-repeated':
    '工号“{got}”与第 {expected} 行重复。同一人的任职经历请用不同的到岗日期分行填写；否则请更正工号。',
  'people/staff-no-two-names': '工号相同而姓名不同（{expected}），请更正工号或姓名。',
  'people/legacy-differs': '同一工号的原单位与第 {expected} 行不一致。',
  'people/assignments-overlap': '离岗日期晚于同一人下一段任职的到岗日期 {expected}。',
  'people/bad-name': '姓名“{got}”不合规则：只写姓名，不加括号、数字或备注。',
  'people/private-character': '姓名“{got}”含有只在个别字体里才有的字，请用标准字重新输入。',
  'people/unknown-legacy': '原单位“{got}”不在名单里，或同时像几个单位。可填：{expected}。',
  'people/unknown-post-type': '编制类型“{got}”无法识别。可填：{expected}。',
  'people/bad-date': '{column}“{got}”不是有效日期，请写成 2020-09-01。',
  'people/date-without-year': '{column}“{got}”缺少年份，请写成 2020-09-01。',
  'people/date-without-day': '{column}“{got}”没有写明哪一日，按 {expected} 读取，请核对。',
  'people/date-out-of-range': '{column}“{got}”不在 1940 至 2100 年之间。',
  'people/left-before-joined': '离岗日期“{got}”不晚于到岗日期 {expected}。',
  'people/left-but-active': '是否在岗填的是“{got}”，而离岗日期 {expected} 已过。',
  'people/left-date-missing': '已不在岗，但没有离岗日期；将按导入生效日计。',
  'people/unknown-active': '是否在岗“{got}”无法识别。可填：{expected}。',
  'people/bad-phone': '手机“{got}”不是有效号码。',
  'people/two-phones': '手机“{got}”有多个号码，只读取 {expected}。',
  'people/phone-lost-digits': '手机“{got}”已被存成数值，末几位丢失。请把该列设为文本格式，重新填写完整号码。',
  'people/bad-order': '排序“{got}”不是整数。可填：{expected}。',
  'people/column-twice': '“{got}”与“{expected}”是同一项；以“{expected}”为准，空白时才读这一列。',
  'people/unit-filled-down': '{column}空白，按上一行“{expected}”读取，请核对。',
  'people/unit-not-in-tree': '单位“{got}”不在机构表里，将新增为一级机构，请核对。',
  'people/unit-ambiguous': '单位“{got}”有几个同名的，请写明上级，如：{expected}。',
  'people/unit-parent-unknown': '上级单位“{got}”不在机构表里。',
  'people/unit-repeated': '单位“{got}”重复列出。',
  'people/unit-cycle': '上级单位“{got}”绕了一圈又回到自己。',
};

export const rosterWordsEn: Words<RosterProblemCode> = {
  'people/missing-cell': '{column} is empty.',
  'people/cell-error': '{column} holds the formula error “{got}”; enter text or a number.',
  'people/id-card-number':
    'This cell holds an ID-card number. They are not accepted here: delete it (the number was not read).',
  'people/bad-staff-no': 'Staff number “{got}” is not valid; use letters and digits, such as {expected}.',
  'people/number-lost-digits':
    'Staff number “{got}” was stored as a number and lost digits. Format the column as text and enter it again.',
  'people/staff-no-repeated':
    'Staff number “{got}” repeats row {expected}. Give former posts rows with different joining days, or correct the number.',
  'people/staff-no-two-names':
    'One staff number, different names ({expected}); correct the number or the name.',
  'people/legacy-differs': 'The legacy agency differs from row {expected} of the same staff number.',
  'people/assignments-overlap':
    'The leaving day is after {expected}, when the same person’s next post begins.',
  'people/bad-name': 'Name “{got}” is not valid: only the name, no brackets, digits or remarks.',
  'people/private-character':
    'Name “{got}” has a character that exists in one font only; enter the standard character.',
  'people/unknown-legacy': 'Legacy agency “{got}” is not in the list, or fits several. Possible: {expected}.',
  'people/unknown-post-type': 'Post type “{got}” is not known. Possible: {expected}.',
  'people/bad-date': '{column} “{got}” is not a date; write 2020-09-01.',
  'people/date-without-year': '{column} “{got}” lacks the year; write 2020-09-01.',
  'people/date-without-day': '{column} “{got}” names no day; read as {expected}, please check.',
  'people/date-out-of-range': '{column} “{got}” is not between 1940 and 2100.',
  'people/left-before-joined': 'Leaving day “{got}” is not after the joining day {expected}.',
  'people/left-but-active': '“{got}” says in post, but the leaving day {expected} has passed.',
  'people/left-date-missing': 'No longer in post, but without a leaving day; the import’s day will be taken.',
  'people/unknown-active': '“{got}” does not say whether in post. Possible: {expected}.',
  'people/bad-phone': 'Phone “{got}” is not a valid number.',
  'people/two-phones': 'Phone “{got}” has several numbers; only {expected} is read.',
  'people/phone-lost-digits':
    'Phone “{got}” was stored as a number and lost digits. Format the column as text and enter it again.',
  'people/bad-order': 'Order “{got}” is not a whole number. Possible: {expected}.',
  'people/column-twice':
    '“{got}” and “{expected}” mean the same; “{expected}” counts, this one where it is empty.',
  'people/unit-filled-down': '{column} is empty; read as “{expected}” from the row above, please check.',
  'people/unit-not-in-tree':
    'Unit “{got}” is not in the unit sheet and would be added at the top; please check.',
  'people/unit-ambiguous': 'Several units are called “{got}”; name the unit above, such as: {expected}.',
  'people/unit-parent-unknown': 'Parent unit “{got}” is not in the unit sheet.',
  'people/unit-repeated': 'Unit “{got}” is listed twice.',
  'people/unit-cycle': 'Parent unit “{got}” leads round to the unit itself.',
};

export const rosterColumnsZh: Words<RosterField | UnitField> = {
  staffNo: '工号',
  name: '姓名',
  unit: '单位',
  legacy: '原单位',
  postType: '编制类型',
  post: '职务',
  grade: '职级',
  joinedOn: '到岗日期',
  phone: '手机',
  active: '是否在岗',
  leftOn: '离岗日期',
  order: '排序',
  unitName: '单位',
  unitParent: '上级单位',
  unitKind: '类别',
  unitFloor: '楼层',
  unitCode: '机构编码',
  unitOrder: '排序',
};

export const rosterColumnsEn: Words<RosterField | UnitField> = {
  staffNo: 'Staff number',
  name: 'Name',
  unit: 'Unit',
  legacy: 'Legacy agency',
  postType: 'Post type',
  post: 'Post',
  grade: 'Grade',
  joinedOn: 'Joining day',
  phone: 'Phone',
  active: 'In post',
  leftOn: 'Leaving day',
  order: 'Order',
  unitName: 'Unit',
  unitParent: 'Parent unit',
  unitKind: 'Kind',
  unitFloor: 'Floor',
  unitCode: 'Unit code',
  unitOrder: 'Order',
};

/** The sentence of a problem in both languages. */
export function sayProblem(problem: RosterProblem): { zh: string; en: string } {
  const { code, column, got, expected } = problem;
  const zh = { column: column ? rosterColumnsZh[column] : '此格', got, expected };
  const en = { column: column ? rosterColumnsEn[column] : 'This cell', got, expected };
  return { zh: fillWords(rosterWordsZh[code], zh), en: fillWords(rosterWordsEn[code], en) };
}

function fillWords(sentence: string, facts: { column: string; got: string; expected: string }): string {
  return sentence.replaceAll(/\{(column|got|expected)\}/g, (_, name: keyof typeof facts) => facts[name]);
}

const kept = { zh: '什么都没有改动。', en: 'Nothing was changed.' };

/** Why a whole roster file is refused. */
export const rosterRefusals = refusals({
  'people/id-card-column': {
    status: 422,
    zh: '工作表“{sheet}”的 {cell} 是“{label}”列。本系统不收身份证号码，请删去整列后再上传。',
    en: 'Cell {cell} of sheet “{sheet}” heads a column of ID-card numbers (“{label}”). They are not accepted here: delete the column and upload again.',
    kept,
  },
  'people/no-roster-header': {
    status: 422,
    zh: '没有找到花名册的表头。表头至少要有：{labels}。请用模板填写，或检查表头文字。',
    en: 'No roster header was found. It needs at least: {labels}. Use the template or check the header.',
    kept,
  },
  'people/required-column-missing': {
    status: 422,
    zh: '工作表“{sheet}”第 {row} 行的表头缺少必需的列：{missing}。',
    en: 'The header in row {row} of sheet “{sheet}” lacks required columns: {missing}.',
    kept,
  },
  'people/no-people': {
    status: 422,
    zh: '工作表“{sheet}”的表头下面没有人员。',
    en: 'Sheet “{sheet}” has nobody below its header.',
    kept,
  },
});
