import { onMounted, onScopeDispose } from 'vue';

/** What the keys of a choice screen do; each says whether there was something to do. */
export interface ChoiceKeys {
  pick: (place: number) => boolean;
  skip: () => boolean;
  back: () => boolean;
}

/** 1, 2, 3 … answer, 0 skips, ← (or Backspace) goes back; not while one types or a dialog is open. */
export function useChoiceKeys({ pick, skip, back }: ChoiceKeys): void {
  function keyed(event: KeyboardEvent): void {
    const { key, target } = event;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if ((target as HTMLElement).matches('input, textarea, select, dialog *')) return;
    const done =
      key === '0' ? skip() : key === 'ArrowLeft' || key === 'Backspace' ? back() : pick(Number(key));
    if (done) event.preventDefault();
  }
  onMounted(() => addEventListener('keydown', keyed));
  onScopeDispose(() => removeEventListener('keydown', keyed));
}
