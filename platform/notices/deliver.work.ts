/** Sends what waits in a channel, as one digest: the request stands outside of every transaction. */
import { createTransport } from 'nodemailer';
import type { Act } from '../act/index.ts';
import type { JobRun } from '../jobs/index.ts';
import {
  findChannel,
  listSendings,
  listWaiting,
  updateMessages,
  type ChannelRow,
  type MessageRow,
} from './channel.data.ts';
import { secretOf, trialTopic, type Outside } from './channel.work.ts';
import {
  afterOthers,
  deliveryOf,
  digest,
  isAllowedHost,
  nextTryAfter,
  postOf,
  refusedBy,
  type ChannelSecret,
  type Told,
} from './message.rules.ts';
import { deliverJob } from './notice.work.ts';
import { afterQuiet } from './quiet.rules.ts';

const TIMEOUT_MS = 5000;
const HEADING = '文融提醒';

interface Batch {
  channel: ChannelRow;
  secret: ChannelSecret | null;
  messages: MessageRow[];
}

/** Sends what is due. Once more at the next due time where something failed, the minute is full or the group rests. */
export async function deliver(run: JobRun, outside: Outside): Promise<{ nSent: number }> {
  const { channelId } = run.input as { channelId: string };
  const batch = await run.act((act) => takeBatch(act, channelId));
  if (!batch || batch.messages.length === 0) return { nSent: 0 };
  const failure = await send(batch, outside);
  await run.act((act) => (failure === null ? noteSent(act, batch) : noteFailure(act, batch, failure)));
  return { nSent: failure === null ? batch.messages.length : 0 };
}

const again = (act: Act, channelId: string, at: number): Promise<string> =>
  act.enqueue({
    kind: deliverJob,
    input: { channelId },
    runAt: new Date(at).toISOString(),
    hidden: true,
  });

/** What may go now: a trial also while the group rests. Null where there is no such channel any more, or its minute is full. */
async function takeBatch(act: Act, channelId: string): Promise<Batch | null> {
  const channel = await findChannel(act.db, channelId);
  if (!channel) return null;
  const now = Date.parse(act.now);
  const since = new Date(now - 60_000).toISOString();
  const free = afterOthers((await listSendings(act.db, channelId, since)).map(Date.parse), now);
  if (free > now) {
    await again(act, channelId, free);
    return null;
  }
  const due = await listWaiting(act.db, channelId, act.now);
  const rested = afterQuiet({ from: channel.quiet_from, to: channel.quiet_to }, now);
  const messages = rested > now ? due.filter(({ topic }) => topic === trialTopic) : due;
  if (messages.length < due.length) await again(act, channelId, rested);
  return { channel, secret: await secretOf(act, channel), messages };
}

const noteSent = (act: Act, { messages }: Batch): Promise<unknown> =>
  updateMessages(
    act.db,
    messages.map(({ message_id: id }) => id),
    { state: 'sent', sent_at: act.now, failure: null },
  );

/** Each message has its own tries: one that came late is not given up with the first. */
async function noteFailure(act: Act, { channel, messages }: Batch, failure: string): Promise<void> {
  for (const [before, own] of Map.groupBy(messages, (message) => message.attempts)) {
    const [attempts, ids] = [before + 1, own.map(({ message_id: id }) => id)];
    const pause = nextTryAfter(attempts);
    if (pause === null) await updateMessages(act.db, ids, { state: 'dead', attempts, failure });
    else {
      const dueAt = Date.parse(act.now) + pause;
      await again(act, channel.channel_id, dueAt);
      await updateMessages(act.db, ids, { attempts, due_at: new Date(dueAt).toISOString(), failure });
    }
  }
}

/** Why it did not go; null where it did. */
async function send({ secret, messages }: Batch, { hosts, publicAddress }: Outside): Promise<string | null> {
  if (secret === null) return 'seal';
  if (!isAllowedHost(secret, hosts)) return 'host';
  const lines: Told[] = messages.map(({ text, address }) => ({
    text: text.zh,
    link: publicAddress === '' ? '' : new URL(address.replace(/^\//, ''), publicAddress).href,
  }));
  try {
    return secret.kind === 'smtp'
      ? await mail(secret, lines)
      : await post(secret, lines, deliveryOf(messages.map(({ message_id: id }) => id)));
  } catch (error) {
    // Of the mail server its code (EAUTH, ESOCKET): the message may hold addresses.
    const { code, name } = error as Error & { code?: unknown };
    return (typeof code === 'string' ? code : name || 'Error').slice(0, 60);
  }
}

async function post(
  secret: Exclude<ChannelSecret, { kind: 'smtp' }>,
  lines: readonly Told[],
  delivery: string,
): Promise<string | null> {
  const digested = { heading: HEADING, markdown: digest(HEADING, lines), lines };
  // oxlint-disable-next-line unicorn/prefer-temporal -- the receiver checks the moment of sending, not of the act
  const { address, headers, body } = postOf(secret, digested, { atMs: Date.now(), delivery });
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const answer = await fetch(address, { method: 'POST', headers, body, signal, redirect: 'error' });
  return refusedBy(secret.kind, answer.status, (await answer.text()).slice(0, 2000));
}

async function mail(secret: Extract<ChannelSecret, { kind: 'smtp' }>, lines: readonly Told[]): Promise<null> {
  const { host, port, user, password, from, to } = secret;
  const transport = createTransport({
    host,
    port,
    secure: port === 465,
    ...(user !== '' && { auth: { user, pass: password } }),
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  const text = lines.map((line) => `${line.text}\n${line.link}`.trim()).join('\n\n');
  await transport.sendMail({ from, bcc: to, subject: `${HEADING}（${lines.length} 条）`, text });
  return null;
}
