/**
 * What non-response could do to an effect: Manski bounds (Manski 1990, American Economic Review 80:319–323;
 * Horowitz & Manski 2000, DOI 10.1080/01621459.2000.10473902). No assumption about who did not answer.
 */
import { exposedBy, type Drawn } from './effect.ts';

/** Outcomes of all rows that were asked, known between two ends; equal ends where both answers are there. */
export interface BoundedOutcomes {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly least: Float64Array;
  readonly most: Float64Array;
}

export interface EffectBounds {
  readonly low: number;
  readonly high: number;
  /** Share of the rows whose outcome is known. */
  readonly known: number;
}

/**
 * Least and most that the difference of means could be, had everybody answered: unanswered rows of pairs that
 * shared a team at one end, the others at the other. Null where one kind is absent.
 */
export function effectBounds(rows: BoundedOutcomes, drawn: Drawn): EffectBounds | null {
  const exposed = exposedBy(rows, drawn);
  const nExposed = exposed.reduce((sum, one) => sum + one, 0);
  const nOther = exposed.length - nExposed;
  if (nExposed === 0 || nOther === 0) return null;
  let [low, high, known] = [0, 0, 0];
  for (let d = 0; d < exposed.length; d++) {
    const [least, most] = [rows.least[d]!, rows.most[d]!];
    if (least === most) known++;
    low += exposed[d] === 1 ? least / nExposed : -most / nOther;
    high += exposed[d] === 1 ? most / nExposed : -least / nOther;
  }
  return { low, high, known: known / exposed.length };
}

/** Ends of a change of state 0…2 of which one or both reports are missing (null). */
export function changeEnds(before: number | null, after: number | null): [number, number] {
  return [(after ?? 0) - (before ?? 2), (after ?? 2) - (before ?? 0)];
}
