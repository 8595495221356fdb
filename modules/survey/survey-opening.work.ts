/** The day of the count: asked for by a person, done as a job, for three hundred sealed answers take their seconds. */
import type { Act } from '#platform/act/index.ts';
import { findJob, type Job, type JobRun } from '#platform/jobs/index.ts';
import { openBallots } from '#engines/ballots/index.ts';
import { recordTally, sealedBox, type SealedBox, type TallyOutcome } from '#modules/ballot/index.ts';
import { refuseSurvey } from './refuse.work.ts';
import type { TallyCounts } from './survey-life.contract.ts';
import { lockedSurvey, pollsOf } from './survey-load.work.ts';
import { countSurvey, needOpenable, needShutStacks } from './survey-tally.work.ts';
import { openSealedForms } from './terminal.work.ts';
import * as data from './survey.data.ts';

export const tallyJob = 'survey/tally';
/** The bar moves so often; each time is a statement. */
const toldEvery = 10;

/** By one of the people named in the survey, once two trustees gave their shares. Asked twice, the same work goes on. */
export async function askTally(act: Act, surveyId: string): Promise<void> {
  const row = await lockedSurvey(act, surveyId);
  await needOpenable(act, row, act.today);
  requireNamed(act, row);
  await needShutStacks(act, surveyId);
  // Whether the shares open it is told at once, not by a job that fails.
  for (const pollId of pollsOf(row)) (await sealedBox(act, pollId)).secret.fill(0);
  if (await tallyingJob(act, row)) return;
  const tally_job = await act.enqueue({ kind: tallyJob, input: { surveyId } });
  await data.updateSurvey(act.db, act.bureauId, surveyId, { tally_job });
}

function requireNamed(act: Act, { office_id, witness_id, trustee_ids }: data.SurveyRow): void {
  const { personId } = act.who;
  if (personId === null || ![office_id, witness_id, ...trustee_ids].includes(personId))
    throw refuseSurvey('survey/not-named', { who: { zh: '保管人或监督人', en: 'keepers or trustees' } });
}

/** The work that opens the box now, if any. */
export async function tallyingJob(act: Act, { tally_job }: data.SurveyRow): Promise<Job | null> {
  const job = tally_job === null ? null : await findJob(act.db, tally_job);
  return job?.state === 'waiting' || job?.state === 'running' ? job : null;
}

/**
 * Opens in memory, then writes all in one act: whatever ends it before leaves the boxes sealed. Shares live in memory
 * alone, so after a restart of the server it ends with a refusal, and trustees hand theirs in again.
 */
export async function tallyInJob(run: JobRun): Promise<TallyCounts> {
  const { surveyId } = run.input as { surveyId: string };
  const { row, boxes, sealedForms } = await run.act(async (act) => {
    const found = await lockedSurvey(act, surveyId);
    await needOpenable(act, found, act.today);
    const sealed: SealedBox[] = [];
    for (const pollId of pollsOf(found)) sealed.push(await sealedBox(act, pollId));
    return { row: found, boxes: sealed, sealedForms: await openSealedForms(act, surveyId, sealed[0]!) };
  });
  const outcomes = await openAll(run, boxes);
  return run.act(async (act) => {
    const now = await lockedSurvey(act, surveyId);
    await needOpenable(act, now, act.today);
    for (const [i, pollId] of pollsOf(row).entries()) await recordTally(act, pollId, outcomes[i]!);
    return countSurvey(act, now, { outcomes, sealedForms }, act.today);
  });
}

async function openAll(run: JobRun, boxes: readonly SealedBox[]): Promise<TallyOutcome[]> {
  const of = boxes.reduce((n, { ballots }) => n + ballots.length, 0);
  const outcomes: TallyOutcome[] = [];
  let before = 0;
  for (const box of boxes) {
    const progress = async (n: number): Promise<void> => {
      if (n % toldEvery === 0 || before + n === of) await tell(run, before + n, of);
    };
    outcomes.push(await openBallots({ ...box, progress }).finally(() => box.secret.fill(0)));
    before += box.ballots.length;
  }
  return outcomes;
}

const tell = (run: JobRun, n: number, of: number): Promise<void> =>
  run.progress(n / of, { zh: `已开 ${n} 张，共 ${of} 张`, en: `${n} of ${of} ballots opened` });
