/** Reminders 7, 3 and 0 days before the end, to the lead unit alone; the programme office hears of it later, and only of silence. */
import { daysBetween } from '#platform/contract/index.ts';
import type { Act } from '#platform/act/index.ts';
import { listFacts } from '#platform/ledger/index.ts';
import { listInForce } from './in-force.work.ts';
import type { MeasureRow } from './measure.data.ts';
import { measureSubject } from './plan-load.work.ts';
import { escalatesAfter, reminderDays } from './progress.rules.ts';

/** Measures under way, as they were published; drafts have no deadline yet. */
export const listLive = async (act: Act): Promise<MeasureRow[]> =>
  (await listInForce(act)).flatMap(({ rows }) =>
    rows.filter(({ state }) => state === 'open' || state === 'claimed'),
  );

export const isSilent = ({ content, delay, state }: MeasureRow, today: string): boolean =>
  state === 'open' && delay === null && daysBetween(content.endsOn, today) >= escalatesAfter;

/** Once a day; a measure is reminded of each day once, and passed on once, however often this runs. */
export async function remindAll(act: Act): Promise<{ nReminded: number; nEscalated: number }> {
  let [nReminded, nEscalated] = [0, 0];
  for (const row of await listLive(act)) {
    const subject = measureSubject(row.measure_id);
    const { title, leadUnitId: unit } = row.content;
    const days = daysBetween(act.today, row.content.endsOn);
    if (
      row.state === 'open' &&
      reminderDays.includes(days) &&
      !(await wasNoted(act, 'plan/reminded', subject, act.today))
    ) {
      act.record({ kind: 'plan/reminded', subject, unit, data: { title, days } });
      nReminded++;
    }
    if (isSilent(row, act.today) && !(await wasNoted(act, 'plan/escalated', subject, null))) {
      act.record({ kind: 'plan/escalated', subject, unit, data: { title, days: -days } });
      nEscalated++;
    }
  }
  return { nReminded, nEscalated };
}

const wasNoted = async (act: Act, kind: string, subject: string, on: string | null): Promise<boolean> =>
  (await listFacts(act.db, { kind, subject, limit: 20 })).some((fact) => on === null || fact.on === on);
