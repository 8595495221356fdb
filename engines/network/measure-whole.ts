/** Measures of the network as a whole and of its paths under the names of the reference values. */
import { betweennessOf } from './betweenness.ts';
import type { Blocks, Matrix } from './blocks.ts';
import { componentsOf, isolatesOf, transitivity } from './cohesion.ts';
import { closenessOf, distancesOf } from './distances.ts';
import { dyadCensus, pairTable, reciprocity } from './dyads.ts';
import type { MeasureOptions } from './measure-options.ts';
import type { Network } from './network.ts';
import { responseOf } from './response.ts';

export interface WholeMeasures {
  n: number;
  ties: number;
  directed: boolean;
  possible_observed: number;
  missing_dyad_reports: number;
  response_rate: number | null;
  density: number | null;
  mean_strength: number | null;
  dyad_census: { mutual: number; asymmetric: number; null: number } | null;
  reciprocity_arc: number | null;
  confirmation_dyad: number | null;
  reciprocity_chance_corrected: number | null;
  /** Of the reports before symmetrising and threshold. */
  ordinal_table_min_max: Matrix | null;
  exact_agreement: number | null;
  quadratic_kappa_symmetrised: number | null;
  undirected_collapsed_edges: number;
  isolates: number | null;
  components: number | null;
  giant_component: number | null;
  transitivity_undirected: number | null;
  refused_for_partial_roster: string[];
}

export function wholeMeasures(reported: Network, network: Network, { all }: Blocks): WholeMeasures {
  const census = dyadCensus(network);
  const answered = reciprocity(network, census);
  const table = pairTable(reported);
  const sizes = componentsOf(network).sizes;
  const cells = (network.size * (network.size - 1)) / (network.directed ? 1 : 2);
  return {
    n: network.size,
    ties: network.nTies,
    directed: network.directed,
    possible_observed: all.possible,
    missing_dyad_reports: cells - all.possible,
    response_rate: responseOf(network).all.rate,
    density: all.density,
    mean_strength: all.meanStrength,
    dyad_census: census && { mutual: census.mutual, asymmetric: census.asymmetric, null: census.null },
    reciprocity_arc: answered?.arc ?? null,
    confirmation_dyad: answered?.dyad ?? null,
    reciprocity_chance_corrected: answered?.corrected ?? null,
    ordinal_table_min_max: table?.counts ?? null,
    exact_agreement: table?.exactAgreement ?? null,
    quadratic_kappa_symmetrised: table?.quadraticKappa ?? null,
    undirected_collapsed_edges: network.claimed.to.length / 2,
    isolates: isolatesOf(network),
    components: sizes.length,
    giant_component: sizes.reduce((most, size) => Math.max(most, size), 0),
    transitivity_undirected: transitivity(network),
    refused_for_partial_roster: [],
  };
}

export interface PathMeasures {
  harmonic_closeness_mean: number | null;
  mean_geodesic_connected_pairs: number | null;
  reach2_mean: number | null;
  cross_group_reach1_mean: number | null;
  cross_group_reach2_mean: number | null;
  no_cross_group_tie_nodes: number | null;
  legacy_locked_nodes: number | null;
  betweenness_top5: [string, number][] | null;
}

export const noPathMeasures: PathMeasures = {
  harmonic_closeness_mean: null,
  mean_geodesic_connected_pairs: null,
  reach2_mean: null,
  cross_group_reach1_mean: null,
  cross_group_reach2_mean: null,
  no_cross_group_tie_nodes: null,
  legacy_locked_nodes: null,
  betweenness_top5: null,
};

export function pathMeasures(network: Network, options: MeasureOptions): PathMeasures {
  const closeness = closenessOf(network, options.distances ?? distancesOf(network));
  const betweenness = options.betweenness ?? betweennessOf(network);
  return {
    harmonic_closeness_mean: closeness.harmonicMean,
    mean_geodesic_connected_pairs: closeness.meanDistance,
    reach2_mean: closeness.reach2Mean,
    cross_group_reach1_mean: closeness.crossReach1Mean,
    cross_group_reach2_mean: closeness.crossReach2Mean,
    no_cross_group_tie_nodes: closeness.withoutCrossTie,
    legacy_locked_nodes: closeness.locked,
    betweenness_top5: options.namePeople ? topFive(network, betweenness) : null,
  };
}

export function topFive({ ids }: Network, values: Float64Array): [string, number][] {
  const order = ids.map((_, i) => i).sort((i, j) => values[j]! - values[i]! || i - j);
  return order.slice(0, 5).map((i) => [ids[i]!, values[i]!]);
}
