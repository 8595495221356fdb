/** What an effect means in words: the finding first, with its interval; "cannot tell" where that is the truth. */
import type { GradeReason } from '#engines/inference/index.ts';
import { dayInWords, type Saying } from '#platform/contract/index.ts';
import type { EffectEstimate, EffectGrade, Foretold } from './effect.contract.ts';

/** Steps per hundred pairs, which people can picture; a true minus sign. */
export const perHundred = (steps: number): string => {
  const whole = Math.round(100 * steps);
  return whole < 0 ? `−${-whole}` : String(whole);
};

export const reasonWords: Readonly<Record<GradeReason, Saying>> = {
  'no-wave-before': {
    zh: '活动以前没有可用的一轮相识调查（没有问过，或原始答案已按约定删除）',
    en: 'there is no usable wave before the event: none was held, or its answers are deleted as promised',
  },
  'no-wave-after': {
    zh: '活动以后还没有可用的一轮相识调查',
    en: 'there is no usable wave after the event yet',
  },
  'few-people': { zh: '参加比较的人或队太少', en: 'too few people or teams can be compared' },
  'few-pairs': {
    zh: '两轮都问到、可以比较的人对太少',
    en: 'too few pairs were asked in both waves and can be compared',
  },
  'low-response': {
    zh: '两轮都作答的不到六成',
    en: 'fewer than six in ten answered in both waves',
  },
  'no-estimate': {
    zh: '分队方式让有的人对必然同队或绝不同队，剩下的比不出来',
    en: 'the way teams were formed leaves nothing to compare: pairs were always or never together',
  },
  'drawn-before': {
    zh: '分队由系统随机抽签，办法连同种子在活动前已经留存',
    en: 'teams were drawn at random, the mechanism with its seed stored before the event',
  },
  'stored-late': {
    zh: '抽签办法没有在活动前留存',
    en: 'the mechanism was not stored before the event',
  },
  'as-if-drawn': {
    zh: '抽过签，但有结果被人为放弃，只能近似当作随机',
    en: 'teams were drawn, but results were set aside by hand: only as good as random',
  },
  chosen: {
    zh: '谁和谁在一起是人定的，不是抽签',
    en: 'people chose who was with whom; nobody drew',
  },
  'placebo-failed': {
    zh: '安慰剂检验没有通过：活动“预言”了不可能由它造成的变化',
    en: 'a placebo check failed: the event “predicts” change that it cannot have caused',
  },
  'placebo-missing': { zh: '没有条件做安慰剂检验', en: 'no placebo check could be made' },
  'parallel-before': {
    zh: '活动以前的两轮里，两类人对的变化没有差别',
    en: 'in the two waves before, both kinds of pairs moved alike',
  },
  'one-wave-before': {
    zh: '活动以前不到两轮，看不出两类人对原来是不是同步变化',
    en: 'with fewer than two waves before, it cannot be seen whether both kinds of pairs moved alike',
  },
  'some-response': {
    zh: '两轮都作答的不到八成，要连同缺答的上下限一起看',
    en: 'fewer than eight in ten answered both times: read it with the bounds for missing answers',
  },
};

export const reasonSaying = (code: string): Saying =>
  reasonWords[code as GradeReason] ?? { zh: code, en: code };

interface Finding {
  grade: EffectGrade;
  reasons: readonly string[];
  change: EffectEstimate;
}

/** Is it beyond chance? By the test and by the interval, which may disagree where effects differ between pairs. */
export const isBeyondChance = ({ p, low, high }: EffectEstimate): boolean =>
  p !== null && p <= 0.05 && low !== null && high !== null && (low > 0 || high < 0);

/** One sentence, two at most: what holds, how much, and the first reason; the page lists the others. */
export function findingOf({ grade, reasons, change }: Finding): Saying {
  const because = reasonSaying(reasons[0] ?? 'no-estimate');
  if (grade === 'cannot-tell' || change.value === null)
    return {
      zh: `不能判断活动有没有让大家更熟：${because.zh}。`,
      en: `It cannot be told whether the activity made people better acquainted: ${because.en}.`,
    };
  const amount = amountOf(change);
  if (grade === 'D')
    return {
      zh: `这不能说明活动带来了变化：${because.zh}。一起参加的每 100 对只是比其他人${amount.zh}。`,
      en: `This does not show that the activity changed anything: ${because.en}. Pairs who took part together moved ${amount.en} than others, no more.`,
    };
  const together =
    grade === 'C' ? { zh: '一起参加', en: 'Taking part together' } : { zh: '同队', en: 'Sharing a team' };
  if (!isBeyondChance(change))
    return {
      zh: `看不出${together.zh}带来了变化：不同原单位的同事每 100 对${amount.zh}，随机也会有这样的差别。`,
      en: `${together.en} made no change that can be seen: colleagues of different former agencies moved ${amount.en}, as chance alone may do.`,
    };
  const warmer = change.value > 0;
  return {
    zh: `${together.zh}让不同原单位的同事${warmer ? '更熟了' : '反而没那么熟'}：每 100 对${amount.zh}。`,
    en: `${together.en} made colleagues of different former agencies ${warmer ? 'better' : 'less well'} acquainted: ${amount.en}.`,
  };
}

function amountOf({ value, low, high }: EffectEstimate): Saying {
  const [steps, from, to] = [perHundred(value!), perHundred(low!), perHundred(high!)];
  const size = steps.replace('−', '');
  const fewer = value! < 0;
  return {
    zh: `${fewer ? '少' : '多'}走 ${size} 步（95% 区间 ${from} 到 ${to}）`,
    en: `${size} ${size === '1' ? 'step' : 'steps'} ${fewer ? 'less' : 'more'} per 100 pairs (95% interval ${from} to ${to})`,
  };
}

/** The raw answers of the wave before, with which the next is compared. */
export interface AnswersEnd {
  name: string;
  /** They are deleted on this day. */
  on: string;
  /** The next wave, as it is planned, will not be measured by then. */
  tooSoon: boolean;
}

export function foretellingOf(told: Omit<Foretold, 'sentence'>, ends: AnswersEnd | null = null): Saying {
  const wave = waveSaying(told.wave, ends);
  if (ends?.tooSoon && told.wave)
    return {
      zh: `照现在的安排，这次活动看不出变化：上一轮“${ends.name}”的回答${dayInWords(ends.on).zh}删除，那时${wave.zh}还没有算完。`,
      en: `As things are planned this activity will not show a change: the answers of “${ends.name}” are deleted on ${dayInWords(ends.on).en}, before ${wave.en} is measured.`,
    };
  if (told.smallest === null)
    return {
      zh: `这次活动看不出变化：${wave.zh}问到的、可能同队的人对太少。`,
      en: `This activity will not show a change: ${wave.en} asks about too few pairs that can share a team.`,
    };
  const steps = perHundred(told.smallest);
  if (told.smallest > 1)
    return {
      zh: `这次活动很难看出变化：要每 100 对多走 ${steps} 步以上才能检出，实际很难达到。`,
      en: `This activity can hardly show a change: only one of ${steps} steps per 100 pairs or more would be seen.`,
    };
  return {
    zh: `这次活动最小能检出的变化：同队的每 100 对比不同队的多走 ${steps} 步（八成把握，用${wave.zh}来比）。`,
    en: `Smallest change this activity can show: ${steps} steps more per 100 pairs that share a team (found four times in five, by ${wave.en.replace(/,$/, '')}).`,
  };
}

function waveSaying(wave: Foretold['wave'], ends: AnswersEnd | null): Saying {
  if (wave) return { zh: `下一轮“${wave.name}”`, en: `the next wave, “${wave.name}”,` };
  if (!ends) return { zh: '一轮通常的相识调查', en: 'a usual wave' };
  const on = dayInWords(ends.on);
  return { zh: `一轮在${on.zh}以前算完的相识调查`, en: `a usual wave measured before ${on.en}` };
}
