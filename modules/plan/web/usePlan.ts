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

/** The plan as it stood on the day in the address; today without one. */
export function usePlan(id: () => string) {
  const asked = useDayAsked();
  return useAsk(planRoutes.readPlan, () => ({ params: { planId: id() }, query: asked.value }));
}
