/** The leaders' sentences on activities, with the address of their records. */
import { addDays } from '#platform/contract/index.ts';
import type { Act } from '#platform/act/index.ts';
import { recordsAt } from '#platform/ledger/index.ts';
import type { Followed, HomePart } from '#platform/module/index.ts';
import type { Gathered } from './activity-view.work.ts';
import {
  briefDays,
  briefExceptions,
  briefSentences,
  type BriefActivity,
  type BriefLine,
} from './brief.rules.ts';
import { recentEffects } from './effect-home.work.ts';
import { subjectOf } from './organise.work.ts';
import { firstOn, lastOn } from './plan.rules.ts';

/** For those who read the ledger; the others have no page that their records would lead to. */
export const readsBrief = ({ who: { roles } }: Act): boolean =>
  roles.includes('leader') || roles.includes('office');

export async function briefOf(
  act: Act,
  visible: readonly Gathered[],
): Promise<Pick<HomePart, 'sentences' | 'exceptions'>> {
  const activities: BriefActivity[] = visible.map(({ row, plan }) => ({
    id: row.activity_id,
    name: row.name,
    state: row.state,
    wasApproved: row.approved_plan !== null,
    firstOn: firstOn(plan.sessions),
    lastOn: lastOn(plan.sessions),
  }));
  const effects = await recentEffects(act);
  const from = addDays(act.today, -briefDays);
  const statementOf = ({ text, to, activityId }: BriefLine) => ({
    text,
    to,
    // The bare count of what was held gives way to what was found out.
    aside: activityId === null,
    records: recordsAt(
      activityId === null ? { kind: 'activity/', from } : { subject: subjectOf(activityId) },
    ),
  });
  return {
    sentences: briefSentences(activities, effects, act.today).map(statementOf),
    exceptions: briefExceptions(activities, effects, act.today).map(statementOf),
  };
}

/** What everybody may know of an activity they joined, and what those who organise it hear besides. */
const openKinds = [
  'activity/approved',
  'activity/changed',
  'activity/restored',
  'activity/cancelled',
  'activity/held',
  'activity/registration-opened',
  'activity/registration-closed',
  'draw/published',
];
const organisersKinds = [...openKinds, 'activity/submitted', 'activity/sent-back', 'draw/made'];

/** Activities this person joined or organises. */
export const followsOf = (
  visible: readonly Gathered[],
  personId: string | null,
  joined: ReadonlySet<string>,
): Followed[] =>
  visible.flatMap(({ row: { activity_id: id }, organiserIds }) => {
    const organises = personId !== null && organiserIds.includes(personId);
    if (!organises && !joined.has(id)) return [];
    return [
      { subject: subjectOf(id), to: `/activities/${id}`, kinds: organises ? organisersKinds : openKinds },
    ];
  });
