import { useRoute } from 'vue-router';
import { useAsk } from '#web/useAsk.ts';
import { planRoutes } from '../plan.contract.ts';

/** The plan as it stood on the day in the address (`?on=2021-03-31`); today without one. */
export function usePlan(id: () => string) {
  const route = useRoute();
  return useAsk(planRoutes.readPlan, () => {
    const { on } = route.query;
    return { params: { planId: id() }, query: typeof on === 'string' && on !== '' ? { on } : {} };
  });
}
