/** What is planted in the sample bureau: whoever measures it should find this again, within error. */
import type { WaveCode } from '#demo/frame.ts';

type PerWave = Readonly<Record<WaveCode, number>>;

/** A copy per call, so that nobody can edit another's truth. */
export const plantedTruth = () => ({
  /** Share of pairs in post at the wave's opening that know each other (state ≥ 1). */
  crossLegacyKnown: { '2019-03': 0.07, '2020-06': 0.19, '2020-12': 0.34, '2021-03': 0.38 } satisfies PerWave,
  sameLegacyKnown: { '2019-03': 0.72, '2020-06': 0.76, '2020-12': 0.8, '2021-03': 0.82 } satisfies PerWave,
  /** (external − internal) / (external + internal) of advice ties by legacy agency. */
  adviceEI: { '2019-03': -0.62, '2020-06': -0.46, '2020-12': -0.27, '2021-03': -0.21 } satisfies PerWave,
  respondents: { '2019-03': 255, '2020-06': 273, '2020-12': 282, '2021-03': 289 } satisfies PerWave,
  /** Added to the logit of knowing each other, once per shared occasion. */
  logitOf: {
    sameFloor: 0.3,
    sameMeeting: 0.25,
    sameContingent: 0.9,
    /** One afternoon together. */
    sameRelayTeam: 0.3,
    sameServiceTeam: 0.8,
    sameReviewFile: 1.1,
    secondment: 1.5,
  },
  /** Logit between knowing (1) and knowing well (2). */
  familiarAbove: 1.7,
  skippedShare: 0.01,
});

export type PlantedTruth = ReturnType<typeof plantedTruth>;
