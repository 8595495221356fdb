/** What effects are reckoned from: the draw with its re-draws, the waves around the event, who took part. */
import { createHmac } from 'node:crypto';
import type { Drawn } from '#engines/inference/index.ts';
import type { Act } from '#platform/act/index.ts';
import { drawTogether } from '#platform/compute/mixing-pool.ts';
import { pairReports, type PairWave } from '#modules/fusion/index.ts';
import { listPeopleOn, listUnits } from '#modules/people/index.ts';
import { listSessionRows, type SessionRow } from './activity.data.ts';
import { instantOf } from './day.rules.ts';
import { mechanismOf, type DrawnMechanism } from './draw-face.work.ts';
import type { EffectInput } from './effect-input.rules.ts';
import { listInAt } from './registration.data.ts';

/** Re-draws of every test and estimate; and of what is said before the event, which needs fewer. */
export const nRedraws = 2000;
export const nForetelling = 1000;

export interface Event {
  activityId: string;
  beginsOn: string;
  beginsAt: string;
  endsOn: string;
}

/** First and last day; null for an activity without sessions. */
export function eventOf(activityId: string, sessions: readonly SessionRow[]): Event | null {
  const [first, last] = [sessions[0], sessions.at(-1)];
  if (!first || !last) return null;
  return {
    activityId,
    beginsOn: first.held_on,
    beginsAt: instantOf(first.held_on, first.starts_at),
    endsOn: last.held_on,
  };
}

export const loadEvent = async (act: Act, activityId: string): Promise<Event | null> =>
  eventOf(activityId, await listSessionRows(act.db, activityId));

/** The waves around an event, as far as their answers are there; `after` is the first that asked after it. */
export function wavesAround(waves: readonly PairWave[], event: Event) {
  const past = waves.filter((wave) => wave.closesOn < event.beginsOn && wave.hasReports);
  const after = waves.find((wave) => wave.opensOn > event.endsOn && wave.state !== 'draft');
  return { earlier: past.at(-2) ?? null, before: past.at(-1) ?? null, after: after ?? null };
}

export interface Gathered {
  /** Null where nothing was drawn, or it can no longer be drawn again. */
  drawn: DrawnMechanism | null;
  /** In the order of all reports and seats. */
  personIds: readonly string[];
  input: Omit<EffectInput, 'redraws' | 'later' | 'foretoldPlacebo'>;
}

/** All inputs but the re-draws, which are made outside the transaction. */
export async function gatherInput(
  act: Act,
  event: Event,
  around: { earlier: PairWave | null; before: PairWave | null; after: PairWave | null },
): Promise<Gathered> {
  const found = await mechanismOf(act, event.activityId);
  const drawn = found === 'gone' ? null : found;
  const asDrawn = drawn !== null && drawn.standing.grade !== 'D' && drawn.standing.grade !== null;
  const people = drawn && asDrawn ? entrantsOf(drawn) : await everybody(act, event, drawn);
  const reports = async (wave: PairWave | null) => {
    const kept = wave ? await pairReports(act, wave.waveId, people.ids) : null;
    return kept && { nPeople: kept.nPeople, said: kept.said };
  };
  const input = {
    assignment: !asDrawn
      ? ('chosen' as const)
      : drawn.standing.grade === 'A'
        ? ('drawn' as const)
        : ('as-if-drawn' as const),
    storedBefore: drawn !== null && drawn.madeAt < event.beginsAt,
    legacy: people.legacy,
    unit: people.unit,
    ...(people.floor && { floor: people.floor }),
    seats: people.seats,
    earlier: await reports(around.earlier),
    before: await reports(around.before),
    after: await reports(around.after),
  };
  return { drawn: asDrawn ? drawn : null, personIds: people.ids, input };
}

interface People {
  ids: readonly string[];
  legacy: string[];
  unit: string[];
  floor?: string[];
  seats: Drawn;
}

function entrantsOf({ personIds, mechanism, seats }: DrawnMechanism): People {
  const valueOf = (name: string) =>
    mechanism.problem.people.map(({ values }) => String(values?.[name] ?? ''));
  return { ids: personIds, legacy: valueOf('legacy'), unit: valueOf('unit'), seats };
}

/** Everybody in post on the day; together were those of one team, or all who had a place. */
async function everybody(act: Act, event: Event, drawn: DrawnMechanism | null): Promise<People> {
  const people = (await listPeopleOn(act, event.beginsOn)).toSorted((a, b) =>
    a.personId < b.personId ? -1 : 1,
  );
  const floors = new Map((await listUnits(act, event.beginsOn)).map((unit) => [unit.unitId, floorOf(unit)]));
  const ids = people.map(({ personId }) => personId);
  const seatIn = new Map(drawn?.personIds.map((id, at) => [id, at]));
  const came = new Set(await listInAt(act.db, event.activityId, event.beginsAt));
  const seats = drawn
    ? drawn.seats.map((seat) => Int16Array.from(ids, (id) => (seatIn.has(id) ? seat[seatIn.get(id)!]! : -1)))
    : [Int16Array.from(ids, (id) => (came.has(id) ? 0 : -1))];
  return {
    ids,
    legacy: people.map(({ legacy }) => legacy),
    unit: people.map(({ unitId }) => unitId),
    floor: people.map(({ unitId }) => floors.get(unitId) ?? ''),
    seats,
  };
}

/** Two on the same floor of a building meet in the corridor; a building alone says nothing. */
const floorOf = ({ building, floor }: { building: string | null; floor: number | null }): string =>
  building !== null && floor !== null ? `${building} ${floor}` : '';

/** Re-draws of the activities last asked about: what is foretold and then estimated draws none of them twice. */
const lately = new Map<string, Promise<Drawn[]>>();
const nLately = 3;

/** Draws the teams again by the stored mechanism, `count` times, all rounds. */
export async function redrawsOf(
  drawn: DrawnMechanism,
  count: number,
  signal?: AbortSignal,
): Promise<Drawn[]> {
  const of = JSON.stringify([drawn.hash, drawn.moved, drawn.firstRedraw]);
  const made = lately.get(of) ?? Promise.resolve([]);
  const redraws = made.then((before) => drawFurther(drawn, before, { count, signal }));
  lately.delete(of);
  lately.set(of, redraws);
  for (const oldest of [...lately.keys()].slice(0, -nLately)) lately.delete(oldest);
  redraws.catch(() => lately.delete(of));
  return (await redraws).slice(0, count);
}

async function drawFurther(
  drawn: DrawnMechanism,
  before: Drawn[],
  { count, signal }: { count: number; signal: AbortSignal | undefined },
): Promise<Drawn[]> {
  if (before.length >= count) return before;
  return [...before, ...(await redrawn(drawn, { from: before.length, to: count }, signal))];
}

function redrawn(
  { redraws: mechanism, firstRedraw }: DrawnMechanism,
  { from, to }: { from: number; to: number },
  signal?: AbortSignal,
): Promise<Drawn[]> {
  return drawTogether(mechanism, to - from, { first: firstRedraw + from, ...(signal ? { signal } : {}) });
}

/** Fingerprint of all inputs under a key outside the database: equal inputs show as equal, none can be tried out. */
export async function hashOfInputs(act: Act, input: EffectInput): Promise<string> {
  const key = await act.keys.key(act.bureauId, 'activity-effect');
  const hash = createHmac('sha256', key);
  const { legacy, unit, floor, assignment, storedBefore } = input;
  hash.update(JSON.stringify({ legacy, unit, floor, assignment, storedBefore }));
  for (const reports of [input.earlier, input.before, input.after]) hash.update(reports?.said ?? 'none');
  const { later } = input;
  const laterDraws = later ? [later.seats, ...later.redraws] : [];
  for (const drawn of [input.seats, ...input.redraws, ...laterDraws])
    for (const round of drawn) hash.update(Int16Array.from(round));
  return hash.digest('hex');
}
