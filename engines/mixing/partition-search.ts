/**
 * Threshold-accepting iterated local search for one grouping. The swap neighbourhood is seen as one block
 * per pair of groups and only blocks that changed are looked at again (Lai, Hao, Fu & Yue 2021,
 * DOI 10.1016/j.ejor.2020.06.013); inside a block, rows whose best case cannot win are skipped (bounds in
 * the manner of Schulz); a kick that led nowhere is taken back from a log instead of copying matrices.
 * Departures: the group-sum matrix is group-major, sums are whole numbers, and costs of rules take part.
 */
import type { Random } from '#engines/random/index.ts';
import { PartitionState, type PartitionModel } from './partition-state.ts';

export type { PartitionModel };

/**
 * Random moves of which a kick makes the least bad: 36, in small problems fewer, else every kick would be the
 * same. Measured at 2 s on RanInt and RanReal, n = 240 and 480: 8 and 120 end 0.2 % lower than 40.
 */
const SAMPLES = 36;
const SAMPLES_PER_UNIT = 0.3;
const KICKS = 2;
const EPS = 1e-6;
/** Where acceptance starts, in mean gains of a random swap; it falls to 0. */
const THRESHOLD = 5;

export class PartitionSearch extends PartitionState {
  bestValue = -Infinity;
  readonly best: Int32Array;
  /** Kicks carried out so far. */
  kicks = 0;
  #random: Random;
  readonly #samples: number;
  #meanGain = 0;

  constructor(model: PartitionModel, random: Random) {
    super(model);
    this.#random = random;
    this.best = new Int32Array(model.n);
    this.#samples = Math.max(2, Math.min(SAMPLES, Math.floor(SAMPLES_PER_UNIT * model.n)));
  }

  /** Loads, climbs, and measures how much a random swap changes; call before `step`. */
  start(groupOf: ArrayLike<number>): void {
    this.load(groupOf);
    this.#meanGain = this.#meanSwapGain();
    this.climb();
    this.#keepBest();
  }

  /** Begins anew with another stream, as a new search would; its arrays are used again. */
  startAnew(groupOf: ArrayLike<number>, random: Random): void {
    this.#random = random;
    this.bestValue = -Infinity;
    this.kicks = 0;
    this.start(groupOf);
  }

  /** Goes on from another search's grouping; its climb is done again, and costs nothing if it was done. */
  adopt(groupOf: ArrayLike<number>): void {
    this.load(groupOf);
    this.climb();
    this.#keepBest();
  }

  /** `kicks` rounds of kick, climb, accept or take back. `share` in 0 … 1: how much of the budget is used. */
  step(kicks: number, share: number): void {
    const limit = THRESHOLD * this.#meanGain * Math.max(0, 1 - share);
    if (this.model.m < 2 || this.model.n < 2) {
      this.kicks += kicks;
      return;
    }
    for (let k = 0; k < kicks; k++) {
      const before = this.value;
      this.begin();
      const times = KICKS + this.#random.below(KICKS + 1);
      for (let t = 0; t < times; t++) this.#kick();
      this.climb();
      this.kicks++;
      if (this.value >= before - this.#random.uniform() * limit) this.#keepBest();
      else this.takeBack(before);
    }
  }

  #keepBest(): void {
    if (this.value <= this.bestValue + EPS) return;
    this.bestValue = this.value;
    this.best.set(this.groupOf);
  }

  /** The least bad of a few random moves; every fourth kick of a loose problem moves units alone. */
  #kick(): void {
    const alone = this.model.moves && this.#random.below(4) === 0;
    let bestX = -1;
    let bestY = -1;
    let bestTo = -1;
    let bestGain = -Infinity;
    for (let s = 0; s < this.#samples; s++) {
      const x = this.#random.below(this.model.n);
      const y = alone ? -1 : this.#random.below(this.model.n);
      const to = alone ? this.#random.below(this.model.m) : this.groupOf[y]!;
      const gain = this.#sampleGain(x, y, to);
      if (gain <= bestGain) continue;
      bestX = x;
      bestY = y;
      bestTo = to;
      bestGain = gain;
    }
    if (bestX < 0) return;
    if (alone) this.move(bestX, this.groupOf[bestX]!, bestTo, bestGain);
    else this.swap(bestX, this.groupOf[bestX]!, bestY, bestTo, bestGain);
  }

  #sampleGain(x: number, y: number, to: number): number {
    const from = this.groupOf[x]!;
    if (from === to) return -Infinity;
    if (y >= 0) return this.swapGain(x, from, y, to);
    const fits = this.counts[from]! > this.model.min[from]! && this.counts[to]! < this.model.max[to]!;
    return fits ? this.moveGain(x, from, to) : -Infinity;
  }

  #meanSwapGain(): number {
    const { n, m, weight } = this.model;
    if (n < 2 || m < 2) return 0;
    let [sum, counted] = [0, 0];
    for (let s = 0; s < 2000; s++) {
      const [x, y] = [this.#random.below(n), this.#random.below(n)];
      const [g, h] = [this.groupOf[x]!, this.groupOf[y]!];
      if (g === h) continue;
      // of the pairs alone: a hard rule's cost would make every loss acceptable
      const gain = this.model.gain[x * n + y]!;
      const { sums } = this;
      sum += Math.abs(
        weight[h]! * (sums[h * n + x]! - sums[h * n + y]! - gain) +
          weight[g]! * (sums[g * n + y]! - sums[g * n + x]! - gain),
      );
      counted++;
    }
    return counted === 0 ? 0 : sum / counted;
  }
}
