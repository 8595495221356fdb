import type { zh } from './words.zh.ts';

export const en = {
  title: 'No task is running',
  'title.running': '{n} {n|task is|tasks are} running',
  lead: 'Long work goes on in the background; leaving the page does not stop it.',
  empty: 'No tasks yet',
  'empty.text': 'Work such as importing a roster or measuring a wave appears here and stays for 30 days.',
  cancel: 'Cancel',
  'state.waiting': 'waiting',
  'state.running': 'running',
  'state.done': 'done',
  'state.failed': 'not finished',
  'state.cancelled': 'cancelled',
  'kind.other': 'Background task',
  'kind.people': 'Roster',
  'kind.fusion': 'Acquaintance survey',
  'kind.sample': 'Sample bureau',
} as const satisfies Record<keyof typeof zh, string>;
