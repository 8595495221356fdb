/** Answers to the items of one scale whose bureau mean is the scenario's: found by bisection of the level. */
import type { Random } from '#engines/random/index.ts';
import { OVERALL, type OpinionWave } from '#demo/opinion-waves.ts';

/** A scale of the questionnaire: which of its items count from the other end. */
export interface OpinionScale {
  code: string;
  reversed: readonly boolean[];
}

/** Of a person's value on a scale: standard deviation in all, of the person through everything, of one item. */
const spread = { whole: 0.85, person: 0.45, item: 0.5 };
const missing = 0.015;

export interface Calibrating {
  scale: OpinionScale;
  wave: OpinionWave;
  merits: readonly { offset: number; legacy: number; effect: number }[];
  /** Who ticks one column throughout, and which. */
  straight: readonly (number | null)[];
  random: Random;
}

/** Columns ticked by people and items. */
export function calibrated({ scale, wave, merits, straight, random }: Calibrating): (number | null)[][] {
  // Workload: whoever is better off carries less of it.
  const sign = scale.code === 'burden' ? -1 : 1;
  const rest = Math.sqrt(spread.whole ** 2 - spread.person ** 2);
  const values = merits.map(
    ({ offset, legacy, effect }) =>
      sign * (offset + legacy + spread.person * effect) + rest * random.normal(),
  );
  const noise = merits.map(() => scale.reversed.map(() => spread.item * random.normal()));
  const gone = merits.map(() => scale.reversed.map(() => random.uniform() < missing));
  const ticksAt = (level: number): (number | null)[][] =>
    values.map((value, p) =>
      scale.reversed.map((turned, i) => {
        if (gone[p]![i]) return null;
        const column = straight[p] ?? null;
        if (column !== null) return column;
        const score = Math.min(5, Math.max(1, Math.round(level + value + noise[p]![i]!)));
        return turned ? 6 - score : score;
      }),
    );
  const target = wave.means[scale.code] ?? wave.means[OVERALL]!;
  return ticksAt(levelFor(target, (level) => meanOf(ticksAt(level), scale)));
}

/** Mean of people's means, reversed items turned; people who left out more than half of the items do not count. */
function meanOf(ticks: readonly (readonly (number | null)[])[], { reversed }: OpinionScale): number {
  const scores = ticks.flatMap((row) => {
    const own = row.flatMap((tick, i) => (tick === null ? [] : [reversed[i] ? 6 - tick : tick]));
    return own.length * 2 < row.length || own.length === 0
      ? []
      : [own.reduce((a, b) => a + b, 0) / own.length];
  });
  return scores.reduce((a, b) => a + b, 0) / scores.length;
}

/** The mean grows with the level, in steps of one answer: bisection to the step. */
function levelFor(target: number, meanAt: (level: number) => number): number {
  let [low, high] = [0, 6];
  for (let step = 0; step < 40; step++) {
    const middle = (low + high) / 2;
    if (meanAt(middle) < target) low = middle;
    else high = middle;
  }
  return high;
}
