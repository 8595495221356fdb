import { shallowReactive } from 'vue';
import type { Refused } from '#web/problem.ts';
import { asRefused } from '#web/useAsk.ts';

/** One file at a time on its way: which, and why the last was refused. */
export function useExport() {
  const shown = shallowReactive({ busy: '', refusal: null as Refused | null, go });

  async function go(name: string, get: () => Promise<void>): Promise<void> {
    Object.assign(shown, { busy: name, refusal: null });
    try {
      await get();
    } catch (error) {
      shown.refusal = asRefused(error);
    } finally {
      shown.busy = '';
    }
  }
  return shown;
}
