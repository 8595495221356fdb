import { shallowReactive } from 'vue';
import { call, type AnyRoute, type Given, type Got, type Manner } from './client.ts';
import type { Refused } from './problem.ts';
import { tell } from './toasts.ts';
import { asRefused } from './useAsk.ts';

export interface Act<E extends AnyRoute> {
  pending: boolean;
  /** Share of an upload that has left, 0…1. */
  progress: number;
  refusal: Refused | null;
  /** The sentence for one field of the input, e.g. `body.name`. */
  at: (path: string) => string | null;
  /** Does it; null where it was refused (then `refusal` says why) or was already under way. */
  go: (given: Given<E>, manner?: Manner) => Promise<Got<E> | null>;
}

export interface Afterwards<E extends AnyRoute> {
  /** One short sentence, shown when it is done. */
  done?: (reply: Got<E>, given: Given<E>) => string;
  /** How to take it back; with it the sentence carries 撤销. */
  undo?: (reply: Got<E>, given: Given<E>) => Promise<unknown>;
}

/** A write: under way once at a time, its refusal kept for the page, undone from the toast. */
export function useAct<E extends AnyRoute>(route: E, after: Afterwards<E> = {}): Act<E> {
  const act: Act<E> = shallowReactive({
    pending: false,
    progress: 0,
    refusal: null,
    at: (path: string) => act.refusal?.at(path) ?? null,
    go,
  });

  async function go(given: Given<E>, manner: Manner = {}): Promise<Got<E> | null> {
    if (act.pending) return null;
    Object.assign(act, { pending: true, progress: 0, refusal: null });
    const onProgress = (share: number): void => void (act.progress = share);
    try {
      const reply: Got<E> = await call(route, ...([given, { onProgress, ...manner }] as never));
      report(reply, given);
      return reply;
    } catch (error) {
      act.refusal = asRefused(error);
      return null;
    } finally {
      act.pending = false;
    }
  }

  function report(reply: Got<E>, given: Given<E>): void {
    const { done, undo } = after;
    if (done) tell(done(reply, given), undo ? { undo: () => undo(reply, given) } : {});
  }

  return act;
}
