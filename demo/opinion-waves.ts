/** What the scenario decides of the opinion survey and does not draw (§7). */
import type { LegacyCode } from '#demo/frame.ts';

export interface OpinionWave {
  code: 'W1' | 'W2' | 'W3';
  title: string;
  rosterOn: string;
  issueFrom: string;
  issueTo: string;
  castFrom: string;
  castTo: string;
  strata: Readonly<Record<string, { eligible: number; issued: number; cast: number }>>;
  /** Bureau means by scale, 1 to 5; of the workload a high one is bad. */
  means: Readonly<Record<string, number>>;
  offsets: {
    stratum: Readonly<Record<string, number>>;
    legacy: Partial<Readonly<Record<LegacyCode, number>>>;
  };
  nTexts: number;
}

const strata = (eligible: number[], issued: number[], cast: number[]): OpinionWave['strata'] =>
  Object.fromEntries(
    eligible.map((n, at) => [`U${at + 1}`, { eligible: n, issued: issued[at]!, cast: cast[at]! }]),
  );

const byStratum = { U1: 0.15, U3: 0.1, U6: -0.25, U8: -0.15, U9: -0.05 };
const byLegacy = (merged: number, fresh: number) => ({ PRC: merged, IPO: merged, NEW: fresh });

/** The two items beside the scales are made like one, under this code. */
export const OVERALL = 'overall';

export const OPINION_WAVES: readonly OpinionWave[] = [
  {
    code: 'W1',
    title: '2020年6月民意调查',
    rosterOn: '2020-06-08',
    issueFrom: '2020-06-08',
    issueTo: '2020-06-12',
    castFrom: '2020-06-15',
    castTo: '2020-06-19',
    strata: strata(
      [37, 35, 35, 29, 36, 47, 61, 18, 20],
      [35, 33, 34, 27, 32, 41, 54, 16, 19],
      [34, 31, 33, 25, 29, 37, 51, 15, 18],
    ),
    means: {
      identity: 3.42,
      belonging: 3.35,
      cohesion: 3.21,
      knowing: 2.84,
      integrity: 3.88,
      service: 3.61,
      burden: 3.1,
      [OVERALL]: 3.3,
    },
    offsets: { stratum: byStratum, legacy: byLegacy(-0.2, 0.1) },
    nTexts: 96,
  },
  {
    code: 'W2',
    title: '2020年12月民意调查',
    rosterOn: '2020-12-07',
    issueFrom: '2020-12-07',
    issueTo: '2020-12-10',
    castFrom: '2020-12-11',
    castTo: '2020-12-16',
    strata: strata(
      [37, 35, 35, 28, 36, 47, 61, 18, 20],
      [34, 32, 34, 26, 33, 42, 55, 17, 19],
      [33, 31, 34, 25, 31, 40, 53, 17, 18],
    ),
    means: {
      identity: 3.81,
      belonging: 3.7,
      cohesion: 3.68,
      knowing: 3.31,
      integrity: 4.01,
      service: 3.84,
      burden: 3.42,
      [OVERALL]: 3.7,
    },
    offsets: { stratum: byStratum, legacy: byLegacy(-0.12, 0.07) },
    nTexts: 74,
  },
  {
    code: 'W3',
    title: '2021年3月民意调查',
    rosterOn: '2021-03-08',
    issueFrom: '2021-03-08',
    issueTo: '2021-03-10',
    castFrom: '2021-03-11',
    castTo: '2021-03-16',
    strata: strata(
      [36, 35, 35, 28, 36, 47, 61, 18, 20],
      [35, 33, 34, 26, 33, 43, 55, 17, 19],
      [34, 32, 34, 26, 32, 41, 54, 17, 19],
    ),
    means: {
      identity: 3.92,
      belonging: 3.83,
      cohesion: 3.8,
      knowing: 3.49,
      integrity: 4.05,
      service: 3.95,
      burden: 3.18,
      [OVERALL]: 3.85,
    },
    offsets: { stratum: byStratum, legacy: byLegacy(-0.05, 0.05) },
    nTexts: 69,
  },
];
