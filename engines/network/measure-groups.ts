/** Measures of the legacy groups under the names of the reference values; all null without groups. */
import { blockLikelihoodRatio } from './blocks.ts';
import type { Blocks, Matrix } from './blocks.ts';
import { bridgingScores, brokerage } from './brokerage.ts';
import type { ByRole } from './brokerage.ts';
import { externalInternal } from './external-internal.ts';
import { topFive } from './measure-whole.ts';
import type { Network } from './network.ts';
import {
  assortativity,
  colemanHomophily,
  freemanSegregation,
  legacyModularity,
  oddsRatio,
} from './segregation.ts';
import type { SpectralSegregation } from './spectral.ts';

export interface GroupMeasures {
  group_attr_levels: readonly string[] | null;
  group_sizes: readonly number[] | null;
  mixing_ties: Matrix | null;
  mixing_possible: Matrix | null;
  mixing_density: Matrix<number | null> | null;
  mixing_mean_strength: Matrix<number | null> | null;
  ties_within: number | null;
  ties_between: number | null;
  possible_within: number | null;
  possible_between: number | null;
  density_within: number | null;
  density_between: number | null;
  mean_strength_within: number | null;
  mean_strength_between: number | null;
  fusion_ratio: number | null;
  fusion_ratio_by_pair: Matrix<number | null> | null;
  fusion_gap: number | null;
  block_likelihood_ratio_G2: number | null;
}

export function groupMeasures(blocks: Blocks): GroupMeasures {
  const given = <Value>(value: Value): Value | null => (blocks.levels.length > 0 ? value : null);
  const { within, between } = blocks;
  return {
    group_attr_levels: given(blocks.levels),
    group_sizes: given(blocks.sizes),
    mixing_ties: given(blocks.ties),
    mixing_possible: given(blocks.possible),
    mixing_density: given(blocks.density),
    mixing_mean_strength: given(blocks.meanStrength),
    ties_within: given(within.ties),
    ties_between: given(between.ties),
    possible_within: given(within.possible),
    possible_between: given(between.possible),
    density_within: given(within.density),
    density_between: given(between.density),
    mean_strength_within: given(within.meanStrength),
    mean_strength_between: given(between.meanStrength),
    fusion_ratio: given(blocks.fusionRatio),
    fusion_ratio_by_pair: given(blocks.fusionRatios),
    fusion_gap: given(blocks.fusionGap),
    block_likelihood_ratio_G2: blockLikelihoodRatio(blocks),
  };
}

export interface SegregationMeasures {
  odds_ratio_within_between: number | null;
  log_odds_ratio: number | null;
  yule_Q: number | null;
  odds_ratio_corrected: boolean | null;
  coleman_homophily_by_group: (number | null)[] | null;
  freeman_segregation_undirected: number | null;
  assortativity_nominal: number | null;
  assortativity_nominal_directed: number | null;
  assortativity_nominal_undirected_collapsed: number | null;
  assortativity_symmetrised_mixing: number | null;
  modularity_legacy_undirected: number | null;
  modularity_legacy_directed_networkx: number | null;
  modularity_legacy_over_Qmax: number | null;
  ssi_by_group: Record<string, number> | null;
  ssi_network_mean: number | null;
}

/** @param spectral null where it is not to be told. */
export function segregationMeasures(
  network: Network,
  blocks: Blocks,
  pairs: Blocks,
  spectral: SpectralSegregation | null,
): SegregationMeasures {
  const odds = oddsRatio(blocks);
  const own = assortativity(blocks);
  const undirected = legacyModularity(pairs);
  return {
    odds_ratio_within_between: odds?.ratio ?? null,
    log_odds_ratio: odds?.log ?? null,
    yule_Q: odds?.yuleQ ?? null,
    odds_ratio_corrected: odds?.corrected ?? null,
    coleman_homophily_by_group: colemanHomophily(network, blocks),
    freeman_segregation_undirected: freemanSegregation(pairs),
    assortativity_nominal: network.directed ? null : own,
    assortativity_nominal_directed: network.directed ? own : null,
    assortativity_nominal_undirected_collapsed: assortativity(pairs),
    assortativity_symmetrised_mixing: assortativity(blocks, 'symmetrised'),
    modularity_legacy_undirected: undirected?.q ?? null,
    modularity_legacy_directed_networkx: network.directed ? (legacyModularity(blocks)?.q ?? null) : null,
    modularity_legacy_over_Qmax: undirected?.ofGreatest ?? null,
    ssi_by_group:
      spectral && Object.fromEntries(blocks.levels.map((level, k) => [level, spectral.byGroup[k]!])),
    ssi_network_mean: spectral?.mean ?? null,
  };
}

export interface ExternalInternalMeasures {
  ei_index: number | null;
  ei_expected_given_group_sizes: number | null;
  ei_density_normalised: number | null;
  ei_min_given_density: number | null;
  ei_max_given_density: number | null;
  ei_rescaled_minus1_1: number | null;
  ei_by_group: (number | null)[] | null;
  ei_perm_exact_mean: number | null;
  ei_perm_exact_sd: number | null;
  ei_perm_exact_z: number | null;
}

export function externalInternalMeasures(network: Network, blocks: Blocks): ExternalInternalMeasures {
  const ei = externalInternal(network, blocks);
  return {
    ei_index: ei?.index ?? null,
    ei_expected_given_group_sizes: ei?.expected ?? null,
    ei_density_normalised: ei?.densityNormalised ?? null,
    ei_min_given_density: ei?.least ?? null,
    ei_max_given_density: ei?.greatest ?? null,
    ei_rescaled_minus1_1: ei?.rescaled ?? null,
    ei_by_group: ei?.byGroup.map((group) => group.index) ?? null,
    ei_perm_exact_mean: ei?.permutation?.mean ?? null,
    ei_perm_exact_sd: ei?.permutation?.sd ?? null,
    ei_perm_exact_z: ei?.permutation?.z ?? null,
  };
}

export interface BrokerageMeasures {
  gould_fernandez_totals: Record<string, number> | null;
  gould_fernandez_expected: Record<string, number> | null;
  gould_fernandez_z: Record<string, number | null> | null;
  gould_fernandez_cross_group_top5: [string, number][] | null;
}

const longName: ByRole<string> = {
  coordinator: 'coordinator_wI',
  itinerant: 'itinerant_wO',
  representative: 'representative_bIO',
  gatekeeper: 'gatekeeper_bOI',
  liaison: 'liaison_bO',
  total: 'total',
};
const shortName: ByRole<string> = {
  coordinator: 'wI',
  itinerant: 'wO',
  representative: 'bIO',
  gatekeeper: 'bOI',
  liaison: 'bO',
  total: 't',
};

function renamed<Value>(values: ByRole<Value>, names: ByRole<string>): Record<string, Value> {
  const roles = Object.keys(names) as (keyof ByRole<Value>)[];
  return Object.fromEntries(roles.map((role) => [names[role], values[role]]));
}

export const noBrokerageMeasures: BrokerageMeasures = {
  gould_fernandez_totals: null,
  gould_fernandez_expected: null,
  gould_fernandez_z: null,
  gould_fernandez_cross_group_top5: null,
};

/** Of directed networks only: on pairs representative and gatekeeper are the same people twice. */
export function brokerageMeasures(network: Network, namePeople: boolean): BrokerageMeasures {
  const found = network.directed ? brokerage(network) : null;
  return {
    gould_fernandez_totals: found && renamed(found.totals, longName),
    gould_fernandez_expected: found && renamed(found.expected, longName),
    gould_fernandez_z: found && renamed(found.z, shortName),
    gould_fernandez_cross_group_top5: found && namePeople ? topFive(network, bridgingScores(found)) : null,
  };
}
