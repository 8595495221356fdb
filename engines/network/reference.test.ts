import { describe, expect, test } from 'vitest';
import { fitGenerator, homogeneity, measureAll, pairTable, randomFrom, transitionsBetween } from './index.ts';
import type { Network, TransitionTable } from './index.ts';
import {
  haveRealNetworks,
  newcombNetwork,
  realNetwork,
  realNetworks,
  referenceValues,
  rowsOf,
} from './real-networks.fixtures.ts';

/** Tolerances laid down before the first comparison. */
const relative = 1e-9;
const betweennessTolerance = 1e-5;

const reference = haveRealNetworks ? referenceValues() : { datasets: {} };

function numbersIn(value: unknown): (number | string | boolean | null)[] {
  if (Array.isArray(value)) return value.flatMap(numbersIn);
  if (typeof value === 'object' && value !== null)
    return Object.entries(value)
      .filter(([key]) => key !== 'note')
      .flatMap(([key, part]) => [key, ...numbersIn(part)]);
  return [value as number];
}

function expectSame(ours: unknown, theirs: unknown, tolerance = relative): void {
  const [found, wanted] = [numbersIn(ours), numbersIn(theirs)];
  expect(found.length).toBe(wanted.length);
  wanted.forEach((value, at) => {
    if (typeof value !== 'number' || Number.isInteger(value)) return expect(found[at]).toBe(value);
    const distance = Math.abs((found[at] as number) - value);
    return expect(distance, `${String(found[at])} against ${value}`).toBeLessThanOrEqual(
      tolerance * Math.max(1, Math.abs(value)),
    );
  });
}

type Row = Record<string, unknown>;
type Check = (ours: Row, theirs: Row, key: string) => void;

const communitySearch: Check = (ours, theirs, key) => {
  const [found, best] = [ours[key] as number, theirs[key] as number];
  expect(found).toBeGreaterThanOrEqual(best - 0.005);
  expect(found).toBeLessThanOrEqual(best + 0.01);
};

/** A partition can be compared only where both searches ended at the same modularity. */
const samePartition =
  (modularity: string): Check =>
  (ours, theirs, key) => {
    if (Math.abs((ours[modularity] as number) - (theirs[modularity] as number)) < 1e-9)
      expectSame(ours[key], theirs[key]);
    else expect(ours[key]).toBeTypeOf('number');
  };

/** 4,999 or 999 random permutations must agree with the exact moments within 4 Monte-Carlo standard errors. */
const monteCarlo: Check = (ours, theirs) => {
  const { nperm, mean, sd } = theirs.ei_perm_mc as { nperm: number; mean: number; sd: number };
  if (ours.ei_perm_exact_sd === null) return expect(theirs.missing_dyad_reports).toBeGreaterThan(0);
  const exact = ours.ei_perm_exact_sd as number;
  expect(Math.abs(mean - (ours.ei_perm_exact_mean as number))).toBeLessThan((4 * exact) / Math.sqrt(nperm));
  return expect(Math.abs(sd - exact)).toBeLessThan((4 * exact) / Math.sqrt(2 * nperm));
};

/** The same figures by R's sna and netseg, printed there to 15 digits. */
const inR: Record<string, string> = {
  gden: 'density',
  grecip_edgewise: 'reciprocity_arc',
  netseg_ei: 'ei_index',
  netseg_orwg: 'odds_ratio_within_between',
  netseg_assort: 'assortativity_symmetrised_mixing',
  netseg_freeman_u: 'freeman_segregation_undirected',
  netseg_ssi_mean: 'ssi_network_mean',
};
const crossCheck: Check = (ours, theirs) => {
  for (const [name, value] of Object.entries(theirs.r_crosscheck as Row)) {
    expect(inR, `no measure of ours for ${name}`).toHaveProperty(name);
    expectSame(ours[inR[name]!], value);
  }
};

const special: Record<string, Check> = {
  betweenness_top5: (ours, theirs, key) => expectSame(ours[key], theirs[key], betweennessTolerance),
  louvain_modularity_best: communitySearch,
  leiden_modularity_best: communitySearch,
  louvain_communities: samePartition('louvain_modularity_best'),
  leiden_communities: samePartition('leiden_modularity_best'),
  leiden_vs_legacy_ari: samePartition('leiden_modularity_best'),
  leiden_vs_legacy_nmi: samePartition('leiden_modularity_best'),
  // How many runs the reference took, not a result.
  louvain_runs: (ours) => expect(ours.louvain_runs).toBe(20),
  ei_perm_mc: monteCarlo,
  r_crosscheck: crossCheck,
  // How far two reference programs were apart, not a measure of the network.
  betweenness_max_abs_diff_vs_networkx: (_, theirs, key) => expect(theirs[key]).toBeLessThan(1e-5),
  assortativity_abs_diff_vs_networkx: (_, theirs, key) => expect(theirs[key]).toBeLessThan(1e-12),
};

const names: [string, string][] = Object.entries<{ networks: Row }>(reference.datasets).flatMap(
  ([dataset, { networks }]) => Object.keys(networks).map((name): [string, string] => [dataset, name]),
);

describe.skipIf(!haveRealNetworks)('published reference values', () => {
  test('every real network of the reference file has a recipe, and no recipe is left over', () => {
    const recipes = Object.entries(realNetworks).flatMap(([dataset, list]) =>
      Object.keys(list).map((name) => `${dataset} ${name}`),
    );
    expect(recipes.sort()).toEqual(names.map((pair) => pair.join(' ')).sort());
    expect(names.length).toBe(48);
  });

  describe.each(names)('%s %s', (dataset, name) => {
    const theirs = reference.datasets[dataset].networks[name] as Row;
    const ours = measureAll(realNetwork(dataset, name), {
      random: randomFrom(20190130),
      runs: 20,
      namePeople: true,
    }) as unknown as Row;
    test.each(Object.keys(theirs))('%s', (key) => {
      if (special[key]) return special[key](ours, theirs, key);
      expect(ours, `measureAll has no ${key}`).toHaveProperty(key);
      return expectSame(ours[key], theirs[key]);
    });
  });
});

const waveTable = (first: Network, second: Network): TransitionTable => transitionsBetween(first, second).all;

function expectTable(table: TransitionTable, theirs: Row): void {
  expectSame(table.counts, theirs.counts);
  expectSame(table.probability, theirs.row_prob);
  expect(table.used).toBe(theirs.n_used);
  expect(table.missing).toBe(theirs.n_missing);
}

/** How the name of a stored table leads to its two networks. */
const wavePairs: Record<string, (from: string, to: string, prefix: string) => [Network, Network]> = {
  newcomb_fraternity: (from, to) => [
    newcombNetwork(Number(from.slice(1))),
    newcombNetwork(Number(to.slice(1))),
  ],
  burkhardt_agency: (from, to) => [
    realNetwork('burkhardt_agency', `any_${from}`),
    realNetwork('burkhardt_agency', `any_${to}`),
  ],
  kapferer_tailorshop: (from, to, kind) => [
    realNetwork('kapferer_tailorshop', `${kind}_${from}`),
    realNetwork('kapferer_tailorshop', `${kind}_${to}`),
  ],
  sampson_monastery: (from, to) => [
    realNetwork('sampson_monastery', `like_${from}`),
    realNetwork('sampson_monastery', `like_${to}`),
  ],
  knecht_class12b: (from, to) => [
    realNetwork('knecht_class12b', `friend_${from}`),
    realNetwork('knecht_class12b', `friend_${to}`),
  ],
  coleman_highschool: () => [
    realNetwork('coleman_highschool', 'friend_t1'),
    realNetwork('coleman_highschool', 'friend_t2'),
  ],
  sociopatterns_invs13: (from, to) => [
    realNetwork('sociopatterns_invs13', `contact_${from}`),
    realNetwork('sociopatterns_invs13', `contact_${to}`),
  ],
};

/** Ties that were there in one wave are 1 whatever their strength where the table has two states. */
const flattened = (network: Network): Network => ({
  ...network,
  out: { ...network.out, value: network.out.value.map(() => 1) },
});

const tables: [string, string][] = Object.entries<{ transitions?: Row }>(reference.datasets).flatMap(
  ([dataset, { transitions = {} }]) =>
    Object.keys(transitions).map((name): [string, string] => [dataset, name]),
);

describe.skipIf(!haveRealNetworks)('transition tables', () => {
  test.each(tables)('%s %s', (dataset, name) => {
    const theirs = reference.datasets[dataset].transitions[name] as Row & { states: string[] };
    const [steps = '', prefix = ''] = name.split(' ').toReversed();
    const [from = '', to = ''] = steps.split('->');
    const pair = wavePairs[dataset]!(from, to, prefix);
    const [first, second] = theirs.states.length === 2 ? (pair.map(flattened) as [Network, Network]) : pair;
    const prior = new Set(
      rowsOf('knecht_class12b/primary_school_prior_ties.csv').map((row) => `${row.from} ${row.to}`),
    );
    const had = (i: number, j: number): boolean => prior.has(`${first.ids[i]} ${first.ids[j]}`);
    const only =
      prefix === 'prior_primary_tie:'
        ? had
        : prefix === 'no_prior_tie:'
          ? (i: number, j: number) => !had(i, j)
          : undefined;
    expectTable(transitionsBetween(first, second, { only }).all, theirs);
  });

  test('time-homogeneity of the agency over five waves: G² 171.9 on 18 degrees of freedom', () => {
    const waves = [1, 2, 3, 4, 5].map((t) => realNetwork('burkhardt_agency', `any_t${t}`));
    const steps = waves.slice(1).map((wave, at) => waveTable(waves[at]!, wave));
    const theirs = reference.datasets.burkhardt_agency.markov.pooled;
    const found = homogeneity(steps)!;
    expectSame(found.pooled.counts, theirs.pooled_counts);
    expectSame(found.pooled.probability, theirs.pooled_P);
    expectSame(found.statistic, theirs.homogeneity_LR_G2);
    expect(found.df).toBe(theirs.df);
    expectSame(found.stationary, theirs.stationary);
  });

  test('a generator of adjacent moves fits the agency and its stationary shares are near those of the chain', () => {
    const waves = [1, 2, 3, 4, 5].map((t) => realNetwork('burkhardt_agency', `any_t${t}`));
    const fit = fitGenerator(
      waves.slice(1).map((wave, at) => ({ table: waveTable(waves[at]!, wave), gap: 1 })),
    )!;
    expect(fit.converged).toBe(true);
    expect(fit.firstPassage[0]!).toBeGreaterThan(fit.firstPassage[1]!);
    const [up, down] = [fit.up, fit.down];
    const weights = [1, up[0]! / down[0]!, (up[0]! * up[1]!) / (down[0]! * down[1]!)];
    const all = weights.reduce((sum, weight) => sum + weight, 0);
    const theirs = reference.datasets.burkhardt_agency.markov.pooled.stationary as number[];
    weights.forEach((weight, state) => expect(Math.abs(weight / all - theirs[state]!)).toBeLessThan(0.02));
  });
});

test.skipIf(!haveRealNetworks)('confirmation on the five-point scale of the consulting company', () => {
  const theirs = reference.datasets.cross_consulting.confirmation['5-point'];
  const table = pairTable(realNetwork('cross_consulting', 'knows'))!;
  expectSame(table.counts, theirs.table_min_max);
  expect(table.bothObserved).toBe(theirs.dyads_both_observed);
  expectSame(table.exactAgreement, theirs.exact_agreement);
  expectSame(table.quadraticKappa, theirs.quadratic_kappa_symmetrised);
});
