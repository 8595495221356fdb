import type { zh } from './words.zh.ts';

export const en = {
  title: 'What is on record',
  'title.subject': 'Records of this matter',
  lead: 'Everything that matters is written down as it happens and never changed; a correction is a new record. Records are chained, so that any change is found.',
  kind: 'Kind',
  all: 'All kinds',
  'kind.beginning': 'All that the sentence rests on',
  since: 'since {on}',
  on: 'Day',
  what: 'What',
  actor: 'By',
  quantity: 'Quantity',
  seq: 'No.',
  hash: 'Fingerprint',
  system: 'system',
  more: 'Earlier records',
  verify: 'Verify the whole chain',
  'verify.whole': '{n} records are chained without a break or change. Fingerprint {head}…',
  'verify.fault':
    'From no. {seq} on the chain does not hold: records were changed around the system. Tell the audit and security administrators at once and leave everything as it is.',
  who: 'Audit administrator, programme office, leaders',
} as const satisfies Record<keyof typeof zh, string>;
