/** Few bins for numbers and days. The outer ones are open: neither the least nor the greatest answer is told. */
import { quantileOf } from '#engines/inference/index.ts';
import type { Wording } from './questionnaire.contract.ts';

/** From one edge to before the next; the first and the last bin have one edge only. */
export interface Bin {
  from: number | null;
  before: number | null;
}

/** Bins between the tenths at both ends, about five of them. */
const inner = 4;

const numberSteps = Array.from({ length: 13 }, (_, at) => [1, 2, 5].map((n) => n * 10 ** (at - 4))).flat();
/** Months: months, quarters, halves, years, two, five, ten. */
const monthSteps = [1, 3, 6, 12, 24, 60, 120];

/** @param least smallest step that makes sense: 1 for whole numbers. */
export const numberBins = (values: readonly number[], k: number, least: number): Bin[] =>
  binsOf(
    values,
    k,
    numberSteps.filter((step) => step >= least),
  );

/** Of months since year 0. */
export const monthBins = (months: readonly number[], k: number): Bin[] => binsOf(months, k, monthSteps);

/** None where fewer than two bins of k people can be made. */
function binsOf(values: readonly number[], k: number, steps: readonly number[]): Bin[] {
  if (values.length < 2 * k) return [];
  const sorted = values.toSorted((a, b) => a - b);
  const [low, high] = [quantileOf(sorted, 0.1), quantileOf(sorted, 0.9)];
  const step = steps.find((one) => one >= (high - low) / inner) ?? steps.at(-1)!;
  const first = Math.ceil(low / step);
  const nEdges = Math.max(1, Math.ceil(high / step) - first + 1);
  const edges = Array.from({ length: nEdges }, (_, at) => rounded((first + at) * step));
  const kept = merged(edges, sorted, k);
  return kept.length === 0
    ? []
    : [null, ...kept].map((from, at) => ({ from, before: at < kept.length ? kept[at]! : null }));
}

const rounded = (edge: number): number => Number(edge.toPrecision(12));

/** Drops edges until every bin holds k people: the smallest bin joins the smaller of its neighbours. */
function merged(edges: readonly number[], sorted: readonly number[], k: number): number[] {
  const kept = [...edges];
  while (kept.length > 0) {
    const counts = [...kept, Infinity].map((before, at) =>
      sorted.reduce((n, value) => n + Number(value < before && value >= (kept[at - 1] ?? -Infinity)), 0),
    );
    const smallest = counts.indexOf(Math.min(...counts));
    if (counts[smallest]! >= k) return kept;
    const [below, above] = [counts[smallest - 1] ?? Infinity, counts[smallest + 1] ?? Infinity];
    kept.splice(below <= above ? smallest - 1 : smallest, 1);
  }
  return kept;
}

export const binAt = (bins: readonly Bin[], value: number): number =>
  bins.findIndex(({ before }) => before === null || value < before);

/** `step`: 1 where answers are whole numbers, so that a bin names the last one it holds; 0 where they are not. */
export function numberWords({ from, before }: Bin, step: number, unit: Wording | null): Wording {
  const [zhUnit, enUnit] = unit ? [` ${unit.zh}`, ` ${unit.en || unit.zh}`] : ['', ''];
  const words = (zh: string, en: string): Wording => ({ zh: zh + zhUnit, en: en + enUnit });
  if (from === null) return words(`不到 ${before}`, `under ${before}`);
  if (before === null) return { zh: `${from}${zhUnit} 及以上`, en: `${from}${enUnit} and more` };
  if (step === 0) return words(`${from} 到不足 ${before}`, `${from} to under ${before}`);
  const last = before - step;
  return last === from ? words(`${from}`, `${from}`) : words(`${from}–${last}`, `${from}–${last}`);
}

export const monthOf = (day: string): number => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

export function monthWords({ from, before }: Bin): Wording {
  const isYears = [from, before].every((edge) => edge === null || edge % 12 === 0);
  const name = (month: number): string =>
    isYears
      ? String(Math.floor(month / 12))
      : `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  const zhUnit = isYears ? '年' : '';
  const last = before === null ? '' : name(before - 1);
  if (from === null) return { zh: `${last}${zhUnit}及以前`, en: `until ${last}` };
  if (before === null) return { zh: `${name(from)}${zhUnit}起`, en: `from ${name(from)} on` };
  const [begin, only] = [name(from), name(from) === last];
  return only
    ? { zh: `${begin}${zhUnit}`, en: begin }
    : { zh: `${begin}–${last}${zhUnit}`, en: `${begin}–${last}` };
}
