import { describe, expect, test } from 'vitest';
import { stream } from '#engines/random/index.ts';
import { unitsOfMeasure, type UnitOfMeasure } from '#platform/contract/measure.ts';
import { aCount, anIndicator, aRandomQuestion, aSource, type Pool } from './indicator.fixtures.ts';
import { Question, type Counting, type FieldTest, type Period, type Source } from './question.contract.ts';
import { canonicalQuestion } from './question.rules.ts';
import { indicatorSentence, type Namer } from './sentence.rules.ts';

const namer: Namer = {
  kind: (kind) => ({ zh: `种类${kind}`, en: `kind ${kind}` }),
  field: (field) => ({ zh: `“${field}”`, en: `“${field}”` }),
  unit: (unitId) => `单位${unitId}`,
};
const pool: Pool = {
  kinds: ['a/one', 'a/two', 'b/three'],
  unitIds: [1, 2, 3].map((n) => `01900000-0000-7000-8000-00000000000${n}`),
  tags: ['质量月', '廉政'],
  campaigns: ['百日行动', '春雷'],
  subjects: ['measure/1', 'session/2'],
  days: ['2019-12-31', '2020-01-01', '2020-07-13', '2020-12-31', '2021-03-31'],
};
const seed = Number(process.env['SEED'] ?? 20190130);

/** Every period, with and without each condition. */
function* everySource(): Generator<Source> {
  const periods: Period[] = [
    { kind: 'ever' },
    { kind: 'between', from: '2020-01-01', to: '2020-06-30' },
    { kind: 'year', year: 2020 },
    { kind: 'this-year' },
    { kind: 'last-days', days: 30 },
    { kind: 'asker' },
  ];
  const tests: FieldTest[] = [
    { field: 'level', is: 'at-least', value: 3 },
    { field: 'level', is: 'at-most', value: -0.5 },
    { field: 'topic', is: 'one-of', values: ['甲', 2, true] },
  ];
  const about = [{ kind: 'any' }, { kind: 'asker' }, { kind: 'subject', subject: 'session/2' }] as const;
  for (const period of periods)
    for (const [at, one] of about.entries())
      for (let some = 0; some < 16; some++)
        yield aSource({
          kinds: some & 1 ? pool.kinds.slice(0, 2) : ['a/one'],
          unitIds: some & 2 ? pool.unitIds.slice(0, 2) : [],
          tags: some & 4 ? [...pool.tags] : [],
          campaign: some & 8 ? '春雷' : null,
          about: one,
          period,
          fields: tests.slice(0, (some + at) % 4),
        });
}

describe('the sentence of an indicator', () => {
  test('says kind, units, conditions, days, aggregate, unit of measure, wish and target', () => {
    const question = aCount({
      kinds: ['a/one'],
      unitIds: ['u1'],
      tags: ['质量月'],
      fields: [{ field: 'level', is: 'at-least', value: 3 }],
      period: { kind: 'year', year: 2020 },
    });
    expect(indicatorSentence(anIndicator({ question, target: 10 }), namer)).toEqual({
      zh: '2020 年，在“单位u1”（含下属）、带标签“质量月”、“level”不小于 3的“种类a/one”的记录有多少条，以次计；越多越好，目标不少于 10 次。',
      en: 'how many records “kind a/one”, in “单位u1” and the units below, tagged “质量月”, “level” at least 3, in 2020, in times; more is better, target at least 10 times.',
    });
  });

  test('a share names both ends, a judgment says that a person makes it', () => {
    const part = { aggregate: 'count' as const, source: aSource(), unit: 'case' as const };
    const share: Question = { aggregate: 'share', numerator: part, denominator: part };
    expect(indicatorSentence(anIndicator({ question: share, target: 90 }), namer).zh).toMatch(
      /^〔.+〕占〔.+〕的百分比；越多越好，目标不少于 90 %。$/,
    );
    const judged: Question = { aggregate: 'judged', asks: '是否形成制度' };
    expect(indicatorSentence(anIndicator({ question: judged, target: null }), namer).zh).toBe(
      '由人判断：是否形成制度；越多越好，没有目标数。',
    );
  });

  test('belongs to one question only: of 3,000 random indicators, different ones have different sentences', () => {
    const random = stream(seed, 'sentences');
    const saidBy = { zh: new Map<string, string>(), en: new Map<string, string>() };
    for (let i = 0; i < 3000; i++) {
      const question = aRandomQuestion(random, pool);
      const direction = (['more', 'less', 'neither'] as const)[i % 3]!;
      const content = anIndicator({
        question,
        direction,
        target: i % 4 ? Math.floor(random.uniform() * 9) : null,
      });
      const json = JSON.stringify([question, content.direction, content.target]);
      const sentence = indicatorSentence(content, namer);
      for (const language of ['zh', 'en'] as const) {
        const before = saidBy[language].get(sentence[language]);
        expect(before ?? json, `seed ${seed}`).toBe(json);
        saidBy[language].set(sentence[language], json);
      }
    }
    expect(saidBy.zh.size).toBeGreaterThan(2000);
  });

  test('is whole in both languages for every aggregate, place, unit of measure, period, condition, wish and target', () => {
    const units = Object.keys(unitsOfMeasure) as UnitOfMeasure[];
    const numbers = ['quantity' as const, { field: 'level' }];
    const names = ['subject' as const, 'actor' as const, { field: 'topic' }];
    const sources = [...everySource()];
    const torn: string[] = [];
    let n = 0;
    const next = () => sources[n++ % sources.length]!;
    const plain = units.flatMap((unit): Question[] => [
      { aggregate: 'count', source: next(), unit },
      ...numbers.flatMap((of): Question[] =>
        (['sum', 'mean', 'latest'] as const).map((aggregate) => ({ aggregate, source: next(), of, unit })),
      ),
      ...names.map((of): Question => ({ aggregate: 'distinct', source: next(), of, unit })),
    ]);
    const counting = plain.filter(
      (one): one is Counting =>
        one.aggregate === 'count' || one.aggregate === 'sum' || one.aggregate === 'distinct',
    );
    const shares = counting.map((numerator, at): Question => ({
      aggregate: 'share',
      numerator,
      denominator: counting[(at * 7) % counting.length]!,
    }));
    const rest = sources.map((source): Question => ({ aggregate: 'count', source, unit: 'case' }));
    for (const question of [
      ...plain,
      ...shares,
      ...rest,
      { aggregate: 'judged' as const, asks: '是否形成制度' },
    ])
      for (const direction of ['more', 'less', 'neither'] as const)
        for (const target of [null, 0, 12.5]) {
          const { zh, en } = indicatorSentence({ question, direction, target }, namer);
          const whole = /^[^，；。、\s].{14,}。$/.test(zh) && /^[a-z[].{14,}\.$/.test(en);
          if (!whole || /undefined|null|NaN|\[object|\{\w+\}|，，|, ,|，；| {2}/.test(zh + en))
            torn.push(zh + en);
        }
    expect(torn).toEqual([]);
  });

  test('survives being stored: JSON read back is the same question with the same sentence', () => {
    const random = stream(seed, 'stored');
    for (let i = 0; i < 300; i++) {
      const question = aRandomQuestion(random, pool);
      const back = Question.parse(JSON.parse(JSON.stringify(question)));
      expect(back).toEqual(question);
      expect(indicatorSentence(anIndicator({ question: back }), namer)).toEqual(
        indicatorSentence(anIndicator({ question }), namer),
      );
    }
  });

  test('does not change with the order in which conditions were put together', () => {
    const a = canonicalQuestion(aCount({ kinds: ['b/three', 'a/one'], tags: ['廉政', '质量月', '廉政'] }));
    const b = canonicalQuestion(aCount({ kinds: ['a/one', 'b/three', 'a/one'], tags: ['质量月', '廉政'] }));
    expect(a).toEqual(b);
  });
});
