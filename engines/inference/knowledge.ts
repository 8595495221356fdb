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
  /** X_B, mean of the cells off the diagonal, and the gap X_W − X_B. */
  readonly across: Estimate;
  readonly gap: Estimate;
  /** Share of department × domain cells with at least two people at level 2. */
  readonly coverage: number | null;
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
 * levels beside it where they exist. Cost O(replicates · people · agencies).
 */
export function knowledgeEstimates(input: KnowledgeInput, options: KnowledgeOptions): KnowledgeEstimates {
  const K = input.levels.length;
  const clusters = clustersOf(input);
  const observed = figuresOf(sumOf(clusters, null), K);
  const enough = clusters.length >= 5;
  const drawn = enough ? resampled(clusters, K, options.random, options.replicates ?? 1999) : [];
  const level = options.level ?? 0.95;
  const estimate = (at: number): Estimate => {
    const value = observed[at]!;
    if (Number.isNaN(value)) return cannot('inference/undefined', null);
    if (!enough) return cannot('inference/too-few', value);
    const sorted = Float64Array.from(drawn, (figures) => figures[at]!)
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
  return {
    matrix: input.levels.map((_, k) => input.levels.map((_, l) => estimate(k * K + l))),
    across: estimate(K * K),
    gap: estimate(K * K + 1),
    coverage: coverageOf(input),
    nPeople: input.mastery.length,
    nDepartments: clusters.length,
  };
}

/** Sums of mastery/2 and counts of answers by (k, l), flat: K² sums, then K² counts. */
type Sums = Float64Array;

function clustersOf({ levels, groupOf, department, homeOf, mastery }: KnowledgeInput): Sums[] {
  const K = levels.length;
  const clusters = new Map<string | number, Sums>();
  mastery.forEach((row, i) => {
    const key = department[i]!;
    const sums = clusters.get(key) ?? new Float64Array(2 * K * K);
    clusters.set(key, sums);
    row.forEach((value, m) => {
      if (value === null || homeOf[m]! < 0) return;
      const cell = groupOf[i]! * K + homeOf[m]!;
      sums[cell]! += value / 2;
      sums[K * K + cell]!++;
    });
  });
  return [...clusters.values()];
}

function sumOf(clusters: readonly Sums[], weights: Uint32Array | null): Sums {
  const total = new Float64Array(clusters[0]?.length ?? 0);
  clusters.forEach((cluster, c) => {
    const weight = weights ? weights[c]! : 1;
    if (weight > 0) for (let at = 0; at < total.length; at++) total[at]! += weight * cluster[at]!;
  });
  return total;
}

/** X_kl, then X_B, then X_W − X_B; means over the cells that have answers. */
function figuresOf(sums: Sums, K: number): Float64Array {
  const figures = new Float64Array(K * K + 2);
  let [own, nOwn, other, nOther] = [0, 0, 0, 0];
  for (let cell = 0; cell < K * K; cell++) {
    const count = sums[K * K + cell]!;
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
  figures[K * K] = other / nOther;
  figures[K * K + 1] = own / nOwn - other / nOther;
  return figures;
}

function resampled(clusters: readonly Sums[], K: number, random: Random, replicates: number): Float64Array[] {
  const weights = new Uint32Array(clusters.length);
  return Array.from({ length: replicates }, () => {
    weights.fill(0);
    for (let draw = 0; draw < clusters.length; draw++) weights[random.below(clusters.length)]!++;
    return figuresOf(sumOf(clusters, weights), K);
  });
}

function coverageOf({ department, mastery, homeOf }: KnowledgeInput): number | null {
  const expert = new Map<string, number>();
  const units = new Set<string | number>();
  mastery.forEach((row, i) => {
    units.add(department[i]!);
    row.forEach((value, m) => {
      const key = `${department[i]!} ${m}`;
      if (value === 2) expert.set(key, (expert.get(key) ?? 0) + 1);
    });
  });
  const cells = units.size * homeOf.length;
  return cells > 0 ? [...expert.values()].filter((count) => count >= 2).length / cells : null;
}
