import type { Component } from 'vue';
import type { Saying } from '#platform/contract/index.ts';
import type { Permit } from '#platform/permit/table.ts';
import type { Searcher } from './search.ts';

/**
 * The eight seals, in the order in which culture does its work; the first page and
 * administration stand apart. A seal is named after the first module under it.
 */
export const seals = {
  home: { mark: '首页', zh: '首页', en: 'Home' },
  survey: { mark: '听', zh: '听民意', en: 'Listen' },
  plan: { mark: '谋', zh: '谋方案', en: 'Plan' },
  activity: { mark: '聚', zh: '聚人心', en: 'Gather' },
  fusion: { mark: '融', zh: '融队伍', en: 'Become one' },
  exchange: { mark: '学', zh: '学业务', en: 'Learn' },
  service: { mark: '服', zh: '服企业', en: 'Serve' },
  integrity: { mark: '清', zh: '清作风', en: 'Stay clean' },
  brand: { mark: '彰', zh: '彰品牌', en: 'Show' },
  admin: { mark: '管', zh: '管系统', en: 'Manage' },
} as const satisfies Record<string, Saying & { mark: string }>;

export type Seal = keyof typeof seals;

export interface Page {
  /** Address under the base path, e.g. `/fusion/waves/:id`; its params become the page's props. */
  path: `/${string}`;
  name: string;
  component: () => Promise<{ default: Component }>;
  /** Document title, tab and search entry. */
  title: Saying;
  /** Default `signed-in`. `anyone`: readable without an account. */
  permit?: Permit;
  /** Shown as a tab of its seal and in the search. A page with params cannot be. */
  menu?: boolean;
  /** `bare`: one task, no navigation (answering, sign-in). Default `shell`. */
  layout?: 'shell' | 'bare';
  /** Opened by itself it does not ask who this is: no request of it carries the session. Default false. */
  nameless?: boolean;
}

/** What a module's `web/pages.ts` exports as `pages`; a list where its pages stand under several seals. */
export interface ModulePages {
  seal: Seal;
  /** Place among the modules of the same seal, lowest first. */
  order: number;
  pages: readonly Page[];
  /** What the module adds to the search (⌘K), loaded when the search is first opened. */
  search?: () => Promise<{ searcher: Searcher }>;
}
