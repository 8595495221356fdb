import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  atLeast,
  blocksOf,
  externalInternal,
  lockedByUnit,
  measureAll,
  networkFrom,
  networkFromArrays,
  pairKnowledge,
  personExternalInternal,
  randomFrom,
  responseOf,
  symmetrised,
  withGroups,
} from './index.ts';
import type { Measures, Network, TieInput } from './index.ts';
import { anySketch, built, censusSketch } from './naive.fixtures.ts';
import type { Sketch } from './naive.fixtures.ts';

function network(groups: Record<string, string>, ties: TieInput[], directed = true): Network {
  const people = Object.entries(groups).map(([id, group]) => ({ id, group }));
  const result = networkFrom({ people, ties, directed });
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.network;
}

const all = (one: Network): Measures => measureAll(one, { random: randomFrom(1), runs: 3, namePeople: true });

/** A bureau of two agencies: three from trade (工商), two from quality (质监). */
const bureau = { Li: 'trade', Wang: 'trade', Zhang: 'trade', Zhao: 'quality', Qian: 'quality' };

describe('a small merged bureau', () => {
  const reports: TieInput[] = [
    { from: 'Li', to: 'Wang', state: 2 },
    { from: 'Wang', to: 'Li', state: 1 },
    { from: 'Wang', to: 'Zhang', state: 1 },
    { from: 'Zhao', to: 'Qian', state: 2 },
    { from: 'Qian', to: 'Zhao', state: 2 },
    { from: 'Li', to: 'Zhao', state: 1 },
  ];
  const one = network(bureau, reports);

  test('densities within and between, mean strength, fusion ratio and gap', () => {
    const { within, between, fusionRatio, fusionGap, sizes } = blocksOf(one);
    expect(sizes).toEqual([3, 2]);
    expect(within).toEqual({ ties: 5, possible: 8, strength: 8, density: 5 / 8, meanStrength: 1 });
    expect(between).toEqual({ ties: 1, possible: 12, strength: 1, density: 1 / 12, meanStrength: 1 / 12 });
    expect(fusionRatio).toBeCloseTo(1 / 12 / (5 / 8), 14);
    expect(fusionGap).toBeCloseTo(5 / 8 - 1 / 12, 14);
  });

  test('E-I is shown beside the value that chance would give', () => {
    const ei = externalInternal(one)!;
    expect(ei.index).toBeCloseTo((1 - 5) / 6, 14);
    expect(ei.expected).toBeCloseTo((12 - 8) / 20, 14);
    expect(ei.byGroup).toEqual([
      { level: 'trade', external: 1, internal: 3, index: -0.5 },
      { level: 'quality', external: 1, internal: 2, index: -1 / 3 },
    ]);
    expect(personExternalInternal(one)[0]).toBeCloseTo((1 - 2) / 3, 14);
  });

  test('confirmed keeps the smaller report of both, claimed the larger of either', () => {
    const [confirmed, claimed] = [symmetrised(one, 'confirmed'), symmetrised(one, 'claimed')];
    expect([confirmed.nTies, claimed.nTies]).toEqual([2, 4]);
    expect(blocksOf(confirmed).all.strength).toBe(1 + 2);
    expect(blocksOf(claimed).all.strength).toBe(2 + 1 + 2 + 1);
    expect(atLeast(confirmed, 2).nTies).toBe(1);
  });

  test('legacy-locked people are counted per unit', () => {
    expect(lockedByUnit(one, ['A', 'A', 'B', 'B', 'B'])).toEqual([
      { unit: 'A', people: 2, isolates: 0, locked: 1 },
      { unit: 'B', people: 3, isolates: 0, locked: 2 },
    ]);
  });

  test('people are named only when asked', () => {
    expect(measureAll(one).betweenness_top5).toBeNull();
    expect(measureAll(one).gould_fernandez_cross_group_top5).toBeNull();
    expect(all(one).betweenness_top5).toHaveLength(5);
  });
});

describe('missing reports', () => {
  test('a pair seen from one side is unknown, and bounds say what it could be', () => {
    const one = network(bureau, [
      { from: 'Li', to: 'Zhao', state: 1 },
      { from: 'Zhao', to: 'Li', state: 'skipped' },
      { from: 'Li', to: 'Qian', state: 0 },
      { from: 'Qian', to: 'Li', state: 'skipped' },
    ]);
    const { between } = pairKnowledge(one)!;
    expect(between).toMatchObject({ pairs: 6, bothReports: 4, oneReport: 2, noReport: 0 });
    expect(between!.confirmed).toEqual({ count: 0, share: 0, lower: 0, upper: 1 / 6 });
    expect(between!.claimed).toEqual({ count: 0, share: 0, lower: 1 / 6, upper: 2 / 6 });
  });

  test('the three kinds of missing are counted apart', () => {
    const one = network(bureau, [
      { from: 'Li', to: 'Wang', state: 'not-asked' },
      { from: 'Li', to: 'Zhao', state: 'skipped' },
      { from: 'Qian', to: 'Li', state: 'no-response' },
    ]);
    const { all: whole, byGroup, isPartial } = responseOf(one);
    expect(whole).toEqual({ asked: 19, answered: 17, skipped: 1, noResponse: 1, rate: 17 / 19 });
    expect(byGroup.map((group) => group.answered)).toEqual([10, 7]);
    expect(isPartial).toBe(true);
  });

  test('a silent person is missing, not unacquainted', () => {
    const people = Object.entries(bureau).map(([id, group]) => ({ id, group }));
    const result = networkFrom({ people, ties: [], directed: true, silent: ['Zhao'] });
    expect(result.ok && responseOf(result.network).all).toMatchObject({ asked: 20, noResponse: 4 });
  });

  test('a partial roster gives densities but withholds what needs the whole network', () => {
    const people = Object.entries(bureau).map(([id, group]) => ({ id, group }));
    const ties: TieInput[] = [
      { from: 'Li', to: 'Zhao', state: 1 },
      { from: 'Li', to: 'Wang', state: 0 },
    ];
    const result = networkFrom({ people, ties, directed: true, observed: 'listed' });
    if (!result.ok) throw new Error('refused');
    const measures = all(result.network);
    expect(measures).toMatchObject({ density: 0.5, density_between: 1, density_within: 0, isolates: null });
    expect(measures.refused_for_partial_roster).toContain('betweenness_top5');
    expect(measures.ei_perm_exact_mean).toBeNull();
  });
});

const finite = (value: unknown): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value)
    : typeof value !== 'object' || value === null || Object.values(value).every(finite);

/** Name, lowest, highest: every figure that has a range. */
const ranges: [keyof Measures, number, number][] = [
  ['density', 0, 1],
  ['density_within', 0, 1],
  ['density_between', 0, 1],
  ['mean_strength', 0, 2],
  ['reciprocity_arc', 0, 1],
  ['confirmation_dyad', 0, 1],
  ['quadratic_kappa_symmetrised', -1, 1],
  ['transitivity_undirected', 0, 1],
  ['harmonic_closeness_mean', 0, 1],
  ['reach2_mean', 0, 1],
  ['cross_group_reach1_mean', 0, 1],
  ['cross_group_reach2_mean', 0, 1],
  ['ei_index', -1, 1],
  ['ei_rescaled_minus1_1', -1, 1],
  ['ei_density_normalised', -1, 1],
  ['yule_Q', -1, 1],
  ['freeman_segregation_undirected', -Infinity, 1],
  ['assortativity_nominal_undirected_collapsed', -Infinity, 1],
  ['modularity_legacy_undirected', -0.5, 1],
  ['ssi_network_mean', 0, 1],
  ['leiden_modularity_best', -0.5, 1],
  ['leiden_vs_legacy_ari', -1, 1],
  ['leiden_vs_legacy_nmi', 0, 1],
  ['block_likelihood_ratio_G2', 0, Infinity],
];

/** Nothing, one person, one group, no ties, all ties, groups of one. */
const degenerate: Record<string, Network> = {
  nobody: network({}, []),
  'one person': network({ Li: 'trade' }, []),
  'two people, no tie': network({ Li: 'trade', Zhao: 'quality' }, []),
  'two people of one group who know each other': network({ Li: 'trade', Wang: 'trade' }, [
    { from: 'Li', to: 'Wang' },
    { from: 'Wang', to: 'Li' },
  ]),
  'three people, one pair across': network(
    { Li: 'a', Wang: 'a', Zhao: 'b' },
    [{ from: 'Li', to: 'Zhao' }],
    false,
  ),
  'no ties': network(bureau, []),
  'all ties': networkFromArrays({
    size: 5,
    from: Array.from({ length: 20 }, (_, c) => Math.floor(c / 4)),
    to: Array.from({ length: 20 }, (_, c) => (Math.floor(c / 4) + 1 + (c % 4)) % 5),
    groupOf: Int32Array.of(0, 0, 0, 1, 1),
    directed: true,
  }),
  'every group of one': network({ Li: 'a', Zhao: 'b', Sun: 'c' }, [{ from: 'Li', to: 'Sun' }]),
  'no groups': networkFromArrays({ size: 3, from: [0], to: [1], directed: true }),
};

describe('degenerate input gives defined answers', () => {
  test.each(Object.keys(degenerate))('%s: numbers or null, never NaN', (name) => {
    for (const symmetrise of ['none', 'confirmed', 'claimed'] as const) {
      const measures = measureAll(degenerate[name]!, {
        random: randomFrom(1),
        runs: 2,
        namePeople: true,
        symmetrise,
      });
      for (const [key, value] of Object.entries(measures))
        expect(finite(value), `${key}: ${String(value)}`).toBe(true);
    }
  });

  test('nobody: counts are 0 and shares undefined', () =>
    expect(all(degenerate['nobody']!)).toMatchObject({
      n: 0,
      ties: 0,
      density: null,
      isolates: 0,
      components: 0,
      group_sizes: null,
    }));

  test('all ties: dense, closed, without a legacy line', () =>
    expect(all(degenerate['all ties']!)).toMatchObject({
      density: 1,
      transitivity_undirected: 1,
      harmonic_closeness_mean: 1,
      ei_density_normalised: 0,
      ei_perm_exact_sd: 0,
      ei_perm_exact_z: null,
      freeman_segregation_undirected: 0,
    }));

  test('no ties: densities are 0, ratios of ties undefined, everybody is an isolate', () =>
    expect(all(degenerate['no ties']!)).toMatchObject({
      density: 0,
      fusion_ratio: null,
      fusion_gap: 0,
      ei_index: null,
      reciprocity_arc: null,
      isolates: 5,
      legacy_locked_nodes: 0,
      leiden_modularity_best: null,
    }));

  test('without groups the whole is measured and every group figure is null', () => {
    const measures = all(degenerate['no groups']!);
    expect(measures).toMatchObject({
      density: 1 / 6,
      ei_index: null,
      ssi_network_mean: null,
      mixing_ties: null,
    });
  });
});

const order = (size: number): number[] => {
  const random = randomFrom(size);
  return Array.from({ length: size }, (_, i) => i).sort(() => random() - 0.5);
};

describe('laws that hold for every network', () => {
  test('numbers or null, in range, whatever is missing', () => {
    fc.assert(
      fc.property(anySketch, fc.constantFrom('none', 'confirmed', 'claimed'), (sketch, symmetrise) => {
        const measures = measureAll(built(sketch), {
          random: randomFrom(1),
          runs: 2,
          namePeople: true,
          symmetrise,
        });
        expect(Object.entries(measures).filter(([, value]) => !finite(value))).toEqual([]);
        for (const [name, least, most] of ranges) {
          const value = measures[name] as number | null;
          if (value === null) continue;
          expect(value, name).toBeGreaterThanOrEqual(least - 1e-12);
          expect(value, name).toBeLessThanOrEqual(most + 1e-12);
        }
      }),
      { numRuns: 300 },
    );
  });

  test('who stands first in the list does not matter', () => {
    const skip = new Set([
      'betweenness_top5',
      'gould_fernandez_cross_group_top5',
      'leiden_vs_legacy_ari',
      'leiden_vs_legacy_nmi',
    ]);
    const deterministic = (sketch: Sketch, people?: number[]): Record<string, unknown> =>
      Object.fromEntries(
        Object.entries(measureAll(built(sketch, people))).filter(([name]) => !skip.has(name)),
      );
    fc.assert(
      fc.property(anySketch, (sketch) => {
        const [one, other] = [deterministic(sketch), deterministic(sketch, order(sketch.groups.length))];
        for (const [name, value] of Object.entries(one)) close(other[name], value, name);
      }),
      { numRuns: 300 },
    );
  });

  test('the mean E-I under permuted labels is EI₀, and mean and sd are those of all permutations', () => {
    fc.assert(
      fc.property(censusSketch, (sketch) => {
        const one = built({
          ...sketch,
          groups: sketch.groups.slice(0, 6),
          cells: sketch.cells.slice(0, 6).map((row) => row.slice(0, 6)),
        });
        const ei = externalInternal(one);
        if (!ei?.permutation) return;
        expect(ei.permutation.mean).toBeCloseTo(ei.expected!, 12);
        const values = permutations([...one.groupOf]).map(
          (labels) => externalInternal(withGroups(one, Int32Array.from(labels)))!.index!,
        );
        const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
        expect(ei.permutation.mean).toBeCloseTo(mean, 10);
        expect(ei.permutation.sd).toBeCloseTo(Math.sqrt(variance), 6);
      }),
      { numRuns: 60 },
    );
  });

  test('assortativity of pairs is modularity over its greatest value', () => {
    fc.assert(
      fc.property(anySketch, (sketch) => {
        const measures = measureAll(built(sketch));
        close(
          measures.modularity_legacy_over_Qmax,
          measures.assortativity_nominal_undirected_collapsed,
          'Q/Qmax',
        );
      }),
    );
  });

  test('equal seeds give equal answers', () => {
    fc.assert(
      fc.property(censusSketch, (sketch) => {
        expect(all(built(sketch))).toEqual(all(built(sketch)));
      }),
      { numRuns: 40 },
    );
  });
});

function close(found: unknown, wanted: unknown, name: string): void {
  if (typeof wanted === 'number' && typeof found === 'number') expect(found, name).toBeCloseTo(wanted, 9);
  else if (typeof wanted === 'object' && wanted !== null && typeof found === 'object' && found !== null)
    for (const [key, value] of Object.entries(wanted))
      close((found as Record<string, unknown>)[key], value, `${name}.${key}`);
  else expect(found, name).toEqual(wanted);
}

function permutations(items: readonly number[]): number[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, at) => permutations(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
}
