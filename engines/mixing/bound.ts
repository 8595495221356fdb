/** What no plan with these sizes can exceed. Cheap and safe, not always reachable. */
import { sourceMatrix } from './gain.ts';
import type { GainSource, Problem } from './problem.ts';
import { attends } from './scope.ts';
import type { Seating } from './breaches.ts';

/**
 * Upper bound of the gain of first meetings for the sizes of these seatings: the lesser of (a) everybody
 * meets those worth most to them, (b) source by source, values of an attribute spread as evenly as
 * possible (exact for one attribute alone), other sources as in (a).
 */
export function gainBound(problem: Problem, matrix: Float64Array, seatings: readonly Seating[]): number {
  const whole = bestCompany(problem, matrix, seatings);
  const parts = seatings.map((seating) =>
    problem.gains.reduce((sum, source) => sum + source.weight * sourceBound(problem, source, seating), 0),
  );
  return Math.min(
    whole,
    parts.reduce((sum, part) => sum + part, 0),
  );
}

/** Half the sum, over people, of their most valuable partners; as many as they can meet in all rounds. */
function bestCompany({ people }: Problem, matrix: Float64Array, seatings: readonly Seating[]): number {
  const n = people.length;
  let twice = 0;
  for (let i = 0; i < n; i++) {
    const partners = seatings.reduce((sum, seating) => sum + mostPartners(seating, people[i]!), 0);
    const row = Float64Array.from(matrix.subarray(i * n, i * n + n)).sort();
    for (let k = 0; k < Math.min(partners, n - 1); k++) {
      const best = row[n - 1 - k]!;
      // the diagonal is 0: with k below n − 1 a sorted row never needs it unless gains are negative
      twice += Math.max(0, best);
    }
  }
  return twice / 2;
}

function mostPartners({ scope, members }: Seating, person: Problem['people'][number]): number {
  if (!attends(person, scope.round.id)) return 0;
  return Math.max(0, ...members.map(({ length }) => length - 1));
}

function sourceBound(problem: Problem, source: GainSource, seating: Seating): number {
  if (source.kind !== 'differs') return bestCompany(problem, sourceMatrix(problem.people, source), [seating]);
  const sizes = seating.members.map(({ length }) => length);
  const values = new Map<string | number, number>();
  let unknown = 0;
  for (const i of seating.members.flat()) {
    const value = problem.people[i]!.values?.[source.attribute] ?? null;
    if (value === null) unknown++;
    else values.set(value, (values.get(value) ?? 0) + 1);
  }
  const known = Math.max(0, pairsOf(sizes) - leastPairs(unknown, sizes.length));
  return [...values.values()].reduce((left, count) => left - leastPairs(count, sizes.length), known);
}

const pairsOf = (sizes: readonly number[]): number =>
  sizes.reduce((sum, size) => sum + (size * (size - 1)) / 2, 0);

/** Pairs of equals that remain when `count` people are spread over m groups as evenly as possible. */
function leastPairs(count: number, m: number): number {
  const [each, over] = [Math.floor(count / m), count % m];
  return ((m - over) * each * (each - 1)) / 2 + (over * (each + 1) * each) / 2;
}
