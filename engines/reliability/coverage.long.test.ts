import { describe, expect, test } from 'vitest';
import { stream } from '#engines/random/index.ts';
import { alpha, changeFigure, meanFigure, omega, summaryOf, type Figure } from './index.ts';
import { loadingsOf } from './consistency.ts';
import { momentsOf } from './moments.ts';
import { factorWorld } from './reliability.fixtures.ts';

/** Share of 2,000 worlds whose 95 % interval holds the truth; the Monte-Carlo error of a share is 0.5 points. */
const worlds = 2000;
const holds = ({ low, high }: Figure, truth: number): boolean => low! <= truth && truth <= high!;
const share = (of: (seed: number) => boolean): number =>
  Array.from({ length: worlds }, (_, seed) => of(seed)).filter(Boolean).length / worlds;

describe('how often the intervals hold the truth', () => {
  for (const cut of [false, true])
    test(`α and ω of four items, 100 people, ${cut ? 'answers 1–5' : 'uncut'}`, () => {
      const loadings = [0.8, 0.7, 0.6, 0.7];
      // What the cut answers themselves have, from a very large world.
      const large = factorWorld({ loadings, n: 200_000, seed: 1, cut });
      const truth = cut ? valuesOf(large.items) : { alpha: large.alpha, omega: large.omega };
      const found = (figure: typeof alpha, at: number) =>
        share((seed) => holds(figure(factorWorld({ loadings, n: 100, seed: seed + 10, cut }).items), at));
      const [a, o] = [found(alpha, truth.alpha), found(omega, truth.omega)];
      console.info(`coverage, ${cut ? 'cut' : 'uncut'}: alpha ${a}, omega ${o}`);
      expect(Math.min(a, o)).toBeGreaterThan(0.93);
      expect(Math.max(a, o)).toBeLessThan(0.97);
    });

  test('mean of 15 and of 280 people, change between independent waves', () => {
    const draw = (seed: number, n: number, label: string) => {
      const random = stream(seed, label);
      // Five options with chances .05, .15, .3, .35, .15: mean 3.4.
      const ends = [0.05, 0.2, 0.5, 0.85, 1];
      return Array.from({ length: n }, () => {
        const u = random.uniform();
        return ends.findIndex((end) => u < end) + 1;
      });
    };
    const small = share((seed) => holds(meanFigure(summaryOf(draw(seed, 15, 'a'))!), 3.4));
    const large = share((seed) => holds(meanFigure(summaryOf(draw(seed, 280, 'b'))!), 3.4));
    const change = share((seed) =>
      holds(changeFigure(summaryOf(draw(seed, 270, 'c'))!, summaryOf(draw(seed, 285, 'd'))!), 0),
    );
    console.info(`coverage: mean of 15 ${small}, of 280 ${large}, change ${change}`);
    for (const one of [small, large, change]) {
      expect(one).toBeGreaterThan(0.93);
      expect(one).toBeLessThan(0.97);
    }
  });

  test('change where the same people answer twice (correlation .6): errs on the wide side', () => {
    const rate = share((seed) => {
      const random = stream(seed, 'twice');
      const twelve = () => random.normal();
      const people = Array.from({ length: 280 }, () => {
        const person = twelve() * Math.sqrt(0.6);
        return [person + twelve() * Math.sqrt(0.4), person + twelve() * Math.sqrt(0.4)];
      });
      const [then, now] = [people.map(([x]) => x!), people.map(([, y]) => y!)];
      return holds(changeFigure(summaryOf(then)!, summaryOf(now)!), 0);
    });
    console.info(`coverage of the change, same people: ${rate}`);
    expect(rate).toBeGreaterThan(0.98);
  });
});

function valuesOf(items: readonly (readonly number[])[]): { alpha: number; omega: number } {
  // One value each, without the jackknife over 200,000 people.
  return { alpha: pointOf(items, 'alpha'), omega: pointOf(items, 'omega') };
}

function pointOf(items: readonly (readonly number[])[], which: 'alpha' | 'omega'): number {
  const moments = momentsOf(items);
  const { p, covariance: s } = moments;
  const own = Array.from({ length: p }, (_, i) => s[i * p + i]!).reduce((a, b) => a + b, 0);
  if (which === 'alpha') return (p / (p - 1)) * (1 - own / s.reduce((a, b) => a + b, 0));
  const loadings = loadingsOf(moments);
  const common = loadings.reduce((a, b) => a + b, 0) ** 2;
  return common / (common + own - loadings.reduce((a, b) => a + b ** 2, 0));
}
