import { onScopeDispose, shallowReactive, watch, type Ref } from 'vue';
import { call } from '#web/client.ts';
import type { Refused } from '#web/problem.ts';
import { asRefused } from '#web/useAsk.ts';
import type { DrawChoice } from '../draw-choice.contract.ts';
import type { CheckReply } from '../draw.contract.ts';
import { checkDraw } from './draw.addresses.ts';

const pauseMs = 250;

/** Asks whether the rules can be met together, a moment after the choice was changed; the last answer counts. */
export function useDrawCheck(activityId: string, choice: Ref<DrawChoice>) {
  const shown = shallowReactive<{ reply: CheckReply | null; refusal: Refused | null }>({
    reply: null,
    refusal: null,
  });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = 0;

  async function ask(): Promise<void> {
    const mine = ++asked;
    try {
      const reply = await call(checkDraw, { params: { activityId }, body: choice.value });
      if (mine === asked) Object.assign(shown, { reply, refusal: null });
    } catch (error) {
      if (mine === asked) Object.assign(shown, { reply: null, refusal: asRefused(error) });
    }
  }

  watch(
    choice,
    () => {
      clearTimeout(timer);
      timer = setTimeout(() => void ask(), pauseMs);
    },
    { deep: true, immediate: true },
  );
  onScopeDispose(() => {
    asked++;
    clearTimeout(timer);
  });
  return shown;
}
