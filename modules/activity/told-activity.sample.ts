/** How one activity of the sample bureau is told, from its plan to the closed lists, through the real acts. */
import { addDays } from '#platform/contract/index.ts';
import type { Act, Who } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { listAccounts } from '#platform/identity/index.ts';
import type { SampleRun } from '#platform/module/index.ts';
import { told } from '#platform/sample/told.ts';
import { listPeopleOn, listUnits } from '#modules/people/index.ts';
import type { ActivityPlan, SessionPlan } from './activity-plan.contract.ts';
import { listActivityRows, listSessionRows } from './activity.data.ts';
import { planActivity } from './activity.work.ts';
import { approveActivity, submitActivity } from './approval.work.ts';
import { closeRoll, sendScans } from './attendance.work.ts';
import { drawAtOnce } from './draw-make.work.ts';
import { publishDraw } from './draw.work.ts';
import { closeWhenDue, holdWhenDue } from './keep-dates.work.ts';
import { listProgrammeRows } from './programme.data.ts';
import { openRegistration, register, withdraw } from './registration.work.ts';
import { listVenueRows } from './venue.data.ts';

/** Staff numbers; everything else of the story is found by them. */
type StaffNo = string;

export interface Meeting extends Pick<SessionPlan, 'name' | 'heldOn' | 'startsAt' | 'endsAt' | 'signIn'> {
  /** A room by its name; null: held at `place`. */
  venue: string | null;
  place?: string;
  /** Who signed in; absent where nobody does. */
  present?: readonly StaffNo[];
}

export interface ToldActivity extends Pick<
  ActivityPlan,
  'name' | 'purpose' | 'capacity' | 'nExpected' | 'closesOn' | 'budget' | 'safety'
> {
  /** By its name; null: none. */
  programme: string | null;
  teams?: ActivityPlan['teams'];
  /** Names of the units invited; absent: everybody. */
  units?: readonly string[];
  organisers: readonly StaffNo[];
  plannedOn: string;
  /** Null: still waits for a leader. */
  approved: { on: string; by: StaffNo } | null;
  /** Absent: nobody registers. */
  registration?: { opensOn: string; joins: readonly Join[] };
  draw?: { on: string; seed: number };
  sessions: readonly Meeting[];
}

export interface Join {
  staffNo: StaffNo;
  on: string;
  withdrewOn?: string | null;
}

/** One transaction: told whole or not at all. What bears the name already is left as it is. */
export const tellActivity = (run: SampleRun, story: ToldActivity): Promise<void> =>
  run.act(async (act) => {
    if ((await listActivityRows(act.db)).some(({ name }) => name === story.name)) return;
    const cast = await castOf(act, story.plannedOn);
    const activityId = await plan(act, cast, story);
    if (!story.approved) return;
    const approval = told(act, { on: story.approved.on, at: '16:00', who: cast.who(story.approved.by) });
    await approveActivity(approval, activityId, 0);
    if (story.registration) await fill(act, cast, activityId, story);
    if (story.draw) await draw(act, activityId, cast.who(story.organisers[0]!), story);
    await hold(act, cast, activityId, story);
  });

interface Cast {
  personId(staffNo: StaffNo): string;
  who(staffNo: StaffNo): Who;
}

/** People of a day by staff number, with the accounts of those who have one. */
export async function castOf(act: Act, on: string): Promise<Cast> {
  const people = new Map((await listPeopleOn(act, on)).map((person) => [person.staffNo, person]));
  const accounts = new Map((await listAccounts(act.db)).map((row) => [row.person_id, row]));
  const personId = (staffNo: StaffNo): string => people.get(staffNo)!.personId;
  return {
    personId,
    who(staffNo) {
      const account = accounts.get(personId(staffNo))!;
      const { bureauId } = act;
      const { account_id: accountId, name, roles } = account;
      return { bureauId, accountId, personId: personId(staffNo), name, roles };
    },
  };
}

async function plan(act: Act, cast: Cast, story: ToldActivity): Promise<string> {
  const { programme, organisers, units, sessions, plannedOn } = story;
  const { name, purpose, capacity, nExpected, closesOn, budget, safety, teams = null } = story;
  const planner = { on: plannedOn, who: cast.who(organisers[0]!) };
  const venues = new Map((await listVenueRows(act.db)).map((row) => [row.name, row.venue_id]));
  const programmes = new Map((await listProgrammeRows(act.db)).map((row) => [row.name, row.programme_id]));
  const activityId = await planActivity(told(act, { ...planner, at: '10:00' }), {
    name,
    purpose,
    capacity,
    nExpected,
    closesOn,
    safety,
    teams,
    budget: [...budget],
    programmeId: programme === null ? null : programmes.get(programme)!,
    organiserIds: organisers.map(cast.personId),
    unitIds: units ? await unitIds(act, plannedOn, units) : null,
    sessions: sessions.map(({ venue, place = '', name, heldOn, startsAt, endsAt, signIn }) => ({
      sessionId: null,
      name,
      heldOn,
      startsAt,
      endsAt,
      signIn,
      place,
      venueId: venue === null ? null : venues.get(venue)!,
    })),
  });
  await submitActivity(told(act, { ...planner, at: '15:00' }), activityId);
  return activityId;
}

/** Registrations and withdrawals in the order of their days; of one day, withdrawals last. */
async function fill(act: Act, cast: Cast, activityId: string, story: ToldActivity): Promise<void> {
  const { opensOn, joins } = story.registration!;
  const organiser = cast.who(story.organisers[0]!);
  await openRegistration(told(act, { on: opensOn, who: organiser }), activityId);
  const leavers = joins.filter(({ withdrewOn }) => withdrewOn);
  for (const { staffNo, on } of joins)
    await register(told(act, { on }), activityId, { personId: cast.personId(staffNo), as: 'participant' });
  for (const { staffNo, withdrewOn } of leavers)
    await withdraw(told(act, { on: withdrewOn!, at: '17:00' }), activityId, cast.personId(staffNo));
}

async function draw(
  act: Act,
  activityId: string,
  who: Who,
  { teams, draw: asked }: Pick<ToldActivity, 'teams' | 'draw'>,
): Promise<void> {
  const { on, seed } = asked!;
  const choice = {
    nTeams: teams!.nTeams,
    sizes: null,
    sessionIds: [],
    away: [],
    rules: [],
    pins: [],
    onChange: 'keep' as const,
    // By agencies and units alone: the story's ties were made with these teams.
    weights: { strangers: 0, legacy: 1, unit: 1, teammates: 0 },
  };
  const drawing = told(act, { on, at: '10:00', who });
  await closeWhenDue(drawing, activityId);
  await drawAtOnce(drawing, activityId, { choice, reason: null, seed });
  await publishDraw(told(act, { on, at: '16:00', who }), activityId);
}

/** Sign-ins of every session that is over by now, and the end of it all. */
async function hold(act: Act, cast: Cast, activityId: string, story: ToldActivity): Promise<void> {
  const who = cast.who(story.organisers[0]!);
  const rows = new Map(
    (await listSessionRows(act.db, activityId)).map((row) => [
      `${row.held_on} ${row.starts_at}`,
      row.session_id,
    ]),
  );
  for (const { heldOn, startsAt, endsAt, present } of story.sessions) {
    if (!present) continue;
    const sessionId = rows.get(`${heldOn} ${startsAt}`)!;
    await signIn(told(act, { on: heldOn, at: startsAt, who }), sessionId, present);
    await closeRoll(told(act, { on: heldOn, at: endsAt, who }), sessionId);
  }
  const lastOn = story.sessions
    .map(({ heldOn }) => heldOn)
    .toSorted()
    .at(-1)!;
  if (lastOn < act.today) await holdWhenDue(told(act, { on: addDays(lastOn, 1) }), activityId);
}

async function signIn(act: Act, sessionId: string, present: readonly StaffNo[]): Promise<void> {
  const people = new Map((await listPeopleOn(act, act.today)).map((one) => [one.staffNo, one.personId]));
  const scans = present.map((staffNo) => ({
    scanId: newId(),
    personId: people.get(staffNo)!,
    at: act.now,
    kind: 'in' as const,
    how: 'label' as const,
  }));
  await sendScans(act, sessionId, { sentAt: act.now, scans });
}

/** Ids of the units with these names. */
async function unitIds(act: Act, on: string, names: readonly string[]): Promise<string[]> {
  const units = new Map((await listUnits(act, on)).map(({ name, unitId }) => [name, unitId]));
  return names.map((name) => units.get(name)!);
}
