/** What leaves the system of a result: the protected workbook and the report as Word or PDF. */
import { writeDocx } from '#engines/gongwen/index.ts';
import type { Act } from '#platform/act/index.ts';
import type { Download } from '#platform/contract/index.ts';
import { xlsxType } from '#platform/contract/index.ts';
import { openTypesetter, type Typesetter } from '#platform/documents/pdf.ts';
import { listBureaus } from '#platform/identity/index.ts';
import { writeWorkbook } from '#platform/sheets/index.ts';
import { reportDocument } from './report.rules.ts';
import { resultPlan } from './result.sheets.ts';
import { loadRelease, readSurveyResult } from './result.work.ts';

const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

export async function exportResult(act: Act, surveyId: string): Promise<Download> {
  const { release } = await loadRelease(act, surveyId);
  const bytes = writeWorkbook(resultPlan(release, await issuerOf(act)));
  return { name: `${release.survey.title} 结果.xlsx`, type: xlsxType, bytes };
}

const issuerOf = async (act: Act): Promise<string> =>
  (await listBureaus(act.db)).find(({ bureau_id }) => bureau_id === act.bureauId)!.name;

/** Opened when first needed and kept: reading the faces takes half a second. */
let typesetter: Typesetter | null = null;

export async function exportReport(act: Act, surveyId: string, format: 'docx' | 'pdf'): Promise<Download> {
  const { release } = await loadRelease(act, surveyId);
  const { findings, releasedOn, issued } = await readSurveyResult(act, surveyId);
  const document = reportDocument({
    release,
    findings,
    issuer: await issuerOf(act),
    issued,
    on: releasedOn,
  });
  const name = `${release.survey.title}报告.${format}`;
  if (format === 'docx') return { name, type: docxType, bytes: await writeDocx(document) };
  typesetter ??= openTypesetter();
  return { name, type: 'application/pdf', bytes: typesetter.writePdf(document) };
}
