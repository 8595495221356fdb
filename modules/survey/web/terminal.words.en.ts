import type { zh } from './terminal.words.zh.ts';

export const en = {
  code: 'Type the one-time code of the envelope you drew. You need not sign in, and nobody asks who you are.',
  form: 'The code is good. Fill in the form, look it over, hand it in.',
  ready: 'Filled in, not handed in yet. Once handed in it cannot be changed.',
  done: 'Taken, thank you. Take the slip with you or tear it up; nothing is left on this device.',
  label: 'One-time code',
  kept: 'Each code counts once: who put a form into the box need not answer here. Case and dashes do not matter.',
  begin: 'Begin',
  hand: 'Hand in',
  next: 'Next person',
  clear: 'Clear for somebody else',
  'fault.other': 'What was sent is not what office and witness signed. Do not answer, and tell the witness.',
  'fault.long': 'The text is too long for a form. Go back and shorten it.',
} as const satisfies Record<keyof typeof zh, string>;
