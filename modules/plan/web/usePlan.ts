import { computed } from 'vue';
import { useRoute } from 'vue-router';
import { useAsk } from '#web/useAsk.ts';
import { planRoutes } from '../plan.contract.ts';

/** The day in the address (`?on=2021-03-31`) as a query; nothing without one. */
export function useDayAsked() {
  const route = useRoute();
  return computed((): { on?: string } => {
    const { on } = route.query;
    return typeof on === 'string' && on !== '' ? { on } : {};
  });
}

/** The same with the wording in the address: `?draft=yes` is the working copy, shown to those who may see it. */
export function useWordingAsked() {
  const [route, asked] = [useRoute(), useDayAsked()];
  return computed((): { on?: string; draft?: 'yes' } => ({
    ...asked.value,
    ...(route.query['draft'] === 'yes' && { draft: 'yes' as const }),
  }));
}

/** The plan as it stood on the day in the address; today without one. */
export function usePlan(id: () => string) {
  const asked = useWordingAsked();
  return useAsk(planRoutes.readPlan, () => ({ params: { planId: id() }, query: asked.value }));
}
