import type { zh } from './words.zh.ts';

export const en = {
  'welcome.title': 'How well a bureau has grown together, measured',
  'welcome.lead':
    'After a merger: do people really know each other, did an activity do anything, are case files better? Wenrong answers from records, and says so plainly where it cannot tell.',
  'welcome.sample': 'See the sample bureau',
  'welcome.sample.hint':
    'Lanchuan, 320 staff, four acquaintance surveys, a festival and its effect; people and events are invented. Ready in about a minute, removable at any time.',
  'welcome.found': 'Set up our bureau',
  'welcome.found.hint': 'Needs the one-time set-up code printed in the terminal that started Wenrong.',
  'welcome.signin': 'I have an account: sign in',
  'loading.label': 'Preparing the sample bureau',
  'loading.failed': 'The sample bureau could not be loaded. Remove it and try once more.',
  'parts.title': 'Look as whom?',
  'parts.lead':
    'Everybody in the sample bureau is invented. Choose one and see what that role sees every day.',
  'parts.enter': 'Enter',
  'parts.remove': 'Remove the sample bureau',
  'parts.remove.title': 'Remove the sample bureau with all its data?',
  'parts.remove.text': 'Its people, surveys, results and records go together. A real bureau is not touched.',
  'parts.remove.word': 'remove',
  'parts.removed': 'The sample bureau was removed',
} as const satisfies Record<keyof typeof zh, string>;
