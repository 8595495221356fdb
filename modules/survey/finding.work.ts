/** What became of a finding: a measure of the plan, or a reason why not. The plan stands above; its facts tell. */
import type { Act } from '#platform/act/index.ts';
import type { Reply } from '#platform/contract/index.ts';
import { recordsAt } from '#platform/ledger/index.ts';
import { refuseSurvey } from './refuse.work.ts';
import type { Finding, resultRoutes } from './result.contract.ts';
import * as results from './result.data.ts';
import { loadSurvey } from './survey-load.work.ts';

export const findingSubject = (findingId: string): string => `finding/${findingId}`;

export const findingOf = (row: results.FindingRow): Finding => ({
  ...row.line,
  id: row.finding_id,
  publishedOn: row.published_on,
  answer:
    row.answer_kind === null
      ? null
      : {
          kind: row.answer_kind,
          words: row.answer_words,
          on: row.answered_on!,
          subject: row.answer_subject,
        },
});

export async function readFinding(
  act: Act,
  findingId: string,
): Promise<Reply<typeof resultRoutes.readSurveyFinding>> {
  const row = await results.findFindingRow(act.db, findingId);
  if (!row) throw refuseSurvey('survey/no-finding');
  const { title } = await loadSurvey(act, row.survey_id);
  return {
    finding: findingOf(row),
    surveyId: row.survey_id,
    title,
    records: recordsAt({ subject: findingSubject(findingId) }),
  };
}

/** What the plan made of a finding, as its facts say. Anything that is no finding of ours is left alone. */
export async function hearAnswer(
  act: Act,
  heard: { kind: string; subject: string; on: string; data: Record<string, unknown> },
): Promise<boolean> {
  const { sourceKind, sourceId } = heard.data;
  if (sourceKind !== 'survey/finding' || typeof sourceId !== 'string' || !/^[0-9a-f-]{36}$/.test(sourceId))
    return false;
  if (!(await results.findFindingRow(act.db, sourceId))) return false;
  const isMeasure = heard.kind === 'plan/source-taken';
  const kind = isMeasure ? ('measure' as const) : ('declined' as const);
  const words = String((isMeasure ? heard.data['title'] : heard.data['reason']) ?? '');
  const { subject, on } = heard;
  await results.answerFindingRow(act.db, {
    bureauId: act.bureauId,
    findingId: sourceId,
    kind,
    words,
    subject,
    on,
  });
  act.record({
    kind: 'survey/finding-answered',
    subject: findingSubject(sourceId),
    on,
    data: { kind, words },
  });
  return true;
}
