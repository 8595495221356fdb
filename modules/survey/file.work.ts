import type { Act } from '#platform/act/index.ts';
import { xlsxType, type Download, type Upload } from '#platform/contract/index.ts';
import { docxType, readWord, writeWord } from '#platform/word/index.ts';
import { findVersion } from './draft.work.ts';
import type { FileProblem } from './draft.contract.ts';
import { parseJsonFile } from './json-file.rules.ts';
import { questionnaireWorkbook, readQuestionnaireSheet } from './line.sheets.ts';
import { paragraphsOf, readParagraphs } from './line-text.rules.ts';
import type { Questionnaire } from './questionnaire.contract.ts';
import { faultsOf } from './questionnaire.rules.ts';
import { refuseSurvey } from './refuse.work.ts';
import { wordingFaults } from './scale.rules.ts';

export interface FileReading {
  body: Questionnaire | null;
  problems: FileProblem[];
}

/** Reads by the file's ending; nothing is saved. A questionnaire that reads well may still have faults of its own. */
export async function readQuestionnaireFile(upload: Upload): Promise<FileReading> {
  const read = await readAny(upload);
  if (!read.body) return read;
  const faults = [...faultsOf(read.body), ...wordingFaults(read.body)];
  return { ...read, problems: faults.map(({ path, sentence }) => ({ place: path, sentence })) };
}

async function readAny({ name, bytes }: Upload): Promise<FileReading> {
  if (/\.json$/i.test(name)) return parseJsonFile(bytes);
  if (/\.docx$/i.test(name)) {
    const paragraphs = await readWord(bytes);
    if (!paragraphs) throw refuseSurvey('survey/unreadable-file');
    return readParagraphs(paragraphs);
  }
  const sheet = readQuestionnaireSheet(bytes, name);
  if (!('body' in sheet)) throw refuseSurvey('survey/unreadable-file');
  return sheet;
}

const types = { json: 'application/json', xlsx: xlsxType, docx: docxType } as const;
export type FileFormat = keyof typeof types;

async function write(body: Questionnaire, format: FileFormat): Promise<Uint8Array> {
  if (format === 'xlsx') return questionnaireWorkbook(body);
  if (format === 'docx') return writeWord(body.title.zh, paragraphsOf(body));
  return new TextEncoder().encode(JSON.stringify(body, null, 2));
}

export async function exportQuestionnaire(
  act: Act,
  of: { questionnaireId: string; version: number },
  format: FileFormat,
): Promise<Download> {
  const used = await findVersion(act, of.questionnaireId, of.version);
  if (!used) throw refuseSurvey('survey/no-questionnaire');
  return {
    name: `${used.body.title.zh}-第${used.version}版.${format}`,
    type: types[format],
    bytes: await write(used.body, format),
  };
}
