import { refusals } from '../contract/index.ts';

const resave = { zh: '什么都没有改动。', en: 'Nothing was changed.' };

/** The refusals of files; `{file}` is its name, the other places come from the facts. */
export const sheetRefusals = refusals({
  'sheets/empty': {
    status: 422,
    zh: '“{file}”里没有内容。请确认保存的是填好的表格，再上传一次。',
    en: '“{file}” holds nothing. Check that the filled-in table was saved, then upload it again.',
  },
  'sheets/too-large': {
    status: 413,
    zh: '“{file}”太大：最多 {limit} 字节，文件是 {found} 字节。请删去图片等无关内容，或分成几个文件。',
    en: '“{file}” is too large: at most {limit} bytes, the file has {found}. Remove pictures or split it.',
  },
  'sheets/too-many-rows': {
    status: 413,
    zh: '“{file}”行数太多：最多 {limit} 行，内容到了第 {found} 行。请删去多余的行，或分成几个文件。',
    en: '“{file}” has too many rows: at most {limit}, its content reaches row {found}. Remove rows or split it.',
  },
  'sheets/too-many-columns': {
    status: 413,
    zh: '“{file}”列数太多：最多 {limit} 列，内容到了第 {found} 列。请删去多余的列。',
    en: '“{file}” has too many columns: at most {limit}, its content reaches column {found}. Remove columns.',
  },
  'sheets/too-many-cells': {
    status: 413,
    zh: '“{file}”内容太多：最多 {limit} 格。请删去无关内容，或分成几个文件。',
    en: '“{file}” holds too much: at most {limit} cells. Remove what is not needed or split it.',
  },
  'sheets/too-many-sheets': {
    status: 413,
    zh: '“{file}”工作表太多：最多 {limit} 张，文件里有 {found} 张。',
    en: '“{file}” has too many sheets: at most {limit}, the file has {found}.',
  },
  'sheets/cell-too-long': {
    status: 413,
    zh: '“{file}”里有一格长达 {found} 字，最多 {limit} 字。请检查是否把整段文字粘进了一格。',
    en: '“{file}” has a cell of {found} characters, at most {limit} are allowed.',
  },
  'sheets/zip-bomb': {
    status: 422,
    zh: '“{file}”解压后异常庞大，为安全起见没有打开。请用 Excel 或 WPS 另存为新的 .xlsx 再上传。',
    en: '“{file}” would unpack to an abnormal size and was not opened. Save it as a new .xlsx and upload that.',
    kept: resave,
  },
  'sheets/encrypted': {
    status: 422,
    zh: '“{file}”设有打开密码，无法读取。请在 Excel 或 WPS 中取消密码后再上传。',
    en: '“{file}” is protected by a password. Remove the password in Excel or WPS and upload it again.',
    kept: resave,
  },
  'sheets/macro': {
    status: 422,
    zh: '“{file}”带有宏，不予接收。请另存为不含宏的 .xlsx 再上传。',
    en: '“{file}” contains macros, which are not accepted. Save it as .xlsx without macros and upload that.',
    kept: resave,
  },
  'sheets/old-xls': {
    status: 415,
    zh: '“{file}”是旧版 .xls 格式。请在 Excel 或 WPS 中另存为 .xlsx 再上传。',
    en: '“{file}” has the old .xls format. Save it as .xlsx in Excel or WPS and upload that.',
  },
  'sheets/other-format': {
    status: 415,
    zh: '“{file}”是 {format} 格式。请在 Excel 或 WPS 中另存为 .xlsx 再上传。',
    en: '“{file}” has the format {format}. Save it as .xlsx in Excel or WPS and upload that.',
  },
  'sheets/not-a-sheet': {
    status: 415,
    zh: '“{file}”不是表格文件。请上传 .xlsx 或 .csv。',
    en: '“{file}” is not a spreadsheet. Upload .xlsx or .csv.',
  },
  'sheets/damaged': {
    status: 422,
    zh: '“{file}”已损坏或没有传完整。请重新打开、另存一份后再上传。',
    en: '“{file}” is damaged or incomplete. Open it, save a fresh copy and upload that.',
    kept: resave,
  },
  'sheets/unsafe-xml': {
    status: 422,
    zh: '“{file}”含有不允许的定义，没有打开。请用 Excel 或 WPS 另存为新的 .xlsx 再上传。',
    en: '“{file}” contains definitions that are not allowed and was not opened. Save it as a new .xlsx.',
    kept: resave,
  },
  'sheets/unknown-encoding': {
    status: 422,
    zh: '“{file}”的文字编码无法识别。请另存为 .xlsx，或“CSV UTF-8”再上传。',
    en: 'The text encoding of “{file}” is unknown. Save it as .xlsx or as “CSV UTF-8” and upload that.',
  },
});
