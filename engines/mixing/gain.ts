/** Folds every source of gain into one matrix: what a first meeting of two people is worth. */
import type { GainSource, Meeting, Person, Tie, Value } from './problem.ts';

/** n × n, symmetric, 0 on the diagonal, in the order of people. Unknown ids are passed over. O(sources · n²). */
export function gainMatrix(people: readonly Person[], gains: readonly GainSource[]): Float64Array {
  const n = people.length;
  const total = new Float64Array(n * n);
  for (const source of gains) {
    const part = sourceMatrix(people, source);
    for (let at = 0; at < total.length; at++) total[at]! += source.weight * part[at]!;
  }
  for (let i = 0; i < n; i++) total[i * n + i] = 0;
  return total;
}

/** One source alone, unweighted. */
export function sourceMatrix(people: readonly Person[], source: GainSource): Float64Array {
  switch (source.kind) {
    case 'matrix':
      return Float64Array.from(source.values);
    case 'differs':
      return differing(people.map(({ values }) => values?.[source.attribute] ?? null));
    case 'strangers':
      return lessened(people, source.known, (tie: Tie) => tie.closeness);
    case 'history':
      return lessened(people, source.met, (meeting: Meeting) => 0.5 ** (meeting.ago / source.halfLife));
  }
}

function differing(values: readonly Value[]): Float64Array {
  const n = values.length;
  const matrix = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < n; j++)
      if (values[i] !== null && values[j] !== null && values[i] !== values[j]) matrix[i * n + j] = 1;
  return matrix;
}

/** 1 less what the listed pairs already have, at least 0. */
function lessened<Pair extends { readonly a: string; readonly b: string }>(
  people: readonly Person[],
  pairs: readonly Pair[],
  share: (pair: Pair) => number,
): Float64Array {
  const n = people.length;
  const at = new Map(people.map(({ id }, i) => [id, i]));
  const matrix = new Float64Array(n * n).fill(1);
  for (const pair of pairs) {
    const [i, j] = [at.get(pair.a), at.get(pair.b)];
    if (i === undefined || j === undefined || i === j) continue;
    const left = Math.max(0, matrix[i * n + j]! - share(pair));
    matrix[i * n + j] = left;
    matrix[j * n + i] = left;
  }
  for (let i = 0; i < n; i++) matrix[i * n + i] = 0;
  return matrix;
}
