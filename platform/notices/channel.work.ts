import type { Act } from '../act/index.ts';
import { newId } from '../db/uuid.ts';
import { seal, unseal } from '../keys/seal.ts';
import { refuser } from '../refuse/index.ts';
import {
  countMessages,
  deleteChannel,
  findChannel,
  insertChannel,
  insertMessage,
  listChannelRows,
  type ChannelRow,
} from './channel.data.ts';
import { isAllowedHost, type ChannelSecret } from './message.rules.ts';
import { noticeRefusals, type ChannelView, type NewChannel, type TopicTable } from './notice.contract.ts';
import { deliverJob } from './notice.work.ts';

const refuse = refuser(noticeRefusals);
const purpose = 'channels';

/** What the house knows of the world outside. */
export interface Outside {
  topics: TopicTable;
  /** Hosts that messages may go to, besides the robots' makers. */
  hosts: readonly string[];
  /** Address of the pages as people outside reach it; empty where it is not known. */
  publicAddress: string;
}

const hostOf = (secret: ChannelSecret): string =>
  secret.kind === 'smtp' ? secret.host : new URL(secret.address).host;

export async function addChannel(
  act: Act,
  { topics, hosts }: Outside,
  body: NewChannel,
): Promise<{ id: string }> {
  const known = new Map(Object.entries(topics));
  const unknown = body.topics.find((topic) => !known.has(topic) || known.get(topic)!.only === 'persons');
  if (unknown !== undefined) throw refuse('channel/topic', { topic: unknown });
  if (!isAllowedHost(body.reach, hosts)) throw refuse('channel/host', { host: hostOf(body.reach) });
  const channelId = newId();
  const key = await act.keys.key(act.bureauId, purpose);
  await insertChannel(act.db, {
    bureau_id: act.bureauId,
    channel_id: channelId,
    kind: body.reach.kind,
    name: body.name,
    topics: [...new Set(body.topics)],
    sealed: seal(key, JSON.stringify(body.reach)),
    quiet_from: body.quietFrom,
    quiet_to: body.quietTo,
    made_at: act.now,
  });
  const data = { name: body.name, kind: body.reach.kind };
  act.record({ kind: 'channel/added', subject: `channel/${channelId}`, data });
  return { id: channelId };
}

async function ownChannel(act: Act, channelId: string): Promise<ChannelRow> {
  const channel = await findChannel(act.db, channelId);
  if (!channel) throw refuse('channel/not-found');
  return channel;
}

/** How a channel is reached; null where its seal cannot be opened (another key, a changed row). */
export async function secretOf(act: Act, channel: ChannelRow): Promise<ChannelSecret | null> {
  const text = unseal(await act.keys.key(act.bureauId, purpose), channel.sealed);
  return text === null ? null : (JSON.parse(text) as ChannelSecret);
}

export async function removeChannel(act: Act, channelId: string): Promise<void> {
  const { name } = await ownChannel(act, channelId);
  await deleteChannel(act.db, channelId);
  act.record({ kind: 'channel/removed', subject: `channel/${channelId}`, data: { name } });
}

export const trialTopic = 'notices/trial';

/** Goes at once, quiet hours or not: somebody is looking. */
export async function tryChannel(act: Act, channelId: string): Promise<void> {
  const channel = await ownChannel(act, channelId);
  await insertMessage(act.db, {
    bureau_id: act.bureauId,
    message_id: newId(),
    channel_id: channel.channel_id,
    topic: trialTopic,
    key: `trial ${act.now}`,
    text: { zh: '试验消息：这个群能收到文融的提醒。', en: 'A trial: this group can be told by Wenrong.' },
    address: '/',
    state: 'waiting',
    attempts: 0,
    due_at: act.now,
    sent_at: null,
    failure: null,
  });
  await act.enqueue({ kind: deliverJob, input: { channelId }, hidden: true });
}

export async function listChannels(act: Act): Promise<ChannelView[]> {
  const counts = await countMessages(act.db);
  return (await listChannelRows(act.db)).map((row) => {
    const own = counts.filter(({ channel_id }) => channel_id === row.channel_id);
    const n = (state: string): number => own.find((count) => count.state === state)?.n ?? 0;
    return {
      id: row.channel_id,
      kind: row.kind,
      name: row.name,
      topics: row.topics,
      quietFrom: row.quiet_from,
      quietTo: row.quiet_to,
      nWaiting: n('waiting'),
      nSent: n('sent'),
      nDead: n('dead'),
      failure: own.find(({ failure }) => failure !== null)?.failure ?? null,
    };
  });
}
