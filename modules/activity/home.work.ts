/** The module's lines on a person's first page. */
import type { Act } from '#platform/act/index.ts';
import type { HomePart } from '#platform/module/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { listPeopleOn, listUnits } from '#modules/people/index.ts';
import { listDecisions } from './activity.data.ts';
import { isOwnPlan, lifeOf, venuesById } from './activity-load.work.ts';
import { gatherVisible, whereOf, type Gathered } from './activity-view.work.ts';
import { briefOf, followsOf, readsBrief } from './brief.work.ts';
import { effectLines } from './effect-home.work.ts';
import { homeLines, type HomeActivity } from './home.rules.ts';
import { unitsBelow } from './invited.rules.ts';
import { takesRegistrations, whyNotDecide } from './life.rules.ts';
import { listRegistrationsOf } from './registration.data.ts';

export async function homeOf(act: Act): Promise<HomePart> {
  const { personId, roles } = act.who;
  if (!permitted('activity/read', roles)) return { todo: [], findings: [] };
  const findings = await effectLines(act);
  const visible = await gatherVisible(act);
  const own = personId === null ? [] : await listRegistrationsOf(act.db, personId);
  const mine = new Map(own.map((row) => [row.activity_id, row.state]));
  const joined = new Set(own.flatMap((row) => (row.state === 'withdrawn' ? [] : row.activity_id)));
  const around = {
    findings,
    follows: followsOf(visible, personId, joined),
    ...(readsBrief(act) && (await briefOf(act, visible))),
    ...(visible.length === 0 && permitted('activity/plan', roles) && { firstStep }),
  };
  const standing = visible.filter(({ row }) => row.state !== 'held' && row.state !== 'cancelled');
  if (standing.length === 0) return { todo: [], ...around };
  const venues = await venuesById(act);
  const invites = await invitations(act);
  const activities: HomeActivity[] = [];
  for (const one of standing) {
    const { row, sessions } = one;
    const next = sessions.find((session) => session.held_on >= act.today);
    const life = lifeOf(one, act.today);
    activities.push({
      id: row.activity_id,
      name: row.name,
      state: row.state,
      sentBack: row.state === 'draft' && (await wasSentBack(act, one)),
      opened: row.opened_at !== null,
      takesRegistrations: takesRegistrations(life),
      closesOn: row.closes_on,
      next: next ? { heldOn: next.held_on, startsAt: next.starts_at, where: whereOf(next, venues) } : null,
      decides:
        permitted('activity/approve', roles) && whyNotDecide(life, { ownPlan: isOwnPlan(act, one) }) === null,
      organises: personId !== null && one.organiserIds.includes(personId),
      invited: invites(row.unit_ids),
      mine: mine.get(row.activity_id) ?? null,
    });
  }
  return { todo: homeLines(activities, act.today), ...around };
}

const firstStep = {
  text: {
    zh: '拟定第一项活动，写明时间、地点和预计人数',
    en: 'Plan the first activity: when, where and for how many',
  },
  to: '/activities/new',
};

const wasSentBack = async (act: Act, { row }: Gathered): Promise<boolean> =>
  (await listDecisions(act.db, row.activity_id)).at(-1)?.what === 'sent-back';

/** Whether an invitation to these units (null: to all) reaches this person. */
async function invitations(act: Act): Promise<(unitIds: readonly string[] | null) => boolean> {
  const person = (await listPeopleOn(act, act.today)).find((one) => one.personId === act.who.personId);
  const units = await listUnits(act, act.today);
  return (unitIds) =>
    person !== undefined && (unitIds === null || unitsBelow(unitIds, units).has(person.unitId));
}
