/**
 * Partial roster by independent samples: each person is asked about k others
 * drawn without replacement, or k_own of the own and k_other of the other agencies. Särndal, Swensson &
 * Wretman 1992, Model Assisted Survey Sampling, ch. 3 and 5.
 */
import type { Random } from '#engines/random/index.ts';
import { cannot, studentInterval } from './estimate.ts';
import type { Estimate } from './estimate.ts';

export interface SampleDesign {
  readonly groupOf: Int32Array;
  /** Names per person: all others in one drawing, or own and other agencies apart. */
  readonly names: number | { readonly own: number; readonly other: number };
}

/** Draws each person's alters, rising. Strata smaller than k are asked completely. */
export function drawSamples({ groupOf, names }: SampleDesign, random: Random): number[][] {
  const everyone = Array.from(groupOf, (_, i) => i);
  const chosen = (frame: number[], k: number): number[] => random.shuffle(frame).slice(0, k);
  return everyone.map((i) => {
    const others = everyone.filter((j) => j !== i);
    if (typeof names === 'number') return chosen(others, names).sort((a, b) => a - b);
    const own = others.filter((j) => groupOf[j] === groupOf[i]);
    const other = others.filter((j) => groupOf[j] !== groupOf[i]);
    return [...chosen(own, names.own), ...chosen(other, names.other)].sort((a, b) => a - b);
  });
}

export interface SampledTotals {
  /** Horvitz–Thompson: density = Ŷ/M, variance Σ_i Σ_h M_ih²(1 − k_ih/M_ih) s²_ih/k_ih / M². */
  readonly horvitzThompson: Estimate;
  /** Hájek ratio Σwy/Σw, linearised variance; narrower for blocks. */
  readonly hajek: Estimate;
}

export interface SampleEstimates {
  readonly within: SampledTotals;
  readonly between: SampledTotals;
}

/**
 * Densities of the whole bureau from samples of names.
 * @param asked alters of each person, from `drawSamples`.
 * @param knows the report of i about j, 0 or 1 (or a strength).
 * Intervals: normal, of the design (about this bureau's own pairs). A person with one name in a stratum
 * gives no variance there; the stratum's mean variance over the others stands in.
 */
export function sampleEstimates(
  design: SampleDesign,
  asked: readonly (readonly number[])[],
  knows: (i: number, j: number) => number,
  level = 0.95,
): SampleEstimates {
  const strata = strataOf(design, asked, knows);
  return {
    within: totalsOf(strata, design, 'within', level),
    between: totalsOf(strata, design, 'between', level),
  };
}

type Kind = 'within' | 'between';

/** One person's one drawing: M cells in the frame, the answers in it, and which are within. */
interface Stratum {
  readonly frame: number;
  readonly answers: readonly { readonly y: number; readonly kind: Kind }[];
}

function strataOf(
  { groupOf, names }: SampleDesign,
  asked: readonly (readonly number[])[],
  knows: (i: number, j: number) => number,
): Stratum[] {
  const n = groupOf.length;
  const sizes = new Map<number, number>();
  for (const group of groupOf) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  return asked.flatMap((alters, i) => {
    const answers = alters.map((j) => ({
      y: knows(i, j),
      kind: groupOf[i] === groupOf[j] ? ('within' as const) : ('between' as const),
    }));
    if (typeof names === 'number') return [{ frame: n - 1, answers }];
    const own = sizes.get(groupOf[i]!)! - 1;
    return (['within', 'between'] as const).map((kind) => ({
      frame: kind === 'within' ? own : n - 1 - own,
      answers: answers.filter((answer) => answer.kind === kind),
    }));
  });
}

function totalsOf(
  strata: readonly Stratum[],
  design: SampleDesign,
  kind: Kind,
  level: number,
): SampledTotals {
  const possible = possibleOf(design.groupOf, kind);
  const weighted = (
    value: (answer: { y: number; kind: Kind }) => number,
  ): { total: number; variance: number } =>
    expanded(strata, (answer) => (answer.kind === kind ? value(answer) : 0));
  const y = weighted((answer) => answer.y);
  const count = weighted(() => 1);
  const ratio = y.total / count.total;
  const residual = weighted((answer) => answer.y - ratio);
  return {
    horvitzThompson: densityEstimate(y.total / possible, y.variance / possible ** 2, level),
    hajek: densityEstimate(ratio, residual.variance / count.total ** 2, level),
  };
}

function possibleOf(groupOf: Int32Array, kind: Kind): number {
  const sizes = new Map<number, number>();
  for (const group of groupOf) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const within = [...sizes.values()].reduce((sum, n) => sum + n * (n - 1), 0);
  return kind === 'within' ? within : groupOf.length * (groupOf.length - 1) - within;
}

/** Σ M/k Σ z and its design variance; strata with one answer borrow the mean s² of the others. */
function expanded(
  strata: readonly Stratum[],
  z: (answer: { y: number; kind: Kind }) => number,
): { total: number; variance: number } {
  let total = 0;
  const spreads: { weight: number; s2: number | null }[] = [];
  for (const { frame, answers } of strata) {
    const k = answers.length;
    if (k === 0) continue;
    const values = answers.map(z);
    const mean = values.reduce((sum, value) => sum + value, 0) / k;
    total += frame * mean;
    const s2 = k > 1 ? values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (k - 1) : null;
    spreads.push({ weight: (frame * frame * (1 - k / frame)) / k, s2 });
  }
  const known = spreads.filter(({ s2 }) => s2 !== null);
  const typical = known.reduce((sum, { s2 }) => sum + s2!, 0) / Math.max(1, known.length);
  return { total, variance: spreads.reduce((sum, { weight, s2 }) => sum + weight * (s2 ?? typical), 0) };
}

function densityEstimate(value: number, variance: number, level: number): Estimate {
  if (!Number.isFinite(value)) return cannot('inference/undefined', null);
  const made = studentInterval(value, 'identity', { variance, df: Infinity }, level);
  return typeof made === 'string' ? cannot(made, value) : { value, ...made };
}
