/** What measuring is given: answers under aliases, with the group and unit of each alias; and networks made of them. */
import { firstMissing, networkFromArrays, type Network } from '#engines/network/index.ts';
import type { Ring } from '#engines/inference/index.ts';
import type { Release as Shown } from '#engines/suppression/index.ts';
import type { Domain } from './fusion.contract.ts';
import type { Release } from './result.contract.ts';

/** Codes of reports that are not there (engines/network, roster): asked and skipped, asked of nobody who answered. */
const skipped = firstMissing + 2;
const noResponse = firstMissing + 3;

export interface MemberAnswers {
  alias: string;
  /** Code of the legacy agency, and the unit where the person works. */
  group: string;
  unit: string;
  listed: boolean;
  asked: boolean;
  /** Aliases asked about; null: everybody listed. */
  asks: readonly string[] | null;
  /** Null: no sheet. */
  reports: Readonly<Record<string, 0 | 1 | 2 | 'skip'>> | null;
  knowledge: Readonly<Record<string, 0 | 1 | 2 | 'skip'>> | null;
}

export interface WaveAnswers {
  /** `census`, `rings`: asked here. `all`, `listed`: imported; a pair without a row was a "no", or was not asked. */
  design: 'census' | 'rings' | 'all' | 'listed';
  members: readonly MemberAnswers[];
  rings: readonly { kept: boolean; aliases: readonly string[] }[];
}

export interface WaveBefore {
  waveId: string;
  name: string;
  asOfOn: string;
  isReleased: boolean;
  release: Release | null;
  sizes: Readonly<Record<string, number>>;
  /** Null once deleted. */
  answers: WaveAnswers | null;
}

export interface MeasureInput {
  wave: Release['wave'];
  measuredOn: string;
  seed: number;
  groups: readonly { code: string; name: string }[];
  domains: readonly Domain[];
  answers: WaveAnswers;
  before: WaveBefore | null;
  /** Tables released with earlier waves (engines/suppression): readers have them beside this one. */
  released: readonly Shown[];
}

/** The listed people of a wave as a directed network of reports, and its rings over the same indices. */
export interface Reported {
  network: Network;
  rings: Ring[];
  /** Places in `rings` that are not of the wave before. */
  refreshed: number[];
  members: readonly MemberAnswers[];
}

export function reportedOf(answers: WaveAnswers, levels: readonly string[]): Reported {
  const members = answers.members.filter((one) => one.listed && levels.includes(one.group));
  const indexOf = new Map(members.map(({ alias }, at) => [alias, at]));
  const from: number[] = [];
  const to: number[] = [];
  const state: number[] = [];
  members.forEach((member, i) => {
    for (const [j, value] of reportsBy(member, answers.design, indexOf)) {
      if (j === i) continue;
      from.push(i);
      to.push(j);
      state.push(value);
    }
  });
  const network = networkFromArrays({
    size: members.length,
    ids: members.map(({ alias }) => alias),
    levels,
    groupOf: Int32Array.from(members, ({ group }) => levels.indexOf(group)),
    directed: true,
    observed: answers.design === 'census' || answers.design === 'all' ? 'all' : 'listed',
    from,
    to,
    state,
  });
  const rings = answers.rings.map(({ aliases }) => Int32Array.from(aliases, (alias) => indexOf.get(alias)!));
  const refreshed = answers.rings.flatMap(({ kept }, at) => (kept ? [] : [at]));
  return { network, rings, refreshed, members };
}

/** One person's reports as [other, state or missing code]; in a full census plain "no" need not be said. */
function reportsBy(
  { asks, reports }: MemberAnswers,
  design: WaveAnswers['design'],
  indexOf: ReadonlyMap<string, number>,
): [number, number][] {
  if (design === 'all' || design === 'listed') return importedReports(reports, design, indexOf);
  const asked = asks ?? [...indexOf.keys()];
  return asked.flatMap((alias): [number, number][] => {
    const j = indexOf.get(alias);
    if (j === undefined) return [];
    const said = reports === null ? noResponse : (reports[alias] ?? skipped);
    return design === 'census' && said === 0 ? [] : [[j, said === 'skip' ? skipped : said]];
  });
}

function importedReports(
  reports: MemberAnswers['reports'],
  design: 'all' | 'listed',
  indexOf: ReadonlyMap<string, number>,
): [number, number][] {
  if (reports === null) {
    return design === 'all' ? [...indexOf.values()].map((j) => [j, noResponse]) : [];
  }
  return Object.entries(reports).flatMap(([alias, said]): [number, number][] => {
    const j = indexOf.get(alias);
    if (j === undefined || (design === 'all' && said === 0)) return [];
    return [[j, said === 'skip' ? skipped : said]];
  });
}

/** Has a person said anything that counts? */
export const hasAnswered = ({ reports, knowledge }: MemberAnswers): boolean =>
  [reports, knowledge].some(
    (said) => said !== null && Object.values(said).some((one) => typeof one === 'number'),
  );

/** Distinct people of each group who answered about anybody of each group, K × K. */
export function ratersOf({ network, members }: Reported): number[][] {
  const k = network.levels.length;
  const raters = Array.from({ length: k }, () => Array.from({ length: k }, () => 0));
  const { start, to, value } = network.roster.cells;
  members.forEach((member, i) => {
    if (member.reports === null) return;
    const row = raters[network.groupOf[i]!]!;
    const about = new Set<number>();
    if (network.roster.kind === 'all')
      network.groupSizes.forEach((size, group) => size > 0 && about.add(group));
    else
      for (let c = start[i]!; c < start[i + 1]!; c++) if (value[c] === 0) about.add(network.groupOf[to[c]!]!);
    for (const group of about) row[group]!++;
  });
  return raters;
}
