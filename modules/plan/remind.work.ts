/** Reminders 7, 3 and 0 days before the end, to the lead unit alone; the programme office hears of it later, and only of silence. */
import type { Act } from '#platform/act/index.ts';
import { listFacts } from '#platform/ledger/index.ts';
import type { HomePart } from '#platform/module/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { listPeopleOn } from '#modules/people/index.ts';
import { listMeasureRows, type MeasureRow } from './measure.data.ts';
import { listPlanRows, listVersionRows } from './plan.data.ts';
import { delivers, measureSubject } from './plan-load.work.ts';
import { daysBetween, escalatesAfter, reminderDays } from './progress.rules.ts';

/** Measures under way of plans that are published. */
async function listLive(act: Act): Promise<MeasureRow[]> {
  const live: MeasureRow[] = [];
  for (const plan of await listPlanRows(act.db)) {
    const versions = await listVersionRows(act.db, plan.plan_id);
    if (!versions.some(({ state }) => state === 'published')) continue;
    live.push(
      ...(await listMeasureRows(act.db, plan.plan_id)).filter(
        ({ state }) => state === 'open' || state === 'claimed',
      ),
    );
  }
  return live;
}

const isSilent = ({ content, delay, state }: MeasureRow, today: string): boolean =>
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

/** Heads see what their unit owes within a week or has let pass; the office what nobody explained, and claims to be checked. */
export async function homeOf(act: Act): Promise<HomePart> {
  const { roles } = act.who;
  if (!permitted('plan/deliver', roles) && !permitted('plan/approve', roles))
    return { todo: [], findings: [] };
  const live = await listLive(act);
  const people = await listPeopleOn(act, act.today);
  const office = permitted('plan/change', roles);
  const own = office ? [] : live.filter((row) => delivers(act, { people }, row.content));
  const soon = own.filter(
    (row) => row.state === 'open' && daysBetween(act.today, row.content.endsOn) <= reminderDays[0]!,
  );
  const silent =
    office || permitted('plan/approve', roles) ? live.filter((row) => isSilent(row, act.today)) : [];
  const claimed = office ? live.filter(({ state }) => state === 'claimed') : [];
  const line = (row: MeasureRow, zh: string, en: string) => ({
    text: { zh: `“${row.content.title}”${zh}`, en: `“${row.content.title}” ${en}` },
    to: `/measures/${row.measure_id}`,
    dueOn: row.content.endsOn,
  });
  return {
    todo: [
      ...soon.map((row) =>
        line(
          row,
          row.content.endsOn < act.today ? '已过期，请说明原因或补上依据' : '快到期了',
          row.content.endsOn < act.today ? 'is overdue: say why, or note the evidence' : 'is due soon',
        ),
      ),
      ...claimed.map((row) =>
        line(row, '申请办结，等另一个人核对', 'claims completion and waits to be checked'),
      ),
      ...silent.map((row) => line(row, '逾期没有说明', 'is overdue without a reason')),
      ...(await waitingPlans(act)),
    ],
    findings: [],
  };
}

/** Versions that wait for a leader's decision. */
async function waitingPlans(act: Act): Promise<HomePart['todo']> {
  if (!permitted('plan/approve', act.who.roles)) return [];
  const lines: HomePart['todo'] = [];
  for (const plan of await listPlanRows(act.db)) {
    const [newest] = await listVersionRows(act.db, plan.plan_id);
    if (newest?.state !== 'proposed') continue;
    const { name } = plan.content;
    const text = {
      zh: `“${name}”第 ${newest.version} 版等您批复`,
      en: `“${name}”, version ${newest.version}, waits for your decision`,
    };
    lines.push({ text, to: `/plans/${plan.plan_id}/versions`, dueOn: null });
  }
  return lines;
}
