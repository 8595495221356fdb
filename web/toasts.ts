import { shallowReactive } from 'vue';

export interface Toast {
  id: number;
  text: string;
  undo?: () => Promise<unknown>;
}

/** What is shown at the foot of the page; the shell draws it. */
export const toasts = shallowReactive<Toast[]>([]);

let next = 1;

/** Says that something is done, with a way back where there is one. */
export function tell(text: string, options: { undo?: () => Promise<unknown> } = {}): void {
  toasts.push({ id: next++, text, ...options });
  // At most three at a time: more is noise.
  if (toasts.length > 3) toasts.shift();
}

export function dismiss(id: number): void {
  const at = toasts.findIndex((toast) => toast.id === id);
  if (at >= 0) toasts.splice(at, 1);
}
