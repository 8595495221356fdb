/** The estimate of an effect from its inputs: pure, in a thread of its own; the same inputs give the same, byte for byte. */
import {
  drawEffect,
  effectBounds,
  eValue,
  gradeOf,
  holm,
  matchedDifference,
  together,
  type DrawEffect,
  type Drawn,
  type Grade,
} from '#engines/inference/index.ts';
import type { ByChance, EffectEstimate, EffectRelease, Placebo } from './effect.contract.ts';
import {
  askedRows,
  becameAcquainted,
  cellsOf,
  change,
  factorsOf,
  knownRows,
  stranger,
  type AskedRows,
  type EffectInput,
  type KnownRows,
  type Reports,
} from './effect-input.rules.ts';

/** Everything of a release that is reckoned. */
export type Estimated = Omit<EffectRelease, 'version' | 'finding' | 'before' | 'after' | 'record'>;

const unknown: EffectEstimate = { value: null, low: null, high: null, p: null };

export function estimateEffect(input: EffectInput): Estimated {
  const { before, after } = input;
  const rows = before && after ? askedRows(input.legacy, before, after) : null;
  const compared = rows && rows.from.length > 0 ? compare(input, rows, before!) : null;
  const placebos = compared ? placebosOf(input, rows!) : [];
  const response = rows && rows.from.length > 0 ? knownShare(rows) : null;
  const { nPeople, nTeams, nPairs, nExposed, nOutside } = compared ?? nobody;
  const { grade, reasons } = gradeOf({
    assignment: input.assignment,
    storedBefore: input.storedBefore,
    hasBefore: before !== null,
    hasAfter: after !== null,
    nWavesBefore: (before ? 1 : 0) + (input.earlier ? 1 : 0),
    nPeople,
    nTeams,
    nExposed,
    nUnexposed: nPairs - nExposed,
    response: response ?? 0,
    estimated: compared !== null && compared.change.low !== null && compared.change.high !== null,
    placebos: placebos.map(({ p }) => p),
  });
  const counts = { nPeople, nTeams, nPairs, nExposed, nOutside, response: round(response, 2) };
  if (!compared || grade === 'cannot-tell') return { grade, reasons: [...reasons], ...counts, ...told(null) };
  const bounds = response === 1 ? null : effectBounds(rows!, input.seats);
  return {
    grade,
    reasons: [...reasons],
    ...counts,
    ...told(compared),
    bounds: bounds && { low: round(bounds.low), high: round(bounds.high) },
    placebos,
    eValue: grade === 'C' || grade === 'D' ? compared.eValue : null,
  };
}

const nobody = { nPeople: 0, nTeams: 0, nPairs: 0, nExposed: 0, nOutside: 0 };

interface Compared {
  method: 'redrawn' | 'matched';
  nPeople: number;
  nTeams: number;
  nPairs: number;
  nExposed: number;
  nOutside: number;
  change: EffectEstimate;
  strangers: EffectEstimate;
  adjusted: EffectEstimate | null;
  chance: ByChance | null;
  eValue: number | null;
}

/** Where it cannot be told, no number is told: they would be of few people. */
function told(compared: Compared | null) {
  const empty = { bounds: null, placebos: [], eValue: null };
  if (!compared)
    return {
      method: null,
      change: unknown,
      strangers: unknown,
      adjustedP: [],
      adjusted: null,
      chance: null,
      ...empty,
    };
  const { method, strangers, adjusted, chance } = compared;
  const ps = [compared.change.p, strangers.p].filter((p) => p !== null);
  const adjustedP = holm(ps).map((p) => round(p, 4));
  return { method, change: compared.change, strangers, adjusted, chance, adjustedP, ...empty };
}

function compare(input: EffectInput, rows: AskedRows, before: Reports): Compared {
  const changed = knownRows(rows, change);
  const strangers = knownRows(rows, becameAcquainted, stranger);
  return input.assignment === 'chosen'
    ? compareMatched(input, before, changed, strangers)
    : compareRedrawn(input, changed, strangers);
}

function compareRedrawn(
  { seats, redraws, unit }: EffectInput,
  changed: KnownRows,
  strangers: KnownRows,
): Compared {
  const effect = drawEffect(changed, seats, redraws);
  const factors = factorsOf(changed, unit);
  const { nPeople, nTeams, nPairs, nExposed, nOutside } = effect;
  return {
    method: 'redrawn',
    nPeople,
    nTeams,
    nPairs,
    nExposed,
    nOutside,
    change: estimateOf(effect, 2),
    strangers: estimateOf(drawEffect(strangers, seats, redraws), 1),
    adjusted: estimateOf(drawEffect(changed, seats, redraws, { factors }), 2),
    chance: histogramOf(effect),
    eValue: null,
  };
}

/** Fewest exposed pairs behind a figure; and an effect that nearly all share would tell of each of them. */
const fewestExposed = 20;
const nearlyAll = 0.9;

function estimateOf(effect: DrawEffect, most: number): EffectEstimate {
  if (effect.estimate === null || effect.nExposed < fewestExposed) return unknown;
  if (Math.abs(effect.estimate) >= nearlyAll * most) return unknown;
  return {
    value: round(effect.estimate),
    low: round(effect.low),
    high: round(effect.high),
    p: round(effect.p, 4),
  };
}

function compareMatched(
  input: EffectInput,
  before: Reports,
  changed: KnownRows,
  strangers: KnownRows,
): Compared {
  const { seats } = input;
  const main = matchedIn(changed, seats, cellsOf(changed, before, input));
  const fresh = matchedIn(strangers, seats, cellsOf(strangers, before, input));
  const met = new Set(exposedPairs(changed, seats));
  const teams = new Set(seats.flatMap((round, r) => Array.from(round, (team) => `${r} ${team}`)));
  return {
    method: 'matched',
    nPeople: main?.nPeople ?? 0,
    nTeams: [...teams].filter((team) => !team.includes('-')).length,
    nPairs: main?.nPairs ?? 0,
    nExposed: met.size,
    nOutside: main?.nUnmatched ?? 0,
    change: matchedEstimate(main, 2),
    strangers: matchedEstimate(fresh, 1),
    adjusted: null,
    chance: null,
    eValue: eValueOf(strangers, seats),
  };
}

const matchedIn = (rows: KnownRows, seats: Drawn, cell: readonly string[]) =>
  matchedDifference({ ...rows, exposed: exposureOf(rows, seats), cell });

const exposureOf = ({ from, to }: KnownRows, seats: Drawn): Uint8Array =>
  Uint8Array.from(from, (i, d) => (together(seats, i, to[d]!) ? 1 : 0));

const exposedPairs = ({ from, to }: KnownRows, seats: Drawn): string[] =>
  Array.from(from.keys()).flatMap((d) => {
    const [i, j] = [Math.min(from[d]!, to[d]!), Math.max(from[d]!, to[d]!)];
    return together(seats, i, j) ? [`${i} ${j}`] : [];
  });

function matchedEstimate(found: ReturnType<typeof matchedDifference>, most: number): EffectEstimate {
  if (!found || found.nExposed < fewestExposed || Math.abs(found.estimate) >= nearlyAll * most)
    return unknown;
  return {
    value: round(found.estimate),
    low: round(found.low),
    high: round(found.high),
    p: round(found.p, 4),
  };
}

/** Of the ratio of shares of strangers who became acquainted; null where either is near none or all. */
function eValueOf(rows: KnownRows, seats: Drawn): number | null {
  const exposed = exposureOf(rows, seats);
  const shareOf = (kind: number): number => {
    const own = rows.y.filter((_, d) => exposed[d] === kind);
    return own.length < 2 * fewestExposed ? NaN : own.reduce((sum, y) => sum + y, 0) / own.length;
  };
  const [met, other] = [shareOf(1), shareOf(0)];
  const inside = [met, other].every((share) => share > 1 - nearlyAll && share < nearlyAll);
  return inside ? round(eValue(met / other), 2) : null;
}

function placebosOf(input: EffectInput, rows: AskedRows): Placebo[] {
  const { earlier, before, later, foretoldPlacebo } = input;
  const found: Placebo[] = [];
  if (!earlier && foretoldPlacebo) found.push({ kind: 'before', ...foretoldPlacebo });
  if (earlier && before) {
    const then = knownRows(askedRows(input.legacy, earlier, before), change);
    if (then.from.length > 0) found.push({ kind: 'before', ...placeboOf(input, then, earlier) });
  }
  if (later) {
    const told = estimateOf(drawEffect(knownRows(rows, change), later.seats, later.redraws), 2);
    // too few of the same pairs: no check
    if (told.p !== null) found.push({ kind: 'later', ...told });
  }
  return found;
}

/** The check of the wave before, by the method of the estimate. */
export function placeboOf(
  input: Pick<EffectInput, 'assignment' | 'seats' | 'redraws' | 'unit' | 'floor'>,
  then: KnownRows,
  earlier: Reports,
): EffectEstimate {
  const { assignment, seats, redraws } = input;
  if (assignment !== 'chosen') return estimateOf(drawEffect(then, seats, redraws), 2);
  return matchedEstimate(matchedIn(then, seats, cellsOf(then, earlier, input)), 2);
}

const bins = 31;

/** Bins hide the single re-draws: their exact values together would be equations about pairs. */
function histogramOf({ chance, estimate }: DrawEffect): ByChance | null {
  if (estimate === null || chance.length === 0) return null;
  const widest = Math.max(Math.abs(chance[0]!), Math.abs(chance.at(-1)!));
  const step = Math.max(0.002, Math.ceil((2000 * widest) / bins) / 1000);
  const from = round((-bins * step) / 2, 4);
  const counts = Array.from({ length: bins }, () => 0);
  for (const value of chance) counts[Math.min(bins - 1, Math.max(0, Math.floor((value - from) / step)))]!++;
  const at = (share: number): number => round(chance[Math.floor(share * (chance.length - 1))]!);
  return { from, step, counts, low: at(0.025), high: at(0.975) };
}

function knownShare(rows: AskedRows): number {
  const known = Array.from(rows.from.keys()).filter((d) => rows.before[d]! >= 0 && rows.after[d]! >= 0);
  return known.length / rows.from.length;
}

function round(value: number, digits?: number): number;
function round(value: number | null, digits?: number): number | null;
function round(value: number | null, digits = 3): number | null {
  // -0 becomes 0: bytes are compared
  return value === null || !Number.isFinite(value)
    ? null
    : Math.round(value * 10 ** digits) / 10 ** digits + 0;
}

export type { Grade };
