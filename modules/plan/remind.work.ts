/** Reminders 7, 3 and 0 days before the end, to the lead unit alone; the programme office hears of it later, and only of silence. */
import { addDays, daysBetween } from '#platform/contract/index.ts';
import type { Act } from '#platform/act/index.ts';
import { listFacts } from '#platform/ledger/index.ts';
import { listInForce } from './in-force.work.ts';
import type { MeasureRow } from './measure.data.ts';
import { measureSubject } from './plan-load.work.ts';
import { escalatesAfter, owesWordSince, reminderDays } from './progress.rules.ts';

/** Measures under way, as they were published; drafts have no deadline yet. */
export const listLive = async (act: Act): Promise<MeasureRow[]> =>
  (await listInForce(act)).flatMap(({ rows }) =>
    rows.filter(({ state }) => state === 'open' || state === 'claimed'),
  );

export const isSilent = ({ content, delay, state }: MeasureRow, today: string): boolean => {
  const since = owesWordSince(content, delay);
  return state === 'open' && since !== null && daysBetween(since, today) >= escalatesAfter;
};

/** Once a day; a measure is reminded of each day once, and passed on once, however often this runs. */
export async function remindAll(act: Act): Promise<{ nReminded: number; nEscalated: number }> {
  let [nReminded, nEscalated] = [0, 0];
  for (const row of await listLive(act)) {
    const told = isSilent(row, act.today) ? await tellSilent(act, row) : await tellSoon(act, row);
    if (told === 'reminded') nReminded++;
    if (told === 'escalated') nEscalated++;
  }
  return { nReminded, nEscalated };
}

async function tellSoon(act: Act, row: MeasureRow): Promise<'reminded' | null> {
  const subject = measureSubject(row.measure_id);
  const days = daysBetween(act.today, row.content.endsOn);
  if (row.state !== 'open' || !reminderDays.includes(days)) return null;
  if ((await lastOf(act, 'plan/reminded', subject)) === act.today) return null;
  const { title, leadUnitId: unit } = row.content;
  act.record({ kind: 'plan/reminded', subject, unit, data: { title, days } });
  return 'reminded';
}

/** The unit first, where it was not reminded (a plan that came late, a reason that ran out); the office three days after. */
async function tellSilent(act: Act, row: MeasureRow): Promise<'reminded' | 'escalated' | null> {
  const subject = measureSubject(row.measure_id);
  const { title, leadUnitId: unit, endsOn } = row.content;
  const since = owesWordSince(row.content, row.delay)!;
  const before = await lastOf(act, 'plan/reminded', subject);
  const late = await lastOf(act, 'plan/reminded-late', subject);
  const reminded = late !== null && (before === null || late > before) ? late : before;
  const data = { title, days: daysBetween(endsOn, act.today) };
  if (reminded === null || reminded < addDays(since, -Math.max(...reminderDays))) {
    act.record({ kind: 'plan/reminded-late', subject, unit, data });
    return 'reminded';
  }
  const escalated = await lastOf(act, 'plan/escalated', subject);
  const isEarly = daysBetween(reminded, act.today) < escalatesAfter;
  if (isEarly || (escalated !== null && escalated >= since)) return null;
  act.record({ kind: 'plan/escalated', subject, unit, data });
  return 'escalated';
}

const lastOf = async (act: Act, kind: string, subject: string): Promise<string | null> =>
  (await listFacts(act.db, { kind, subject, limit: 1 }))[0]?.on ?? null;
