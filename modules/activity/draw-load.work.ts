/** What every act on a draw begins with: the draws, who is registered, where it stands, the mechanism opened. */
import { createHash } from 'node:crypto';
import type { Mechanism } from '#engines/mixing/index.ts';
import type { Act } from '#platform/act/index.ts';
import { findJob } from '#platform/jobs/index.ts';
import { refuser } from '#platform/refuse/index.ts';
import { listLegacyAgencies, listPeopleOn, listUnits, type PersonInPost } from '#modules/people/index.ts';
import { listSessionRows, type SessionRow } from './activity.data.ts';
import { statesOfWave } from './draw-acquaintance.work.ts';
import { drawRefusals } from './draw-sayings.contract.ts';
import { listDrawRows, type DrawRow } from './draw.data.ts';
import { textToHash, wholeMechanism, type MechanismRecord } from './draw-mechanism.rules.ts';
import { changedPeople, standingOf, type DrawLife, type No, type Standing } from './draw.rules.ts';
import { teamOf, teamsAfter } from './draw-team.rules.ts';
import type { Names } from './draw-words.rules.ts';
import { listRegistrationRows } from './registration.data.ts';

export const refuse = refuser(drawRefusals);
export function refuseIf(no: No | null): void {
  if (no) throw refuse(no.code, no.facts);
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** People who are registered and in post today, by staff number: the order of every mechanism. */
export async function listEntrants(act: Act, activityId: string): Promise<PersonInPost[]> {
  const rows = await listRegistrationRows(act.db, activityId);
  const here = new Set(rows.filter(({ state }) => state === 'in').map((row) => row.person_id));
  const people = await listPeopleOn(act, act.today);
  return people.filter(({ personId }) => here.has(personId)).sort((a, b) => (a.staffNo < b.staffNo ? -1 : 1));
}

export const listDraws = (act: Act, activityId: string): Promise<DrawRow[]> =>
  listDrawRows(act.db, activityId);

const used = new Set<DrawRow['state']>(['drawing', 'drawn', 'published']);

/** The draw in use: being made, made or published. */
export const inUseOf = (rows: readonly DrawRow[]): DrawRow | undefined =>
  rows.findLast(({ state }) => used.has(state));

/** Teams as they are now: as drawn, with what hands changed. */
export const teamsNow = (draw: DrawRow): string[][][] => teamsAfter(draw.teams ?? [], draw.changes);

export interface Opened {
  activityId: string;
  rows: readonly DrawRow[];
  draw: DrawRow | undefined;
  entrants: readonly PersonInPost[];
  sessions: readonly SessionRow[];
  beginsAt: string;
  life: DrawLife;
}

/** Everything that decisions about a draw rest on. */
export async function openDraw(act: Act, activityId: string): Promise<Opened> {
  const rows = await listDraws(act, activityId);
  const draw = await alive(act, inUseOf(rows));
  const entrants = await listEntrants(act, activityId);
  const sessions = await listSessionRows(act.db, activityId);
  const beginsAt = beginningOf(sessions);
  const state = (draw?.state ?? null) as DrawLife['state'];
  const life: DrawLife = {
    state,
    begun: act.now >= beginsAt,
    onChange: draw?.choice.onChange ?? 'keep',
    peopleChanged: draw
      ? changedPeople(
          draw.person_ids,
          entrants.map(({ personId }) => personId),
        )
      : false,
  };
  return { activityId, rows, draw, entrants, sessions, beginsAt, life };
}

/** A draw whose job has ended without it is none. */
async function alive(act: Act, draw: DrawRow | undefined): Promise<DrawRow | undefined> {
  if (draw?.state !== 'drawing') return draw;
  const job = draw.job_id === null ? null : await findJob(act.db, draw.job_id);
  return job && (job.state === 'waiting' || job.state === 'running') ? draw : undefined;
}

/** Instant at which the first session begins; far away where there is none. */
function beginningOf(sessions: readonly SessionRow[]): string {
  const starts = sessions.map(({ held_on, starts_at }) =>
    new Date(`${held_on}T${starts_at}:00+08:00`).toISOString(),
  );
  return starts.sort()[0] ?? '9999-12-31T00:00:00.000Z';
}

export function standingNow({ rows, draw, beginsAt }: Opened): Standing {
  if (!draw || draw.state === 'drawing') return standingOf(null);
  return standingOf({
    published: draw.state === 'published',
    madeAt: draw.made_at!,
    publishedAt: draw.published_at,
    beginsAt,
    rejected: rows.flatMap(({ rejected_because }) => rejected_because ?? []),
    nMoved: nMovedIn(draw),
  });
}

/** People of the draw who are now elsewhere than drawn; those placed later were not in it. */
function nMovedIn(draw: DrawRow): number {
  if (draw.changes.length === 0) return 0;
  const now = teamsNow(draw);
  const moved = (id: string): boolean =>
    now.some((_, r) => teamOf(now, r, id) !== teamOf(draw.teams!, r, id));
  return draw.person_ids.filter(moved).length;
}

/** The mechanism as it ran; null where its acquaintance is gone or is no longer what was hashed. */
export async function openMechanism(
  act: Act,
  draw: DrawRow,
): Promise<{ record: MechanismRecord; mechanism: Mechanism } | null> {
  const record = JSON.parse(draw.mechanism!) as MechanismRecord;
  const states = draw.wave_id === null ? null : await statesOfWave(act, draw.wave_id, record.personIds);
  if (draw.wave_id !== null && states === null) return null;
  if (sha256(textToHash(draw.mechanism!, states)) !== draw.hash) return null;
  return { record, mechanism: wholeMechanism(record, states) };
}

/** Names for everything a rule can speak of. */
export async function namesFor(
  act: Act,
  people: readonly Pick<PersonInPost, 'personId' | 'name'>[],
  sessions: readonly SessionRow[],
): Promise<Names> {
  const personNames = new Map(people.map(({ personId, name }) => [personId, name]));
  const agencies = new Map((await listLegacyAgencies(act)).map(({ code, shortName }) => [code, shortName]));
  const units = new Map((await listUnits(act, act.today)).map(({ unitId, name }) => [unitId, name]));
  const names = new Map(sessions.map(({ session_id, name, held_on }) => [session_id, name || held_on]));
  return {
    person: (id) => personNames.get(id) ?? '—',
    legacy: (code) => agencies.get(code) ?? code,
    unit: (id) => units.get(id) ?? '—',
    session: (id) => names.get(id) ?? '',
  };
}
