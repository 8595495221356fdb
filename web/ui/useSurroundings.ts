import { onMounted, onScopeDispose, ref, watch, type Ref } from 'vue';
import { largeType } from '#web/words.ts';

/** Width in px of what holds a drawing, followed as it changes; 0 until it is on the page. */
export function useWidth(element: Readonly<Ref<HTMLElement | null | undefined>>): Readonly<Ref<number>> {
  const width = ref(0);
  const watcher = new ResizeObserver(([entry]) => {
    width.value = Math.round(entry?.contentRect.width ?? 0);
  });
  watch(
    element,
    (now) => {
      watcher.disconnect();
      if (now) watcher.observe(now);
      width.value = now?.clientWidth ?? 0;
    },
    { flush: 'post' },
  );
  onScopeDispose(() => watcher.disconnect());
  return width;
}

/** Type size in px there, for drawings whose text must grow with large type. */
export function useEm(element: Readonly<Ref<HTMLElement | null | undefined>>): Readonly<Ref<number>> {
  const em = ref(16);
  const measure = (): void => {
    if (element.value) em.value = Number.parseFloat(getComputedStyle(element.value).fontSize);
  };
  watch([element, largeType], measure, { flush: 'post' });
  return em;
}

/** True while the page is being printed. */
export function usePrinting(): Readonly<Ref<boolean>> {
  const printing = ref(false);
  const [begin, end] = [() => void (printing.value = true), () => void (printing.value = false)];
  onMounted(() => {
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
  });
  onScopeDispose(() => {
    removeEventListener('beforeprint', begin);
    removeEventListener('afterprint', end);
  });
  return printing;
}
