import { onScopeDispose, shallowReactive, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { call, type AnyRoute, type Given, type Got, type Manner } from './client.ts';
import { notUnderstood, Refused } from './problem.ts';

interface Again {
  /** Asks once more; what is shown stays until the answer comes. */
  again: () => Promise<void>;
  /** A newer answer is on its way while the older is shown. */
  renewing: boolean;
}

/** What a page can find when it asks: one of three states, told apart by `state`. */
export type Ask<T> = Again &
  (
    | { state: 'waiting'; data: null; refusal: null }
    | { state: 'refused'; data: null; refusal: Refused }
    | { state: 'ready'; data: T; refusal: null }
  );

/**
 * Asks a GET route and follows its arguments: when they change the running call is
 * aborted and the new one asked. `null` as arguments: do not ask yet.
 */
export function useAsk<E extends AnyRoute>(
  route: E,
  given: MaybeRefOrGetter<Given<E> | null> = {} as Given<E>,
  manner: Pick<Manner, 'nameless'> = {},
): Ask<Got<E>> {
  const shown = shallowReactive({
    state: 'waiting',
    data: null,
    refusal: null,
    renewing: false,
    again,
  }) as Ask<Got<E>>;
  let running: AbortController | null = null;

  async function again(): Promise<void> {
    const asked = toValue(given);
    running?.abort();
    if (asked === null) return;
    const mine = (running = new AbortController());
    shown.renewing = true;
    const outcome = await settle(call(route, ...([asked, { ...manner, signal: mine.signal }] as never)));
    // A later question has taken over; its answer counts.
    if (mine.signal.aborted) return;
    Object.assign(shown, outcome, { renewing: false });
  }

  watch(
    () => JSON.stringify(toValue(given)),
    () => {
      if (shown.state === 'refused') Object.assign(shown, { state: 'waiting', refusal: null });
      void again();
    },
    { immediate: true },
  );
  onScopeDispose(() => running?.abort());
  return shown;
}

async function settle<T>(promise: Promise<T>) {
  try {
    return { state: 'ready', data: await promise, refusal: null } as const;
  } catch (error) {
    return { state: 'refused', data: null, refusal: asRefused(error) } as const;
  }
}

export const asRefused = (error: unknown): Refused => (error instanceof Refused ? error : notUnderstood(0));
