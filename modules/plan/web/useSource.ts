import { computed, type ComputedRef } from 'vue';
import { useRoute } from 'vue-router';
import { SourceLink } from '../measure.contract.ts';

/** The finding that a page is about: its kind, id and title stand in the address; null where none does. */
export function useSource(): ComputedRef<SourceLink | null> {
  const route = useRoute();
  return computed(
    () =>
      SourceLink.safeParse({
        kind: route.query['kind'],
        id: route.query['source'],
        title: route.query['title'],
      }).data ?? null,
  );
}
