import { describe, expect, test } from 'vitest';
import type { Estimate } from './fusion.contract.ts';
import type { Change, Net, Release } from './result.contract.ts';
import { forbidsOf } from './caveat.rules.ts';
import { findingsOf, perHundred } from './result.rules.ts';

const est = (value: number, low: number, high: number): Estimate => ({ value, low, high, cannotTell: null });
const no = (cannotTell: string): Estimate => ({ value: null, low: null, high: null, cannotTell });

const net = (more: Partial<Net> = {}): Net => ({
  within: est(0.76, 0.73, 0.79),
  across: est(0.19, 0.17, 0.21),
  all: est(0.33, 0.31, 0.35),
  chance: 0.33,
  gap: est(0.57, 0.54, 0.6),
  ratio: est(0.25, 0.2, 0.3),
  ei: est(-0.1, -0.2, 0),
  eiChance: 0.53,
  eiDensity: est(-0.6, -0.65, -0.55),
  logOddsRatio: est(2, 1, 3),
  bounds: null,
  matrix: [],
  ...more,
});

const change = (across: Estimate | null, more: Partial<Change> = {}): Change => ({
  since: { waveId: '', name: '上一轮', asOfOn: '2020-06-08' },
  samePairs: across && {
    across,
    within: across,
    gap: across,
    eiDensity: across,
    before: { across: 0.1, within: 0.7 },
  },
  allPairs: null,
  stayed: 300,
  joined: null,
  left: null,
  responseDiffers: false,
  moves: null,
  whyNot: null,
  ...more,
});

const sentencesOf = (
  more: { net?: Net; change?: Change | null; nListed?: number; response?: Partial<Release['response']> } = {},
) => {
  const response = {
    nAsked: 318,
    nAnswered: 273,
    rate: 0.858,
    permits: 'everything' as const,
    byLegacy: [],
    forbids: [],
    ...more.response,
  };
  const nets = { confirmed1: more.net ?? net() } as Release['nets'];
  return findingsOf({
    groups: [],
    nets,
    change: more.change ?? null,
    knowledge: null,
    response,
    nListed: more.nListed ?? 318,
  });
};
const zhOf = (kind: string, more: Parameters<typeof sentencesOf>[0] = {}) =>
  sentencesOf(more).find((one) => one.kind === kind)!;

describe('the sentence on top', () => {
  test('says how many of a hundred, with the interval and the value that chance would give', () => {
    expect(zhOf('across')).toEqual({
      kind: 'across',
      cannotTell: false,
      sentence: {
        zh: '不同原单位的同事，每 100 对里 19 对相识（区间 17–21）；若相识与原单位无关，应为 33 对。',
        en: 'Of 100 pairs of colleagues from different legacy agencies, 19 know each other (interval 17–21); if acquaintance had nothing to do with the legacy agency, 33 would.',
      },
    });
  });
  test('says more, fewer, or that no change can be told', () => {
    expect(zhOf('change', { change: change(est(0.15, 0.12, 0.18)) }).sentence.zh).toBe(
      '比“上一轮”多 15 对（同一批同事对，区间 12–18）。',
    );
    expect(zhOf('change', { change: change(est(-0.04, -0.06, -0.02)) }).sentence.zh).toBe(
      '比“上一轮”少 4 对（同一批同事对，区间 2–6）。',
    );
    expect(zhOf('change', { change: change(est(0.01, -0.02, 0.04)) })).toMatchObject({
      cannotTell: true,
      sentence: {
        zh: '与“上一轮”相比，看不出变化：每 100 对相差 1 对（同一批同事对，区间 −2 到 4），区间跨过 0。',
      },
    });
  });
  test('says of a first wave that there is nothing to compare', () => {
    expect(zhOf('change')).toMatchObject({
      cannotTell: true,
      sentence: { zh: '这是第一轮，还没有可比的。' },
    });
  });
  test('says so when the earlier answers are deleted and only totals can be compared', () => {
    const allPairs = { across: est(0.1, 0.08, 0.12), within: est(0.1, 0.08, 0.12), gap: est(0, -0.1, 0.1) };
    expect(zhOf('change', { change: change(null, { allPairs, stayed: null }) }).sentence.zh).toBe(
      '比“上一轮”多 10 对（两轮总体相比，因为上一轮的原始答案已删除，区间 8–12）。',
    );
  });
  test('cannot tell where fewer than twenty people are listed', () => {
    expect(zhOf('across', { nListed: 18 })).toMatchObject({
      cannotTell: true,
      sentence: { zh: expect.stringContaining('只有 18 人') },
    });
  });
  test('cannot tell where response is under sixty per cent, and says why', () => {
    const low = net({ across: no('fusion/response-too-low'), chance: null });
    const more = { net: low, response: { rate: 0.52, nAnswered: 165, permits: 'respondents-only' as const } };
    expect(zhOf('across', more)).toMatchObject({
      cannotTell: true,
      sentence: { zh: expect.stringContaining('应答率只有 52 %') },
    });
    expect(zhOf('response', more).cannotTell).toBe(true);
  });
  test('the legacy line: still there, or not to be told', () => {
    expect(zhOf('line').sentence.zh).toContain('原单位的界线还在');
    expect(zhOf('line', { net: net({ gap: est(0.01, -0.02, 0.04) }) })).toMatchObject({ cannotTell: true });
    expect(zhOf('line', { net: net({ gap: est(-0.05, -0.08, -0.02) }) }).sentence.zh).toContain('反而');
  });
  test('numbers above ten are whole, below with one decimal, and a minus is a minus', () => {
    expect([0.194, 0.0731, 0.07, -0.0004, -0.12].map(perHundred)).toEqual(['19', '7.3', '7', '0', '−12']);
  });
});

describe('what a wave cannot give', () => {
  test('a census with good response gives everything', () =>
    expect(forbidsOf(false, 'everything')).toEqual([]));
  test('rings give no positions, each with its reason', () => {
    expect(forbidsOf(true, 'everything').map(({ measure }) => measure.en)).toEqual([
      'Isolated and legacy-locked people',
      'Betweenness',
      'Communities',
      'Reach and closeness',
      'Brokerage',
    ]);
  });
  test('low response forbids more, and the lowest everything about pairs', () => {
    expect(forbidsOf(false, 'with-bounds')).toHaveLength(7);
    expect(forbidsOf(false, 'respondents-only').at(-1)!.measure.en).toBe('Shares, E-I and change');
  });
});
