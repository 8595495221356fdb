import { describe, expect, test } from 'vitest';
import { briefExceptions, briefSentences, type BriefWave, type Told } from './brief.rules.ts';

const wave = (more: Partial<BriefWave>): BriefWave => ({
  id: 'w2',
  name: '第二轮',
  state: 'open',
  source: 'asked',
  rawDeletedOn: null,
  busy: false,
  opensOn: '2020-12-01',
  closesOn: '2020-12-12',
  ...more,
});
const finding = (kind: Told['findings'][number]['kind'], zh: string, cannotTell = false) => ({
  kind,
  sentence: { zh, en: zh },
  cannotTell,
});
const newest: Told = {
  waveId: 'w1',
  findings: [
    finding('across', '每 100 对里 34 对'),
    finding('knowledge', '说不清', true),
    finding('change', '多 3.8 对'),
  ],
};
const saidOf = (lines: readonly { text: { zh: string } }[]): string[] => lines.map(({ text }) => text.zh);

describe('leaders are told', () => {
  test('what the newest result says of acquaintance and its change, and which wave is under way', () => {
    const lines = briefSentences(newest, [wave({})], '2020-12-05');
    expect(saidOf(lines)).toEqual([
      '每 100 对里 34 对',
      '多 3.8 对',
      '“第二轮”正在填答，2020年12月12日截止；截止之前说不出结果',
    ]);
    expect(lines.map(({ waveId }) => waveId)).toEqual(['w1', 'w1', 'w2']);
    expect(saidOf(briefSentences(newest, [wave({})], '2020-11-30'))).toHaveLength(2);
  });

  test('that nothing can be told, where nothing was published', () => {
    expect(saidOf(briefSentences(undefined, [wave({ state: 'measured' })], '2021-01-01'))).toEqual([
      expect.stringContaining('还说不出来'),
    ]);
  });

  test('as exceptions: a result owed for more than two weeks, and what the newest cannot tell', () => {
    const closed = wave({ state: 'closed' });
    expect(saidOf(briefExceptions(newest, [closed], '2020-12-27'))).toEqual([
      '“第二轮”在2020年12月12日截止，结果还没有公布',
      '说不清',
    ]);
    expect(briefExceptions(undefined, [closed], '2020-12-26')).toEqual([]);
    expect(briefExceptions(undefined, [wave({ state: 'released' })], '2021-12-26')).toEqual([]);
  });
});
