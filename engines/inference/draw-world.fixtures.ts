/**
 * Invented bureaus in which sociable people sign up for an event more, and change more by themselves: teams by
 * the real mixing mechanism, so that the tests of effects meet what they will meet. Shared by the short guard and
 * the long simulation.
 */
import { openDraws, prepareDraws, type Problem } from '#engines/mixing/index.ts';
import { stream, type Random } from '#engines/random/index.ts';
import { together, type Drawn } from './index.ts';

export interface DrawWorld {
  /** Everybody; those who entered the draw come first. */
  readonly nPeople: number;
  readonly nEntered: number;
  readonly legacy: Int32Array;
  readonly sociable: Float64Array;
  /** Teams of those who entered, −1 for everybody else. */
  readonly draws: readonly Drawn[];
}

export interface WorldPlan {
  readonly nPeople: number;
  readonly nTeams: number;
  readonly nDraws: number;
}

/** @param seed names the bureau: who is sociable, who signs up, and the mechanism. */
export function aDrawWorld({ nPeople, nTeams, nDraws }: WorldPlan, seed: number): DrawWorld {
  const random = stream(seed, 'inference.draw-world');
  const sociableOf = Array.from({ length: nPeople }, () => random.normal());
  const enters = sociableOf.map((own) => random.uniform() < 1 / (1 + Math.exp(-1.2 * own + 0.4)));
  const people = [...sociableOf.keys()].toSorted((a, b) => Number(enters[b]) - Number(enters[a]) || a - b);
  const nEntered = enters.filter(Boolean).length;
  const legacy = Int32Array.from(people, (person) => (person % 10 < 5 ? 0 : person % 10 < 8 ? 1 : 2));
  return {
    nPeople,
    nEntered,
    legacy,
    sociable: Float64Array.from(people, (person) => sociableOf[person]!),
    draws: drawsOf(legacy, { nPeople, nEntered, nTeams, nDraws }, seed),
  };
}

function drawsOf(
  legacy: Int32Array,
  { nPeople, nEntered, nTeams, nDraws }: WorldPlan & { nEntered: number },
  seed: number,
): Drawn[] {
  const size = nEntered / nTeams;
  const problem: Problem = {
    people: Array.from({ length: nEntered }, (_, i) => ({
      id: `p${i}`,
      values: { agency: `L${legacy[i]}` },
    })),
    rounds: [
      {
        id: 'day',
        groups: Array.from({ length: nTeams }, (_, t) => ({
          id: `t${t}`,
          min: Math.floor(size),
          max: Math.ceil(size),
        })),
      },
    ],
    gains: [{ kind: 'differs', attribute: 'agency', weight: 1 }],
    rules: [],
  };
  const draws = openDraws(prepareDraws(problem, { seed }));
  return Array.from({ length: nDraws }, (_, number) => {
    const team = new Int32Array(nPeople).fill(-1);
    team.set(draws.assignment(draws.draw(number))[0]!);
    return [team];
  });
}

export interface Changes {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly y: Float64Array;
  /** Mean over these rows of what sharing a team would change. */
  readonly truth: number;
}

export type Effect = { readonly constant: number } | { readonly latent: number };

/**
 * Changes of state of all ordered pairs of different agencies among the first `n`. Both reports of a pair share
 * what is between the two; sociable people change more. `latent` moves an underlying strength, so that the
 * effect on states 0…2 differs from pair to pair and some pairs cannot rise.
 */
export function changesIn(
  world: DrawWorld,
  drawn: Drawn,
  effect: Effect,
  { n, random }: { n: number; random: Random },
): Changes {
  const { legacy, sociable } = world;
  const between = Float64Array.from({ length: n * n }, () => random.normal());
  const [from, to, y]: number[][] = [[], [], []];
  let raised = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++) {
      if (i === j || legacy[i] === legacy[j]) continue;
      const pair = 0.7 * between[Math.min(i, j) * n + Math.max(i, j)]!;
      const warmth = 0.5 * (sociable[i]! + sociable[j]!) + pair - 1.2;
      const before = stateAt(warmth + 0.5 * random.normal());
      const drift = 0.3 + 0.15 * (sociable[i]! + sociable[j]!) + 0.5 * random.normal();
      const met = together(drawn, i, j);
      const without = stateAt(warmth + drift);
      const within = 'latent' in effect ? stateAt(warmth + drift + effect.latent) : without + effect.constant;
      raised += within - without;
      from!.push(i);
      to!.push(j);
      y!.push((met ? within : without) - before);
    }
  return {
    from: Int32Array.from(from!),
    to: Int32Array.from(to!),
    y: Float64Array.from(y!),
    truth: raised / from!.length,
  };
}

const stateAt = (strength: number): number => (strength > 1.4 ? 2 : strength > 0.2 ? 1 : 0);
