import { computed, onScopeDispose, shallowRef, watch, type Ref } from 'vue';
import { brought, entries } from '#web/menu.ts';
import { seals } from '#web/pages.ts';
import type { Found, Searcher } from '#web/search.ts';
import { mayI } from '#web/session.ts';
import { said, t } from '#web/words.ts';

const pauseMs = 150;
const most = 6;

/** Asks every module that the person may search, and the pages; a newer text drops the older answers. */
export function useFinding(text: Readonly<Ref<string>>) {
  const answers = shallowRef<{ title: string; found: Found[] }[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = new AbortController();
  const searchers = loadSearchers();

  async function find(asked: string): Promise<void> {
    running.abort();
    const { signal } = (running = new AbortController());
    if (asked === '') return void (answers.value = []);
    const found = await Promise.all((await searchers).map((searcher) => askOne(searcher, asked, signal)));
    if (!signal.aborted) answers.value = found.filter((group) => group.found.length > 0);
  }

  watch(text, (now) => {
    clearTimeout(timer);
    timer = setTimeout(() => void find(now.trim()), pauseMs);
  });
  onScopeDispose(() => {
    clearTimeout(timer);
    running.abort();
  });

  const groups = computed(() =>
    numbered([...answers.value, { title: t('shell.search.pages'), found: pagesLike(text.value.trim()) }]),
  );
  return { groups, flat: computed(() => groups.value.flatMap((group) => group.found)) };
}

async function loadSearchers(): Promise<Searcher[]> {
  const loaded = await Promise.all(brought.flatMap((one) => (one.search ? [one.search()] : [])));
  return loaded.map(({ searcher }) => searcher).filter(({ permit }) => mayI(permit));
}

/** A module that does not answer leaves the others' results standing. */
async function askOne(
  searcher: Searcher,
  text: string,
  signal: AbortSignal,
): Promise<{ title: string; found: Found[] }> {
  const found = await searcher.find(text, signal).catch(() => []);
  return { title: said(searcher.title), found: found.slice(0, most) };
}

function pagesLike(text: string): Found[] {
  const wanted = text.toLowerCase();
  return entries
    .filter(({ page }) => page.menu && mayI(page.permit ?? 'signed-in'))
    .filter(({ page }) => `${page.title.zh} ${page.title.en}`.toLowerCase().includes(wanted))
    .slice(0, text === '' ? 20 : most)
    .map(({ page, seal }) => ({ title: said(page.title), detail: said(seals[seal]), to: page.path }));
}

function numbered(groups: { title: string; found: Found[] }[]) {
  let at = 0;
  return groups
    .filter((group) => group.found.length > 0)
    .map((group) => ({ title: group.title, found: group.found.map((found) => ({ ...found, at: at++ })) }));
}
