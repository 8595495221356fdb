import { expect, test } from 'vitest';
import { blocksOf, cellsToTell, dotOf, sharesOf, verdictOf } from './figures.rules.ts';
import { measuresOf } from './expert.rules.ts';
import { aRelease, around, untold } from './release.fixtures.ts';

const release = aRelease();

test('the heat map has a cell for every two groups; hidden ones are empty, not zero', () => {
  const shares = sharesOf(6, release.nets.confirmed1.matrix);
  expect(shares.map((row) => row.length)).toEqual([6, 6, 6, 6, 6, 6]);
  expect([shares[0]![1], shares[3]![4], shares[4]![4]]).toEqual([0.31, null, 0.97]);
});

test('the picture of blocks ties every two groups once, and leaves out groups whose size is hidden', () => {
  const whole = blocksOf(release);
  expect([whole.blocks.length, whole.ties.length, whole.nLeftOut]).toEqual([6, 15, 0]);
  const groups = release.groups.map((group, i) => (i === 4 ? { ...group, nPeople: null } : group));
  const part = blocksOf({ ...release, groups });
  expect([part.blocks.length, part.ties.length, part.nLeftOut]).toEqual([5, 10, 1]);
});

test('intervals of cells are told once for two groups, for each direction where reports have one', () => {
  expect(cellsToTell(release.nets.confirmed1, false)).toHaveLength(21 - 2);
  expect(cellsToTell(release.nets.reports1, true)).toHaveLength(36 - 4);
});

test('a dot without its interval is not drawn', () => {
  expect(dotOf(around(0.5, 0.25))).toEqual({ value: 0.5, low: 0.25, high: 0.75 });
  expect(dotOf({ ...around(0.3), low: null })).toBeNull();
});

test('what a difference says depends on whether its interval holds zero', () => {
  expect([around(0.3), around(-0.3), around(0.01), untold('inference/undefined')].map(verdictOf)).toEqual([
    'above',
    'below',
    'unclear',
    'unknown',
  ]);
});

test('the expert panel tells a measure once, and one reason where none of its values can be given', () => {
  const label = { zh: 'E-I', en: 'E-I' };
  const line = { code: 'ei_index', label, neutral: 0, source: '' };
  const lines = [
    { ...line, net: 'confirmed1' as const, estimate: around(0.2) },
    { ...line, net: 'claimed1' as const, estimate: untold('inference/undefined') },
    { ...line, code: 'ssi', net: 'confirmed1' as const, estimate: untold('fusion/needs-census') },
    { ...line, code: 'ssi', net: 'claimed1' as const, estimate: untold('fusion/needs-census') },
  ];
  expect(measuresOf(lines).map(({ code, lines: of, forbidden }) => [code, of.length, forbidden])).toEqual([
    ['ei_index', 2, null],
    ['ssi', 2, 'fusion/needs-census'],
  ]);
});
