/**
 * What a response rate permits (thresholds adopted from published practice). Counts
 * and bounds themselves are in engines/network (`responseOf`, `pairKnowledge`).
 */

/** `all` ≥ 80 %: everything. `directional` 60–79 %: some, with bounds. `respondents` < 60 %: only what people say of themselves. */
export type Permission = 'all' | 'directional' | 'respondents';

export type Use =
  | 'blockDensities'
  | 'externalInternal'
  | 'transitions'
  | 'respondentAverages'
  | 'reciprocity'
  | 'segregationIndices'
  | 'positions'
  | 'betweenness'
  | 'communities'
  | 'reach';

const uses: Record<Permission, readonly Use[]> = {
  respondents: ['respondentAverages'],
  directional: ['respondentAverages', 'blockDensities', 'externalInternal', 'transitions'],
  all: [
    'respondentAverages',
    'blockDensities',
    'externalInternal',
    'transitions',
    'reciprocity',
    'segregationIndices',
    'positions',
    'betweenness',
    'communities',
    'reach',
  ],
};

export interface Permitted {
  readonly permission: Permission;
  readonly uses: readonly Use[];
  readonly forbidden: readonly Use[];
  /** Bounds must stand beside each permitted measure. */
  readonly withBounds: boolean;
}

/** What may be shown at a share of people who answered, 0…1. Pass the lowest group's rate where groups are compared. */
export function permittedBy(rate: number): Permitted {
  const permission = rate >= 0.8 ? 'all' : rate >= 0.6 ? 'directional' : 'respondents';
  return {
    permission,
    uses: uses[permission],
    forbidden: uses.all.filter((use) => !uses[permission].includes(use)),
    withBounds: permission === 'directional',
  };
}

export interface GroupResponse {
  readonly level: string;
  readonly people: number;
  readonly answered: number;
  /** answered ÷ people, 0…1; null for an empty group. */
  readonly rate: number | null;
}

/**
 * Share of people who answered, per group. The caller hides groups of fewer than five.
 * @param answered whether each person gave at least one report, length N.
 */
export function responseByGroup(
  levels: readonly string[],
  groupOf: ArrayLike<number>,
  answered: ArrayLike<boolean | number>,
): GroupResponse[] {
  return levels.map((level, k) => {
    let [people, given] = [0, 0];
    for (let i = 0; i < groupOf.length; i++) {
      if (groupOf[i] !== k) continue;
      people++;
      if (answered[i]) given++;
    }
    return { level, people, answered: given, rate: people > 0 ? given / people : null };
  });
}

/** True where two waves' response differs by more than 10 points: figures are then marked 不可比. */
export const responseDiffers = (first: number, second: number): boolean =>
  Math.abs(first - second) > 0.1 + 1e-12;
