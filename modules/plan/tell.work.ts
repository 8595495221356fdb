/** What of plans is told to people in the page, from the facts. Deadlines are told by the first page's lines, not here again. */
import type { Act } from '#platform/act/index.ts';
import { addDays, fillBoth, type Saying } from '#platform/contract/index.ts';
import type { Fact } from '#platform/ledger/index.ts';
import { announce, notify, type TopicTable } from '#platform/notices/index.ts';
import type { Role } from '#platform/permit/table.ts';

export const planTopics = {
  'plan/decision': { zh: '方案等我批复', en: 'Plans that wait for my decision', only: 'persons' },
  'plan/published': { zh: '方案公布', en: 'Plans are published' },
  // Never to a group: what is late is told privately.
  'plan/overdue': { zh: '任务逾期没有说明', en: 'Measures overdue without a reason', only: 'persons' },
} as const satisfies TopicTable;

interface Telling {
  topic: keyof typeof planTopics;
  role: Role;
  /** Groups hear of it too. */
  aloud?: true;
  text: Saying;
  to(id: string): string;
}

/** By the kind of fact that is told. */
export const tellings: Readonly<Record<string, Telling>> = {
  'plan/submitted': {
    topic: 'plan/decision',
    role: 'leader',
    text: {
      zh: '“{name}”第 {version} 版等您批复',
      en: '“{name}”, version {version}, waits for your decision',
    },
    to: (id) => `/plans/${id}/versions`,
  },
  'plan/published': {
    topic: 'plan/published',
    role: 'staff',
    aloud: true,
    text: { zh: '“{name}”第 {version} 版公布了', en: '“{name}”, version {version}, is published' },
    to: (id) => `/plans/${id}/promise`,
  },
  'plan/escalated': {
    topic: 'plan/overdue',
    role: 'office',
    text: {
      zh: '“{title}”逾期 {days} 天，没有说明',
      en: '“{title}” is {days} days overdue without a reason',
    },
    to: (id) => `/measures/${id}`,
  },
};

/** Days after which something is no news: the sample bureau tells of years ago. */
const daysNew = 7;

export async function tellOfPlan(act: Act, fact: Fact): Promise<void> {
  const telling = tellings[fact.kind];
  if (!telling || fact.on < addDays(act.today, -daysNew)) return;
  const { topic, role, aloud, text, to } = telling;
  const id = fact.subject.split('/')[1]!;
  const notice = { topic, key: fact.factId, text: fillBoth(text, fact.data), to: to(id) };
  await notify(act, { roles: [role] }, notice);
  if (aloud) await announce(act, notice);
}
