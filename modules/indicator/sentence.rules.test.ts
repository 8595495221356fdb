import { describe, expect, test } from 'vitest';
import { stream } from '#engines/random/index.ts';
import { aCount, anIndicator, aRandomQuestion, aSource, type Pool } from './indicator.fixtures.ts';
import { Question } from './question.contract.ts';
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
