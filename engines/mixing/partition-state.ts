/**
 * One grouping, kept with the sum of gains of everybody to every group, and the climb over changed blocks.
 * Group-major sums make a swap two contiguous passes; whole numbers keep them exact.
 */
import { GroupRules, type RuleArrays } from './group-rules.ts';
import { KeptGroups } from './kept-groups.ts';

export interface PartitionModel {
  /** Units to place and groups. */
  readonly n: number;
  readonly m: number;
  /** n × n whole numbers, symmetric, 0 on the diagonal. */
  readonly gain: Int32Array;
  /** Smallest gain of each unit off the diagonal. */
  readonly near: Int32Array;
  /** Weight of a pair in each group, whole numbers: 1 for raw diversity. Weighted sums stay below 2²⁸. */
  readonly weight: Int32Array;
  /** Least and most units of each group. Where rules count people, the rules' tables judge and these are wide. */
  readonly min: Int32Array;
  readonly max: Int32Array;
  /** Whether units may move alone; without, sizes stay as they start. */
  readonly moves: boolean;
  readonly rules: RuleArrays | null;
}

const EPS = 1e-6;
const LEAST = -(2 ** 30);
const MOST_SLACK = 2 ** 29;

/** What rules could at most give back, as a whole number that still leaves room for gains. */
const slackOf = (cost: number): number => Math.min(MOST_SLACK, cost) | 0;

/** One grouping with its sums, and moves that keep both up to date. */
export class PartitionState {
  readonly model: PartitionModel;
  readonly rules: GroupRules | null;
  readonly groupOf: Int32Array;
  /** Sum of gains to each group: `sums[g * n + v]`. */
  readonly sums: Int32Array;
  readonly members: Int32Array;
  readonly counts: Int32Array;
  /** Weighted gain less costs of rules of the present grouping. */
  value = 0;
  readonly #place: Int32Array;
  readonly #dirty: Uint8Array;
  readonly #wins: Int32Array;
  readonly #kept: KeptGroups;

  constructor(model: PartitionModel) {
    const { n, m } = model;
    this.model = model;
    this.rules = model.rules ? new GroupRules(model.rules) : null;
    this.groupOf = new Int32Array(n);
    this.sums = new Int32Array(m * n);
    this.members = new Int32Array(m * n);
    this.counts = new Int32Array(m);
    this.#place = new Int32Array(n);
    this.#dirty = new Uint8Array(m * m);
    this.#wins = new Int32Array(n);
    this.#kept = new KeptGroups(this.sums, n, m, this.rules !== null);
  }

  /** Takes a grouping as the present one. O(n²). */
  load(groupOf: ArrayLike<number>): void {
    const { n, m, gain, weight } = this.model;
    this.counts.fill(0);
    this.sums.fill(0);
    this.#dirty.fill(1);
    this.begin();
    for (let v = 0; v < n; v++) this.#enlist(v, groupOf[v]!);
    let value = 0;
    for (let v = 0; v < n; v++) {
      const row = this.groupOf[v]! * n;
      for (let u = 0; u < n; u++) if (u !== v) this.sums[row + u]! += gain[v * n + u]!;
    }
    for (let v = 0; v < n; v++)
      value += (weight[this.groupOf[v]!]! * this.sums[this.groupOf[v]! * n + v]!) / 2;
    this.rules?.load(this.groupOf);
    for (let g = 0; g < m; g++) value -= this.rules?.cost[g] ?? 0;
    this.value = value;
  }

  // kernel: over blocks that changed
  /** Moves that win until none is left. */
  climb(): void {
    const { m } = this.model;
    const dirty = this.#dirty;
    for (let again = true; again;) {
      again = false;
      for (let g = 0; g < m; g++)
        for (let h = g + 1; h < m; h++) {
          if (dirty[g * m + h] === 0) continue;
          while (this.#scan(g, h)) again = true;
          dirty[g * m + h] = 0;
        }
    }
  }

  /** Change of value if x and y, of different groups, change places. */
  swapGainOf(x: number, y: number): number {
    return this.swapGain(x, this.groupOf[x]!, y, this.groupOf[y]!);
  }

  /** Change of value if x moves alone. */
  moveGainOf(x: number, h: number): number {
    return this.moveGain(x, this.groupOf[x]!, h);
  }

  /** Exchanges x and y, of different groups. */
  exchange(x: number, y: number): void {
    this.swap(x, this.groupOf[x]!, y, this.groupOf[y]!, this.swapGainOf(x, y));
    this.begin();
  }

  /** From here on moves can be taken back together. */
  protected begin(): void {
    this.#kept.begin();
  }

  #enlist(v: number, g: number): void {
    this.groupOf[v] = g;
    this.#place[v] = this.counts[g]!;
    this.members[g * this.model.n + this.counts[g]!++] = v;
  }

  // kernel: one block of the neighbourhood; true after an improving move was made
  #scan(g: number, h: number): boolean {
    const { n, gain, weight, near, moves } = this.model;
    const { sums, members, counts } = this;
    const wins = this.#wins;
    const rowG = g * n;
    const rowH = h * n;
    const nG = counts[g]!;
    const nH = counts[h]!;
    const weightG = weight[g]!;
    const weightH = weight[h]!;
    if (
      moves &&
      this.#scanMoves(g, h, this.rules === null ? 0 : slackOf(this.rules.cost[g]! + this.rules.cost[h]!))
    )
      return true;
    const slack = this.rules === null ? 0 : slackOf(this.rules.swapCost(g) + this.rules.swapCost(h));
    const both = (weightG + weightH) | 0;
    // both · d(x, y) ≥ weightH · near(x) + weightG · near(y) splits the best case into a part of x and one of y
    let top = LEAST;
    for (let j = 0; j < nH; j++) {
      const y = members[rowH + j]!;
      const win = (Math.imul(weightG, sums[rowG + y]!) - Math.imul(weightH, sums[rowH + y]!)) | 0;
      wins[j] = win;
      top = Math.max(top, (win - Math.imul(weightG, near[y]!)) | 0);
    }
    for (let i = 0; i < nG; i++) {
      const x = members[rowG + i]!;
      const win = (Math.imul(weightH, sums[rowH + x]!) - Math.imul(weightG, sums[rowG + x]!) + slack) | 0;
      if (((top + win) | 0) <= Math.imul(weightH, near[x]!)) continue;
      const row = x * n;
      // every y of the row is tried: a bound on each would be a branch that cannot be foretold, and cost more
      for (let j = 0; j < nH; j++) {
        const y = members[rowH + j]!;
        const most = (win + wins[j]! - Math.imul(both, gain[row + y]!)) | 0;
        if (most <= 0) continue;
        let total = most - slack;
        if (this.rules !== null) total -= this.rules.change(x, g, y, h);
        if (total <= EPS) continue;
        this.swap(x, g, y, h, total);
        return true;
      }
    }
    return false;
  }

  /** A single unit from h to g, or from g to h. */
  #scanMoves(g: number, h: number, slack: number): boolean {
    const { min, max } = this.model;
    const { counts, rules } = this;
    const [toG, toH] = [
      counts[h]! > min[h]! && counts[g]! < max[g]!,
      counts[g]! > min[g]! && counts[h]! < max[h]!,
    ];
    if (toG && !rules?.settledSizes(h, g) && this.#scanMovesFrom(h, g, slack)) return true;
    return toH && !rules?.settledSizes(g, h) && this.#scanMovesFrom(g, h, slack);
  }

  // kernel: one row against another
  #scanMovesFrom(from: number, to: number, slack: number): boolean {
    const { n, weight } = this.model;
    const { sums, members, counts } = this;
    for (let i = 0; i < counts[from]!; i++) {
      const x = members[from * n + i]!;
      const pairs = Math.imul(weight[to]!, sums[to * n + x]!) - Math.imul(weight[from]!, sums[from * n + x]!);
      if (pairs + slack <= 0) continue;
      if (this.rules !== null && this.rules.sizeChange(x, from, to) >= pairs + slack) continue;
      const total = this.rules === null ? pairs : pairs - this.rules.change(x, from, -1, to);
      if (total <= EPS) continue;
      this.move(x, from, to, total);
      return true;
    }
    return false;
  }

  protected swapGain(x: number, g: number, y: number, h: number): number {
    const { n, gain, weight } = this.model;
    const { sums } = this;
    const pairs =
      weight[h]! * (sums[h * n + x]! - sums[h * n + y]! - gain[x * n + y]!) +
      weight[g]! * (sums[g * n + y]! - sums[g * n + x]! - gain[x * n + y]!);
    return this.rules === null ? pairs : pairs - this.rules.change(x, g, y, h);
  }

  protected moveGain(x: number, g: number, h: number): number {
    const { n, weight } = this.model;
    const pairs = weight[h]! * this.sums[h * n + x]! - weight[g]! * this.sums[g * n + x]!;
    return pairs - (this.rules?.change(x, g, -1, h) ?? 0);
  }

  // kernel: two contiguous passes of length n
  protected swap(x: number, g: number, y: number, h: number, total: number): void {
    const { n, gain } = this.model;
    const { sums, members, counts } = this;
    this.#kept.keep(g, h, members, counts);
    this.rules?.apply(x, g, y, h);
    const rowG = g * n;
    const rowH = h * n;
    const rowX = x * n;
    const rowY = y * n;
    for (let v = 0; v < n; v++) {
      const shift = (gain[rowY + v]! - gain[rowX + v]!) | 0;
      sums[rowG + v]! += shift;
      sums[rowH + v]! -= shift;
    }
    const placeX = this.#place[x]!;
    const placeY = this.#place[y]!;
    members[rowG + placeX] = y;
    members[rowH + placeY] = x;
    this.#place[x] = placeY;
    this.#place[y] = placeX;
    this.groupOf[x] = h;
    this.groupOf[y] = g;
    this.#settle(x, g, y, h, total);
  }

  // kernel: one pass over two rows
  protected move(x: number, g: number, h: number, total: number): void {
    const { n, gain } = this.model;
    const { sums, members, counts } = this;
    this.#kept.keep(g, h, members, counts);
    this.rules?.apply(x, g, -1, h);
    for (let v = 0, row = x * n; v < n; v++, row++) {
      if (v === x) continue;
      sums[g * n + v]! -= gain[row]!;
      sums[h * n + v]! += gain[row]!;
    }
    const place = this.#place[x]!;
    const last = members[g * n + --counts[g]!]!;
    members[g * n + place] = last;
    this.#place[last] = place;
    this.#enlist(x, h);
    this.#settle(x, g, -1, h, total);
  }

  #settle(x: number, g: number, y: number, h: number, total: number): void {
    const { m } = this.model;
    const dirty = this.#dirty;
    this.value += total;
    for (let k = 0; k < m; k++) {
      dirty[g * m + k] = 1;
      dirty[k * m + g] = 1;
      dirty[h * m + k] = 1;
      dirty[k * m + h] = 1;
    }
    if (this.rules !== null) this.#kept.log(x, g, y, h);
  }

  /** The grouping before was climbed to the end, so afterwards no block is dirty. */
  protected takeBack(value: number): void {
    const { rules, groupOf } = this;
    if (rules !== null)
      this.#kept.eachBackwards((x, g, y, h) => {
        rules.apply(x, h, y, g);
        groupOf[x] = g;
        if (y >= 0) groupOf[y] = h;
      });
    this.#kept.restore(this.members, this.counts, this.#place, groupOf);
    this.#dirty.fill(0);
    this.value = value;
  }
}
