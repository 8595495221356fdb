/** Is a plan possible, does it need a safety plan, and what of an approved one has changed? */
import type { Saying } from '#platform/contract/index.ts';
import { safetyPlanFrom, type ActivityPlan, type SessionPlan } from './activity-plan.contract.ts';
import { type PlanPart } from './activity.contract.ts';
import { activityRefusals } from './activity-sayings.contract.ts';
import { programmeRefusals } from './programme.contract.ts';
import { registrationRefusals } from './registration.contract.ts';
import { venueRefusals } from './venue.contract.ts';

export const planRefusals = {
  ...activityRefusals,
  ...registrationRefusals,
  ...programmeRefusals,
  ...venueRefusals,
};

/** An expected "no" as a value: the code and the facts of its sentence. */
export interface No {
  code: keyof typeof planRefusals;
  facts?: Record<string, unknown>;
}

export interface KnownVenue {
  venueId: string;
  name: string;
  seats: number | null;
  needsSafetyPlan: boolean;
  retired: boolean;
}

export interface Known {
  unitIds: ReadonlySet<string>;
  personIds: ReadonlySet<string>;
  programmeIds: ReadonlySet<string>;
  venues: ReadonlyMap<string, KnownVenue>;
  /** Sessions and their venues that this activity has already: a retired room stays bookable where it was booked. */
  sessions: ReadonlyMap<string, string | null>;
}

export const firstOn = (sessions: readonly { heldOn: string }[]): string =>
  sessions.map(({ heldOn }) => heldOn).reduce((a, b) => (a < b ? a : b));
export const lastOn = (sessions: readonly { heldOn: string }[]): string =>
  sessions.map(({ heldOn }) => heldOn).reduce((a, b) => (a > b ? a : b));

export function whyNotPlan(plan: ActivityPlan, known: Known): No | null {
  if (plan.unitIds?.some((id) => !known.unitIds.has(id))) return { code: 'activity/units' };
  if (!plan.organiserIds.every((id) => known.personIds.has(id))) return { code: 'activity/organisers' };
  if (plan.programmeId !== null && !known.programmeIds.has(plan.programmeId))
    return { code: 'activity/no-programme' };
  if (plan.closesOn > firstOn(plan.sessions)) return { code: 'activity/closes-late' };
  return whyNotSessions(plan, known) ?? whyNotTeams(plan);
}

function whyNotSessions({ sessions, nExpected }: ActivityPlan, known: Known): No | null {
  const given = sessions.flatMap(({ sessionId }) => (sessionId === null ? [] : [sessionId]));
  if (new Set(given).size < given.length || given.some((id) => !known.sessions.has(id)))
    return { code: 'activity/no-session' };
  for (const [at, session] of sessions.entries()) {
    if (session.endsAt <= session.startsAt) return { code: 'activity/session-times', facts: { n: at + 1 } };
    const no = whyNotVenue(session, nExpected, known);
    if (no) return no;
  }
  return null;
}

function whyNotVenue({ venueId, sessionId }: SessionPlan, n: number, known: Known): No | null {
  if (venueId === null) return null;
  const venue = known.venues.get(venueId);
  const bookedBefore = sessionId !== null && known.sessions.get(sessionId) === venueId;
  if (!venue || (venue.retired && !bookedBefore)) return { code: 'activity/no-venue' };
  const { seats, name } = venue;
  return seats !== null && seats < n ? { code: 'activity/seats', facts: { venue: name, seats, n } } : null;
}

/** Teams must fit the seats, or the people reckoned with where seats are not limited. */
function whyNotTeams({ teams, capacity, nExpected }: ActivityPlan): No | null {
  if (!teams) return null;
  const n = capacity ?? nExpected;
  const { nTeams, minSize, maxSize } = teams;
  return minSize <= maxSize && nTeams * minSize <= n && n <= nTeams * maxSize
    ? null
    : { code: 'activity/teams', facts: { n, ...teams } };
}

/** Why a safety plan is asked for: by size, or by room; null where none is. */
export function safetyAsked(
  { sessions, nExpected, capacity }: ActivityPlan,
  venues: ReadonlyMap<string, Pick<KnownVenue, 'name' | 'needsSafetyPlan'>>,
): Saying | null {
  const n = Math.max(nExpected, capacity ?? 0);
  if (n >= safetyPlanFrom)
    return {
      zh: `预计 ${n} 人，满 ${safetyPlanFrom} 人要有安全预案`,
      en: `${n} people are expected, and from ${safetyPlanFrom} on a safety plan is needed`,
    };
  const room = sessions
    .map(({ venueId }) => (venueId === null ? undefined : venues.get(venueId)))
    .find((venue) => venue?.needsSafetyPlan);
  return room
    ? {
        zh: `在“${room.name}”办活动要有安全预案`,
        en: `gatherings in “${room.name}” need a safety plan`,
      }
    : null;
}

/** A submission is ready where its first session lies ahead and its safety plan is written. */
export function whyNotReady(plan: ActivityPlan, asked: Saying | null, today: string): No | null {
  if (firstOn(plan.sessions) < today) return { code: 'activity/past' };
  return asked && !plan.safety
    ? { code: 'activity/safety-plan', facts: { why: asked.zh, whyEn: asked.en } }
    : null;
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
const timesAndRooms = (plan: ActivityPlan) =>
  plan.sessions
    .map(({ heldOn, startsAt, endsAt, venueId, place, signIn }) =>
      [heldOn, startsAt, endsAt, venueId, place, signIn].join('|'),
    )
    .toSorted();

const partsOf: Readonly<Record<PlanPart, (plan: ActivityPlan) => unknown>> = {
  sessions: timesAndRooms,
  seats: ({ capacity, nExpected }) => [capacity, nExpected],
  invited: ({ unitIds }) => unitIds && [...unitIds].toSorted(),
  budget: (plan) => budgetYuan(plan),
  safety: ({ safety }) => safety && [safety.dangers, safety.emergency, safety.responsible],
  teams: ({ teams }) => teams && [teams.nTeams, teams.minSize, teams.maxSize],
};

/**
 * Parts of a plan that its approval was about and that differ. Name, purpose, organisers, the last day of
 * registration and a lower budget change nothing that was approved.
 */
export const changedParts = (approved: ActivityPlan, plan: ActivityPlan): PlanPart[] =>
  (Object.keys(partsOf) as PlanPart[]).filter((part) =>
    part === 'budget'
      ? budgetYuan(plan) > budgetYuan(approved)
      : !same(partsOf[part](approved), partsOf[part](plan)),
  );

/** A sum of money to the fen, without the dust of binary fractions. */
export const budgetYuan = ({ budget }: Pick<ActivityPlan, 'budget'>): number =>
  Math.round(budget.reduce((sum, { yuan }) => sum + yuan, 0) * 100) / 100;

/** Sessions that were held already may be neither moved nor dropped once the plan was approved. */
export function whyNotRewrite(before: ActivityPlan, after: ActivityPlan, today: string): No | null {
  const later = new Map(after.sessions.map((session) => [session.sessionId, session]));
  const touched = before.sessions.some(({ sessionId, heldOn, startsAt }) => {
    const now = later.get(sessionId);
    return heldOn < today && (now?.heldOn !== heldOn || now.startsAt !== startsAt);
  });
  return touched ? { code: 'activity/session-held' } : null;
}
