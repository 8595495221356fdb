/** Where an activity's effect stands while there is no estimate. */
import type { Saying } from '#platform/contract/index.ts';

interface Standing {
  state: 'draft' | 'submitted' | 'approved' | 'held' | 'cancelled';
  over: boolean;
  hasTeams: boolean;
  /** The first wave after it that was opened. */
  after: { name: string; state: string } | null;
}

export function waitingOf({ state, over, hasTeams, after }: Standing): Saying {
  if (state === 'cancelled')
    return {
      zh: '活动取消了，没有效果可言。',
      en: 'The activity was called off; there is no effect to tell.',
    };
  if (!over)
    return hasTeams
      ? {
          zh: '活动还没有办完。办完后的下一轮相识调查截止后，这里会给出结论。',
          en: 'The activity is not over. Once the next wave after it is closed, the finding will stand here.',
        }
      : {
          zh: '抽签分队并公布以后，这里会先说明这次活动最小能检出多大的变化；下一轮相识调查截止后给出结论。',
          en: 'Once teams are drawn and published, the smallest change this activity can show will stand here; the finding follows the next wave.',
        };
  if (!after)
    return {
      zh: '活动办完了，还没有问下一轮相识调查，现在不能判断。',
      en: 'The activity is over and no wave has been asked since: it cannot be told yet.',
    };
  return after.state === 'open'
    ? {
        zh: `“${after.name}”正在填答，截止并算出后给出结论。`,
        en: `“${after.name}” is taking answers; the finding follows once it is closed and measured.`,
      }
    : {
        zh: `“${after.name}”的结果公布后，这里会给出结论。`,
        en: `The finding will stand here once the result of “${after.name}” is released.`,
      };
}
