import { newId } from '#platform/db/uuid.ts';
import { listPeopleOn, type PersonInPost } from '#modules/people/index.ts';
import type { TestHouse } from '#root/tools/testing/house.ts';
import { insertActivity, saveOrganisers, saveSessions, type SessionRow } from './activity.data.ts';
import { saveRegistration } from './registration.data.ts';

export interface HeldActivity {
  activityId: string;
  sessionId: string;
  /** Everybody in post that day. */
  people: PersonInPost[];
  /** Those of them who have a seat. */
  registered: PersonInPost[];
}

/**
 * An approved activity with one session (Monday 23 November 2026, 9:30 to 11:10 in Asia/Shanghai) for which
 * the first thirty people of the roster are registered. The bureau must have a roster.
 */
export const aHeldActivity = (
  world: TestHouse,
  bureauId: string,
  { session = {}, organiserIds = [] as string[], nRegistered = 30, name = '方阵合练' } = {} as {
    session?: Partial<SessionRow>;
    organiserIds?: string[];
    nRegistered?: number;
    name?: string;
  },
): Promise<HeldActivity> =>
  world.act(bureauId, async (act) => {
    const [activityId, sessionId] = [newId(), newId()];
    const held: SessionRow = {
      bureau_id: bureauId,
      session_id: sessionId,
      activity_id: activityId,
      name: '',
      held_on: '2026-11-23',
      starts_at: '09:30',
      ends_at: '11:10',
      venue_id: null,
      place: '机关礼堂',
      sign_in: 'seat',
      ...session,
    };
    await insertActivity(act.db, {
      bureau_id: bureauId,
      activity_id: activityId,
      programme_id: null,
      name,
      purpose: '让不同科室的人一起走一遍',
      state: 'approved',
      unit_ids: null,
      capacity: null,
      n_expected: 40,
      closes_on: held.held_on,
      opened_at: null,
      closed_at: null,
      budget: [],
      safety: null,
      teams: null,
      submitted_by: null,
      approved_plan: null,
      copied_from: null,
      created_by: null,
      created_at: act.now,
      revision: 0,
    });
    await saveSessions(act.db, activityId, [held]);
    await saveOrganisers(act.db, bureauId, activityId, organiserIds);
    const people = await listPeopleOn(act, held.held_on);
    const registered = people.slice(0, nRegistered);
    for (const [place, { personId }] of registered.entries()) {
      const row = {
        bureau_id: bureauId,
        activity_id: activityId,
        person_id: personId,
        state: 'in',
        place,
      } as const;
      await saveRegistration(act.db, row, { how: 'self', at: act.now });
    }
    return { activityId, sessionId, people, registered };
  });
