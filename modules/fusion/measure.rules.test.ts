import { describe, expect, test } from 'vitest';
import { audit } from '#engines/suppression/index.ts';
import { stream } from '#engines/random/index.ts';
import type { MeasureInput, MemberAnswers, WaveAnswers } from './measure-input.rules.ts';
import { measureWave } from './measure.rules.ts';
import { ringRoster } from './roster.rules.ts';

const groups = [
  { code: 'ICO', name: '原工商' },
  { code: 'QTS', name: '原质监' },
  { code: 'FDA', name: '原食药监' },
];
const domains = [
  { code: 'market', name: '市场', home: 'ICO' },
  { code: 'food', name: '食品', home: 'FDA' },
];

type Said = MemberAnswers['reports'];

/** A census of so many people per agency; `knows` says what person i says of j, null: no sheet. */
function census(
  counts: readonly number[],
  said: (i: number, j: number, group: (k: number) => string) => 0 | 1 | 2 | 'skip' | null,
): WaveAnswers {
  const all = counts.flatMap((n, k) => Array.from({ length: n }, () => groups[k]!.code));
  const aliasOf = (i: number) => `alias${String(i).padStart(17, '0')}`;
  const groupOf = (i: number) => all[i]!;
  const members = all.map((group, i): MemberAnswers => {
    const reports: Record<string, 0 | 1 | 2 | 'skip'> = {};
    let silent = false;
    all.forEach((_, j) => {
      if (i === j) return;
      const answer = said(i, j, groupOf);
      if (answer === null) silent = true;
      else reports[aliasOf(j)] = answer;
    });
    const knowledge: Said = { market: group === 'ICO' ? 2 : 1, food: group === 'FDA' ? 2 : 0 };
    return {
      alias: aliasOf(i),
      group,
      unit: `科${i % 6}`,
      listed: true,
      asked: true,
      asks: null,
      reports: silent ? null : reports,
      knowledge: silent ? null : knowledge,
    };
  });
  return { design: 'census', members, rings: [] };
}

const input = (answers: WaveAnswers, more: Partial<MeasureInput> = {}): MeasureInput => ({
  wave: {
    id: '00000000-0000-4000-8000-000000000000',
    name: '测试',
    purpose: '只用于测量',
    asOfOn: '2020-06-08',
    opensOn: '2020-06-08',
    closesOn: '2020-06-19',
    deleteOn: '2020-12-19',
    source: 'asked',
    design: answers.design === 'rings' ? 'rings' : 'census',
    namesPerPerson: 30,
  },
  measuredOn: '2020-06-20',
  seed: 7,
  groups,
  domains,
  answers,
  before: null,
  released: [],
  ...more,
});

/** Same agency: all know each other well; across, the share of pairs given, both sides alike. */
const knowing = (share: number) => (i: number, j: number, group: (k: number) => string) =>
  group(i) === group(j)
    ? (2 as const)
    : ((Math.min(i, j) * 31 + Math.max(i, j) * 17) % 100) / 100 < share
      ? (1 as const)
      : (0 as const);

const texts = (value: unknown): string => JSON.stringify(value);

describe('the release of a wave', () => {
  const answers = census([20, 15, 10], knowing(0.3));
  const { release, memory } = measureWave(input(answers));

  test('finds what is there', () => {
    const { confirmed1, confirmed2 } = release.nets;
    expect(confirmed1.within).toMatchObject({ value: 1 });
    expect(confirmed1.across.value!).toBeCloseTo(0.3, 1);
    expect(confirmed1.chance!).toBeGreaterThan(confirmed1.across.value!);
    expect(confirmed2.across.value).toBe(0);
    expect(release.response).toMatchObject({ nAsked: 45, nAnswered: 45, permits: 'everything' });
    expect(release.knowledge!.matrix).toHaveLength(6);
    expect(release.positions).toMatchObject({ isolates: 0 });
    expect(memory.sizes).toEqual({ ICO: 20, QTS: 15, FDA: 10 });
  });

  test('holds no alias, no count of ties, and nothing that is not a number, a code or a word', () => {
    expect(texts(release)).not.toContain('alias0');
    expect(texts(release)).not.toMatch(/NaN|Infinity/);
    for (const net of Object.values(release.nets))
      for (const { share, nObserved } of net.matrix) {
        expect(nObserved! % 10).toBe(0);
        expect(String(share.value).length).toBeLessThanOrEqual(5);
      }
  });

  test('gives intervals for one’s own business, for coverage and for their change', () => {
    const { own, coverage } = release.knowledge!;
    for (const { value, low, high } of [own, coverage]) {
      expect(low!).toBeLessThanOrEqual(value!);
      expect(high!).toBeGreaterThanOrEqual(value!);
    }
  });

  test('tells a band where nine in ten are alike, in shares and in business knowledge', () => {
    const own = release.nets.confirmed1.matrix.filter(({ from, to }) => from === to);
    for (const { share, band } of own) {
      expect(band).toBe('high');
      expect(share).toEqual({ value: 0.9, low: null, high: null, cannotTell: 'fusion/alike' });
    }
    const { matrix } = release.knowledge!;
    expect(matrix.find(({ group, home }) => group === 0 && home === 0)).toMatchObject({ band: 'high' });
    expect(matrix.find(({ group, home }) => group === 0 && home === 2)).toMatchObject({ band: 'low' });
    expect(matrix.find(({ group, home }) => group === 1 && home === 0)).toMatchObject({
      mean: { value: 0.5 },
    });
    expect(release.caveats.some(({ zh }) => zh.includes('“≥90”'))).toBe(true);
  });

  test('is the same for the same answers and seed', () => {
    expect(measureWave(input(answers)).release).toEqual(release);
  });

  test('names the source of every expert figure, and its neutral value where there is one', () => {
    expect(release.expert.length).toBeGreaterThan(40);
    for (const { code, source } of release.expert)
      for (const one of source.split('; '))
        expect(one, code).toMatch(/^[A-Z][^\d]+ (1[89]|20)\d\d, [A-Z][^\d]+ \d+:P?\d+$/);
    expect(
      release.expert.find(({ code, net }) => code === 'ei_index' && net === 'confirmed1')!.neutral,
    ).not.toBe(null);
  });
});

describe('the expert panel', () => {
  const line = (code: string, net: string) =>
    release.expert.find((one) => one.code === code && one.net === net)!;
  const { release } = measureWave(
    input(
      census([20, 15, 10], (i, j, group) =>
        (i * 7 + j * 13) % 10 < (group(i) === group(j) ? 6 : 2) ? 1 : 0,
      ),
    ),
  );

  test('gives intervals where they are known: E-I as on the page, odds ratio and Q as its logarithm', () => {
    const { ei, logOddsRatio } = release.nets.confirmed1;
    expect(line('ei_index', 'confirmed1').estimate).toEqual(ei);
    const [ratio, q] = ['odds_ratio_within_between', 'yule_Q'].map(
      (code) => line(code, 'confirmed1').estimate,
    );
    for (const end of ['low', 'value', 'high'] as const) {
      expect(Math.log(ratio![end]!)).toBeCloseTo(logOddsRatio[end]!, 2);
      expect(q![end]!).toBeCloseTo((ratio![end]! - 1) / (ratio![end]! + 1), 2);
    }
    const strength = line('mean_strength_between', 'reports1').estimate;
    expect(strength.value).toBeCloseTo(release.nets.reports1.across.value!, 3);
    expect(strength.low!).toBeLessThan(strength.value!);
    expect(strength.high!).toBeGreaterThan(strength.value!);
  });
});

describe('a wave that can hardly tell anything still says so', () => {
  test('nobody answered', () => {
    const { release } = measureWave(input(census([10, 10], () => null)));
    expect(release.response).toMatchObject({ nAnswered: 0, permits: 'respondents-only' });
    expect(release.findings[0]).toMatchObject({ kind: 'across', cannotTell: true });
    expect(release.knowledge).toBe(null);
    expect(texts(release)).not.toMatch(/NaN|Infinity/);
  });
  test('one legacy agency only', () => {
    const { release } = measureWave(input(census([30], knowing(0.3))));
    expect(release.nets.confirmed1.across.value).toBe(null);
    expect(release.findings[0]).toMatchObject({ cannotTell: true });
  });
  test('everybody skipped every name', () => {
    const { release } = measureWave(input(census([12, 12], () => 'skip')));
    expect(release.nets.confirmed1.across.value).toBe(null);
    expect(texts(release)).not.toMatch(/NaN|Infinity/);
  });
  test('everybody knows everybody, and nobody knows anybody', () => {
    expect(measureWave(input(census([12, 12], () => 2))).release.nets.confirmed1.across.value).toBe(1);
    expect(measureWave(input(census([12, 12], () => 0))).release.nets.confirmed1.across.value).toBe(0);
  });
});

describe('response', () => {
  const partly = (share: number) =>
    census([20, 20], (i, j, group) => (i % 20 < 20 * share ? knowing(0.3)(i, j, group) : null));
  test('of seventy per cent keeps shares with their bounds and drops positions', () => {
    const { release } = measureWave(input(partly(0.7)));
    expect(release.response.permits).toBe('with-bounds');
    const { bounds, across } = release.nets.confirmed1;
    expect(bounds!.across[0]).toBeLessThanOrEqual(across.value!);
    expect(bounds!.across[1]).toBeGreaterThanOrEqual(across.value!);
    expect(release.positions).toBe(null);
    expect(release.expert.find(({ code }) => code === 'leiden_vs_legacy_ari')!.estimate.cannotTell).toBe(
      'fusion/response-too-low',
    );
  });
});

describe('change since the wave before', () => {
  const before = census([20, 15, 10], knowing(0.1));
  const first = measureWave({ ...input(before), wave: { ...input(before).wave, id: 'w1' } });
  const released = first.memory.tables as MeasureInput['released'];
  const since = (answers: WaveAnswers | null) => ({
    waveId: 'w1',
    name: '上一轮',
    asOfOn: '2020-01-08',
    isReleased: true,
    release: first.release,
    sizes: first.memory.sizes,
    answers,
  });
  test('is told from the same pairs, and strangers that met are counted', () => {
    const { release } = measureWave(input(census([20, 15, 10], knowing(0.4)), { before: since(before) }));
    expect(release.change!.samePairs!.across.value!).toBeCloseTo(0.3, 1);
    expect(release.change!.moves!.across.strangersMet.value!).toBeCloseTo(0.33, 1);
    expect(release.change).toMatchObject({ stayed: 45, joined: 0, left: 0, whyNot: null });
    expect(release.knowledge!.change!.foreign).toMatchObject({ value: 0, low: 0, high: 0 });
  });
  test('falls back on the totals once the earlier answers are deleted, and says why', () => {
    const { release } = measureWave(input(census([20, 15, 10], knowing(0.4)), { before: since(null) }));
    expect(release.change).toMatchObject({
      samePairs: null,
      moves: null,
      whyNot: { zh: expect.stringContaining('已按约定删除') },
    });
    expect(release.change!.allPairs!.across.value!).toBeCloseTo(0.3, 1);
  });
  test('keeps back the change of those who stayed where one person’s coming would show beside the totals', () => {
    const now = census([20, 15, 11], knowing(0.4));
    const { change, knowledge, findings } = measureWave(
      input(now, { before: since(before), released }),
    ).release;
    expect(change).toMatchObject({ samePairs: null, moves: null, stayed: 45, joined: null, left: 0 });
    expect(change!.allPairs!.across.value!).toBeCloseTo(0.3, 1);
    expect(change!.whyNot!.zh).toContain('只来了或走了几个人');
    expect(knowledge!.change).toBe(null);
    expect(findings.find(({ kind }) => kind === 'change')!.sentence.zh).toContain('两轮总体相比，人员有来去');
  });
  test('with enough who came, but few who left, tells the change without the share it started from', () => {
    const after = census([20, 15, 18], knowing(0.4));
    const three = after.members.slice(0, 3).map(({ alias }) => alias);
    const now = { ...after, members: after.members.filter(({ alias }) => !three.includes(alias)) };
    const { change } = measureWave(input(now, { before: since(before), released })).release;
    expect(change).toMatchObject({ left: null, joined: 8 });
    expect(change!.samePairs).toMatchObject({ before: { across: null, within: null } });
    expect(change!.samePairs!.across.value).not.toBe(null);
  });
  test('judges every table beside those released before, and leaves nothing to be worked out', () => {
    const { memory } = measureWave(
      input(census([20, 15, 4], knowing(0.4)), { before: since(before), released }),
    );
    expect(audit([...released, ...(memory.tables as MeasureInput['released'])])).toEqual([]);
  });
});

describe('rings', () => {
  test('estimate what a census of the same people would find', () => {
    const whole = census([60, 60], knowing(0.3));
    const listed = whole.members.map(({ alias }) => alias);
    const { rings, asks } = ringRoster(listed, 15, [], 3);
    const random = stream(9, 'rings.test');
    const members = whole.members.map((member): MemberAnswers => {
      const asked = asks.get(member.alias)!;
      return {
        ...member,
        asks: asked,
        reports:
          random.uniform() < 0.1
            ? null
            : Object.fromEntries(asked.map((alias) => [alias, member.reports![alias]!])),
      };
    });
    const { release } = measureWave(input({ design: 'rings', members, rings }));
    const truth = measureWave(input(whole)).release.nets.confirmed1.across.value!;
    const { across } = release.nets.confirmed1;
    expect(across.low!).toBeLessThan(truth);
    expect(across.high!).toBeGreaterThan(truth);
    expect(release.positions).toBe(null);
    expect(release.expert.find(({ code }) => code === 'ssi_network_mean')!.estimate.cannotTell).toBe(
      'fusion/needs-census',
    );
  });
});
