/** Who is told what of an activity: the fewest whom it concerns, each privately; groups hear titles only. */
import type { Act } from '#platform/act/index.ts';
import { addDays, fillBoth } from '#platform/contract/index.ts';
import type { Fact } from '#platform/ledger/index.ts';
import { announce, notify, type Whom } from '#platform/notices/index.ts';
import { findActivityRow, listOrganiserRows } from './activity.data.ts';
import { listDrawRows } from './draw.data.ts';
import { listMovedUpAt, listRegistrationRows } from './registration.data.ts';
import { tellWords, type Told } from './tell.rules.ts';

/** Days after which something is no news: the sample bureau tells of years ago. */
const daysNew = 7;

export async function tellOfActivity(act: Act, fact: Fact): Promise<void> {
  const activityId = fact.subject.replace('activity/', '');
  const row = await findActivityRow(act.db, activityId);
  if (!row || fact.on < addDays(act.today, -daysNew)) return;
  const kind = fact.kind as Told;
  const { topic, text } = tellWords[kind];
  const to = kind === 'draw/published' ? `/activities/${activityId}/teams` : `/activities/${activityId}`;
  const notice = { topic, key: fact.factId, text: fillBoth(text, { name: row.name }), to };
  if (kind === 'activity/registration-opened') await announce(act, notice);
  else await notify(act, await whomOf(act, activityId, { ...fact, kind }), notice);
}

async function whomOf(act: Act, activityId: string, { kind, at }: Fact & { kind: Told }): Promise<Whom> {
  if (kind === 'activity/submitted') return { roles: ['leader'] };
  if (kind === 'activity/sent-back') {
    const organisers = await listOrganiserRows(act.db, activityId);
    return { people: organisers.map(({ person_id }) => person_id) };
  }
  if (kind === 'activity/moved-up') return { people: await listMovedUpAt(act.db, activityId, at) };
  if (kind === 'draw/published') {
    const draws = await listDrawRows(act.db, activityId);
    return { people: draws.find(({ state }) => state === 'published')?.person_ids ?? [] };
  }
  const registered = await listRegistrationRows(act.db, activityId);
  return { people: registered.flatMap((one) => (one.state === 'withdrawn' ? [] : one.person_id)) };
}
