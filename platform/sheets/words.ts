import type { SheetRefusalCode } from './refusal.ts';

/** Sentences for refused files; `{file}`, `{what}`, `{limit}`, `{found}`, `{format}` come from the facts. */
export const sheetWordsZh: Readonly<Record<SheetRefusalCode, string>> = {
  'sheets/empty': '“{file}”里没有内容。请确认保存的是填好的表格，再上传一次。',
  'sheets/too-large': '“{file}”太大：{what} 最多 {limit}，文件里是 {found}。请删去无关内容或分成几个文件。',
  'sheets/zip-bomb': '“{file}”解压后异常庞大，为安全起见没有打开。请用 Excel 或 WPS 另存为新的 .xlsx 再上传。',
  'sheets/encrypted': '“{file}”设有打开密码，无法读取。请在 Excel 或 WPS 中取消密码后再上传。',
  'sheets/macro': '“{file}”带有宏，不予接收。请另存为不含宏的 .xlsx 再上传。',
  'sheets/old-xls': '“{file}”是旧版 .xls 格式。请在 Excel 或 WPS 中另存为 .xlsx 再上传。',
  'sheets/other-format': '“{file}”是 {format} 格式。请在 Excel 或 WPS 中另存为 .xlsx 再上传。',
  'sheets/not-a-sheet': '“{file}”不是表格文件。请上传 .xlsx 或 .csv。',
  'sheets/damaged': '“{file}”已损坏或没有传完整。请重新打开、另存一份后再上传；什么都没有改动。',
  'sheets/unsafe-xml': '“{file}”含有不允许的外部定义，没有打开。请用 Excel 或 WPS 另存为新的 .xlsx 再上传。',
  'sheets/unknown-encoding': '“{file}”的文字编码无法识别。请另存为 .xlsx，或“CSV UTF-8”再上传。',
};

export const sheetWordsEn: Readonly<Record<SheetRefusalCode, string>> = {
  'sheets/empty': '“{file}” holds nothing. Check that the filled-in table was saved, then upload it again.',
  'sheets/too-large':
    '“{file}” is too large: {what} may be at most {limit}, the file has {found}. Remove what is not needed or split it.',
  'sheets/zip-bomb':
    '“{file}” would unpack to an abnormal size and was not opened. Save it as a new .xlsx and upload that.',
  'sheets/encrypted':
    '“{file}” is protected by a password. Remove the password in Excel or WPS and upload it again.',
  'sheets/macro':
    '“{file}” contains macros, which are not accepted. Save it as .xlsx without macros and upload that.',
  'sheets/old-xls': '“{file}” has the old .xls format. Save it as .xlsx in Excel or WPS and upload that.',
  'sheets/other-format':
    '“{file}” has the format {format}. Save it as .xlsx in Excel or WPS and upload that.',
  'sheets/not-a-sheet': '“{file}” is not a spreadsheet. Upload .xlsx or .csv.',
  'sheets/damaged':
    '“{file}” is damaged or incomplete. Open it, save a fresh copy and upload that; nothing was changed.',
  'sheets/unsafe-xml':
    '“{file}” contains definitions that are not allowed and was not opened. Save it as a new .xlsx and upload that.',
  'sheets/unknown-encoding':
    'The text encoding of “{file}” is unknown. Save it as .xlsx or as “CSV UTF-8” and upload that.',
};

/** Puts facts into a sentence; a placeholder without a fact is left out. */
export function fillSentence(
  sentence: string,
  facts: Readonly<Record<string, string | number | null>>,
): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, key: string) => String(facts[key] ?? ''));
}
