/** Once a day: what is due in seven days, in three and today is told to whoever has to do it, and to nobody else. */
import { addDays, daysBetween } from '../contract/index.ts';
import { gatherHome } from '../home/home.work.ts';
import type { DailyJob, JobRun } from '../jobs/index.ts';
import type { Module } from '../module/index.ts';
import type { TopicTable } from './notice.contract.ts';
import { deleteNoticesBefore, listAccounts } from './notice.data.ts';
import { notify } from './notice.work.ts';

export const deadlineTopics: TopicTable = {
  'home/deadline': { zh: '到期提醒', en: 'Deadlines', only: 'persons' },
};

export const deadlinesDaily: DailyJob = { kind: 'notices/deadlines', hour: 8 };

const KEPT_DAYS = 90;

const words: Readonly<Record<number, { zh: string; en: string }>> = {
  7: { zh: '还有 7 天：', en: 'Due in 7 days: ' },
  3: { zh: '还有 3 天：', en: 'Due in 3 days: ' },
  0: { zh: '今天到期：', en: 'Due today: ' },
};

/** Each account is looked at in an act of its own, as itself: a line leads nowhere its reader may not go. */
export async function tellDeadlines(run: JobRun, modules: readonly Module[]): Promise<{ nAccounts: number }> {
  const accounts = await run.act(async (act) => {
    await deleteNoticesBefore(act.db, `${addDays(act.today, -KEPT_DAYS)}T00:00:00+08:00`);
    return listAccounts(act.db);
  });
  const people = accounts.filter(({ person_id }) => person_id !== null);
  for (const { account_id: accountId, person_id: personId, name, roles } of people)
    await run.act((act) => tellOne(act, personId!, modules), {
      bureauId: run.bureauId,
      accountId,
      personId,
      name,
      roles,
    });
  return { nAccounts: people.length };
}

async function tellOne(
  act: Parameters<typeof notify>[0],
  personId: string,
  modules: readonly Module[],
): Promise<void> {
  for (const { text, to, dueOn } of (await gatherHome(act, modules)).todo) {
    const when = dueOn === null ? undefined : words[daysBetween(act.today, dueOn)];
    if (!when) continue;
    await notify(
      act,
      { people: [personId] },
      {
        topic: 'home/deadline',
        key: `${to} ${dueOn} ${when.en}`,
        text: { zh: when.zh + text.zh, en: when.en + text.en },
        to,
      },
    );
  }
}
