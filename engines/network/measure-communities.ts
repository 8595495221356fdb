/** Community measures under the names of the reference values. */
import { agreementOf } from './agreement.ts';
import { communitiesOf } from './communities.ts';
import type { Network } from './network.ts';
import type { Random } from './random.ts';

export interface CommunityMeasures {
  louvain_modularity_best: number | null;
  louvain_runs: number | null;
  louvain_communities: number | null;
  leiden_modularity_best: number | null;
  leiden_communities: number | null;
  leiden_vs_legacy_ari: number | null;
  leiden_vs_legacy_nmi: number | null;
}

interface CommunitySearch {
  random?: Random | undefined;
  runs?: number | undefined;
}

const usualRuns = 20;

export const noCommunityMeasures = ({ random, runs = usualRuns }: CommunitySearch): CommunityMeasures => ({
  louvain_modularity_best: null,
  louvain_runs: random ? runs : null,
  louvain_communities: null,
  leiden_modularity_best: null,
  leiden_communities: null,
  leiden_vs_legacy_ari: null,
  leiden_vs_legacy_nmi: null,
});

/** All null without a stream of random numbers. Ties between equally good runs go to the earlier one. */
export function communityMeasures(
  network: Network,
  { random, runs = usualRuns }: CommunitySearch,
): CommunityMeasures {
  const louvain = random ? communitiesOf(network, { random, runs, method: 'louvain' }) : null;
  const leiden = random ? communitiesOf(network, { random, runs, method: 'leiden' }) : null;
  const grouped = network.levels.length > 0;
  const agreement = leiden && grouped ? agreementOf(leiden.communityOf, network.groupOf) : null;
  return {
    louvain_modularity_best: louvain?.modularity ?? null,
    louvain_runs: louvain?.runs ?? null,
    louvain_communities: louvain?.count ?? null,
    leiden_modularity_best: leiden?.modularity ?? null,
    leiden_communities: leiden?.count ?? null,
    leiden_vs_legacy_ari: agreement?.ari ?? null,
    leiden_vs_legacy_nmi: agreement?.nmi ?? null,
  };
}
