/** Invented questions and facts, drawn from a seed. */
import type { Random } from '#engines/random/index.ts';
import type { IndicatorContent, Question, Source } from './question.contract.ts';
import { canonicalQuestion } from './question.rules.ts';

export const aSource = (more: Partial<Source> = {}): Source => ({
  kinds: ['people/imported'],
  unitIds: [],
  tags: [],
  campaign: null,
  about: { kind: 'any' },
  period: { kind: 'ever' },
  fields: [],
  ...more,
});

export const aCount = (more: Partial<Source> = {}): Question => ({
  aggregate: 'count',
  source: aSource(more),
  unit: 'time',
});

export const anIndicator = (more: Partial<IndicatorContent> = {}): IndicatorContent => ({
  name: '导入次数',
  question: aCount(),
  direction: 'more',
  target: 2,
  caveat: '',
  ...more,
});

/** What random questions are put together from. */
export interface Pool {
  kinds: readonly string[];
  unitIds: readonly string[];
  tags: readonly string[];
  campaigns: readonly string[];
  subjects: readonly string[];
  days: readonly string[];
}

const pick = <T>(random: Random, from: readonly T[]): T => from[Math.floor(random.uniform() * from.length)]!;
const some = <T>(random: Random, from: readonly T[], least: number): T[] => {
  const kept = from.filter(() => random.uniform() < 0.4);
  return kept.length < least ? [pick(random, from)] : kept;
};

function aPeriod(random: Random, { days }: Pool): Source['period'] {
  const [a, b] = [pick(random, days), pick(random, days)].toSorted() as [string, string];
  return pick<Source['period']>(random, [
    { kind: 'ever' },
    { kind: 'between', from: a, to: b },
    { kind: 'year', year: Number(a.slice(0, 4)) },
    { kind: 'this-year' },
    { kind: 'last-days', days: 1 + Math.floor(random.uniform() * 400) },
    { kind: 'asker' },
  ]);
}

function aFieldTest(random: Random): Source['fields'][number] {
  const value = Math.floor(random.uniform() * 5);
  return pick<Source['fields'][number]>(random, [
    { field: 'level', is: 'at-least', value },
    { field: 'level', is: 'at-most', value },
    { field: 'topic', is: 'one-of', values: some(random, ['甲', '乙', '丙', '丁”戊'], 1) },
    { field: 'level', is: 'one-of', values: [value] },
  ]);
}

export function aRandomSource(random: Random, pool: Pool): Source {
  const chance = (p: number) => random.uniform() < p;
  return aSource({
    kinds: some(random, pool.kinds, 1),
    unitIds: chance(0.4) ? some(random, pool.unitIds, 1) : [],
    tags: chance(0.3) ? [pick(random, pool.tags)] : [],
    campaign: chance(0.2) ? pick(random, pool.campaigns) : null,
    about: chance(0.2) ? { kind: 'subject', subject: pick(random, pool.subjects) } : { kind: 'any' },
    period: aPeriod(random, pool),
    fields: chance(0.4) ? [aFieldTest(random)] : [],
  });
}

/** Any question the language can say, in its one form. */
export function aRandomQuestion(random: Random, pool: Pool): Question {
  const source = () => aRandomSource(random, pool);
  const number = () => pick(random, ['quantity' as const, { field: 'level' }]);
  const name = () => pick(random, ['subject' as const, 'actor' as const, { field: 'topic' }]);
  const counting = () =>
    pick(random, [
      { aggregate: 'count' as const, source: source(), unit: 'case' as const },
      { aggregate: 'sum' as const, source: source(), of: number(), unit: 'visit' as const },
      { aggregate: 'distinct' as const, source: source(), of: name(), unit: 'item' as const },
    ]);
  return canonicalQuestion(
    pick<Question>(random, [
      counting(),
      counting(),
      { aggregate: 'mean', source: source(), of: number(), unit: 'point' },
      { aggregate: 'latest', source: source(), of: number(), unit: 'item' },
      { aggregate: 'share', numerator: counting(), denominator: counting() },
    ]),
  );
}
