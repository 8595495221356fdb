import { refusals } from '../contract/index.ts';

const kept = { zh: '什么都没有改动。', en: 'Nothing was changed.' };

/** The refusals of Word files; `{file}` is the file's name. */
export const documentRefusals = refusals({
  'documents/not-docx': {
    status: 415,
    zh: '“{file}”不是 .docx 文件。旧的 .doc 或 .wps 请在 Word 或 WPS 中另存为 .docx 再上传。',
    en: '“{file}” is not a .docx file. Save an old .doc or .wps as .docx in Word or WPS and upload that.',
    kept,
  },
  'documents/encrypted': {
    status: 422,
    zh: '“{file}”设有打开密码，无法读取。请取消密码后再上传。',
    en: '“{file}” is protected by a password. Remove it and upload the file again.',
    kept,
  },
  'documents/macro': {
    status: 415,
    zh: '“{file}”带有宏，没有读取。请在 Word 或 WPS 中另存为不带宏的 .docx 再上传。',
    en: '“{file}” carries macros and was not read. Save it in Word or WPS as .docx without macros and upload that.',
    kept,
  },
  'documents/classified': {
    status: 422,
    zh: '“{file}”首页标有密级：涉密文件不得上传到本系统，文件没有检查，也没有保存。',
    en: '“{file}” is marked as classified on its first page: such documents must not be uploaded here, and it was neither checked nor kept.',
    kept,
  },
  'documents/too-large': {
    status: 413,
    zh: '“{file}”展开后太大，没有读取。请删去大图或拆成几份再上传。',
    en: '“{file}” unpacks to more than is read here. Take out large pictures or split it, and upload that.',
    kept,
  },
  'documents/damaged': {
    status: 422,
    zh: '“{file}”已损坏或不完整，没有读取。请用 Word 或 WPS 打开并另存一份再上传。',
    en: '“{file}” is damaged or incomplete and was not read. Open it in Word or WPS, save it anew and upload that.',
    kept,
  },
});
