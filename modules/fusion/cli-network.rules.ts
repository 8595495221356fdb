/** From files to networks and from networks to the objects that the command line prints. */
import { censusEstimates } from '#engines/inference/index.ts';
import {
  homogeneity,
  measureAll,
  networkFrom,
  randomFrom,
  symmetrised,
  transitionsBetween,
  type Measures,
  type Network,
  type TransitionTable,
} from '#engines/network/index.ts';
import type { FilePerson, FileTie } from './network-file.rules.ts';

/** A network of rows that were checked before. Rows without an answer are "skipped". */
export function networkOf(
  people: readonly FilePerson[],
  ties: readonly FileTie[],
  directed: boolean,
): Network {
  const built = networkFrom({
    people: people.map(({ id, group }) => ({ id, group })),
    ties: ties.map(({ from, to, state }) => ({ from, to, state: state ?? ('skipped' as const) })),
    directed,
  });
  if (!built.ok) throw new Error(`the files were checked, and yet: ${JSON.stringify(built.problems[0])}`);
  return built.network;
}

/** Only people who stand in a tie. */
export function tiedPeople(people: readonly FilePerson[], ties: readonly FileTie[]): FilePerson[] {
  const tied = new Set(ties.flatMap(({ from, to }) => [from, to]));
  return people.filter(({ id }) => tied.has(id));
}

/** Values become states by cut points: the number of cuts at or below the value. */
export const cutStates = (ties: readonly FileTie[], cuts: readonly number[]): FileTie[] =>
  ties.map((tie) => ({
    ...tie,
    state: tie.state === null ? null : cuts.filter((cut) => tie.state! >= cut).length,
  }));

export interface MeasureChoices {
  minState: number;
  symmetrise: 'confirmed' | 'claimed' | 'none';
  seed: number;
  runs: number;
}

export interface MeasuredFile {
  measures: Measures;
  /** 95 % intervals over people, by the names of the measures. */
  intervals: Record<string, [number | null, number | null]>;
}

export function measuredFile(file: FileNetwork, how: MeasureChoices): MeasuredFile {
  const { minState, symmetrise, seed, runs } = how;
  const network = networkOf(file.people, file.ties, file.directed);
  const measures = measureAll(network, {
    minState,
    symmetrise,
    random: randomFrom(seed),
    runs,
    namePeople: true,
  });
  return { measures, intervals: network.levels.length > 1 ? intervalsOf(file, how) : {} };
}

export interface FileNetwork {
  people: readonly FilePerson[];
  ties: readonly FileTie[];
  directed: boolean;
}

const intervalNames = {
  densityWithin: 'density_within',
  densityBetween: 'density_between',
  gap: 'fusion_gap',
  ratio: 'fusion_ratio',
  externalInternal: 'ei_index',
  externalInternalDensity: 'ei_density_normalised',
  logOddsRatio: 'log_odds_ratio',
} as const;

/** Of tie or no tie alone: an engine that keeps two hundred states apart takes its time. */
function intervalsOf(
  { people, ties, directed }: FileNetwork,
  how: MeasureChoices,
): MeasuredFile['intervals'] {
  const plain = networkOf(people, cutStates(ties, [how.minState]), directed);
  const { measures } = censusEstimates(symmetrised(plain, how.symmetrise));
  return Object.fromEntries(
    Object.entries(intervalNames).map(([name, written]) => {
      const { low, high } = measures[name as keyof typeof intervalNames];
      return [written, [low, high]];
    }),
  );
}

/** A transition table under the names of the reference values. */
export const tableOf = (table: TransitionTable) => ({
  counts: table.counts,
  row_prob: table.probability,
  n_used: table.used,
  n_missing: table.missing,
  reversal_rate: table.reversalRate,
});

export interface NamedWave {
  name: string;
  network: Network;
}

/** Transitions of each wave to the next; with three waves or more also the test of equal transitions. */
export function transitionMeasures(waves: readonly NamedWave[], nStates: number) {
  const steps = waves.slice(1).map((wave, at) => ({
    name: `${waves[at]!.name}->${wave.name}`,
    found: transitionsBetween(waves[at]!.network, wave.network, { nStates }),
  }));
  const first = steps[0]!.found;
  const same = homogeneity(steps.map(({ found }) => found.all));
  return {
    states: Array.from({ length: nStates }, (_, state) => String(state)),
    ...tableOf(first.all),
    within: first.within && tableOf(first.within),
    between: first.between && tableOf(first.between),
    stayed: first.stayed,
    joined: first.joined,
    left: first.left,
    ...(steps.length > 1 && same
      ? {
          transitions: Object.fromEntries(
            steps.map(({ name, found }) => [
              name,
              {
                ...tableOf(found.all),
                within: found.within && tableOf(found.within),
                between: found.between && tableOf(found.between),
              },
            ]),
          ),
          homogeneity_LR_G2: same.statistic,
          df: same.df,
        }
      : {}),
  };
}
