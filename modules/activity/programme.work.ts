/** Programmes: activities that are planned, approved and held again together. */
import { addDays } from '#platform/contract/index.ts';
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { permitted } from '#platform/permit/table.ts';
import { spellingOf } from '#platform/search/index.ts';
import { isOwnPlan, lifeOf, refuse, wholeOf } from './activity-load.work.ts';
import { gatherVisible, summaryOf, surroundingsOf, whereOf, type Gathered } from './activity-view.work.ts';
import { copyPlan } from './activity.work.ts';
import { approveActivity, submitActivity } from './approval.work.ts';
import { shiftOf } from './copy.rules.ts';
import { hoursPerPerson } from './hours.rules.ts';
import { mayOf, whyNotDecide, whyNotSubmit } from './life.rules.ts';
import { loadActivity, mayOrganise } from './organise.work.ts';
import { budgetYuan } from './plan.rules.ts';
import type { ProgrammePlan, ProgrammeSummary, ProgrammeView } from './programme.contract.ts';
import {
  deleteProgramme,
  insertProgramme,
  listIdsOfProgramme,
  listProgrammeRows,
  lockProgrammeRow,
  updateProgramme,
  type ProgrammeRow,
} from './programme.data.ts';

const subjectOf = (programmeId: string): string => `programme/${programmeId}`;

const summaryOfRow = (row: ProgrammeRow, nActivities: number): ProgrammeSummary => ({
  id: row.programme_id,
  name: row.name,
  purpose: row.purpose,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  spelling: spellingOf(row.name).pinyin,
  nActivities,
});

export async function listProgrammes(act: Act) {
  const byProgramme = Map.groupBy(await gatherVisible(act), ({ row }) => row.programme_id);
  return {
    programmes: (await listProgrammeRows(act.db)).map((row) =>
      summaryOfRow(row, byProgramme.get(row.programme_id)?.length ?? 0),
    ),
    may: { plan: { may: permitted('activity/plan', act.who.roles) } },
  };
}

async function lockProgramme(act: Act, programmeId: string): Promise<ProgrammeRow> {
  const row = await lockProgrammeRow(act.db, programmeId);
  if (!row) throw refuse('activity/no-programme');
  return row;
}

export async function readProgramme(act: Act, programmeId: string): Promise<ProgrammeView> {
  const row = (await listProgrammeRows(act.db)).find((one) => one.programme_id === programmeId);
  if (!row) throw refuse('activity/no-programme');
  const within = (await gatherVisible(act)).filter((one) => one.row.programme_id === programmeId);
  const standing = within.filter((one) => one.row.state !== 'cancelled');
  const around = await surroundingsOf(act);
  return {
    ...summaryOfRow(row, within.length),
    activities: within.map((one) => summaryOf(act, one, around)),
    sessions: within
      .flatMap(({ row: owner, sessions }) =>
        sessions.map((session) => ({
          sessionId: session.session_id,
          activityId: owner.activity_id,
          activity: owner.name,
          name: session.name,
          heldOn: session.held_on,
          startsAt: session.starts_at,
          endsAt: session.ends_at,
          where: whereOf(session, around.venues),
          state: owner.state,
        })),
      )
      .toSorted((a, b) => (a.heldOn + a.startsAt < b.heldOn + b.startsAt ? -1 : 1)),
    budgetYuan: budgetYuan({ budget: standing.flatMap(({ plan }) => plan.budget) }),
    hours: standing.reduce((sum, { plan }) => sum + plan.nExpected * hoursPerPerson(plan.sessions), 0),
    nSubmitted: within.filter((one) => one.row.state === 'submitted').length,
    approvable: approvableOf(act, within).map(({ row: { activity_id: activityId, revision } }) => ({
      activityId,
      revision,
    })),
    may: maysOf(act, within),
  };
}

function maysOf(act: Act, within: readonly Gathered[]): ProgrammeView['may'] {
  const plans = permitted('activity/plan', act.who.roles);
  const submittable = within.filter((one) => canSubmit(act, one));
  return {
    edit: { may: plans },
    remove: plans
      ? mayOf(
          within.length > 0 ? { code: 'activity/programme-not-empty', facts: { n: within.length } } : null,
        )
      : { may: false },
    submit: plans
      ? mayOf(submittable.length === 0 ? { code: 'activity/nothing-to-submit' } : null)
      : { may: false },
    approve: permitted('activity/approve', act.who.roles)
      ? mayOf(approvableOf(act, within).length === 0 ? { code: 'activity/nothing-to-approve' } : null)
      : { may: false },
    copy: { may: plans },
  };
}

const canSubmit = (act: Act, one: Gathered): boolean =>
  whyNotSubmit(lifeOf(one, act.today)) === null &&
  (act.who.roles.includes('office') ||
    (act.who.personId !== null && one.organiserIds.includes(act.who.personId)));

const approvableOf = (act: Act, within: readonly Gathered[]): Gathered[] =>
  permitted('activity/approve', act.who.roles)
    ? within.filter((one) => whyNotDecide(lifeOf(one, act.today), { ownPlan: isOwnPlan(act, one) }) === null)
    : [];

const columnsOf = (plan: ProgrammePlan) => ({
  name: plan.name,
  purpose: plan.purpose,
  starts_on: plan.startsOn,
  ends_on: plan.endsOn,
});

const refuseBackwards = ({ startsOn, endsOn }: ProgrammePlan): void => {
  if (endsOn < startsOn) throw refuse('activity/programme-days');
};

async function insert(act: Act, plan: ProgrammePlan, copiedFrom: string | null): Promise<string> {
  refuseBackwards(plan);
  const programmeId = newId();
  await insertProgramme(act.db, {
    bureau_id: act.bureauId,
    programme_id: programmeId,
    ...columnsOf(plan),
    copied_from: copiedFrom,
    created_by: act.who.accountId,
    created_at: act.now,
  });
  return programmeId;
}

/** Returns the new programme's id. */
export async function planProgramme(act: Act, plan: ProgrammePlan): Promise<string> {
  const programmeId = await insert(act, plan, null);
  act.record({
    kind: 'activity/programme-planned',
    subject: subjectOf(programmeId),
    data: { name: plan.name },
  });
  return programmeId;
}

export async function editProgramme(act: Act, programmeId: string, plan: ProgrammePlan): Promise<void> {
  await lockProgramme(act, programmeId);
  refuseBackwards(plan);
  await updateProgramme(act.db, act.bureauId, programmeId, columnsOf(plan));
}

export async function removeProgramme(act: Act, programmeId: string): Promise<void> {
  await lockProgramme(act, programmeId);
  const { length: n } = await listIdsOfProgramme(act.db, programmeId);
  if (n > 0) throw refuse('activity/programme-not-empty', { n });
  await deleteProgramme(act.db, act.bureauId, programmeId);
}

/** Submits every draft of the programme that this person organises; all of them or none. */
export async function submitProgramme(act: Act, programmeId: string): Promise<void> {
  await lockProgramme(act, programmeId);
  const drafts = (await gatherVisible(act)).filter(
    (one) => one.row.programme_id === programmeId && canSubmit(act, one),
  );
  if (drafts.length === 0) throw refuse('activity/nothing-to-submit');
  for (const { row } of drafts) await submitActivity(act, row.activity_id);
}

/** Approves what the leader saw, each by the rules of a single approval; all of them or none. */
export async function approveProgramme(
  act: Act,
  programmeId: string,
  seen: readonly { activityId: string; revision: number }[],
): Promise<void> {
  await lockProgramme(act, programmeId);
  const ids = new Set(await listIdsOfProgramme(act.db, programmeId));
  if (seen.some(({ activityId }) => !ids.has(activityId))) throw refuse('activity/no-activity');
  for (const { activityId, revision } of seen) await approveActivity(act, activityId, revision);
}

/** The programme with all its activities that were not called off, as drafts of whoever copies. */
export async function copyProgramme(
  act: Act,
  programmeId: string,
  { name, startsOn }: { name: string; startsOn: string | null },
): Promise<string> {
  const row = await lockProgramme(act, programmeId);
  const shift = shiftOf(row.starts_on, act.today, startsOn);
  const [from, until] = [addDays(row.starts_on, shift), addDays(row.ends_on, shift)];
  if (until > '2099-12-31') throw refuse('activity/too-far');
  const { purpose } = row;
  const copyId = await insert(act, { name, purpose, startsOn: from, endsOn: until }, programmeId);
  let nActivities = 0;
  for (const id of await listIdsOfProgramme(act.db, programmeId)) {
    const whole = await wholeOf(act, await loadActivity(act, id));
    if (whole.row.state === 'cancelled' || !(await mayOrganise(act, id))) continue;
    await copyPlan(act, whole.row, shift, copyId);
    nActivities++;
  }
  const data = { name, nActivities, from: programmeId };
  act.record({ kind: 'activity/programme-copied', subject: subjectOf(copyId), data });
  return copyId;
}
