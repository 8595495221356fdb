/** Tells people in the page, and groups through their channels. Whoever turned a topic off is not told. */
import type { Act } from '../act/index.ts';
import { dayOf } from '../clock/index.ts';
import type { Saying } from '../contract/index.ts';
import { newId } from '../db/uuid.ts';
import type { Role } from '../permit/table.ts';
import { insertMessage, listChannelRows } from './channel.data.ts';
import type { Choices, NoticeGroup, TopicTable } from './notice.contract.ts';
import {
  findChoices,
  insertNotices,
  listAccounts,
  listChoices,
  listNoticesOf,
  markSeen,
  saveChoiceRow,
  type NoticeRow,
} from './notice.data.ts';
import { afterQuiet, isQuiet, usualQuiet } from './quiet.rules.ts';

export interface Notice {
  topic: keyof TopicTable;
  /** Says the same thing once: a second notice with the same key is left out. */
  key: string;
  text: Saying;
  /** Page it leads to, below the base path. */
  to: string;
}

export interface Whom {
  people?: readonly string[];
  roles?: readonly Role[];
}

/** Tells these people, privately, in the page. */
export async function notify(act: Act, whom: Whom, notice: Notice): Promise<void> {
  const off = new Map((await listChoices(act.db)).map((row) => [row.account_id, row.topics_off]));
  const people = new Set(whom.people);
  const accounts = (await listAccounts(act.db)).filter(
    ({ account_id, person_id, roles }) =>
      !off.get(account_id)?.includes(notice.topic) &&
      ((person_id !== null && people.has(person_id)) || whom.roles?.some((role) => roles.includes(role))),
  );
  await insertNotices(
    act.db,
    accounts.map(({ account_id }) => ({
      bureau_id: act.bureauId,
      account_id,
      notice_id: newId(),
      topic: notice.topic,
      key: notice.key,
      text: notice.text,
      address: notice.to,
      made_at: act.now,
      seen_at: null,
    })),
  );
}

/** Job that sends what waits in one channel. */
export const deliverJob = 'notices/deliver';

/** Tells the groups whose channel has the topic; names nobody: a channel is read by many. */
export async function announce(act: Act, notice: Notice): Promise<void> {
  for (const channel of await listChannelRows(act.db)) {
    if (!channel.topics.includes(notice.topic)) continue;
    const quiet = { from: channel.quiet_from, to: channel.quiet_to };
    const dueAt = new Date(afterQuiet(quiet, Date.parse(act.now))).toISOString();
    const isNew = await insertMessage(act.db, {
      bureau_id: act.bureauId,
      message_id: newId(),
      channel_id: channel.channel_id,
      topic: notice.topic,
      key: notice.key,
      text: notice.text,
      address: notice.to,
      state: 'waiting',
      attempts: 0,
      due_at: dueAt,
      sent_at: null,
      failure: null,
    });
    const input = { channelId: channel.channel_id };
    if (isNew) await act.enqueue({ kind: deliverJob, input, runAt: dueAt, hidden: true });
  }
}

/** As many as anybody reads; older ones are deleted after ninety days. */
const MOST_SHOWN = 200;

export async function showNotices(act: Act, topics: TopicTable) {
  const { accountId } = act.who;
  if (accountId === null) return { groups: [], nUnseen: 0 };
  const rows = await listNoticesOf(act.db, accountId, MOST_SHOWN);
  const { quietFrom, quietTo } = await choicesOf(act);
  const resting = isQuiet({ from: quietFrom, to: quietTo }, Date.parse(act.now));
  const nUnseen = resting ? 0 : rows.filter((row) => row.seen_at === null).length;
  return { groups: grouped(rows, topics), nUnseen };
}

/** By day, newest first; of a day, by topic. */
function grouped(rows: readonly NoticeRow[], topics: TopicTable): NoticeGroup[] {
  const groups = new Map<string, NoticeGroup>();
  for (const row of rows) {
    const on = dayOf(new Date(row.made_at));
    const topic = row.topic as keyof TopicTable;
    const title = topics[topic] ?? { zh: row.topic, en: row.topic };
    const group = groups.get(`${on} ${topic}`) ?? { topic, title, on, notices: [] };
    groups.set(`${on} ${topic}`, group);
    const { notice_id: id, text, address: to, made_at: madeAt, seen_at } = row;
    group.notices.push({ id, text, to, madeAt, seen: seen_at !== null });
  }
  return [...groups.values()];
}

export const seeNotices = async (act: Act): Promise<void> => {
  if (act.who.accountId !== null) await markSeen(act.db, act.who.accountId, act.now);
};

export async function choicesOf(act: Act): Promise<Choices> {
  const row = act.who.accountId === null ? undefined : await findChoices(act.db, act.who.accountId);
  return {
    topicsOff: row?.topics_off ?? [],
    quietFrom: row?.quiet_from ?? usualQuiet.from,
    quietTo: row?.quiet_to ?? usualQuiet.to,
  };
}

export async function saveChoices(act: Act, choices: Choices): Promise<void> {
  if (act.who.accountId === null) return;
  await saveChoiceRow(act.db, {
    bureau_id: act.bureauId,
    account_id: act.who.accountId,
    topics_off: [...new Set(choices.topicsOff)],
    quiet_from: choices.quietFrom,
    quiet_to: choices.quietTo,
  });
}
