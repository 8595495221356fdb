import type { Saying } from '#platform/contract/index.ts';

/** What can be told, and can be turned off. */
export const fusionTopics = {
  'fusion/opened': { zh: '相识调查开放填答', en: 'A wave opens for answers', only: 'persons' },
  'fusion/released': { zh: '相识调查公布结果', en: 'The result of a wave is published', only: 'persons' },
} as const;

interface Telling {
  topic: keyof typeof fusionTopics;
  text: Saying;
  to: string;
}

/** By the kind of fact that is told. */
export const tellWords: Readonly<Record<string, Telling>> = {
  'fusion/opened': {
    topic: 'fusion/opened',
    text: {
      zh: '“{name}”{from}至{to}开放填答，约 3 分钟，可以不答',
      en: '“{name}” takes answers from {from} to {to}: about 3 minutes, and you may leave it',
    },
    to: '/fusion/answer',
  },
  'fusion/released': {
    topic: 'fusion/released',
    text: { zh: '“{name}”的结果公布了', en: 'The result of “{name}” is published' },
    to: '/fusion',
  },
};
