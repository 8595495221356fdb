/**
 * What this device remembers between visits: language, type size and tips read.
 * (Answers that have not reached the server yet are kept by `modules/fusion/web/unsent.ts` until they have.)
 * Storage may be absent or forbidden (private windows, policy); the page then works without.
 */
const prefix = 'wenrong.';

// Tests and tools import the words without a page around them.
const storage = (): Storage | undefined => (globalThis.document ? globalThis.localStorage : undefined);

export function kept(name: 'language' | 'large-type' | `tip.${string}`): string | null {
  try {
    return storage()?.getItem(prefix + name) ?? null;
  } catch {
    return null;
  }
}

export function keep(name: 'language' | 'large-type' | `tip.${string}`, value: string): void {
  try {
    storage()?.setItem(prefix + name, value);
  } catch {
    // Nothing to do: the choice holds until the page is closed.
  }
}
