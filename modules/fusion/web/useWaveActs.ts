import { computed, ref } from 'vue';
import { useRouter } from 'vue-router';
import { tell } from '#web/toasts.ts';
import { useAct } from '#web/useAct.ts';
import type { Ask } from '#web/useAsk.ts';
import type { WaveView } from '../wave.contract.ts';
import { closeWave, deleteRaw, measureWave, openWave, releaseWave, removeWave } from './addresses.ts';
import { t } from './words.ts';

/** What the office does with a wave; each is asked once more, in plain words, before it is done. */
export type WaveAct = 'open' | 'close' | 'measure' | 'release' | 'deleteRaw' | 'remove';

export function useWaveActs(waveId: () => string, wave: Ask<WaveView>) {
  const router = useRouter();
  const acts = {
    open: useAct(openWave),
    close: useAct(closeWave),
    measure: useAct(measureWave),
    release: useAct(releaseWave),
    deleteRaw: useAct(deleteRaw),
    remove: useAct(removeWave),
  };
  const asking = ref<WaveAct | null>(null);
  const act = computed(() => (asking.value === null ? null : acts[asking.value]));

  async function go(): Promise<void> {
    const name = asking.value;
    if (name === null) return;
    const params = { waveId: waveId() };
    const word = wave.data?.name ?? '';
    const done =
      name === 'deleteRaw'
        ? await acts.deleteRaw.go({ params, body: { word } })
        : await acts[name].go({ params });
    if (!done) return;
    asking.value = null;
    tell(t(`done.${name}`));
    if (name === 'remove') await router.push('/fusion/waves');
    else await wave.again();
  }
  return { asking, act, go };
}
