/** Computing and releasing: at one moment, for everybody. Nobody sees a figure before anybody else. */
import { createHash } from 'node:crypto';
import type { Act } from '#platform/act/index.ts';
import type { Reply } from '#platform/contract/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { compute } from '#platform/jobs/compute.ts';
import { findingOf, findingSubject } from './finding.work.ts';
import { refuseSurvey } from './refuse.work.ts';
import * as results from './result.data.ts';
import { gather } from './result-gather.work.ts';
import { bytesOf } from './result.rules.ts';
import type { Measured, MeasureInput } from './result-input.rules.ts';
import type { Release, resultRoutes } from './result.contract.ts';
import { coursesOf } from './course.rules.ts';
import { issuedOf, loadSurvey, subjectOf } from './survey-load.work.ts';

/** A job's run, or the sample bureau's. */
export interface MeasuringRun {
  act<T>(work: (act: Act) => Promise<T>): Promise<T>;
  progress(done: number, step?: { zh: string; en: string }): Promise<void>;
  signal?: AbortSignal;
}

const steps = {
  computing: { zh: '计算分布、信度和变化', en: 'Computing distributions, reliability and change' },
  keeping: { zh: '隐去小组，公布结果', en: 'Hiding small groups, releasing' },
};

/**
 * After the tally, once: computed in a thread of its own, stored and released in one transaction. Where another survey
 * came out meanwhile, its tables were not thought of, and all is computed again.
 */
export async function measureAndRelease(run: MeasuringRun, surveyId: string, on?: string): Promise<boolean> {
  for (;;) {
    const gathered = await run.act(async (act) =>
      (await results.findResultRow(act.db, surveyId)) ? null : gather(act, surveyId, on ?? act.today),
    );
    if (!gathered) return false;
    await run.progress(0.2, steps.computing);
    const measured = await inThread(gathered.input, run.signal);
    await run.progress(0.9, steps.keeping);
    const released = await run.act((act) => release(act, surveyId, { ...measured, ...gathered }));
    if (released !== 'overtaken') return released;
  }
}

const inThread = (input: MeasureInput, signal?: AbortSignal): Promise<Measured> =>
  compute<Measured>(new URL('./result.rules.ts', import.meta.url), 'measureSurvey', input, signal);

export const digestOf = (bytes: string): string => createHash('sha256').update(bytes).digest('base64url');

async function release(
  act: Act,
  surveyId: string,
  { release: made, memory, nEarlier }: Measured & { nEarlier: number },
): Promise<boolean | 'overtaken'> {
  await results.lockRegister(act.db, act.bureauId);
  if (await results.findResultRow(act.db, surveyId)) return false;
  if ((await results.listReleasedIds(act.db)).length !== nEarlier) return 'overtaken';
  const bytes = bytesOf(made);
  const [digest, on] = [digestOf(bytes), made.computedOn];
  const place = { bureau_id: act.bureauId, survey_id: surveyId };
  const out = { release: bytes, digest, memory, released_on: on, release_no: nEarlier + 1 };
  await results.insertResult(act.db, { ...place, ...out });
  const findings = made.findings.map((line, at) => ({
    ...place,
    finding_id: newId(),
    place: at,
    code: line.code,
    line,
    published_on: on,
  }));
  await results.insertFindings(act.db, findings);
  tellReleased(act, made, { digest, findings });
  return true;
}

/** Facts of a release: that it is out, the mean of each scale that is told, and each finding. */
function tellReleased(
  act: Act,
  { survey: { id, title }, scales, computedOn: on }: Release,
  {
    digest,
    findings,
  }: { digest: string; findings: readonly Pick<results.FindingRow, 'finding_id' | 'line'>[] },
): void {
  const whole = { subject: subjectOf(id), actor: null, on };
  act.record({ ...whole, kind: 'survey/results-released', data: { title, digest } });
  for (const { code: scale, version, name, mean } of scales)
    if (mean.value !== null)
      act.record({
        ...whole,
        kind: 'survey/scale-measured',
        quantity: mean.value,
        data: { title, scale, version, name: name.zh, nameEn: name.en },
      });
  for (const { finding_id, line } of findings)
    act.record({
      kind: 'survey/finding-published',
      subject: findingSubject(finding_id),
      actor: null,
      on,
      data: { code: line.code, sentence: line.sentence.zh, asksAnswer: line.asksAnswer },
    });
}

/** Of a released survey; refused before. */
export async function loadRelease(act: Act, surveyId: string) {
  await loadSurvey(act, surveyId);
  const row = await results.findResultRow(act.db, surveyId);
  if (!row) throw refuseSurvey('survey/not-released');
  return { row, release: JSON.parse(row.release) as Release };
}

export async function listSurveyResults(act: Act): Promise<Reply<typeof resultRoutes.listSurveyResults>> {
  const rows = await results.listResultRows(act.db);
  return rows
    .map((row) => ({ row, release: JSON.parse(row.release) as Release }))
    .toSorted((a, b) => (a.release.survey.castTo < b.release.survey.castTo ? 1 : -1))
    .map(({ row, release: { survey, findings, response } }) => ({
      surveyId: survey.id,
      title: survey.title,
      castTo: survey.castTo,
      releasedOn: row.released_on,
      headline: findings[0]!.sentence,
      answered: response.answered,
      eligible: response.eligible,
    }));
}

export async function readSurveyResult(
  act: Act,
  surveyId: string,
): Promise<Reply<typeof resultRoutes.readSurveyResult>> {
  const { row, release: made } = await loadRelease(act, surveyId);
  const all = (await results.listResultRows(act.db)).map((one) => JSON.parse(one.release) as Release);
  const findings = await results.listFindingRows(act.db, surveyId);
  return {
    release: made,
    releasedOn: row.released_on,
    digest: row.digest,
    findings: findings.map(findingOf),
    courses: coursesOf(made, all),
    issued: await issuedOf(act, await loadSurvey(act, surveyId)),
  };
}

/** A question's rows by group; none where it is not parted, or not there. */
export async function readQuestionByGroup(
  act: Act,
  surveyId: string,
  question: string,
): Promise<Reply<typeof resultRoutes.readQuestionByGroup>> {
  const { release: made } = await loadRelease(act, surveyId);
  return (made.parted ?? []).filter((row) => row.question === question);
}

/** The same answers must give the same bytes: whoever doubts a result can ask. */
export async function recompute(
  act: Act,
  surveyId: string,
): Promise<Reply<typeof resultRoutes.recomputeSurveyResult>> {
  const { row, release: made } = await loadRelease(act, surveyId);
  const { state } = await loadSurvey(act, surveyId);
  if (state === 'destroyed') throw refuseSurvey('survey/answers-destroyed');
  const { input } = await gather(act, surveyId, made.computedOn);
  const again = digestOf(bytesOf((await inThread(input)).release));
  return { same: again === row.digest, digest: row.digest, again };
}
