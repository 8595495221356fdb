import type { Course, Release } from './result.contract.ts';

/** Each scale of a release through all releases up to it that used the same version, oldest first. */
export const coursesOf = (release: Release, all: readonly Release[]): Course[] =>
  release.scales.map(({ code, version, name, highIs }) => ({
    scale: code,
    name,
    highIs,
    points: all
      .filter(({ survey }) => survey.castTo <= release.survey.castTo)
      .toSorted((a, b) => (a.survey.castTo < b.survey.castTo ? -1 : 1))
      .flatMap(({ survey, scales }) => {
        const same = scales.find((scale) => scale.code === code && scale.version === version);
        return same ? [{ surveyId: survey.id, mean: same.mean }] : [];
      }),
  }));
