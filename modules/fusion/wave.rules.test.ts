import { describe, expect, test } from 'vitest';
import { hiddenGroups } from './protect.rules.ts';
import { shownTurnout } from './turnout.rules.ts';
import {
  addMonths,
  designOf,
  detectableOf,
  hoursOf,
  maysOf,
  suggestionOf,
  unitsBelow,
  whyNotPlan,
} from './wave.rules.ts';

describe('the plan of a wave', () => {
  test('sixty people are asked about everybody, sixty-one by rings', () => {
    expect(designOf(60, 30, null)).toMatchObject({ kind: 'census', namesPerPerson: 59 });
    expect(designOf(61, 30, null)).toMatchObject({ kind: 'rings', namesPerPerson: 30, nRings: 15, nKept: 0 });
  });
  test('rings of the wave before are kept, a quarter is drawn anew', () => {
    expect(designOf(300, 30, { name: '上一轮', nRings: 15 })).toMatchObject({
      nKept: 11,
      keptFrom: '上一轮',
    });
  });
  test('six months after a day is the same day, or the month’s last', () => {
    expect(addMonths('2020-06-19', 6)).toBe('2020-12-19');
    expect(addMonths('2020-08-31', 6)).toBe('2021-02-28');
    expect(addMonths('2020-11-30', 3)).toBe('2021-02-28');
  });
  test('the suggestion fits its own rules', () => {
    const plan = suggestionOf('2020-08-31', ['ICO', 'QTS']);
    expect(whyNotPlan(plan, { unitIds: [], agencies: ['ICO', 'QTS'] })).toBe(null);
    expect(plan.domains.every(({ home }) => home === null || ['ICO', 'QTS'].includes(home))).toBe(true);
  });
  test('hours asked of the bureau are people times three minutes', () => {
    expect(hoursOf(320)).toBe(16);
  });
  test('units are chosen with everything below them', () => {
    const units = [
      { unitId: 'b', parentId: null },
      { unitId: 's', parentId: 'b' },
      { unitId: 't', parentId: 's' },
      { unitId: 'u', parentId: 'b' },
    ];
    expect([...unitsBelow(['s'], units)].sort()).toEqual(['s', 't']);
  });
  test('more people tell smaller changes; one agency alone tells none', () => {
    const design = designOf(300, 30, null);
    const [few, many] = [
      detectableOf([40, 40], designOf(80, 30, null), 0.2),
      detectableOf([150, 150], design, 0.2),
    ];
    expect(many.change!).toBeLessThan(few.change!);
    expect(detectableOf([300], design, 0.2)).toMatchObject({ change: null });
  });
});

describe('what may be done with a wave', () => {
  const wave = { source: 'asked' as const, closesOn: '2020-06-19', rawDeletedOn: null, busy: false };
  const may = (state: 'draft' | 'open' | 'closed' | 'measured' | 'released', more: object = {}) =>
    Object.entries(maysOf({ ...wave, state, ...more }))
      .filter(([, { may: is }]) => is)
      .map(([act]) => act);
  test('goes one step at a time', () => {
    expect(may('draft')).toEqual(['edit', 'remove', 'open']);
    expect(may('open')).toEqual(['close']);
    expect(may('closed')).toEqual(['measure', 'deleteRaw']);
    expect(may('measured')).toEqual(['measure', 'release', 'deleteRaw', 'export']);
    expect(may('released')).toEqual(['deleteRaw', 'export']);
  });
  test('nothing can be measured while it is being measured, or once the answers are deleted', () => {
    expect(may('closed', { busy: true })).toEqual([]);
    expect(may('released', { rawDeletedOn: '2020-12-19' })).toEqual(['export']);
  });
  test('an imported wave takes files instead of being opened', () => {
    expect(may('draft', { source: 'imported' })).toEqual(['edit', 'remove', 'importFiles']);
  });
});

describe('turnout', () => {
  const group = (code: string, nEligible: number, nFinished: number) => ({
    code,
    name: code,
    nEligible,
    nFinished,
  });
  test('is shown for groups of ten and more', () => {
    expect(shownTurnout([group('a', 40, 30), group('b', 12, 6)]).map(({ finished }) => finished)).toEqual([
      0.75, 0.5,
    ]);
  });
  test('hides smaller groups, and one more where the total would give them away', () => {
    expect(
      shownTurnout([group('a', 40, 30), group('b', 12, 6), group('c', 9, 1)]).map(({ finished }) => finished),
    ).toEqual([0.75, null, null]);
    expect([...hiddenGroups([40, 30, 6, 6], 10)]).toEqual([2, 3]);
    expect([...hiddenGroups([9], 10)]).toEqual([0]);
  });
});
