import { describe, expect, test } from 'vitest';
import type { ImportCounts } from './import.contract.ts';
import { draftUnits, maskedPhone, pathFinder, stepFits, whyNotApply } from './import.rules.ts';
import type { RosterUnit } from './roster.rules.ts';

const unit = (path: string, told: Partial<RosterUnit> = {}): RosterUnit => ({
  path,
  name: path.split('/').at(-1)!,
  parent: path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : null,
  code: null,
  kind: null,
  floor: null,
  order: null,
  origin: 'sheet',
  ...told,
});

describe('units of a file', () => {
  const known = [
    '某局',
    '某局/办公室',
    '某局/执法队',
    '某局/执法队/综合科',
    '某局/检测中心',
    '某局/检测中心/综合科',
  ];

  test('are those the bureau has, by the end of their path where only one fits', () => {
    const find = pathFinder(known);
    expect(find('办公室')).toBe('某局/办公室');
    expect(find('执法队/综合科')).toBe('某局/执法队/综合科');
    expect(find('综合科')).toBeNull();
  });

  test('that are new hang under the bureau, parents first, and existing ones are left alone', () => {
    const stated = [
      unit('执法队/六大队', { kind: '内设机构', floor: 'B座3层' }),
      unit('执法队'),
      unit('数据科'),
    ];
    const { drafts, pathOf } = draftUnits(stated, known, '某局', 51);
    expect(drafts).toEqual([
      {
        path: '某局/执法队/六大队',
        name: '六大队',
        parentPath: '某局/执法队',
        code: null,
        kind: 'team',
        position: 51,
        place: { building: 'B座', floor: 3 },
      },
      {
        path: '某局/数据科',
        name: '数据科',
        parentPath: '某局',
        code: null,
        kind: 'section',
        position: 52,
        place: null,
      },
    ]);
    expect(pathOf('执法队')).toBe('某局/执法队');
  });

  test('in an empty bureau are all new; a bureau at the top is recognised', () => {
    const stated = [
      unit('岚川市市场监督管理局'),
      unit('岚川市市场监督管理局/局领导'),
      unit('岚川市市场监督管理局/执法队'),
      unit('岚川市市场监督管理局/执法队/一大队'),
    ];
    expect(draftUnits(stated, [], null, 1).drafts.map(({ kind }) => kind)).toEqual([
      'bureau',
      'leadership',
      'body',
      'team',
    ]);
  });
});

const counts: ImportCounts = {
  nRows: 3,
  nBadRows: 0,
  nWarnings: 0,
  nNew: 0,
  nChanged: 0,
  nLeft: 0,
  nUnchanged: 3,
  nConflicting: 0,
  nUnits: 0,
};

test('an import without anything to do, or with bad rows nobody agreed to leave out, is not applied', () => {
  const wish = { markLeft: false, skipBadRows: false };
  expect(whyNotApply(counts, wish)?.code).toBe('people/import-nothing');
  expect(whyNotApply({ ...counts, nLeft: 1 }, wish)?.code).toBe('people/import-nothing');
  expect(whyNotApply({ ...counts, nLeft: 1 }, { ...wish, markLeft: true })).toBeNull();
  expect(whyNotApply({ ...counts, nNew: 1, nBadRows: 2 }, wish)).toEqual({
    code: 'people/import-with-problems',
    facts: { n: 2 },
  });
});

test('a decided import takes no step but its undoing', () => {
  expect(stepFits('undo', 'applied')).toBe(true);
  for (const step of ['apply', 'approve', 'drop', 'reread'] as const)
    expect(stepFits(step, 'applied')).toBe(false);
  expect(stepFits('undo', 'undone')).toBe(false);
});

test.each([
  ['13911112222', '139****2222'],
  ['0353', '****'],
  [null, null],
])('phone %s is shown as %s', (phone, shown) => {
  expect(maskedPhone(phone)).toBe(shown);
});
