import { bind, type BoundRoute } from '../module/index.ts';
import { addChannel, listChannels, removeChannel, tryChannel, type Outside } from './channel.work.ts';
import { channelRoutes, noticeRoutes, type TopicTable } from './notice.contract.ts';
import { choicesOf, saveChoices, seeNotices, showNotices } from './notice.work.ts';

const ok = { ok: true } as const;

const listed = (topics: TopicTable) =>
  (Object.keys(topics) as (keyof TopicTable)[]).map((topic) => ({ topic, title: topics[topic]! }));

const without = (topics: TopicTable, only: 'persons' | 'groups'): TopicTable =>
  Object.fromEntries(Object.entries(topics).filter(([, topic]) => topic.only !== only));

export const noticeRoutesOn = (outside: Outside): BoundRoute[] => [
  ...bind(noticeRoutes, {
    listNotices: (act) => showNotices(act, outside.topics),
    seeNotices: async (act) => (await seeNotices(act), ok),
    readChoices: async (act) => ({
      ...(await choicesOf(act)),
      topics: listed(without(outside.topics, 'groups')),
    }),
    saveChoices: async (act, { body }) => (await saveChoices(act, body), ok),
  }),
  ...bind(channelRoutes, {
    listChannels: async (act) => ({
      channels: await listChannels(act),
      topics: listed(without(outside.topics, 'persons')),
    }),
    addChannel: (act, { body }) => addChannel(act, outside, body),
    tryChannel: async (act, { params }) => (await tryChannel(act, params.channelId), ok),
    removeChannel: async (act, { params }) => (await removeChannel(act, params.channelId), ok),
  }),
];
