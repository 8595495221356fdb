import { ref } from 'vue';

/** Read aloud by screen readers when it changes; the shell holds the live region. */
export const announcement = ref('');

/** Says something to those who cannot see that it happened. */
export function announce(text: string): void {
  announcement.value = '';
  // An unchanged region is not read again: empty it for one frame.
  setTimeout(() => (announcement.value = text), 60);
}
