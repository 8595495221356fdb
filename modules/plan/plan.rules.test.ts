import { describe, expect, test } from 'vitest';
import { drawSample, sampleSize } from './check.rules.ts';
import { compareClauses, compareWordings } from './compare.rules.ts';
import { dayIn } from './ledger-day.rules.ts';
import { findLedger, ledgerRows, namesIn } from './ledger.rules.ts';
import { aMeasure, aPlanContent, aSheet } from './plan.fixtures.ts';
import { circleIn, loadOf, monthsOf, whyNotMeasure, type Around } from './measure.rules.ts';
import { elapsed, isWorse, progressOf } from './progress.rules.ts';

const met = { met: true, reached: 1 };
const half = { met: false, reached: 0.5 };
const none = { met: false, reached: 0 };
const unknown = { met: null, reached: null };

describe('the lamp', () => {
  const content = { startsOn: '2020-07-01', endsOn: '2020-12-31' };
  const lamp = (answers: (typeof met | typeof unknown)[], on: string, more = {}) =>
    progressOf({ content, state: 'open', reason: null, answers, nOverdueMilestones: 0, on, ...more });

  test.each([
    ['done', lamp([met], '2020-09-01', { state: 'done' })],
    ['cancelled', lamp([none], '2020-09-01', { state: 'cancelled' })],
    ['reached', lamp([met, met], '2020-09-01')],
    ['overdue', lamp([met, half], '2021-01-01')],
    ['waiting', lamp([none], '2020-06-30')],
    ['cannot-tell', lamp([], '2020-09-01')],
    ['cannot-tell', lamp([unknown], '2020-09-01')],
    ['behind', lamp([none], '2020-11-01')],
    ['behind', lamp([half], '2020-08-01', { nOverdueMilestones: 1 })],
    ['on-track', lamp([half], '2020-10-01')],
  ])('is %s', (expected, progress) => expect(progress.lamp).toBe(expected));

  test('says why, with the numbers it comes from', () => {
    expect(lamp([met, none], '2020-12-31').because.zh).toBe('时间过了 100%，规则平均走到 50%。');
    expect(lamp([met, half, unknown], '2020-08-01')).toMatchObject({ share: 0.75, nMet: 1, nRules: 3 });
  });

  test('counts the first day as gone by, and never more than all of it', () => {
    expect(elapsed({ startsOn: '2020-01-01', endsOn: '2020-01-10' }, '2020-01-01')).toBeCloseTo(0.1);
    expect(elapsed({ startsOn: '2020-01-01', endsOn: '2020-01-10' }, '2020-02-01')).toBe(1);
  });

  test('an outcome is worse by its own direction, and not where either side is unknown', () => {
    expect(isWorse({ value: 3.1 }, { value: 3.4 }, 'less')).toBe(true);
    expect(isWorse({ value: 3.1 }, { value: 3.4 }, 'more')).toBe(false);
    expect(isWorse({ value: null }, { value: 3.4 }, 'more')).toBeNull();
  });
});

describe('a measure', () => {
  const around = (others: Around['others'] = []): Around => ({
    plan: aPlanContent(),
    unitIds: new Set(['u1']),
    leaderIds: new Set(),
    indicatorIds: new Set(['i1']),
    others,
  });
  const good = { leadUnitId: 'u1' };

  test('stands in strands, with units, leaders and indicators that exist, under a number of its own', () => {
    expect(whyNotMeasure('a', aMeasure(good), around())).toBeNull();
    const wrong = [
      [{ ...good, endsOn: '2020-01-01' }, 'plan/dates'],
      [{ ...good, cells: [{ integration: 'reform' as const, strand: 'none' }] }, 'plan/unknown-strand'],
      [{ leadUnitId: 'x' }, 'plan/unknown-unit'],
      [{ ...good, leaderId: 'x' }, 'plan/unknown-leader'],
      [{ ...good, watches: ['x'] }, 'plan/unknown-indicator'],
      [{ ...good, dependsOn: ['x'] }, 'plan/unknown-dependency'],
      [{ ...good, supportUnitIds: ['u1'] }, 'plan/twice'],
      [{ ...good, watches: ['i1', 'i1'] }, 'plan/twice'],
      [{ ...good, milestones: [{ name: '首场', dueOn: '2021-01-01' }] }, 'plan/milestones'],
      [
        { ...good, milestones: ['2020-08-01', '2020-09-01'].map((dueOn) => ({ name: '首场', dueOn })) },
        'plan/milestones',
      ],
    ] as const;
    for (const [more, code] of wrong)
      expect(whyNotMeasure('a', aMeasure(more as Parameters<typeof aMeasure>[0]), around())?.code).toBe(code);
    const other = { id: 'b', content: aMeasure(good) };
    expect(whyNotMeasure('a', aMeasure(good), around([other]))?.code).toBe('plan/number-taken');
    const later = { id: 'b', content: aMeasure({ ...good, number: 2, startsOn: '2021-06-01' }) };
    const waits = aMeasure({ ...good, dependsOn: ['b'] });
    expect(whyNotMeasure('a', waits, around([later]))?.code).toBe('plan/before-its-dependency');
  });

  test('never depends on itself, by however many steps; the circle is named', () => {
    const others = [
      { id: 'b', content: aMeasure({ ...good, number: 2, title: '乙任务', dependsOn: ['c'] }) },
      { id: 'c', content: aMeasure({ ...good, number: 3, title: '丙任务', dependsOn: ['a'] }) },
    ];
    expect(
      whyNotMeasure('a', aMeasure({ ...good, title: '甲任务', dependsOn: ['b'] }), around(others)),
    ).toEqual({
      code: 'plan/circle',
      facts: { circle: '甲任务 → 乙任务 → 丙任务 → 甲任务' },
    });
    expect(
      circleIn([
        { id: 'a', dependsOn: ['b'] },
        { id: 'b', dependsOn: [] },
      ]),
    ).toBeNull();
    expect(circleIn([{ id: 'a', dependsOn: ['a'] }])).toEqual(['a', 'a']);
  });

  test('a chain of 300 and a lattice of 300 are walked without harm', () => {
    const chain = Array.from({ length: 300 }, (_, i) => ({
      id: `${i}`,
      dependsOn: i < 299 ? [`${i + 1}`] : [],
    }));
    expect(circleIn(chain)).toBeNull();
    const lattice = Array.from({ length: 300 }, (_, i) => ({
      id: `${i}`,
      dependsOn: [i + 1, i + 2].filter((n) => n < 300).map(String),
    }));
    expect(circleIn(lattice)).toBeNull();
  });
});

describe('load', () => {
  test('spreads hours evenly over the months a measure touches, and adds up to what was asked', () => {
    const { months, byUnit } = loadOf([
      { startsOn: '2020-11-15', endsOn: '2021-01-10', hours: [{ unitId: 'u', hours: 90 }] },
      { startsOn: '2020-12-01', endsOn: '2020-12-31', hours: [{ unitId: 'u', hours: 10 }] },
    ]);
    expect(months).toEqual(['2020-11', '2020-12', '2021-01']);
    expect(byUnit.get('u')).toEqual([30, 40, 30]);
    expect(monthsOf('2020-07-13', '2020-07-13')).toEqual(['2020-07']);
  });
});

describe('versions', () => {
  test('are compared clause by clause', () => {
    expect(compareClauses('每月一次。每次半天。', '每月一次。每次一天。另行通知。')).toEqual([
      { kind: 'same', text: '每月一次。' },
      { kind: 'gone', text: '每次半天。' },
      { kind: 'new', text: '每次一天。' },
      { kind: 'new', text: '另行通知。' },
    ]);
  });

  test('tell what a measure needs beside hours, and what it costs', () => {
    const content = aPlanContent();
    const of = (resources?: { words: string; budgetFen: number | null }) => ({
      content,
      measures: [{ id: 'a', content: aMeasure({ resources }) }],
    });
    const [difference] = compareWordings(of(), of({ words: '报告厅', budgetFen: 4_180_050 }), (id) => id);
    expect(difference!.changes).toMatchObject([{ field: 'resources', words: { zh: '保障' } }]);
    expect(difference!.changes[0]!.clauses.map(({ text }) => text).join('')).toBe('报告厅；经费 41800.5 元');
    expect(compareWordings(of(), of(), (id) => id)).toEqual([]);
  });

  test('tell what was added, removed and changed, and are silent about the rest', () => {
    const before = {
      content: aPlanContent(),
      measures: [
        { id: 'a', content: aMeasure() },
        { id: 'b', content: aMeasure({ number: 2, title: '乙任务' }) },
      ],
    };
    const after = {
      content: aPlanContent(),
      measures: [
        { id: 'a', content: aMeasure({ endsOn: '2021-06-30' }) },
        { id: 'c', content: aMeasure({ number: 3, title: '丙任务' }) },
      ],
    };
    const differences = compareWordings(before, after, (id) => id);
    expect(differences.map(({ title, kind }) => [title, kind])).toEqual([
      ['甲任务', 'changed'],
      ['丙任务', 'added'],
      ['乙任务', 'removed'],
    ]);
    expect(differences[0]!.changes.map(({ field }) => field)).toEqual(['span']);
    expect(compareWordings(before, before, (id) => id)).toEqual([]);
  });
});

describe('the sample of a check', () => {
  test('is drawn again the same from its seed, without repetition', () => {
    const ids = Array.from({ length: 44 }, (_, i) => i);
    const sample = drawSample(ids, 7);
    expect(sample).toEqual(drawSample(ids, 7));
    expect(new Set(sample).size).toBe(7);
    expect([0, 3, 5, 44, 100].map(sampleSize)).toEqual([0, 3, 5, 7, 10]);
  });

  test('takes every record about equally often', () => {
    const hits = Array<number>(10).fill(0);
    for (let seed = 1; seed <= 4000; seed++) for (const at of drawSample([...hits.keys()], seed)) hits[at]!++;
    // 4,000 draws of 5 of 10: 2,000 each, standard deviation 32; six of them.
    for (const n of hits) expect(Math.abs(n - 2000)).toBeLessThan(190);
  });
});

describe('a 台账', () => {
  test('is recognised by its heads below a title, with merged cells filled down and totals left out', () => {
    const sheet = aSheet(
      [
        ['机关文化建设任务台账'],
        ['序号', '线条', '重点任务', '牵头科室', '配合科室', '完成时限', '进展情况'],
        ['1', '机关服务文化', '执法交流会', '法规科', '人事科、办公室', '2020年12月底', ''],
        ['2', '', '案卷评查', '法规科', '', '2020.9.30', '已开展'],
        ['合计', '', '2 项'],
      ],
      [{ ref: 'B3:B4', top: 2, left: 1, bottom: 3, right: 1 }],
    );
    const header = findLedger({ format: 'xlsx', date1904: false, sheets: [sheet] });
    if (!('columns' in header)) throw new Error('not recognised');
    expect(ledgerRows(header).map(({ row, texts }) => [row, texts.title, texts.strand, texts.due])).toEqual([
      [3, '执法交流会', '机关服务文化', '2020年12月底'],
      [4, '案卷评查', '机关服务文化', '2020.9.30'],
    ]);
  });

  test('in an unknown layout is not guessed: the heads that were found are named', () => {
    const sheet = aSheet([
      ['姓名', '任务', '电话'],
      ['甲', '乙', '1'],
    ]);
    expect(findLedger({ format: 'xlsx', date1904: false, sheets: [sheet] })).toEqual({ found: ['任务'] });
  });

  test.each([
    ['2020-09-30', '2020-09-30'],
    ['2020.9.3', '2020-09-03'],
    ['2020年9月30日前', '2020-09-30'],
    ['20200930', '2020-09-30'],
    ['9月30日', '2021-09-30'],
    ['2020年2月', '2020-02-29'],
    ['9月底前', '2021-09-30'],
    ['年底前', '2021-12-31'],
    ['2020-02-30', null],
    ['尽快', null],
  ])('the limit %s is %s', (text, day) => expect(dayIn(text, 2021)).toBe(day));

  test('names several units in one cell', () =>
    expect(namesIn('法规科、人事科 办公室')).toEqual(['法规科', '人事科', '办公室']));
});
