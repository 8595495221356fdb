/**
 * What is stored of a draw so that it can be run again exactly, and what is fixed in the re-draws of a
 * randomisation test (Basse, Ding, Feller & Toulis 2019): the mechanism as it was, people moved by hand in
 * the places they were moved to.
 */
import { validate, type Mechanism, type Pin, type Problem } from '#engines/mixing/index.ts';
import {
  personKey,
  roundKey,
  teamKey,
  teamDrawVersion,
  withAcquaintance,
  type Entrant,
  type PairStates,
} from './draw-problem.rules.ts';

/** The mechanism as it is kept: everything but acquaintance, which stays with its wave. */
export interface MechanismRecord {
  version: typeof teamDrawVersion;
  /** Random, so that the hash of a small draw does not tell its acquaintance to whoever tries all. */
  nonce: string;
  personIds: readonly string[];
  waveId: string | null;
  mechanism: Mechanism;
  /** Earlier draws of the activity by other mechanisms that were not used. */
  before: readonly { hash: string; number: number; because: string; reason: string }[];
}

/** The text whose SHA-256 goes into the ledger before the event. */
export const textToHash = (record: string, states: PairStates | null): string =>
  `${record}\n${states ?? 'no wave'}`;

export const withoutTies = (mechanism: Mechanism): Mechanism => ({
  ...mechanism,
  problem: {
    ...mechanism.problem,
    gains: mechanism.problem.gains.map((gain) => (gain.kind === 'strangers' ? { ...gain, known: [] } : gain)),
  },
});

/** The mechanism that runs, from what was stored and the wave's states. */
export const wholeMechanism = (record: MechanismRecord, states: PairStates | null): Mechanism => ({
  ...record.mechanism,
  problem: withAcquaintance(record.mechanism.problem, sidesOf(record.mechanism.problem), states),
});

export const sidesOf = (problem: Problem): Pick<Entrant, 'legacy' | 'unitId'>[] =>
  problem.people.map(({ values }) => ({
    legacy: String(values?.['legacy'] ?? ''),
    unitId: String(values?.['unit'] ?? ''),
  }));

/** Team of each person in each round, from 0; −1 where absent or in none. */
export const seatsOf = (teams: readonly (readonly (readonly number[])[])[], n: number): Int16Array[] =>
  teams.map((round) => {
    const seats = new Int16Array(n).fill(-1);
    round.forEach((people, team) => people.forEach((at) => (seats[at] = team)));
    return seats;
  });

/** Places of people whom hands moved, by round, from 0. */
export const movedByHand = (drawn: readonly Int16Array[], final: readonly Int16Array[]): number[][] =>
  drawn.map((seats, r) => [...seats.keys()].filter((at) => seats[at] !== final[r]![at]));

/**
 * The problem of the re-draws: sizes as published, whoever was moved by hand pinned, and rules given up that
 * the hand broke. Null: nobody was moved, the mechanism itself draws again.
 */
export function problemOfRedraws(
  problem: Problem,
  drawn: readonly Int16Array[],
  final: readonly Int16Array[],
): { problem: Problem; givenUp: string[] } | null {
  const moved = movedByHand(drawn, final);
  if (moved.every((people) => people.length === 0)) return null;
  const isMoved = (pin: Pin): boolean =>
    moved.some((people) => people.some((at) => personKey(at) === pin.person));
  const pins = moved.flatMap((people, r) =>
    people.flatMap((at): Pin[] => {
      const team = final[r]![at]!;
      return team < 0 ? [] : [{ person: personKey(at), group: teamKey(team + 1), round: roundKey(r) }];
    }),
  );
  const rounds = problem.rounds.map((round, r) => ({
    ...round,
    groups: round.groups.map((group, t) => {
      const size = final[r]!.reduce((sum, team) => sum + (team === t ? 1 : 0), 0);
      return { ...group, min: size, max: size };
    }),
  }));
  const pinned = {
    ...problem,
    rounds,
    pins: [...(problem.pins ?? []).filter((pin) => !isMoved(pin)), ...pins],
  };
  return withoutClashes(pinned);
}

/** Leaves out the rules that clash with what is settled, one at a time. */
function withoutClashes(problem: Problem): { problem: Problem; givenUp: string[] } {
  const givenUp: string[] = [];
  let rest = problem;
  for (;;) {
    const rule = validate(rest)
      .clashes.flatMap(({ demands }) => demands)
      .find((demand) => demand.kind === 'rule');
    if (rule?.kind !== 'rule') return { problem: rest, givenUp };
    givenUp.push(rule.name);
    rest = { ...rest, rules: (rest.rules ?? []).filter(({ id }) => id !== rule.name) };
  }
}
