import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayIn, dayLike } from './ledger-day.rules.ts';
import { readRows, type KnownMeasure, type LedgerNames } from './ledger-read.rules.ts';
import { changesIn, rowFor, type LedgerMeasure, type Naming } from './ledger-return.rules.ts';
import { ledgerRows, findLedger, type LedgerRow } from './ledger.rules.ts';
import type { MeasureContent } from './measure.contract.ts';
import { aMeasure, aPlanContent, aSheet } from './plan.fixtures.ts';

const plan = aPlanContent();
const year = 2021;
const [u1, u2, u3, p1] = [1, 2, 3, 4].map((n) => `01900000-0000-7000-8000-00000000000${n}`) as [
  string,
  string,
  string,
  string,
];
const units = new Map([
  ['法规科', u1],
  ['法规', u1],
  ['人事科', u2],
  ['办公室', u3],
]);
const people = new Map([['郭玉蘅', p1]]);
const names: LedgerNames = {
  unitOf: (name) => units.get(name) ?? null,
  personOf: (name) => people.get(name) ?? null,
};
const naming: Naming = {
  unitOf: names.unitOf,
  nameOf: (id) => [...units].find(([, unit]) => unit === id)![0],
  year,
  hasBecause: false,
};
const measureOf = (content: MeasureContent): LedgerMeasure => ({
  id: 'm1',
  number: content.number,
  title: content.title,
  text: content.text,
  leadId: content.leadUnitId,
  supportIds: content.supportUnitIds,
  leader: content.leaderId === null ? '' : '郭玉蘅',
  endsOn: content.endsOn,
  strands: content.cells.map(({ strand }) => plan.strands.find(({ code }) => code === strand)!.name),
  state: '正常',
  because: '1 条规则达到 0 条',
});
const noCell = () => undefined;
const read = (
  rows: LedgerRow['texts'][],
  known: KnownMeasure[] = [],
  rowOf: (measureId: string) => number | undefined = () => undefined,
) =>
  readRows(
    rows.map((texts, at) => ({ row: 3 + at, texts })),
    { plan, names, known, rowOf },
  );

const aDay = fc.constantFrom(
  '2020年9月30日',
  '2020.9.30',
  '2021-03-01',
  '20201231',
  '9月30日前',
  '2021年2月底',
  '9月底',
  '全年',
  '2020/09/05',
  '２０２０年９月',
);
const aRow = fc.record({
  number: fc.constantFrom('1', '', '一'),
  title: fc.constantFrom('甲任务', '组织 交流会'),
  text: fc.constantFrom('', '每月一次。', '一\n二'),
  strand: fc.constantFrom('', '廉政文化', '廉 政文化'),
  lead: fc.constantFrom('法规科', '法规、人事科', '办公室 法规科'),
  support: fc.constantFrom('', '人事科', '办公室，法规科', '人事科、人事科'),
  leader: fc.constantFrom('', '郭玉蘅', '郭 玉蘅'),
  due: aDay,
});

describe('a day in the manner of a cell', () => {
  test('is the same day when it is read again', () => {
    const day = fc.date({ min: new Date('2019-01-01'), max: new Date('2023-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(aDay, day, (text, date) => {
        const on = date.toISOString().slice(0, 10);
        expect(dayIn(dayLike(on, text, year), year)).toBe(on);
      }),
    );
  });

  test.each([
    ['2020年9月30日前', '2021年4月5日前'],
    ['2020.9.30', '2021.4.5'],
    ['2020-09-30', '2021-04-05'],
    ['20200930', '20210405'],
    ['9月30日', '4月5日'],
    ['9月底', '4月5日'],
    ['全年', '2021年4月5日'],
  ])('%s becomes %s', (text, said) => expect(dayLike('2021-04-05', text, year)).toBe(said));

  test('a month stays a month where its last day is meant', () => {
    expect(dayLike('2021-04-30', '2020年9月底', year)).toBe('2021年4月底');
    expect(dayLike('2021-04-30', '9月底', year)).toBe('4月底');
  });
});

describe('a row that came in and goes back', () => {
  test('says the same while nothing changed, however it was written', () => {
    fc.assert(
      fc.property(aRow, (texts) => {
        const { content, problems } = read([texts]).at(0)!;
        expect(problems).toEqual([]);
        expect(changesIn({ texts }, measureOf(content!), naming, noCell)).toEqual([]);
      }),
    );
  });

  const texts = {
    title: '甲任务',
    lead: '法规、人事科',
    support: '办公室',
    due: '2020.9.30',
    leader: '',
    state: '',
  };
  const content = aMeasure({ leadUnitId: u1, supportUnitIds: [u3, u2], endsOn: '2020-09-30' });
  const changes = (more: Partial<MeasureContent>): Record<string, unknown> =>
    Object.fromEntries(
      changesIn({ texts }, measureOf({ ...content, ...more }), naming, noCell).map(({ field, after }) => [
        field,
        after,
      ]),
    );

  test('takes what the plan knows better, in its own spelling', () => {
    expect(changes({})).toEqual({ state: '正常；1 条规则达到 0 条' });
    expect(changes({ endsOn: '2020-10-31' })).toMatchObject({ due: '2020.10.31' });
    expect(changes({ leadUnitId: u2, supportUnitIds: [u3] })).toMatchObject({ lead: '人事科' });
    expect(changes({ leadUnitId: u3, supportUnitIds: [u2] })).toMatchObject({
      lead: '办公室、人事科',
      support: '',
    });
    expect(changes({ leaderId: p1 })).toMatchObject({ leader: '郭玉蘅' });
    expect(changes({ title: '甲任务（改）' })).toMatchObject({ title: '甲任务（改）' });
  });

  test('is followed by a row for a measure that came later, in the manner of the last', () => {
    const row = { number: '7', ...texts, strand: '' };
    const cell = { at: 'A9', kind: 'number' as const, text: '7', value: 7 };
    const cellOf = (field: string) => (field === 'number' ? cell : undefined);
    expect(rowFor(measureOf(content), { texts: row, cellOf }, naming, 2)).toEqual({
      number: 9,
      title: '甲任务',
      lead: '法规科',
      support: '办公室、人事科',
      due: '2020.9.30',
      leader: '',
      state: '正常；1 条规则达到 0 条',
      strand: '机关服务文化',
    });
  });

  test('leaves to the plan what a column that is not there, or an empty cell, does not say', () => {
    const known = { id: 'm1', content: { ...content, text: '每月一次', leaderId: p1 } };
    const [again] = read([{ title: '甲任务', lead: '法规科', text: '', due: '9月30日' }], [known]);
    expect(again!.content).toMatchObject({ text: '每月一次', supportUnitIds: [u3, u2], leaderId: p1 });
  });
});

describe('rows that come in', () => {
  const line = { title: '走访企业', lead: '法规科', due: '9月30日' };

  test('with one title are different tasks, each the one it was before', () => {
    const [one, other] = read([line, { ...line, due: '10月30日' }]);
    const known = [one!, other!].map(({ content }, at) => ({ id: `m${at}`, content: content! }));
    const rowOf = (id: string) => ({ m0: 4, m1: 3 })[id];
    const again = read([line, { ...line, lead: '人事科' }, line], known, rowOf);
    expect(again.map(({ known: same, content }) => [same?.id, content!.number])).toEqual([
      ['m1', 2],
      ['m0', 1],
      [undefined, 3],
    ]);
    expect(read([line], known)[0]!.known!.id).toBe('m0');
  });

  test('which no measure can be are problems', () => {
    const said = (more: LedgerRow['texts']) => read([{ ...line, ...more }])[0]!.problems.map(({ zh }) => zh);
    expect(said({ title: '会' })).toEqual(['第 3 行：任务名称要有 2 到 80 个字']);
    expect(said({ text: '长'.repeat(2001) })).toEqual(['第 3 行：内容超过 2000 字']);
    expect(said({ due: '原定2026年3月1日，延至2026年9月30日' })[0]).toContain('看不懂时限');
    expect(said({ due: '2020年3月1日—9月30日' })[0]).toContain('看不懂时限');
  });

  test('keep the whole of a long title as their text', () => {
    const title = '对全局所有企业服务事项逐一梳理，'.repeat(8);
    const { content } = read([{ ...line, title }])[0]!;
    expect([content!.title, content!.text]).toEqual([title.slice(0, 80), title]);
    expect(changesIn({ texts: { title, text: '' } }, measureOf(content!), naming, noCell)).toEqual([]);
  });

  test('may count days as spreadsheets do', () =>
    expect(read([{ ...line, due: '46295' }])[0]!.content!.endsOn).toBe('2026-09-30'));
});

test('the printed task breakdown has a column for states and one for reasons', () => {
  const header = findLedger({
    format: 'xlsx',
    date1904: false,
    sheets: [
      aSheet([
        ['序号', '任务', '责任', '完成时限', '进展（由记录算出）', ''],
        ['', '', '牵头单位', '', '状态', '依据'],
        ['1', '甲任务', '法规科', '2020-09-30', '正常', '还早'],
      ]),
    ],
  });
  if (!('columns' in header)) throw new Error('no head');
  expect([header.columns.get('state'), header.columns.get('because')]).toEqual([4, 5]);
  expect(ledgerRows(header)[0]!.texts).toMatchObject({ state: '正常', because: '还早' });
});
