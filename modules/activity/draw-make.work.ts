/** The drawing: a job that reads who knows whom, draws in a thread, and stores mechanism and teams in one act. */
import { randomBytes } from 'node:crypto';
import { drawInUse, drawVersion, rejectDraw, type Mechanism, type Problem } from '#engines/mixing/index.ts';
import type { Act } from '#platform/act/index.ts';
import { makeDraw, type MadeDraw } from '#platform/compute/mixing-pool.ts';
import { compute } from '#platform/jobs/compute.ts';
import type { JobRun } from '#platform/jobs/index.ts';
import { listPeopleOn } from '#modules/people/index.ts';
import { findActivityRow } from './activity.data.ts';
import { statesNow } from './draw-acquaintance.work.ts';
import type { DrawChoice } from './draw-choice.contract.ts';
import type { Preview } from './draw.contract.ts';
import {
  findDrawRow,
  listDrawRows,
  listPublishedBefore,
  lockDrawRow,
  updateDraw,
  type DrawRow,
} from './draw.data.ts';
import { openMechanism, sha256, teamsNow } from './draw-load.work.ts';
import { textToHash, withoutTies, type MechanismRecord } from './draw-mechanism.rules.ts';
import { fewestForPreview, tooSettled, type PreviewInput } from './draw-preview.rules.ts';
import {
  earlierTeams,
  problemOf,
  teamDrawVersion,
  teamsOfPlan,
  withAcquaintance,
  type EarlierTeam,
  type Entrant,
  type PairStates,
} from './draw-problem.rules.ts';
import { askForDraw, type AskedDraw } from './draw.work.ts';
import { subjectOf } from './organise.work.ts';

/** Draws behind the range that is shown (of several rounds each takes longer), and plain ones they are compared with. */
const furtherFor = ({ sessionIds }: DrawChoice): number => (sessionIds.length > 1 ? 12 : 40);
const nCompared = 400;

interface Ready {
  row: DrawRow;
  entrants: Entrant[];
  earlier: EarlierTeam[];
  waveId: string | null;
  states: PairStates | null;
  from: { problem: Problem; seed: number } | { mechanism: Mechanism };
  number: number;
  before: MechanismRecord['before'];
}

export async function runDraw(run: JobRun, drawId: string): Promise<{ drawId: string } | null> {
  const ready = await run.act((act) => readyFor(act, drawId));
  if (!ready) return null;
  const made = await drawing(run, drawId, ready);
  const preview = await previewFor(ready, made, run.signal);
  await run.act((act) => saveDraw(act, ready, made, preview));
  return { drawId };
}

/** Asks and draws in one act, for a history that is told; gives back the draw's id. */
export async function drawAtOnce(act: Act, activityId: string, asked: AskedDraw): Promise<string> {
  const drawId = await askForDraw(act, activityId, asked);
  const ready = (await readyFor(act, drawId))!;
  const { from, number, row } = ready;
  const made = await makeDraw({ from, number, nFurther: furtherFor(row.choice) });
  await saveDraw(act, ready, made, await previewFor(ready, made));
  return drawId;
}

/** Everything the drawing needs, read in one act; null where the draw is no longer wanted. */
async function readyFor(act: Act, drawId: string): Promise<Ready | null> {
  const row = await findDrawRow(act.db, drawId);
  if (row?.state !== 'drawing') return null;
  const people = new Map((await listPeopleOn(act, act.today)).map((person) => [person.personId, person]));
  const entrants = row.person_ids.map((personId): Entrant => {
    const { legacy = '', unitId = '', post = '' } = people.get(personId) ?? {};
    return { personId, legacy, unitId, post };
  });
  const earlier = earlierTeams(
    row.person_ids,
    (await listPublishedBefore(act.db, row.activity_id)).map((one) => ({
      teams: teamsNow(one),
      publishedAt: one.published_at!,
    })),
    act.now,
  );
  const known = row.choice.weights.strangers > 0 ? await statesNow(act, row.person_ids) : null;
  const given = { row, entrants, earlier, waveId: known?.waveId ?? null, states: known?.states ?? null };
  return { ...given, ...(await mechanismFor(act, given)) };
}

type Given = Pick<Ready, 'row' | 'entrants' | 'earlier' | 'waveId' | 'states'>;

/** The mechanism of the draw just rejected, if nothing has changed since; else a new one. */
async function mechanismFor(act: Act, given: Given): Promise<Pick<Ready, 'from' | 'number' | 'before'>> {
  const { row, entrants, earlier, states } = given;
  const rejected = (await listDrawRows(act.db, row.activity_id)).filter(({ state }) => state === 'rejected');
  const last = rejected.at(-1);
  const same = last && (await sameMechanism(act, last, given));
  if (same) {
    const mechanism = rejectDraw(same.mechanism, last.rejected_reason!);
    return { from: { mechanism }, number: drawInUse(mechanism), before: same.before };
  }
  const problem = withAcquaintance(problemOf(row.choice, entrants, earlier), entrants, states);
  const before = rejected.map((one) => ({
    hash: one.hash!,
    number: one.number!,
    because: one.rejected_because!,
    reason: one.rejected_reason!,
  }));
  return { from: { problem, seed: row.seed }, number: 0, before };
}

async function sameMechanism(act: Act, last: DrawRow, { row, waveId }: Given) {
  const asked = (one: DrawRow): string => JSON.stringify([one.choice, one.person_ids]);
  if (asked(last) !== asked(row) || last.wave_id !== waveId) return null;
  const opened = await openMechanism(act, last);
  return opened && { mechanism: opened.mechanism, before: opened.record.before };
}

/** Draws in a thread; looks now and then whether it was told to stop. */
function drawing(run: JobRun, drawId: string, { from, number, row }: Ready): Promise<MadeDraw> {
  const stop = new AbortController();
  let looking = false;
  const look = async (share: number): Promise<void> => {
    await run.progress(0.9 * share, {
      zh: share < 0.6 ? '寻找好的分法，定出标准' : '抽签，并与随机分队比较',
      en:
        share < 0.6 ? 'Finding good teams to set the measure' : 'Drawing, and comparing with teams by chance',
    });
    if ((await run.act((act) => findDrawRow(act.db, drawId)))?.stop_asked) stop.abort();
  };
  const onProgress = (share: number): void => {
    if (looking) return;
    looking = true;
    // A cancelled job ends by its signal; what looking throws then is of no use.
    void look(share)
      .catch(() => undefined)
      .finally(() => (looking = false));
  };
  const nFurther = furtherFor(row.choice);
  return makeDraw({ from, number, nFurther }, { signal: run.signal, stop: stop.signal, onProgress });
}

/** Nothing is foretold for few people, or where most are settled by hand: a sum would tell of pairs. */
async function previewFor(ready: Ready, made: MadeDraw, signal?: AbortSignal): Promise<Preview | null> {
  const { entrants, states, earlier, row } = ready;
  const settled = new Set([
    ...row.choice.pins.map(({ personId }) => personId),
    ...row.choice.rules.flatMap((rule) => (rule.kind === 'together' ? rule.people : [])),
  ]);
  if (entrants.length < fewestForPreview || tooSettled(settled.size, entrants.length)) return null;
  const draws = [made.plan, ...made.further].map(teamsOfPlan);
  const sides = entrants.map(({ legacy, unitId }) => ({ legacy, unitId }));
  const input: PreviewInput = { entrants: sides, states, earlier, draws, seed: row.seed, nCompared };
  return compute<Preview>(new URL('./draw-preview.rules.ts', import.meta.url), 'previewOf', input, signal);
}

/** Mechanism, teams and fact in one act: what is drawn is on record before anybody sees it. */
async function saveDraw(act: Act, ready: Ready, made: MadeDraw, preview: Preview | null): Promise<void> {
  const row = await lockDrawRow(act.db, ready.row.draw_id);
  if (row?.state !== 'drawing') return;
  const record: MechanismRecord = {
    version: teamDrawVersion,
    nonce: randomBytes(16).toString('hex'),
    personIds: row.person_ids,
    waveId: ready.waveId,
    mechanism: withoutTies(made.mechanism),
    before: ready.before,
  };
  const mechanism = JSON.stringify(record);
  const hash = sha256(textToHash(mechanism, ready.states));
  const teams = teamsOfPlan(made.plan).map((round) =>
    round.map((people) => people.map((at) => row.person_ids[at]!)),
  );
  await updateDraw(act.db, act.bureauId, row.draw_id, {
    state: 'drawn',
    mechanism,
    hash,
    teams,
    preview,
    number: ready.number,
    wave_id: ready.waveId,
    ended_early: made.endedEarly,
    made_at: act.now,
    stop_asked: false,
  });
  const activity = (await findActivityRow(act.db, row.activity_id))!;
  act.record({
    kind: 'draw/made',
    subject: subjectOf(row.activity_id),
    quantity: row.person_ids.length,
    data: {
      name: activity.name,
      drawId: row.draw_id,
      nTeams: row.choice.nTeams,
      nPeople: row.person_ids.length,
      hash,
      teamsHash: sha256(JSON.stringify(teams)),
      number: ready.number,
      version: `${teamDrawVersion} ${drawVersion}`,
      waveId: ready.waveId,
    },
  });
}
