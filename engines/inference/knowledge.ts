/**
 * Business knowledge across legacy agencies: who masters the others' business? Intervals
 * over people, in clusters of departments, because colleagues of one department learn together.
 */
import type { Random } from '#engines/random/index.ts';
import { quantileOf } from './distributions.ts';
import { cannot, varianceOf } from './estimate.ts';
import type { Estimate } from './estimate.ts';

export interface KnowledgeInput {
  /** Legacy agencies, in the order of the matrix. */
  readonly levels: readonly string[];
  /** Index into `levels` for each person. */
  readonly groupOf: ArrayLike<number>;
  /** Department of each person: the cluster of the bootstrap and the unit of coverage. */
  readonly department: ArrayLike<string | number>;
  /** Home agency of each business domain, index into `levels`; −1 = common business, only in coverage. */
  readonly homeOf: ArrayLike<number>;
  /** Level of each person in each domain, 0 不了解 · 1 了解 · 2 熟知; null = no answer. */
  readonly mastery: readonly (readonly (number | null)[])[];
}

export interface KnowledgeEstimates {
  /** X_kl, 0…1: mean mastery/2 of people of agency k in domains of agency l. */
  readonly matrix: readonly (readonly Estimate[])[];
  /** X_W and X_B, means of the cells on and off the diagonal, and the gap X_W − X_B. */
  readonly own: Estimate;
  readonly across: Estimate;
  readonly gap: Estimate;
  /** Share of department × domain cells with at least two people at level 2. */
  readonly coverage: Estimate;
  readonly nPeople: number;
  readonly nDepartments: number;
}

export interface KnowledgeOptions {
  readonly random: Random;
  /** Default 1,999. */
  readonly replicates?: number | undefined;
  readonly level?: number | undefined;
}

/**
 * Cross-mastery with percentile intervals of a bootstrap of departments. Fewer than 5 departments give
 * values without intervals (`inference/too-few`). Self-rating alone is grade D evidence: show observed
 * levels beside it where they exist. Cost O(replicates · departments · agencies²).
 */
export function knowledgeEstimates(input: KnowledgeInput, options: KnowledgeOptions): KnowledgeEstimates {
  const K = input.levels.length;
  const clusters = clustersOf(input);
  const figures = (weights: Weights): Float64Array => figuresOf(sumOf(clusters, weights), K);
  const estimate = estimatesBy(figures, clusters.length, options);
  return {
    matrix: input.levels.map((_, k) => input.levels.map((_, l) => estimate(k * K + l))),
    ...namedFigures(estimate, K),
    nPeople: input.mastery.length,
    nDepartments: clusters.length,
  };
}

export type KnowledgeChange = Pick<KnowledgeEstimates, 'own' | 'across' | 'gap' | 'coverage'>;

/**
 * Second − first of the same people, −1…1: each replicate draws the same departments in both waves.
 * @throws RangeError('inference/waves-do-not-fit') where people, departments or agencies differ.
 */
export function knowledgeChange(
  first: KnowledgeInput,
  second: KnowledgeInput,
  options: KnowledgeOptions,
): KnowledgeChange {
  const K = first.levels.length;
  const [then, now] = [clustersOf(first), clustersOf(second)];
  const fits =
    first.levels.join() === second.levels.join() &&
    first.mastery.length === second.mastery.length &&
    first.mastery.every((_, i) => first.department[i] === second.department[i]);
  if (!fits) throw new RangeError('inference/waves-do-not-fit');
  const figures = (weights: Weights): Float64Array => {
    const before = figuresOf(sumOf(then, weights), K);
    return figuresOf(sumOf(now, weights), K).map((figure, at) => figure - before[at]!);
  };
  return namedFigures(estimatesBy(figures, now.length, options), K);
}

const namedFigures = (estimate: (at: number) => Estimate, K: number): KnowledgeChange => ({
  across: estimate(K * K),
  gap: estimate(K * K + 1),
  own: estimate(K * K + 2),
  coverage: estimate(K * K + 3),
});

/** How often each department is drawn; null: each once. */
type Weights = Uint32Array | null;

/** Estimates of figures of weighted departments; a figure is NaN where it is not defined. */
function estimatesBy(
  figures: (weights: Weights) => Float64Array,
  nClusters: number,
  { random, replicates = 1999, level = 0.95 }: KnowledgeOptions,
): (at: number) => Estimate {
  const observed = figures(null);
  const drawn = nClusters >= 5 ? resampled(figures, nClusters, random, replicates) : null;
  return (at) => {
    const value = observed[at]!;
    if (Number.isNaN(value)) return cannot('inference/undefined', null);
    if (!drawn) return cannot('inference/too-few', value);
    const sorted = Float64Array.from(drawn, (one) => one[at]!)
      .filter((x) => !Number.isNaN(x))
      .sort();
    if (sorted.length < drawn.length / 2) return cannot('inference/too-few', value);
    return {
      value,
      low: quantileOf(sorted, (1 - level) / 2),
      high: quantileOf(sorted, (1 + level) / 2),
      standardError: Math.sqrt(varianceOf(sorted)),
    };
  };
}

/** Sums of mastery/2 and counts of answers by (k, l), flat: K² sums, then K² counts; then cells covered, and all. */
type Sums = Float64Array;

function clustersOf({ levels, groupOf, department, homeOf, mastery }: KnowledgeInput): Sums[] {
  const K = levels.length;
  const clusters = new Map<string | number, { sums: Sums; experts: number[] }>();
  mastery.forEach((row, i) => {
    const key = department[i]!;
    const cluster = clusters.get(key) ?? {
      sums: new Float64Array(2 * K * K + 2),
      experts: Array.from({ length: homeOf.length }, () => 0),
    };
    clusters.set(key, cluster);
    row.forEach((value, m) => {
      if (value === 2) cluster.experts[m]!++;
      if (value === null || homeOf[m]! < 0) return;
      const cell = groupOf[i]! * K + homeOf[m]!;
      cluster.sums[cell]! += value / 2;
      cluster.sums[K * K + cell]!++;
    });
  });
  return [...clusters.values()].map(({ sums, experts }) => {
    sums[2 * K * K] = experts.filter((count) => count >= 2).length;
    sums[2 * K * K + 1] = experts.length;
    return sums;
  });
}

function sumOf(clusters: readonly Sums[], weights: Weights): Sums {
  const total = new Float64Array(clusters[0]?.length ?? 0);
  clusters.forEach((cluster, c) => {
    const weight = weights ? weights[c]! : 1;
    if (weight > 0) for (let at = 0; at < total.length; at++) total[at]! += weight * cluster[at]!;
  });
  return total;
}

/** X_kl, then X_B, X_W − X_B, X_W and the coverage; means over the cells that have answers. */
function figuresOf(sums: Sums, K: number): Float64Array {
  const figures = new Float64Array(K * K + 4);
  let [own, nOwn, other, nOther] = [0, 0, 0, 0];
  for (let cell = 0; cell < K * K; cell++) {
    const count = sums[K * K + cell] ?? 0;
    figures[cell] = count > 0 ? sums[cell]! / count : NaN;
    if (count === 0) continue;
    if (cell % (K + 1) === 0) {
      own += figures[cell]!;
      nOwn++;
    } else {
      other += figures[cell]!;
      nOther++;
    }
  }
  const cells = sums[2 * K * K + 1] ?? 0;
  figures[K * K] = other / nOther;
  figures[K * K + 1] = own / nOwn - other / nOther;
  figures[K * K + 2] = own / nOwn;
  figures[K * K + 3] = cells > 0 ? sums[2 * K * K]! / cells : NaN;
  return figures;
}

function resampled(
  figures: (weights: Weights) => Float64Array,
  nClusters: number,
  random: Random,
  replicates: number,
): Float64Array[] {
  const weights = new Uint32Array(nClusters);
  return Array.from({ length: replicates }, () => {
    weights.fill(0);
    for (let draw = 0; draw < nClusters; draw++) weights[random.below(nClusters)]!++;
    return figures(weights);
  });
}
