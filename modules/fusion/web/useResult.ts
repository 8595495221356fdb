import { computed, ref } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useAsk } from '#web/useAsk.ts';
import { askResult, askResults } from './addresses.ts';

/** The wave one was looking at, so that it stays the same from tab to tab. */
const lookedAt = ref<string | null>(null);

/** Results of all waves, and the one chosen: by the address (`?wave=`), the last looked at, or the newest. */
export function useResult() {
  const route = useRoute();
  const router = useRouter();
  const list = useAsk(askResults);
  const waveId = computed(() => {
    const waves = list.data ?? [];
    const known = (id: unknown) => waves.find((wave) => wave.waveId === id)?.waveId;
    return known(route.query['wave']) ?? known(lookedAt.value) ?? waves[0]?.waveId ?? null;
  });
  const result = useAsk(askResult, () =>
    waveId.value === null ? null : { params: { waveId: waveId.value } },
  );

  function choose(id: string): void {
    lookedAt.value = id;
    void router.replace({ query: { ...route.query, wave: id } });
  }
  return { list, result, waveId, choose };
}
