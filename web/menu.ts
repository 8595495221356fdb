import { pages as kit } from './kit/pages.ts';
import { mayI } from './session.ts';
import { seals, type ModulePages, type Page, type Seal } from './pages.ts';

const found = import.meta.glob<ModulePages | readonly ModulePages[]>(
  ['../modules/*/web/pages.ts', '../platform/*/web/pages.ts'],
  { eager: true, import: 'pages' },
);

/** What the modules bring, in the order of the menu. */
export const brought: readonly ModulePages[] = [...Object.values(found).flat(), ...kit].sort(
  (a, b) => a.order - b.order,
);

export interface Entry {
  page: Page;
  seal: Seal;
}

/** Every page of every module. */
export const entries: readonly Entry[] = brought.flatMap(({ seal, pages }) =>
  pages.map((page) => ({ page, seal })),
);

/** Tabs of one seal: pages of the menu that the person may see. */
export const tabsOf = (seal: Seal): Page[] =>
  entries
    .filter((entry) => entry.seal === seal && entry.page.menu && mayI(entry.page.permit ?? 'signed-in'))
    .map((entry) => entry.page);

/** Seals with at least one page the person may see, in the fixed order. */
export const sealsSeen = (): { seal: Seal; to: string }[] =>
  (Object.keys(seals) as Seal[]).flatMap((seal) => {
    const first = tabsOf(seal)[0];
    return first ? [{ seal, to: first.path }] : [];
  });
