/** Acts on a draw: check, make, stop, publish. The drawing itself is `draw-make.work.ts`. */
import { randomInt } from 'node:crypto';
import { validate, type Problem } from '#engines/mixing/index.ts';
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import type { DrawChoice } from './draw-choice.contract.ts';
import type { CheckReply, ClashView, DrawView } from './draw.contract.ts';
import { insertDraw, lockDrawRow, updateDraw, type DrawRow } from './draw.data.ts';
import { namesFor, openDraw, refuse, refuseIf, sha256, teamsNow, type Opened } from './draw-load.work.ts';
import { problemOf } from './draw-problem.rules.ts';
import { rejectionOf, whyNotChoice, whyNotDraw, whyNotPublish, whyNotStop } from './draw.rules.ts';
import { readDraw } from './draw-view.work.ts';
import { clashView, ruleSaying, type Names } from './draw-words.rules.ts';
import { loadToOrganise, lockToOrganise, subjectOf } from './organise.work.ts';

export async function checkDraw(act: Act, activityId: string, choice: DrawChoice): Promise<CheckReply> {
  await loadToOrganise(act, activityId);
  const opened = await openDraw(act, activityId);
  const names = await namesFor(act, opened.entrants, opened.sessions);
  const problem = problemFor(opened, choice);
  const sizes = problem.rounds[0]!.groups[0]!;
  return {
    nPeople: opened.entrants.length,
    sizes: { min: sizes.min, max: sizes.max },
    clashes: clashesOf(problem, choice, opened, names),
    rules: choice.rules.map((rule) => ruleSaying(rule, names)),
  };
}

/** The problem but for acquaintance and earlier teams, which clash with nothing. */
function problemFor({ entrants, sessions }: Opened, choice: DrawChoice): Problem {
  refuseIf(
    whyNotChoice(choice, {
      entrants: new Set(entrants.map(({ personId }) => personId)),
      sessions: new Set(sessions.map(({ session_id }) => session_id)),
    }),
  );
  return problemOf(choice, entrants, []);
}

function clashesOf(problem: Problem, choice: DrawChoice, { entrants }: Opened, names: Names): ClashView[] {
  const { clashes, problems } = validate(problem);
  if (problems.length > 0) throw refuse('activity/draw-unknown', { n: 0 });
  const ids = entrants.map(({ personId }) => personId);
  return clashes.map((clash) => clashView(clash, choice, ids, names));
}

async function refuseClash(act: Act, opened: Opened, choice: DrawChoice): Promise<void> {
  const names = await namesFor(act, opened.entrants, opened.sessions);
  const [clash] = clashesOf(problemFor(opened, choice), choice, opened, names);
  if (clash) throw refuse('activity/draw-clash', { why: clash.sentence.zh, whyEn: clash.sentence.en });
}

/** Starts a draw; where there is one, it is rejected first, with its reason. */
export async function makeDraw(act: Act, activityId: string, asked: AskedDraw): Promise<DrawView> {
  const drawId = await askForDraw(act, activityId, asked);
  const jobId = await act.enqueue({ kind: 'activity/draw', input: { drawId } });
  await updateDraw(act.db, act.bureauId, drawId, { job_id: jobId });
  return readDraw(act, activityId);
}

export interface AskedDraw {
  choice: DrawChoice;
  /** Why the draw there is was not wanted. */
  reason: string | null;
  /** From the server's cryptographic random, unless history is told. */
  seed?: number;
}

/** Everything but the drawing itself. Gives back the draw's id. */
export async function askForDraw(
  act: Act,
  activityId: string,
  { choice, reason, seed = randomInt(2 ** 32) }: AskedDraw,
): Promise<string> {
  const activity = await lockToOrganise(act, activityId);
  const opened = await openDraw(act, activityId);
  refuseIf(whyNotDraw(opened.life));
  await refuseClash(act, opened, choice);
  if (opened.draw) await reject(act, activity.name, opened, reason);
  await buryDead(act, opened);
  const drawId = newId();
  await insertDraw(act.db, {
    bureau_id: act.bureauId,
    draw_id: drawId,
    activity_id: activityId,
    nth: opened.rows.length + 1,
    state: 'drawing',
    choice,
    person_ids: opened.entrants.map(({ personId }) => personId),
    seed,
    changes: [],
    stop_asked: false,
    ended_early: false,
    created_at: act.now,
  });
  return drawId;
}

/** Draws whose job ended without them make room for the next. */
async function buryDead(act: Act, { rows }: Opened): Promise<void> {
  for (const row of rows)
    if (row.state === 'drawing') await updateDraw(act.db, act.bureauId, row.draw_id, { state: 'failed' });
}

async function reject(act: Act, name: string, { draw, life }: Opened, reason: string | null): Promise<void> {
  if (!reason) throw refuse('activity/draw-reason');
  const { draw_id: drawId, activity_id: activityId, number } = draw!;
  const because = rejectionOf(life);
  await updateDraw(act.db, act.bureauId, drawId, {
    state: 'rejected',
    rejected_because: because,
    rejected_reason: reason,
  });
  act.record({
    kind: 'draw/rejected',
    subject: subjectOf(activityId),
    data: { name, drawId, reason, because, number: number! },
  });
}

/** Tells the running draw to end its search and take the best so far. */
export async function stopDraw(act: Act, activityId: string): Promise<DrawView> {
  await lockToOrganise(act, activityId);
  const { draw, life } = await openDraw(act, activityId);
  refuseIf(whyNotStop(life));
  await updateDraw(act.db, act.bureauId, draw!.draw_id, { stop_asked: true });
  return readDraw(act, activityId);
}

export async function publishDraw(act: Act, activityId: string): Promise<DrawView> {
  const activity = await lockToOrganise(act, activityId);
  const { draw, life } = await openDraw(act, activityId);
  refuseIf(whyNotPublish(life));
  const row = (await lockDrawRow(act.db, draw!.draw_id))!;
  await updateDraw(act.db, act.bureauId, row.draw_id, { state: 'published', published_at: act.now });
  act.record({ kind: 'draw/published', subject: subjectOf(activityId), ...publication(activity.name, row) });
  return readDraw(act, activityId);
}

function publication(name: string, row: DrawRow) {
  const teams = teamsNow(row);
  const nPeople = new Set(teams.flat(2)).size;
  const byHand = row.changes.flatMap(({ personId, withPersonId }) => [personId, withPersonId ?? personId]);
  return {
    quantity: nPeople,
    data: {
      name,
      drawId: row.draw_id,
      nTeams: teams[0]!.length,
      nPeople,
      nByHand: new Set(byHand).size,
      teamsHash: sha256(JSON.stringify(teams)),
    },
  };
}
