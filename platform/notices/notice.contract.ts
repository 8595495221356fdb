import * as z from 'zod';
import { Id, SayingShape, facts, refusals, route, type Saying } from '../contract/index.ts';

const Hour = z.int().min(0).max(23);

export interface Topic extends Saying {
  /** Told to persons alone, and offered to no channel; or to groups alone, and nothing for a person to turn off. */
  readonly only?: 'persons' | 'groups';
}

/** What people may be told of, with its name in both languages; modules declare theirs. */
export type TopicTable = Readonly<Record<`${string}/${string}`, Topic>>;

export const NoticeView = z.object({
  id: Id,
  text: SayingShape,
  /** Page it leads to, below the base path. */
  to: z.string(),
  madeAt: z.string(),
  seen: z.boolean(),
});

/** What was told of one topic on one day. */
export const NoticeGroup = z.object({
  topic: z.string(),
  title: SayingShape,
  on: z.string(),
  notices: z.array(NoticeView),
});
export type NoticeGroup = z.output<typeof NoticeGroup>;

export const Choices = z.object({
  topicsOff: z.array(z.string().max(60)).max(100),
  quietFrom: Hour,
  quietTo: Hour,
});
export type Choices = z.output<typeof Choices>;

export const TopicView = z.object({ topic: z.string(), title: SayingShape });

export const noticeRoutes = {
  listNotices: route({
    method: 'GET',
    path: '/api/notices',
    summary: { zh: '给我的提醒，按事项归拢', en: 'What I was told, by topic' },
    permit: 'signed-in',
    reply: z.object({
      groups: z.array(NoticeGroup),
      /** Not yet seen; zero during one's hours of rest. */
      nUnseen: z.int(),
    }),
  }),
  seeNotices: route({
    method: 'POST',
    path: '/api/notices/seen',
    summary: { zh: '全部看过', en: 'All are seen' },
    permit: 'signed-in',
    reply: z.object({ ok: z.literal(true) }),
  }),
  readChoices: route({
    method: 'GET',
    path: '/api/notices/choices',
    summary: { zh: '我要哪些提醒、什么时候不打扰', en: 'What I want to be told, and when not' },
    permit: 'signed-in',
    reply: Choices.extend({ topics: z.array(TopicView) }),
  }),
  saveChoices: route({
    method: 'PUT',
    path: '/api/notices/choices',
    summary: { zh: '保存提醒设置', en: 'Save what I want to be told' },
    permit: 'signed-in',
    body: Choices,
    reply: z.object({ ok: z.literal(true) }),
  }),
};

const Address = z.url().max(500);
const Secret = z.string().min(1).max(200);

/** How a channel is reached; never given back. */
export const Reach = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wecom'), address: Address }),
  /** Empty: the robot goes by its keyword or by the sender's address, not by a signature. */
  z.object({ kind: z.literal('dingtalk'), address: Address, secret: Secret.or(z.literal('')) }),
  z.object({ kind: z.literal('feishu'), address: Address, secret: Secret.or(z.literal('')) }),
  z.object({ kind: z.literal('webhook'), address: Address, secret: Secret }),
  z.object({
    kind: z.literal('smtp'),
    host: z.string().min(1).max(200),
    port: z.int().min(1).max(65_535),
    user: z.string().max(200),
    password: z.string().max(200),
    from: z.email(),
    to: z.array(z.email()).min(1).max(50),
  }),
]);
export type Reach = z.output<typeof Reach>;

export const ChannelView = z.object({
  id: Id,
  kind: z.enum(['smtp', 'wecom', 'dingtalk', 'feishu', 'webhook']),
  name: z.string(),
  topics: z.array(z.string()),
  quietFrom: Hour,
  quietTo: Hour,
  nWaiting: z.int(),
  nSent: z.int(),
  nDead: z.int(),
  /** Why the last message that failed did. */
  failure: z.string().nullable(),
});
export type ChannelView = z.output<typeof ChannelView>;

const NewChannel = z.object({
  name: z.string().trim().min(1).max(60),
  topics: z.array(z.string().max(60)).max(100),
  quietFrom: Hour,
  quietTo: Hour,
  reach: Reach,
});
export type NewChannel = z.output<typeof NewChannel>;

const ChannelId = z.object({ channelId: Id });

export const channelRoutes = {
  listChannels: route({
    method: 'GET',
    path: '/api/channels',
    summary: { zh: '群通知渠道', en: 'Channels to groups' },
    permit: 'channel/change',
    reply: z.object({ channels: z.array(ChannelView), topics: z.array(TopicView) }),
  }),
  addChannel: route({
    method: 'POST',
    path: '/api/channels',
    summary: { zh: '新增群通知渠道', en: 'Add a channel' },
    permit: 'channel/change',
    body: NewChannel,
    reply: z.object({ id: Id }),
  }),
  tryChannel: route({
    method: 'POST',
    path: '/api/channels/:channelId/try',
    summary: { zh: '发一条试验消息', en: 'Send a message to try it' },
    permit: 'channel/change',
    params: ChannelId,
    reply: z.object({ ok: z.literal(true) }),
  }),
  removeChannel: route({
    method: 'DELETE',
    path: '/api/channels/:channelId',
    summary: { zh: '删除群通知渠道', en: 'Remove a channel' },
    permit: 'channel/change',
    params: ChannelId,
    reply: z.object({ ok: z.literal(true) }),
  }),
};

export const noticeRefusals = refusals({
  'channel/not-found': { status: 404, zh: '没有这个渠道。', en: 'There is no such channel.' },
  'channel/host': {
    status: 422,
    zh: '服务器不能向“{host}”发消息：请系统管理员先在 WENRONG_MESSAGE_HOSTS 中写明这个主机。',
    en: 'The server may not send to “{host}”: name the host in WENRONG_MESSAGE_HOSTS first.',
  },
  'channel/topic': { status: 422, zh: '没有“{topic}”这个事项。', en: 'There is no topic “{topic}”.' },
});

export const noticeFacts = facts({
  'channel/added': {
    zh: '新增了群通知渠道“{name}”（{kind}）',
    en: 'Channel “{name}” ({kind}) was added',
    data: z.object({ name: z.string(), kind: z.string() }),
    askable: false,
  },
  'channel/removed': {
    zh: '删除了群通知渠道“{name}”',
    en: 'Channel “{name}” was removed',
    data: z.object({ name: z.string() }),
    askable: false,
  },
});
