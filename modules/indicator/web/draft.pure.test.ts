import { describe, expect, test } from 'vitest';
import { stream } from '#engines/random/index.ts';
import { anIndicator, aRandomQuestion, aSource, type Pool } from '../indicator.fixtures.ts';
import type { Question } from '../question.contract.ts';
import { contentOf, draftOf, emptyDraft, questionOf } from './draft.ts';

const today = '2020-12-31';
const pool: Pool = {
  kinds: ['a/one', 'a/two', 'b/three'],
  unitIds: [1, 2, 3].map((n) => `01900000-0000-7000-8000-00000000000${n}`),
  tags: ['质量月', '廉政'],
  campaigns: ['百日行动', '春雷'],
  subjects: ['measure/1', 'session/2'],
  days: ['2019-12-31', '2020-01-01', '2020-07-13', '2020-12-31', '2021-03-31'],
};

describe('the form', () => {
  test('gives back every indicator just as it was opened: saving without a change changes nothing', () => {
    const random = stream(Number(process.env['SEED'] ?? 20190130), 'drafts');
    for (let i = 0; i < 500; i++) {
      const content = anIndicator({ question: aRandomQuestion(random, pool), caveat: '不含移送' });
      expect(contentOf(draftOf(content, today))).toEqual(content);
    }
    const judged: Question = { aggregate: 'judged', asks: '是否形成制度' };
    const content = anIndicator({ question: judged, target: null });
    expect(contentOf(draftOf(content, today))).toEqual(content);
    const asker: Question = {
      aggregate: 'count',
      source: aSource({ about: { kind: 'asker' }, period: { kind: 'asker' } }),
      unit: 'time',
    };
    expect(contentOf(draftOf(anIndicator({ question: asker }), today))).toEqual(
      anIndicator({ question: asker }),
    );
  });

  test('asks nothing while nothing can be asked', () => {
    expect(questionOf(emptyDraft(today))).toBeNull();
    expect(questionOf({ ...emptyDraft(today), aggregate: 'judged', asks: '制' })).toBeNull();
    expect(questionOf({ ...emptyDraft(today), aggregate: 'share' })).toBeNull();
  });
});
