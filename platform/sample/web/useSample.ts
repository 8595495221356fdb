import { onScopeDispose, shallowReactive } from 'vue';
import { address } from '#web/address.ts';
import { call } from '#web/client.ts';
import type { Refused } from '#web/problem.ts';
import { asRefused } from '#web/useAsk.ts';
import type { SampleState, sampleRoutes } from '../sample.contract.ts';

const ask = address<typeof sampleRoutes.readSample>('GET', '/api/sample');
const load = address<typeof sampleRoutes.loadSample>('POST', '/api/sample');

/** The state of the sample bureau, followed while it is being loaded. */
export function useSample(onReady: () => void = () => undefined) {
  const shown = shallowReactive<{
    sample: SampleState | null;
    refusal: Refused | null;
    load: () => Promise<void>;
  }>({
    sample: null,
    refusal: null,
    load: () => settle(() => call(load)),
  });
  let timer: ReturnType<typeof setTimeout> | undefined;

  async function settle(asked: () => Promise<SampleState>): Promise<void> {
    const was = shown.sample?.state;
    try {
      Object.assign(shown, { sample: await asked(), refusal: null });
    } catch (error) {
      shown.refusal = asRefused(error);
    }
    const state = shown.sample?.state;
    if (state === 'loading') timer = setTimeout(() => void settle(() => call(ask)), 500);
    if (state === 'ready' && was === 'loading') onReady();
  }

  void settle(() => call(ask));
  onScopeDispose(() => clearTimeout(timer));
  return shown;
}
