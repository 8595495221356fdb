/**
 * Every deterministic and seeded measure of one network under one name each: the names and conventions
 * of the published reference values (`reference_values.json`, `_meta.conventions`), so that both can be
 * laid side by side.
 */
import { blocksOf } from './blocks.ts';
import { communityMeasures, noCommunityMeasures } from './measure-communities.ts';
import type { CommunityMeasures } from './measure-communities.ts';
import {
  brokerageMeasures,
  externalInternalMeasures,
  groupMeasures,
  noBrokerageMeasures,
  segregationMeasures,
} from './measure-groups.ts';
import type {
  BrokerageMeasures,
  ExternalInternalMeasures,
  GroupMeasures,
  SegregationMeasures,
} from './measure-groups.ts';
import { noPathMeasures, pathMeasures, wholeMeasures } from './measure-whole.ts';
import type { PathMeasures, WholeMeasures } from './measure-whole.ts';
import { atLeast, symmetrised } from './network.ts';
import type { MeasureOptions } from './measure-options.ts';
import type { Network } from './network.ts';
import { responseOf } from './response.ts';
import { claimedBlocks } from './segregation.ts';
import { spectralSegregation } from './spectral.ts';

export type Measures = WholeMeasures &
  PathMeasures &
  GroupMeasures &
  SegregationMeasures &
  ExternalInternalMeasures &
  BrokerageMeasures &
  CommunityMeasures;

/** The network that `measureAll` measures: symmetrised, then cut at the threshold. */
export const measuredNetwork = (network: Network, options: MeasureOptions = {}): Network =>
  atLeast(symmetrised(network, options.symmetrise ?? 'none'), options.minState ?? 1);

/**
 * All measures as one flat object; null = not defined for this network (no groups, no ties, undirected),
 * never NaN. Where some cells were never asked (partial roster) the measures that need the whole network
 * are null too and named in `refused_for_partial_roster`. Cost: dominated by betweenness, O(N·m) at worst.
 */
export function measureAll(network: Network, options: MeasureOptions = {}): Measures {
  const measured = measuredNetwork(network, options);
  const blocks = blocksOf(measured);
  const pairs = claimedBlocks(measured);
  // what would be withheld is not reckoned: of a partial roster it is most of the work
  const { isPartial } = responseOf(measured);
  const whole = {
    ...wholeMeasures(network, measured, blocks),
    ...(isPartial ? noPathMeasures : pathMeasures(measured, options)),
    ...groupMeasures(blocks),
    ...segregationMeasures(measured, blocks, pairs, isPartial ? null : spectralSegregation(measured)),
    ...externalInternalMeasures(measured, blocks),
    ...(isPartial ? noBrokerageMeasures : brokerageMeasures(measured, options.namePeople ?? false)),
    ...(isPartial ? noCommunityMeasures(options) : communityMeasures(measured, options)),
  };
  return isPartial ? refusedForPartialRoster(whole) : whole;
}

/** A sample of the cells can't tell these: they are withheld, not approximated. */
const needsWholeNetwork = [
  'isolates',
  'components',
  'giant_component',
  'transitivity_undirected',
  'harmonic_closeness_mean',
  'mean_geodesic_connected_pairs',
  'reach2_mean',
  'betweenness_top5',
  'cross_group_reach1_mean',
  'cross_group_reach2_mean',
  'no_cross_group_tie_nodes',
  'legacy_locked_nodes',
  'ssi_by_group',
  'ssi_network_mean',
  'gould_fernandez_totals',
  'gould_fernandez_expected',
  'gould_fernandez_z',
  'gould_fernandez_cross_group_top5',
  'louvain_modularity_best',
  'louvain_communities',
  'leiden_modularity_best',
  'leiden_communities',
  'leiden_vs_legacy_ari',
  'leiden_vs_legacy_nmi',
] as const satisfies readonly (keyof Measures)[];

function refusedForPartialRoster(measures: Measures): Measures {
  const withheld = Object.fromEntries(needsWholeNetwork.map((name) => [name, null]));
  return { ...measures, ...withheld, refused_for_partial_roster: [...needsWholeNetwork] };
}
