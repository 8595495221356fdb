import { describe, expect, test } from 'vitest';
import { codeOnScreen, matching, overlaid, personOfCode } from './roll.ts';

const aPerson = (personId: string, name: string, pinyin: string, code = 'AAAA0000') => ({
  personId,
  name,
  pinyin,
  initials: pinyin.replace(/(\w)\w*\s?/g, '$1'),
  unit: '食品科',
  team: null,
  code,
  expected: true,
});
const people = [aPerson('1', '靳文澄', 'jin wen cheng', '7K3Q9Z01'), aPerson('2', '苗若遥', 'miao ruo yao')];

describe('the list at the desk', () => {
  test('shows at once what was scanned here and not yet sent, and marks it', () => {
    const present = [{ personId: '1', at: '2026-11-23T01:00:00Z', how: 'self' as const }];
    const scan = { personId: '2', kind: 'in' as const, how: 'label' as const, at: '2026-11-23T01:05:00Z' };
    const shown = overlaid(present, [scan, { ...scan, personId: '1' }]);
    expect([...shown]).toMatchObject([
      ['1', { how: 'self', here: false }],
      ['2', { how: 'label', here: true }],
    ]);
  });

  test('takes back what was taken back here, also before it was sent', () => {
    const scan = { personId: '2', how: 'label' as const, at: '2026-11-23T01:05:00Z', kind: 'in' as const };
    const out = { ...scan, kind: 'out' as const, at: '2026-11-23T01:06:00Z' };
    expect(overlaid([], [out, scan]).size).toBe(0);
  });

  test('finds people by name, pinyin, initials and section', () => {
    const found = (typed: string) => matching(people, typed).map(({ name }) => name);
    expect([found('若'), found('jinwen'), found('mry'), found('食品')]).toEqual([
      ['苗若遥'],
      ['靳文澄'],
      ['苗若遥'],
      ['靳文澄', '苗若遥'],
    ]);
  });

  test('knows a label however its code was read or typed', () => {
    expect(personOfCode('7k3q-9zol', people)?.name).toBe('靳文澄');
    expect(personOfCode('nobody', people)).toBeUndefined();
  });

  test('finds the code in the address that a screen shows', () => {
    expect(codeOnScreen('https://x.example/a/activities/1/sign-in?session=2&code=7K3Q9Z')).toBe('7K3Q9Z');
    expect(codeOnScreen('7K3Q9Z')).toBe('7K3Q9Z');
  });
});
