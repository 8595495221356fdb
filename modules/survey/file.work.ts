import type { Act } from '#platform/act/index.ts';
import type { Download, Upload } from '#platform/contract/index.ts';
import { findVersion } from './draft.work.ts';
import type { FileProblem } from './draft.contract.ts';
import { parseJsonFile } from './json-file.rules.ts';
import { Questionnaire } from './questionnaire.contract.ts';
import { refuseSurvey } from './refuse.work.ts';

export interface FileReading {
  body: Questionnaire | null;
  problems: FileProblem[];
}

export async function readQuestionnaireFile(upload: Upload): Promise<FileReading> {
  return parseJsonFile(upload.bytes);
}

export async function exportQuestionnaire(
  act: Act,
  of: { questionnaireId: string; version: number },
  _format: 'json' | 'xlsx' | 'docx',
): Promise<Download> {
  const used = await findVersion(act, of.questionnaireId, of.version);
  if (!used) throw refuseSurvey('survey/no-questionnaire');
  return {
    name: `${used.body.title.zh}-第${used.version}版.json`,
    type: 'application/json',
    bytes: new TextEncoder().encode(JSON.stringify(used.body, null, 2)),
  };
}
