import { describe, expect, test } from 'vitest';
import { briefExceptions, briefSentences, type BriefSurvey } from './survey-brief.rules.ts';

const aSurvey = (more: Partial<BriefSurvey> = {}): BriefSurvey => ({
  id: 's1',
  title: '民意调查',
  phase: 'draw',
  dates: { issueFrom: '2020-06-03', issueTo: '2020-06-10', castFrom: '2020-06-08', castTo: '2020-06-12' },
  eligible: 100,
  drawn: 60,
  isLocked: false,
  complaintsUntil: null,
  nOpenComplaints: 0,
  isReleased: false,
  ...more,
});
const told = (survey: Partial<BriefSurvey>, today: string) =>
  briefExceptions([aSurvey(survey)], [], today).map(({ text }) => text.zh);

describe('what leaders read first', () => {
  const findings = [
    { code: 'change-burden', sentence: { zh: '负担降了 0.3（区间 0.2 到 0.4）。', en: 'Burden fell.' } },
    { code: 'level-x', sentence: { zh: '别的。', en: 'Other.' } },
    { code: 'response', sentence: { zh: '300 人可以参加，240 人作答。', en: '240 of 300 answered.' } },
  ];
  const last = { surveyId: 's0', title: '上一次', findings };

  test('is the clearest finding of the last result, with who answered, and what is under way', () => {
    expect(briefSentences(last, [aSurvey()]).map(({ text, to }) => [text.zh, to])).toEqual([
      ['“上一次”：负担降了 0.3（区间 0.2 到 0.4）。300 人可以参加，240 人作答。', '/survey/results/s0'],
      ['“民意调查”正在进行，2020年6月12日停止投票；开箱之前说不出结果', '/survey/s1'],
    ]);
  });

  test('is nothing where nothing was asked', () => {
    expect(briefSentences(null, [])).toEqual([]);
    expect(briefSentences({ ...last, findings: findings.slice(2) }, [])).toHaveLength(1);
  });
});

describe('exceptions', () => {
  test('few tokens are told two days before drawing ends, and not before or with half of them out', () => {
    expect(told({ drawn: 40 }, '2020-06-07')).toEqual([]);
    expect(told({ drawn: 40 }, '2020-06-08')).toEqual([
      '“民意调查”2020年6月10日停止领票，100 人中领了 40 张（40%）；没有领票的人怎么想，以后也不会知道',
    ]);
    expect(told({ drawn: 50 }, '2020-06-08')).toEqual([]);
    expect(told({ drawn: 40, phase: 'cast' }, '2020-06-11')).toEqual([]);
  });

  test('locked keys come before few tokens, for they are why', () => {
    expect(told({ drawn: 0, isLocked: true }, '2020-06-09')).toEqual([
      expect.stringContaining('发票钥没有都解锁'),
    ]);
  });

  test.each([
    [{ phase: 'keys' }, '2020-06-03', '清单还没有签署'],
    [{ phase: 'ended' }, '2020-06-13', '票箱还没有关'],
    [{ phase: 'complaints', nOpenComplaints: 2 }, '2020-06-15', '有 2 件申诉'],
    [{ phase: 'countable', complaintsUntil: '2020-06-17' }, '2020-06-23', '票箱还没有开'],
    [{ phase: 'tallied' }, '2020-06-23', '结果还没有公布'],
  ] as [Partial<BriefSurvey>, string, string][])('%o on %s', (survey, today, words) => {
    expect(told(survey, today)).toEqual([expect.stringContaining(words)]);
  });

  test('what goes as planned is no exception', () => {
    expect(told({ phase: 'keys' }, '2020-06-02')).toEqual([]);
    expect(told({ phase: 'countable', complaintsUntil: '2020-06-17' }, '2020-06-22')).toEqual([]);
    expect(told({ phase: 'tallied', isReleased: true }, '2020-06-23')).toEqual([]);
  });

  test('findings nobody answered in thirty days, one line a survey', () => {
    const open = [1, 2].map(() => ({ surveyId: 's0', title: '上一次', publishedOn: '2020-06-01' }));
    expect(briefExceptions([], open, '2020-07-01')).toEqual([]);
    expect(briefExceptions([], open, '2020-07-02').map(({ text, to }) => [text.zh, to])).toEqual([
      [expect.stringContaining('有 2 条发现公布 30 天了还没有答复'), '/survey/results/s0'],
    ]);
  });
});
