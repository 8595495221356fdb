/** Rooms and places, who has booked them, and where two bookings meet. */
import * as z from 'zod';
import { Id, May, facts, refusals, route } from '#platform/contract/index.ts';

export const VenuePlan = z.object({
  name: z.string().trim().min(1).max(40),
  place: z.string().trim().max(100),
  seats: z.int().min(1).max(100_000).nullable(),
  /** A gathering here needs a safety plan, whatever its size. */
  needsSafetyPlan: z.boolean(),
  retired: z.boolean(),
});
export type VenuePlan = z.output<typeof VenuePlan>;

export const Booking = z.object({
  sessionId: Id,
  activityId: Id,
  activity: z.string(),
  heldOn: z.string(),
  startsAt: z.string(),
  endsAt: z.string(),
  approved: z.boolean(),
  clashes: z.boolean(),
});
export type Booking = z.output<typeof Booking>;

export const VenueView = VenuePlan.extend({ id: Id, bookings: z.array(Booking) });
export type VenueView = z.output<typeof VenueView>;

export const venueRoutes = {
  listVenues: route({
    method: 'GET',
    path: '/api/venues',
    summary: { zh: '场地、今后的安排和冲突', en: 'Venues with coming bookings and clashes' },
    permit: 'activity/read',
    reply: z.object({ venues: z.array(VenueView), may: z.object({ change: May }) }),
  }),
  addVenue: route({
    method: 'POST',
    path: '/api/venues',
    summary: { zh: '登记场地', en: 'Add a venue' },
    permit: 'activity/plan',
    body: VenuePlan,
    reply: z.object({ id: Id }),
  }),
  changeVenue: route({
    method: 'PUT',
    path: '/api/venues/:venueId',
    summary: { zh: '更正场地', en: 'Change a venue' },
    permit: 'activity/plan',
    params: z.object({ venueId: Id }),
    body: VenuePlan,
    reply: z.object({ id: Id }),
  }),
};

export const venueRefusals = refusals({
  'activity/no-venue': {
    status: 422,
    zh: '没有找到这个场地，或已停用。',
    en: 'This venue was not found or is retired.',
  },
  'activity/venue-twice': {
    status: 409,
    zh: '已经有叫“{name}”的场地。',
    en: 'A venue called “{name}” exists.',
  },
});

const Named = z.object({ name: z.string() });
export const venueFacts = facts({
  'activity/venue-added': { zh: '登记了场地“{name}”', en: 'The venue “{name}” was added', data: Named },
  'activity/venue-changed': { zh: '更正了场地“{name}”', en: 'The venue “{name}” was changed', data: Named },
});
