/** A person's sessions and deadlines as a feed for their phone. */
import { createHash, randomBytes } from 'node:crypto';
import { bureauItself, type Act, type Who } from '../act/index.ts';
import { addDays, Id, type Download } from '../contract/index.ts';
import { gatherHome } from '../home/home.work.ts';
import { listAccounts } from '../identity/index.ts';
import type { Caller, Module, Todo } from '../module/index.ts';
import { refuser, type Refusal } from '../refuse/index.ts';
import type { CalendarEntry } from './entry.ts';
import { feedRefusals } from './feed.contract.ts';
import { deleteFeed, findFeed, findFeedByHash, saveFeed } from './feed.data.ts';
import { gatherCalendar, startOf } from './gather.ts';
import { calendarOf, calendarType } from './ical.ts';

const refuse = refuser(feedRefusals);
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');
/** Days of the past that stay in the feed. */
const daysBehind = 60;

export async function readFeed(act: Act) {
  const { accountId } = act.who;
  const feed = accountId === null ? undefined : await findFeed(act.db, accountId);
  return { feedMadeAt: feed?.made_at ?? null };
}

/** Makes a new secret address, and thereby ends the old one. The secret itself is not kept. */
export async function renewFeed(act: Act) {
  const { accountId } = act.who;
  if (accountId === null) throw refuse('calendar/no-feed');
  const token = `${act.bureauId}.${randomBytes(32).toString('base64url')}`;
  await saveFeed(act.db, {
    bureau_id: act.bureauId,
    account_id: accountId,
    token_hash: hashOf(token),
    made_at: act.now,
  });
  act.record({ kind: 'calendar/feed-made', subject: `account/${accountId}` });
  return { path: `/api/calendar/feeds/${token}/wenrong.ics`, feedMadeAt: act.now };
}

export async function revokeFeed(act: Act): Promise<void> {
  const { accountId } = act.who;
  if (accountId === null || !(await deleteFeed(act.db, accountId))) throw refuse('calendar/no-feed');
  act.record({ kind: 'calendar/feed-revoked', subject: `account/${accountId}` });
}

/** The feed of whoever holds its address; nobody signs in. The address names the bureau, its hash the account. */
export async function downloadFeed(
  token: string,
  { runAct }: Caller,
  modules: readonly Module[],
): Promise<Download | Refusal> {
  const bureauId = token.split('.')[0]!;
  if (!Id.safeParse(bureauId).success) return refuse('calendar/no-feed');
  const owner = await runAct(bureauItself(bureauId), (act) => ownerOf(act, token));
  if (!owner) return refuse('calendar/no-feed');
  // As the owner, and no more: a feed shows nothing that its reader may not see in the pages.
  return runAct(owner, async (act) => {
    const entries = await gatherCalendar(act, modules);
    if (entries === null) return refuse('calendar/no-feed');
    const since = `${addDays(act.today, -daysBehind)}T00:00:00.000Z`;
    const shown = [...entries.filter((entry) => startOf(entry) >= since), ...(await deadlines(act, modules))];
    const text = calendarOf('文融 · 我的日程', shown, act.now);
    return { name: 'wenrong.ics', type: calendarType, bytes: new TextEncoder().encode(text) };
  });
}

async function ownerOf(act: Act, token: string): Promise<Who | null> {
  const feed = await findFeedByHash(act.db, hashOf(token));
  const account = feed && (await listAccounts(act.db)).find((one) => one.account_id === feed.account_id);
  if (!account || account.disabled_at !== null) return null;
  const { account_id: accountId, person_id: personId, name, roles } = account;
  return { bureauId: act.bureauId, accountId, personId, name, roles };
}

async function deadlines(act: Act, modules: readonly Module[]): Promise<CalendarEntry[]> {
  const { todo } = await gatherHome(act, modules);
  const entries = todo
    .filter(({ dueOn, feed }) => dueOn !== null && feed !== null)
    .map((line) => deadlineEntry(line, act.who.accountId ?? ''));
  // Two deadlines of one page are two entries: a phone would keep one of two with the same name.
  const names = entries.map(({ id }) => id);
  return entries.map((entry, at) => {
    const nth = names.slice(0, at).filter((id) => id === entry.id).length;
    return nth === 0 ? entry : { ...entry, id: `${entry.id}-${nth}` };
  });
}

const untold = { zh: '文融里有一件事今天到期', en: 'Something in Wenrong is due today' };

function deadlineEntry({ to, dueOn, feed }: Todo, accountId: string): CalendarEntry {
  const title = feed ? { zh: `到期：${feed.zh}`, en: `Due: ${feed.en}` } : untold;
  return {
    // Says nothing of the matter; moves with its day instead of leaving the old one behind.
    id: hashOf(`${accountId} ${to} ${title.zh}`).slice(0, 32),
    revision: 0,
    when: { on: dueOn! },
    title,
    where: '',
    text: { zh: '', en: '' },
    status: 'confirmed',
    to,
  };
}
