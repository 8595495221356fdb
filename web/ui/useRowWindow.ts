import { useVirtualizer } from '@tanstack/vue-virtual';
import { computed, nextTick, watch, type Ref } from 'vue';
import { useEm } from './useSurroundings.ts';

const few = 200;

/** Which rows are drawn, and how much empty height stands before and after them. Rows are all equally high. */
export function useRowWindow<Row>(
  place: Readonly<Ref<HTMLElement | undefined>>,
  rows: () => readonly Row[],
  whole: () => boolean,
) {
  const em = useEm(place);
  const rowPx = computed(() => Math.round(em.value * 2.75));
  const windowed = computed(() => rows().length > few && !whole());
  const virtual = useVirtualizer(
    computed(() => ({
      count: rows().length,
      enabled: windowed.value,
      getScrollElement: () => place.value ?? null,
      estimateSize: () => rowPx.value,
      overscan: 12,
    })),
  );
  watch(rows, () => place.value?.scrollTo({ top: 0 }));
  watch(rowPx, () => void nextTick(() => virtual.value.measure()));

  const drawn = computed(() => {
    const all = rows();
    if (!windowed.value) return { before: 0, after: 0, rows: all.map((row, index) => ({ row, index })) };
    const items = virtual.value.getVirtualItems();
    return {
      before: items[0]?.start ?? 0,
      after: virtual.value.getTotalSize() - (items.at(-1)?.end ?? 0),
      rows: items.flatMap(({ index }) => (index < all.length ? [{ row: all[index] as Row, index }] : [])),
    };
  });
  return { windowed, drawn };
}
