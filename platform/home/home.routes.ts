import { bind, type BoundRoute, type Module } from '../module/index.ts';
import { homeRoutes } from './home.contract.ts';
import { follow, followAll, readHome } from './home.work.ts';

const ok = { ok: true } as const;

export const homeRoutesOn = (modules: readonly Module[]): BoundRoute[] =>
  bind(homeRoutes, {
    readHome: (act) => readHome(act, modules),
    follow: async (act, { body }) => (await follow(act, body.subject, body.follow), ok),
    followAll: async (act) => (await followAll(act), ok),
  });
