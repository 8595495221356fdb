import { refusals } from '#platform/contract/index.ts';

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
