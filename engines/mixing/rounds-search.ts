/**
 * Several rounds at once: annealing over swaps within a round on the matrix of how often each pair meets
 * (the state of Dotú & Van Hentenryck 2005, “Scheduling social golfers locally”, DOI 10.1007/11493853_10;
 * departures: annealing instead of tabu search, any gain per first meeting, rules by tables). A first
 * meeting is worth the pair's gain; the c-th costs c − 1 repeats, so repeats are spread over pairs.
 */
import type { Random } from '#engines/random/index.ts';
import { GroupRules, type RuleArrays } from './group-rules.ts';

export interface RoundArrays {
  /** People (numbers below `nPeople`) of unit u: `person[start[u]] … person[start[u + 1] − 1]`. */
  readonly start: Int32Array;
  readonly person: Int32Array;
  readonly rules: RuleArrays;
}

export interface RoundsModel {
  readonly nPeople: number;
  /** n × n whole numbers: worth of a first meeting. */
  readonly gain: Int32Array;
  /** Worth of the c-th meeting of a pair for c ≥ 2, at index c; ≤ 0 and falling. */
  readonly again: Float64Array;
  readonly rounds: readonly RoundArrays[];
}

/**
 * Temperatures in units of a repeat, from the start to the end of a pass. Measured: 8-3-10 and 8-4-7 are
 * found 3–10 times sooner in a narrow band around 0.2; 5-3-7 and 5-4-5 need the long fall. They take turns.
 */
const FALLS = [
  [0.22, 0.16],
  [0.6, 0.12],
] as const;
/** From this share of the budget on, the search cools to the end. */
const COOLING = 0.7;
/** Proposals in one iteration, iterations in one pass from hot to cold. */
const PROPOSALS = 1000;
const PASS = 300;

export class RoundsSearch {
  readonly model: RoundsModel;
  value = 0;
  bestValue = -Infinity;
  /** Group of each unit in each round. */
  readonly groupOf: Int32Array[];
  readonly best: Int32Array[];
  iterations = 0;
  readonly #random: Random;
  readonly #rules: GroupRules[];
  readonly #met: Uint8Array;
  readonly #members: Int32Array[];
  readonly #counts: Int32Array[];
  readonly #place: Int32Array[];
  readonly #unit: number;

  constructor(model: RoundsModel, random: Random) {
    this.model = model;
    this.#random = random;
    this.#rules = model.rounds.map(({ rules }) => new GroupRules(rules));
    this.#met = new Uint8Array(model.nPeople ** 2);
    this.groupOf = model.rounds.map(({ rules }) => new Int32Array(rules.n));
    this.best = this.groupOf.map((groups) => groups.slice());
    this.#place = this.groupOf.map((groups) => groups.slice());
    this.#members = model.rounds.map(({ rules }) => new Int32Array(rules.n * rules.m));
    this.#counts = model.rounds.map(({ rules }) => new Int32Array(rules.m));
    this.#unit = Math.max(1, meanGain(model) - model.again[2]!);
  }

  /** Takes groupings of all rounds as the present ones. O(rounds · n · group size). */
  start(groupOf: readonly ArrayLike<number>[]): void {
    this.#met.fill(0);
    this.value = 0;
    this.groupOf.forEach((groups, r) => {
      groups.set(groupOf[r]!);
      this.#enlist(r);
      this.#rules[r]!.load(groups);
      for (const cost of this.#rules[r]!.cost) this.value -= cost;
      this.#meetAll(r);
    });
    this.#keepBest();
  }

  adopt(groupOf: readonly ArrayLike<number>[]): void {
    this.start(groupOf);
  }

  /** `iterations` times a thousand proposals: passes from hot to cold, cooling when `share` nears 1. */
  step(iterations: number, share: number): void {
    const cooling = Math.min(1, Math.max(0.05, (1 - share) / (1 - COOLING)));
    for (let k = 0; k < iterations; k++) {
      const [hot, cold] = FALLS[Math.floor(this.iterations / PASS) % FALLS.length]!;
      const heat = this.#unit * cooling * hot * (cold / hot) ** ((this.iterations % PASS) / PASS);
      for (let p = 0; p < PROPOSALS; p++) this.#propose(heat);
      this.iterations++;
    }
  }

  #enlist(r: number): void {
    const { n } = this.model.rounds[r]!.rules;
    this.#counts[r]!.fill(0);
    for (let u = 0; u < n; u++) this.#append(r, u, this.groupOf[r]![u]!);
  }

  #append(r: number, unit: number, group: number): void {
    const at = this.#counts[r]![group]!++;
    this.#place[r]![unit] = at;
    this.#members[r]![group * this.model.rounds[r]!.rules.n + at] = unit;
  }

  #meetAll(r: number): void {
    const { start, person, rules } = this.model.rounds[r]!;
    const { nPeople } = this.model;
    const groups = new Int32Array(nPeople).fill(-1);
    for (let u = 0; u < rules.n; u++)
      for (let at = start[u]!; at < start[u + 1]!; at++) groups[person[at]!] = this.groupOf[r]![u]!;
    for (let i = 0; i < nPeople; i++)
      for (let j = i + 1; j < nPeople; j++)
        if (groups[i]! >= 0 && groups[i] === groups[j]) {
          const met = ++this.#met[i * nPeople + j]!;
          this.#met[j * nPeople + i] = met;
          this.value += met === 1 ? this.model.gain[i * nPeople + j]! : this.model.again[met]!;
        }
  }

  #keepBest(): void {
    if (this.value <= this.bestValue + 1e-6) return;
    this.bestValue = this.value;
    this.groupOf.forEach((groups, r) => this.best[r]!.set(groups));
  }

  /** A swap, or now and then a unit moving alone; Metropolis. */
  #propose(heat: number): void {
    const random = this.#random;
    const r = random.below(this.groupOf.length);
    const groups = this.groupOf[r]!;
    const { m } = this.model.rounds[r]!.rules;
    const x = random.below(groups.length);
    const alone = random.below(8) === 0;
    const y = alone ? -1 : random.below(groups.length);
    const g = groups[x]!;
    const h = alone ? random.below(m) : groups[y]!;
    if (g === h) return;
    const cost = this.#rules[r]!.change(x, g, y, h);
    if (cost === Infinity || cost > 40 * heat) return;
    let change = this.#worth(r, x, h, y, 1) - this.#worth(r, x, g, x, 0) - cost;
    if (y >= 0) change += this.#worth(r, y, g, x, 1) - this.#worth(r, y, h, y, 0);
    if (change < 0 && random.uniform() >= Math.exp(change / heat)) return;
    this.#apply(r, x, g, y, h);
    this.value += change;
    this.#keepBest();
  }

  // kernel: worth of a unit's meetings with a group, `extra` 0 as they are, 1 if it joined; `without` left out
  #worth(r: number, unit: number, group: number, without: number, extra: number): number {
    const { nPeople, gain, again } = this.model;
    const { start, person, rules } = this.model.rounds[r]!;
    const members = this.#members[r]!;
    const met = this.#met;
    const row = group * rules.n;
    const end = row + this.#counts[r]![group]!;
    let sum = 0;
    for (let at = row; at < end; at++) {
      const other = members[at]!;
      if (other === without || other === unit) continue;
      for (let a = start[unit]!; a < start[unit + 1]!; a++)
        for (let b = start[other]!; b < start[other + 1]!; b++) {
          const pair = person[a]! * nPeople + person[b]!;
          const times = met[pair]! + extra;
          sum += times === 1 ? gain[pair]! : again[times]!;
        }
    }
    return sum;
  }

  // kernel: pairs of one unit with one group meet once more or less
  #meet(r: number, unit: number, group: number, by: number): void {
    const { nPeople } = this.model;
    const { start, person, rules } = this.model.rounds[r]!;
    const members = this.#members[r]!;
    const met = this.#met;
    const row = group * rules.n;
    const end = row + this.#counts[r]![group]!;
    for (let at = row; at < end; at++) {
      const other = members[at]!;
      if (other === unit) continue;
      for (let a = start[unit]!; a < start[unit + 1]!; a++)
        for (let b = start[other]!; b < start[other + 1]!; b++) {
          met[person[a]! * nPeople + person[b]!]! += by;
          met[person[b]! * nPeople + person[a]!]! += by;
        }
    }
  }

  #apply(r: number, x: number, g: number, y: number, h: number): void {
    this.#rules[r]!.apply(x, g, y, h);
    this.#leave(r, x, g);
    if (y >= 0) this.#leave(r, y, h);
    this.#join(r, x, h);
    if (y >= 0) this.#join(r, y, g);
  }

  #leave(r: number, unit: number, group: number): void {
    this.#meet(r, unit, group, -1);
    const { n } = this.model.rounds[r]!.rules;
    const place = this.#place[r]![unit]!;
    const last = this.#members[r]![group * n + --this.#counts[r]![group]!]!;
    this.#members[r]![group * n + place] = last;
    this.#place[r]![last] = place;
  }

  #join(r: number, unit: number, group: number): void {
    this.groupOf[r]![unit] = group;
    this.#append(r, unit, group);
    this.#meet(r, unit, group, 1);
  }
}

function meanGain({ gain, nPeople }: RoundsModel): number {
  let sum = 0;
  for (let at = 0; at < gain.length; at++) sum += Math.abs(gain[at]!);
  return sum / Math.max(1, nPeople * (nPeople - 1));
}
