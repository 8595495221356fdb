/** How much of what was asked was answered: decides which measures may be shown. */
import { ratio } from './blocks.ts';
import type { Network } from './network.ts';
import { missingCode } from './roster.ts';

export interface Response {
  /** Cells (reports; pairs where undirected) put to people. */
  readonly asked: number;
  readonly answered: number;
  readonly skipped: number;
  readonly noResponse: number;
  /** answered ÷ asked, 0…1. Not the share of people: one skipped name is not a silent person. */
  readonly rate: number | null;
}

export interface ResponseByGroup {
  readonly all: Response;
  /** By the group of the person who was asked, in the order of `levels`; where undirected a pair counts at both ends. */
  readonly byGroup: readonly (Response & { readonly level: string })[];
  /** True where some cells were never asked: then no isolates, paths, communities or brokers can be told. */
  readonly isPartial: boolean;
}

/** Cost O(N + unobserved cells). */
export function responseOf(network: Network): ResponseByGroup {
  const { levels, groupSizes, size, directed } = network;
  const nGroups = Math.max(1, levels.length);
  const tallies = Array.from({ length: nGroups }, () => [0, 0, 0, 0] as [number, number, number, number]);
  tallyRoster(network, tallies);
  const sizes = levels.length > 0 ? [...groupSizes] : [size];
  if (network.roster.kind === 'all')
    tallies.forEach((tally, k) => (tally[0] = sizes[k]! * (size - 1) - tally[1] - tally[2] - tally[3]));
  const sum = tallies.reduce<number[]>(
    (all, tally) => all.map((count, at) => count + tally[at]!),
    [0, 0, 0, 0],
  );
  const cells = size * (size - 1);
  const all = responseFrom(directed ? sum : sum.map((count) => count / 2));
  const byGroup = levels.map((level, k) => ({ level, ...responseFrom(tallies[k]!) }));
  return { all, byGroup, isPartial: all.asked < (directed ? cells : cells / 2) };
}

/** Per group of the sender: answered, not asked, skipped, no response (the codes of the roster). */
function tallyRoster({ roster, size, groupOf }: Network, tallies: [number, number, number, number][]): void {
  const { start, value } = roster.cells;
  for (let i = 0; i < size; i++)
    for (let c = start[i]!; c < start[i + 1]!; c++) tallies[groupOf[i]!]![value[c]! as 0 | 1 | 2 | 3]++;
}

function responseFrom(counts: readonly number[]): Response {
  const [answered, skipped, noResponse] = [
    counts[0]!,
    counts[missingCode.skipped]!,
    counts[missingCode['no-response']]!,
  ];
  const asked = answered + skipped + noResponse;
  return { asked, answered, skipped, noResponse, rate: ratio(answered, asked) };
}
