import {
  createRouter,
  createWebHistory,
  type RouteLocationNormalized,
  type RouteRecordRaw,
} from 'vue-router';
import type { Saying } from '#platform/contract/index.ts';
import type { Permit } from '#platform/permit/table.ts';
import { announce } from './announce.ts';
import { fetchFrame } from './frames.ts';
import { entries, type Entry } from './menu.ts';
import type { Seal } from './pages.ts';
import { here, learnSession, mayI, session } from './session.ts';
import { said, t } from './words.ts';

declare module 'vue-router' {
  interface RouteMeta {
    title: Saying;
    seal: Seal | null;
    permit: Permit;
    layout: 'shell' | 'bare';
    nameless?: boolean;
  }
}

const recordOf = ({ page, seal }: Entry): RouteRecordRaw => ({
  path: page.path,
  name: page.name,
  component: page.component,
  props: page.path.includes(':'),
  meta: {
    title: page.title,
    seal,
    permit: page.permit ?? 'signed-in',
    layout: page.layout ?? 'shell',
    nameless: page.nameless ?? false,
  },
});

const absent: RouteRecordRaw = {
  path: '/:rest(.*)*',
  name: 'absent',
  component: () => import('./pages/AbsentPage.vue'),
  meta: {
    title: { zh: '没有这个页面', en: 'No such page' },
    seal: null,
    permit: 'signed-in',
    layout: 'shell',
  },
};

/** The base comes from `<base href>`, which the server writes. */
export const router = createRouter({
  history: createWebHistory(new URL(document.baseURI).pathname),
  routes: [...entries.map(recordOf), absent],
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
});

router.beforeEach(async (to) => {
  if (to.meta.nameless) return true;
  if (!here.reply) await learnSession();
  if (to.meta.permit === 'anyone' || session() || here.refusal) return true;
  // An empty installation is greeted; elsewhere one signs in and comes back here.
  const empty = here.reply?.bureaus.length === 0;
  if (empty && router.hasRoute('welcome')) return { name: 'welcome' };
  if (router.hasRoute('sign-in')) return { name: 'sign-in', query: { next: to.fullPath } };
  return true;
});

router.beforeResolve((to) => fetchFrame(to.meta.layout ?? 'shell'));

/** May the person see it? Where not, the shell shows who could help, at the same address. */
export const allowed = (to: RouteLocationNormalized): boolean =>
  to.meta.permit === undefined || to.meta.permit === 'anyone' || session() === null || mayI(to.meta.permit);

let first = true;
router.afterEach((to, from, failure) => {
  if (failure || to.path === from.path) return;
  if (first) return void (first = false);
  announce(t('shell.opened', { title: said(to.meta.title) }));
});
