import type { zh } from './words.zh.ts';

export const en = {
  'title.some': 'Your calendar is on your phone',
  'title.none': 'Your calendar on your phone',
  lead: 'Activities you take part in and deadlines of yours in one calendar. Of surveys and other private matters it says only that something is due, not what.',
  text: 'Add the secret address as a subscribed calendar on your phone, in Outlook or WPS; changes come by themselves. Whoever has the address sees your calendar: renew or revoke it when you like.',
  make: 'Make the address',
  renew: 'New address',
  revoke: 'Revoke',
  since: 'Made on {at}. It is shown once only; if you have lost it, make a new one.',
  address: 'Your secret address (shown this once)',
  copy: 'Copy',
  copied: 'Copied',
  revoked: 'The address is revoked',
  who: 'you alone, and whoever you gave the address to',
} as const satisfies Record<keyof typeof zh, string>;
