/** A release as the server would send it, for tests; every number is invented. */
import type { Estimate } from '../fusion.contract.ts';
import type { Cell, Net, Release } from '../result.contract.ts';

const names = ['工商', '质监', '食药', '物价', '知产', '新进'];
const sizes = [85, 89, 88, 22, 9, 27];
const shares: readonly (readonly (number | null)[])[] = [
  [0.82, 0.31, 0.36, 0.42, 0.29, 0.52],
  [0.31, 0.84, 0.27, 0.22, 0.33, 0.47],
  [0.36, 0.27, 0.8, 0.25, null, 0.45],
  [0.42, 0.22, 0.25, 0.88, null, 0.4],
  [0.29, 0.33, null, null, 0.97, 0.41],
  [0.52, 0.47, 0.45, 0.4, 0.41, 0.49],
];

export const around = (value: number, half = 0.02): Estimate => ({
  value,
  low: value - half,
  high: value + half,
  cannotTell: null,
});
export const untold = (cannotTell: string): Estimate => ({ value: null, low: null, high: null, cannotTell });

const matrixOf = (factor: number): Cell[] =>
  shares.flatMap((row, from) =>
    row.map((share, to) => ({
      from,
      to,
      hidden: share === null,
      share: share === null ? untold('fusion/too-few-people') : around(share * factor, 0.04),
      nObserved: share === null ? null : 240,
    })),
  );

const netOf = (factor: number): Net => ({
  within: around(0.81 * factor),
  across: around(0.34 * factor),
  all: around(0.45 * factor),
  chance: 0.45 * factor,
  gap: around(0.47 * factor),
  ratio: around(0.42),
  ei: around(0.16, 0.04),
  eiChance: 0.53,
  eiDensity: around(-0.41, 0.03),
  logOddsRatio: around(2.1, 0.2),
  bounds: null,
  matrix: matrixOf(factor),
});

export const aRelease = (given: Partial<Release> = {}): Release => ({
  wave: {
    id: '00000000-0000-4000-8000-000000000003',
    name: '第三轮相识调查',
    purpose: '只用来了解不同原单位的同事相识到什么程度。',
    asOfOn: '2020-12-07',
    opensOn: '2020-12-07',
    closesOn: '2020-12-16',
    deleteOn: '2021-06-16',
    source: 'asked',
    design: 'rings',
    namesPerPerson: 30,
  },
  measuredOn: '2020-12-17',
  seed: 7,
  findings: [],
  groups: names.map((name, i) => ({ code: `G${i}`, name, nPeople: sizes[i]! })),
  nets: {
    confirmed1: netOf(1),
    confirmed2: netOf(0.4),
    claimed1: netOf(1.1),
    claimed2: netOf(0.5),
    reports1: netOf(1.05),
    reports2: netOf(0.45),
  },
  change: null,
  knowledge: null,
  response: { nAsked: 317, nAnswered: 282, rate: 0.89, permits: 'everything', byLegacy: [], forbids: [] },
  positions: null,
  expert: [],
  caveats: [],
  fewest: 5,
  ...given,
});
