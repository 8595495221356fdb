/** Rooms, their bookings, and bookings that meet. */
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { permitted } from '#platform/permit/table.ts';
import { refuse } from './activity-load.work.ts';
import { spanOf } from './activity-view.work.ts';
import { clash } from './day.rules.ts';
import type { Booking, VenuePlan, VenueView } from './venue.contract.ts';
import { insertVenue, listBookings, listVenueRows, updateVenue } from './venue.data.ts';

type BookingRow = Awaited<ReturnType<typeof listBookings>>[number];

/** Of what is not approved yet the room and the time are shown, not what it is. */
const bookingOf = (row: BookingRow, all: readonly BookingRow[]): Booking => ({
  sessionId: row.session_id,
  activityId: row.activity_id,
  activity: row.approved_plan === null ? '' : row.name,
  heldOn: row.held_on,
  startsAt: row.starts_at,
  endsAt: row.ends_at,
  approved: row.approved_plan !== null,
  clashes: all.some((other) => other !== row && clash(spanOf(row), spanOf(other))),
});

export async function listVenues(
  act: Act,
): Promise<{ venues: VenueView[]; may: { change: { may: boolean } } }> {
  const bookings = Map.groupBy(await listBookings(act.db, act.today), (row) => row.venue_id);
  return {
    venues: (await listVenueRows(act.db)).map((row) => {
      const own = bookings.get(row.venue_id) ?? [];
      return {
        id: row.venue_id,
        name: row.name,
        place: row.place,
        seats: row.seats,
        needsSafetyPlan: row.needs_safety_plan,
        retired: row.retired,
        bookings: own.map((booking) => bookingOf(booking, own)),
      };
    }),
    may: { change: { may: permitted('activity/plan', act.who.roles) } },
  };
}

const columnsOf = (plan: VenuePlan) => ({
  name: plan.name,
  place: plan.place,
  seats: plan.seats,
  needs_safety_plan: plan.needsSafetyPlan,
  retired: plan.retired,
});

async function refuseTwice(act: Act, { name }: VenuePlan, venueId: string | null): Promise<void> {
  const twin = (await listVenueRows(act.db)).find((row) => row.name === name && row.venue_id !== venueId);
  if (twin) throw refuse('activity/venue-twice', { name });
}

export async function addVenue(act: Act, plan: VenuePlan): Promise<{ id: string }> {
  await refuseTwice(act, plan, null);
  const venueId = newId();
  await insertVenue(act.db, { bureau_id: act.bureauId, venue_id: venueId, ...columnsOf(plan) });
  act.record({ kind: 'activity/venue-added', subject: `venue/${venueId}`, data: { name: plan.name } });
  return { id: venueId };
}

export async function changeVenue(act: Act, venueId: string, plan: VenuePlan): Promise<{ id: string }> {
  await refuseTwice(act, plan, venueId);
  const found = await updateVenue(act.db, { bureau_id: act.bureauId, venue_id: venueId, ...columnsOf(plan) });
  if (!found) throw refuse('activity/no-venue');
  act.record({ kind: 'activity/venue-changed', subject: `venue/${venueId}`, data: { name: plan.name } });
  return { id: venueId };
}
