import { bind, type BoundRoute, type Module } from '../module/index.ts';
import { feedRoutes } from './feed.contract.ts';
import { downloadFeed, readFeed, renewFeed, revokeFeed } from './feed.work.ts';

export const feedRoutesOn = (modules: readonly Module[]): BoundRoute[] =>
  bind(feedRoutes, {
    readFeed,
    renewFeed,
    revokeFeed: async (act) => (await revokeFeed(act), { ok: true } as const),
    downloadFeed: { outside: ({ params }, caller) => downloadFeed(params.token, caller, modules) },
  });
