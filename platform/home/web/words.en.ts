import type { zh } from './words.zh.ts';

export const en = {
  'title.none': 'Nothing waits for you today',
  'title.some': '{n} {n|thing waits|things wait} for you',
  hello: '{name}, {bureau}',
  findings: 'Latest findings',
  due: 'by {on}',
  empty: 'Nothing here yet',
  'empty.text':
    'Once the roster is imported and a survey has begun, what needs you and what was found out appears here.',
} as const satisfies Record<keyof typeof zh, string>;
