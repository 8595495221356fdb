/** Effects: foretold when teams are published, estimated when the wave after is measured, read by everybody. */
import type { Act } from '#platform/act/index.ts';
import { addDays, type Reply } from '#platform/contract/index.ts';
import { compute } from '#platform/jobs/compute.ts';
import { permitted } from '#platform/permit/table.ts';
import { listPairWaves, pairReports, plannedPairs, type PairWave } from '#modules/fusion/index.ts';
import { findActivityRow, listActivityRows } from './activity.data.ts';
import type { DrawnMechanism } from './draw-face.work.ts';
import { mechanismOf } from './draw-face.work.ts';
import type { EffectRelease, Foretold, effectRoutes } from './effect.contract.ts';
import { findEffectRow, findForetold, insertEffect, listEffectRows, saveForetold } from './effect.data.ts';
import type { Estimated } from './effect-estimate.rules.ts';
import type { ForetellInput, Foretelling } from './effect-foretell.rules.ts';
import type { EffectInput } from './effect-input.rules.ts';
import {
  gatherInput,
  hashOfInputs,
  loadEvent,
  nForetelling,
  nRedraws,
  redrawsOf,
  wavesAround,
  type Event,
} from './effect-load.work.ts';
import { findLaterDraw, laterTeams } from './effect-later.work.ts';
import { findingOf, foretellingOf, reasonSaying, type AnswersEnd } from './effect-words.rules.ts';
import { waitingOf } from './effect.rules.ts';
import { loadActivity, subjectOf } from './organise.work.ts';

/** What reckoning needs around it: a job's run, or the sample bureau's. */
export interface EffectRun {
  act<T>(work: (act: Act) => Promise<T>): Promise<T>;
  signal?: AbortSignal;
}

/** Share of people supposed to answer a wave. */
const supposedResponse = 0.85;

/** Says before the event what it will be able to tell; again where lists change, never after it has begun. */
export async function foretellEffect(run: EffectRun, activityId: string): Promise<boolean> {
  const gathered = await run.act((act) => gatherForetelling(act, activityId));
  if (!gathered) return false;
  const { drawn, input, wave, design, ends } = gathered;
  const redraws = await redrawsOf(drawn, nForetelling, run.signal);
  const found = await compute<Foretelling>(
    new URL('./effect-foretell.rules.ts', import.meta.url),
    'foretell',
    { ...input, redraws } satisfies ForetellInput,
    run.signal,
  );
  const smallest = ends?.tooSoon ? null : found.smallest;
  const told = { ...found, smallest, wave, design, response: supposedResponse, nRedraws: nForetelling };
  await run.act((act) =>
    keepForetold(act, activityId, drawn.drawId, { ...told, sentence: foretellingOf(told, ends) }),
  );
  return true;
}

async function gatherForetelling(act: Act, activityId: string) {
  const event = await loadEvent(act, activityId);
  if (!event || event.beginsAt <= act.now) return null;
  const drawn = await mechanismOf(act, activityId);
  if (drawn === null || drawn === 'gone') return null;
  const { personIds, mechanism, seats } = drawn;
  const planned = await plannedPairs(act, personIds, event.endsOn);
  const { before, earlier } = wavesAround(await listPairWaves(act), event);
  const reports = async (wave: PairWave | null) => (wave ? pairReports(act, wave.waveId, personIds) : null);
  const valueOf = (name: string) =>
    mechanism.problem.people.map(({ values }) => String(values?.[name] ?? ''));
  const input = {
    legacy: valueOf('legacy'),
    unit: valueOf('unit'),
    seats,
    asked: planned.asked,
    before: await reports(before),
    earlier: await reports(earlier),
    response: supposedResponse,
    seed: mechanism.seed,
  };
  const wave = planned.wave && { name: planned.wave.name, opensOn: planned.wave.opensOn };
  return { drawn, input, wave, design: planned.design, ends: answersEnd(before, planned.wave) };
}

/** When the answers of the wave before are deleted, and whether that is before the next is measured, the day after it closes. */
const answersEnd = (before: PairWave | null, next: { closesOn: string } | null): AnswersEnd | null =>
  before && {
    name: before.name,
    on: before.deleteOn,
    tooSoon: next !== null && before.deleteOn <= addDays(next.closesOn, 1),
  };

async function keepForetold(act: Act, activityId: string, drawId: string, foretold: Foretold): Promise<void> {
  const activity = await findActivityRow(act.db, activityId);
  if (!activity) return;
  const row = { bureau_id: act.bureauId, activity_id: activityId, draw_id: drawId, foretold };
  await saveForetold(act.db, { ...row, foretold_on: act.today });
  const { zh: saying, en: sayingEn } = foretold.sentence;
  const data = { name: activity.name, saying, sayingEn, smallest: foretold.smallest };
  act.record({ kind: 'activity/effect-foretold', subject: subjectOf(activityId), actor: null, data });
}

/** Activities still to come of whose teams something was foretold. */
export async function listToForetell(act: Act): Promise<string[]> {
  const coming: string[] = [];
  for (const row of await listActivityRows(act.db)) {
    const event = row.state === 'approved' ? await loadEvent(act, row.activity_id) : null;
    if (event && event.beginsAt > act.now && (await findForetold(act.db, row.activity_id)))
      coming.push(row.activity_id);
  }
  return coming;
}

/** Activities whose first wave after them is this one, and whose effect by it is not reckoned yet. */
export async function listDueEffects(act: Act, waveId: string): Promise<string[]> {
  const waves = await listPairWaves(act);
  const due: string[] = [];
  for (const row of await listActivityRows(act.db)) {
    if (row.state !== 'approved' && row.state !== 'held') continue;
    const event = await loadEvent(act, row.activity_id);
    if (!event || wavesAround(waves, event).after?.waveId !== waveId) continue;
    if (!(await findEffectRow(act.db, row.activity_id, waveId))) due.push(row.activity_id);
  }
  return due;
}

export interface Reckoned {
  release: EffectRelease;
  inputsHash: string;
}

/** Reckons the effect by the first wave after the event; null where there is none to reckon by yet. */
export async function reckonEffect(run: EffectRun, activityId: string): Promise<Reckoned | null> {
  const gathered = await run.act(async (act) => {
    const event = await loadEvent(act, activityId);
    if (!event) return null;
    const around = wavesAround(await listPairWaves(act), event);
    if (!around.after?.hasReports) return null;
    const found = await gatherInput(act, event, around);
    const foretold = await findForetold(act.db, activityId);
    const sameDraw = foretold !== undefined && foretold.draw_id === found.drawn?.drawId;
    const next = await findLaterDraw(act, around.after, found.personIds);
    return { event, around, ...found, next, foretoldPlacebo: sameDraw ? foretold.foretold.placebo : null };
  });
  if (!gathered) return null;
  const { drawn, around, event, next, foretoldPlacebo } = gathered;
  const redraws = drawn ? await redrawsOf(drawn, nRedraws, run.signal) : [];
  const later = next && (await laterTeams(next, gathered.personIds, run.signal));
  const input: EffectInput = { ...gathered.input, redraws, foretoldPlacebo, later };
  const estimated = await compute<Estimated>(
    new URL('./effect-estimate.rules.ts', import.meta.url),
    'estimateEffect',
    input,
    run.signal,
  );
  const release: EffectRelease = {
    version: 'effect/1',
    ...estimated,
    finding: findingOf(estimated),
    before: around.before && nameOf(around.before),
    after: nameOf(around.after!),
    record: drawn && recordOf(drawn, event),
  };
  return { release, inputsHash: await run.act((act) => hashOfInputs(act, input)) };
}

const nameOf = ({ waveId, name, opensOn, closesOn }: PairWave) => ({ waveId, name, opensOn, closesOn });

const recordOf = (drawn: DrawnMechanism, event: Event): EffectRelease['record'] => ({
  hash: drawn.hash,
  seed: drawn.mechanism.seed,
  number: drawn.number,
  version: drawn.mechanism.version,
  madeAt: drawn.madeAt,
  publishedAt: drawn.publishedAt,
  beginsAt: event.beginsAt,
  nRedraws,
  nMoved: new Set(drawn.moved.flat()).size,
  nGivenUp: drawn.givenUp.length,
  why: drawn.standing.why,
});

/** Reckons and keeps it, once per wave. */
export async function estimateEffect(run: EffectRun, activityId: string): Promise<boolean> {
  const reckoned = await reckonEffect(run, activityId);
  return reckoned !== null && run.act((act) => keepEffect(act, activityId, reckoned));
}

async function keepEffect(act: Act, activityId: string, { release, inputsHash }: Reckoned): Promise<boolean> {
  const activity = await findActivityRow(act.db, activityId);
  if (!activity) return false;
  const row = {
    bureau_id: act.bureauId,
    activity_id: activityId,
    wave_id: release.after.waveId,
    release,
    inputs_hash: inputsHash,
    estimated_on: act.today,
  };
  if (!(await insertEffect(act.db, row))) return false;
  const { value: estimate, low, high } = release.change;
  act.record({
    kind: 'activity/effect-estimated',
    subject: subjectOf(activityId),
    actor: null,
    quantity: estimate,
    data: {
      name: activity.name,
      activityId,
      waveId: release.after.waveId,
      grade: release.grade,
      finding: release.finding.zh,
      findingEn: release.finding.en,
      estimate,
      low,
      high,
    },
  });
  return true;
}

/** What everybody may read: effects by waves that are released; office and leaders also of those before. */
export async function readEffect(
  act: Act,
  activityId: string,
): Promise<Reply<typeof effectRoutes.readEffect>> {
  const activity = await loadActivity(act, activityId);
  const event = await loadEvent(act, activityId);
  const waves = await listPairWaves(act);
  const rows = (await listEffectRows(act.db, activityId)).filter(({ wave_id }) =>
    mayRead(
      act,
      waves.find(({ waveId }) => waveId === wave_id),
    ),
  );
  const foretold = await findForetold(act.db, activityId);
  const after = event ? wavesAround(waves, event).after : null;
  return {
    activityId,
    name: activity.name,
    beginsOn: event?.beginsOn ?? null,
    waiting:
      rows.length > 0
        ? null
        : waitingOf({
            state: activity.state,
            over: event !== null && event.endsOn < act.today,
            hasTeams: foretold !== undefined,
            after: after && { name: after.name, state: after.state },
          }),
    foretold: foretold ? { ...foretold.foretold, foretoldOn: foretold.foretold_on } : null,
    effects: rows.map(({ release, estimated_on, inputs_hash }) => ({
      ...release,
      estimatedOn: estimated_on,
      inputsHash: inputs_hash,
      whys: release.reasons.map(reasonSaying),
    })),
  };
}

/** As fusion's results: to all once the wave is released, before that to those who may see it. */
export const mayRead = (act: Act, wave: PairWave | undefined): boolean =>
  wave?.state === 'released' || permitted('fusion/plan', act.who.roles) || act.who.roles.includes('leader');
