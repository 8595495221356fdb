import { onScopeDispose, shallowReactive } from 'vue';
import { call } from '#web/client.ts';
import type { Refused } from '#web/problem.ts';
import { asRefused } from '#web/useAsk.ts';
import { signMyselfIn } from './attendance.addresses.ts';
import { newId } from './ids.ts';
import { deviceBox, makeQueue, type Line } from './queue.ts';
import { codeOnScreen } from './roll.ts';

interface OwnScan {
  id: string;
  sessionId: string;
  code: string;
  at: string;
}
const isOwnScan = (value: unknown): value is OwnScan => {
  const { id, sessionId, code, at } = (value ?? {}) as Partial<OwnScan>;
  return [id, sessionId, code, at].every((part) => typeof part === 'string');
};

/** One's own scan: sent at once; without a line it is kept here with its time, and goes later. */
export function useMySignIn(accountId: string, arrived: () => unknown) {
  const state = shallowReactive<{ line: Line; waiting: number; refusal: Refused | null }>({
    line: 'free',
    waiting: 0,
    refusal: null,
  });
  const queue = makeQueue(deviceBox<OwnScan>(`own-scan.${accountId}`, isOwnScan), {
    most: 1,
    later: (ms, wake) => void setTimeout(wake, ms),
    changed(): void {
      const refusal = queue.line === 'stopped' ? asRefused(queue.error) : null;
      Object.assign(state, { line: queue.line, waiting: queue.waiting.length, refusal });
      // A "no" is shown once; the scan it was about is of no use any more.
      if (refusal) queue.drop();
      if (refusal) state.refusal = refusal;
    },
    async put([scan]) {
      const { id: scanId, sessionId, code, at } = scan!;
      const body = { scanId, code, at, sentAt: new Date().toISOString() };
      await call(signMyselfIn, { params: { sessionId }, body });
      await arrived();
    },
  });
  const hurry = (): void => queue.hurry();
  addEventListener('online', hurry);
  onScopeDispose(() => removeEventListener('online', hurry));
  queue.hurry();
  const signIn = (sessionId: string, text: string): void => {
    state.refusal = null;
    queue.add({ id: newId(), sessionId, code: codeOnScreen(text), at: new Date().toISOString() });
  };
  return { state, signIn, hurry };
}
