import type { zh } from './take.words.zh.ts';

export const en = {
  heading: 'Answer: {title}',
  none: 'Nothing to answer was named: open this from a survey’s result.',
  lead: 'Make it a measure, or say why it is not taken up. The answer goes back to the result, where all staff see it.',
  'no-plan': 'There is no work plan yet. Draft one, then answer.',
  'to-plans': 'Draft a plan',
  plan: 'Into which plan',
  take: 'Make it a measure',
  'take.what':
    'Write the measure: who leads, by when, and what counts as done. It links back to the finding.',
  decline: 'Not taken up, because …',
  reason: 'Why it is not taken up',
  declined: 'Answered, and told in the result',
} as const satisfies Record<keyof typeof zh, string>;
