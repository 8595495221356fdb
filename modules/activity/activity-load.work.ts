/** An activity with all that belongs to it, as rules see it. */
import type { Act } from '#platform/act/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { refuser } from '#platform/refuse/index.ts';
import { findPerson, inPostOn, listPeopleOn, listUnits } from '#modules/people/index.ts';
import type { ActivityPlan } from './activity-plan.contract.ts';
import { listOrganiserRows, listSessionRows, type ActivityRow, type SessionRow } from './activity.data.ts';
import { unitsBelow } from './invited.rules.ts';
import type { Life, Reader } from './life.rules.ts';
import { changedParts, lastOn, planRefusals, type KnownVenue, type No } from './plan.rules.ts';
import { listProgrammeRows } from './programme.data.ts';
import { listRegistrationRows } from './registration.data.ts';
import type { Seat } from './seat.rules.ts';
import { listVenueRows } from './venue.data.ts';

export const refuse = refuser(planRefusals);

export function refuseIf(no: No | null): void {
  if (no) throw refuse(no.code, no.facts);
}

export interface Whole {
  row: ActivityRow;
  sessions: SessionRow[];
  organiserIds: string[];
  plan: ActivityPlan;
  seats: Seat[];
}

export async function wholeOf(act: Act, row: ActivityRow): Promise<Whole> {
  const id = row.activity_id;
  const sessions = await listSessionRows(act.db, id);
  // Removed since its row was read.
  if (sessions.length === 0) throw refuse('activity/no-activity');
  const organiserIds = (await listOrganiserRows(act.db, id)).map((one) => one.person_id);
  const seats = (await listRegistrationRows(act.db, id)).map(({ person_id, state, place }) => ({
    personId: person_id,
    state,
    place,
  }));
  return { row, sessions, organiserIds, plan: planOf(row, sessions, organiserIds), seats };
}

export const planOf = (
  row: ActivityRow,
  sessions: readonly SessionRow[],
  organiserIds: readonly string[],
): ActivityPlan => ({
  name: row.name,
  purpose: row.purpose,
  programmeId: row.programme_id,
  organiserIds: [...organiserIds],
  unitIds: row.unit_ids,
  capacity: row.capacity,
  nExpected: row.n_expected,
  closesOn: row.closes_on,
  budget: row.budget,
  safety: row.safety,
  teams: row.teams,
  sessions: sessions.map((session) => ({
    sessionId: session.session_id,
    name: session.name,
    heldOn: session.held_on,
    startsAt: session.starts_at,
    endsAt: session.ends_at,
    venueId: session.venue_id,
    place: session.place,
    signIn: session.sign_in,
  })),
});

export const lifeOf = ({ row, plan }: Pick<Whole, 'row' | 'plan'>, today: string): Life => ({
  state: row.state,
  wasApproved: row.approved_plan !== null,
  changed: row.approved_plan !== null && changedParts(row.approved_plan, plan).length > 0,
  opened: row.opened_at !== null,
  closed: row.closed_at !== null,
  closesOn: row.closes_on,
  lastOn: lastOn(plan.sessions),
  today,
});

/** Whether somebody decides about their own plan: the one who submitted it, and its organisers, do not. */
export const isOwnPlan = (act: Act, { row, organiserIds }: Pick<Whole, 'row' | 'organiserIds'>): boolean =>
  (row.submitted_by !== null && row.submitted_by === act.who.accountId) ||
  (act.who.personId !== null && organiserIds.includes(act.who.personId));

export async function readerOf(act: Act, whole: Whole): Promise<Reader> {
  const { personId, roles } = act.who;
  const named = personId !== null && whole.organiserIds.includes(personId);
  const organises = named || roles.includes('office');
  return {
    organises,
    plans: organises && permitted('activity/plan', roles),
    approves: permitted('activity/approve', roles),
    ownPlan: isOwnPlan(act, whole),
    onRoster: personId !== null,
    invited: personId !== null && (await isInvited(act, whole.row, personId)),
    mine: whole.seats.find((seat) => seat.personId === personId)?.state ?? null,
  };
}

/** In post today, and in one of the invited units or below. */
export async function isInvited(
  act: Act,
  { unit_ids }: Pick<ActivityRow, 'unit_ids'>,
  personId: string,
): Promise<boolean> {
  if (unit_ids === null) {
    const known = await findPerson(act, personId);
    return known !== null && inPostOn(known, act.today);
  }
  const person = (await listPeopleOn(act, act.today)).find((one) => one.personId === personId);
  if (!person) return false;
  return unitsBelow(unit_ids, await listUnits(act, act.today)).has(person.unitId);
}

export const listKnownVenues = async (act: Act): Promise<KnownVenue[]> =>
  (await listVenueRows(act.db)).map((row) => ({
    venueId: row.venue_id,
    name: row.name,
    seats: row.seats,
    needsSafetyPlan: row.needs_safety_plan,
    retired: row.retired,
  }));

export const venuesById = async (act: Act): Promise<Map<string, KnownVenue>> =>
  new Map((await listKnownVenues(act)).map((venue) => [venue.venueId, venue]));

export const programmeNames = async (act: Act): Promise<Map<string, string>> =>
  new Map((await listProgrammeRows(act.db)).map((row) => [row.programme_id, row.name]));
