/**
 * What a grouping costs beyond its pairs, told per group so that a move is judged by the two groups it
 * touches: counted features (size, skills, categories, lone members) by tables of cost per count, sums of
 * numbers (balance), and pairs that must not meet. Every cost is ≥ 0, so a group's cost bounds what a move
 * can win there and the search's bounds stay valid.
 */

/** A number whose group mean should stay near the mean of all. */
export interface Balance {
  /** Sum of deviations from the overall mean of each unit's people. */
  readonly deviation: Float64Array;
  /** People of the unit whose number is known. */
  readonly known: Float64Array;
  /** Allowed distance of a group's mean from the overall mean. */
  readonly tolerance: number;
  /** Cost of a breach, and again for each `spread` that the sum lies beyond the tolerance. */
  readonly cost: number;
  readonly spread: number;
}

/** Rules over n units and m groups in flat arrays. Feature lists and enemies are compressed rows. */
export interface RuleArrays {
  readonly n: number;
  readonly m: number;
  /** Feature 0 counts people, and every unit has it first. */
  readonly nFeatures: number;
  readonly featureStart: Int32Array;
  readonly feature: Int32Array;
  readonly amount: Int32Array;
  /** Cost of count c of feature f in group g: `table[tableStart[f * m + g] + c]`. */
  readonly tableStart: Int32Array;
  readonly table: Float64Array;
  readonly balances: readonly Balance[];
  readonly enemyStart: Int32Array;
  readonly enemy: Int32Array;
  readonly enemyCost: Float64Array;
  /** 1 where unit u may stand in group g: `allowed[u * m + g]`. */
  readonly allowed: Uint8Array;
}

/** The costs of one grouping, kept up to date move by move. */
export class GroupRules {
  readonly rules: RuleArrays;
  /** Cost of each group now; enemies in one group count once. */
  readonly cost: Float64Array;
  readonly #count: Int32Array;
  readonly #sum: Float64Array;
  readonly #people: Float64Array;
  readonly #net: Int32Array;
  /** Whether every unit is one person. */
  readonly #singles: boolean;
  /** Whether sizes are all that costs. */
  readonly #sizesAlone: boolean;
  /** Units of one kind count alike: exchanging them changes no count. */
  readonly #kind: Int32Array;
  #groupOf: Int32Array;

  constructor(rules: RuleArrays) {
    this.rules = rules;
    this.cost = new Float64Array(rules.m);
    this.#count = new Int32Array(rules.nFeatures * rules.m);
    this.#sum = new Float64Array(rules.balances.length * rules.m);
    this.#people = new Float64Array(rules.balances.length * rules.m);
    this.#net = new Int32Array(rules.nFeatures);
    this.#groupOf = new Int32Array(rules.n);
    this.#kind = kindsOf(rules);
    this.#sizesAlone = rules.nFeatures === 1 && rules.balances.length === 0 && rules.enemy.length === 0;
    this.#singles = rules.featureStart.every((at, u) => u === rules.n || rules.amount[at] === 1);
  }

  /** Starts from a grouping; the array is read later too and must be the searcher's own, kept current. */
  load(groupOf: Int32Array): void {
    this.#groupOf = groupOf;
    this.#count.fill(0);
    this.#sum.fill(0);
    this.#people.fill(0);
    for (let u = 0; u < this.rules.n; u++) if (groupOf[u]! >= 0) this.#shift(u, groupOf[u]!, 1);
    for (let g = 0; g < this.rules.m; g++) this.cost[g] = this.#costOf(g);
  }

  /** Whether the unit may stand in the group at all. */
  allows(unit: number, group: number): boolean {
    return this.rules.allowed[unit * this.rules.m + group] === 1;
  }

  count(feature: number, group: number): number {
    return this.#count[feature * this.rules.m + group]!;
  }

  // kernel: every candidate move passes through here
  /** Change of cost if x leaves g for h and y (−1: nobody) leaves h for g; Infinity where not allowed. */
  change(x: number, g: number, y: number, h: number): number {
    const { rules } = this;
    if (rules.allowed[x * rules.m + h] === 0) return Infinity;
    if (y >= 0 && rules.allowed[y * rules.m + g] === 0) return Infinity;
    let change = y >= 0 && this.#kind[x] === this.#kind[y] ? 0 : this.#featureChange(x, g, y, h);
    if (rules.balances.length > 0) change += this.#balanceChange(x, g, y, h);
    if (rules.enemy.length > 0) {
      change += this.#enemyChange(x, g, h, y);
      if (y >= 0) change += this.#enemyChange(y, h, g, x);
    }
    return change;
  }

  /** Change of the cost of sizes (feature 0) alone if x moves; the others can drop by no more than both groups' cost. */
  sizeChange(x: number, from: number, to: number): number {
    const { featureStart, amount, tableStart, table } = this.rules;
    const people = amount[featureStart[x]!]!;
    const leaving = tableStart[from]! + this.#count[from]!;
    const entering = tableStart[to]! + this.#count[to]!;
    return table[leaving - people]! - table[leaving]! + table[entering + people]! - table[entering]!;
  }

  /** Whether no single unit's move between groups that break nothing can pay: even sizes cost more than any pairs. */
  settledSizes(from: number, to: number): boolean {
    if (!this.#singles || this.cost[from]! + this.cost[to]! > 0) return false;
    const { tableStart, table } = this.rules;
    const leaving = tableStart[from]! + this.#count[from]!;
    const entering = tableStart[to]! + this.#count[to]!;
    return table[leaving - 1]! + table[entering + 1]! > 0;
  }

  /** Most of a group's cost that an exchange of two units can take away: of single people, none of that of sizes. */
  swapCost(group: number): number {
    const { tableStart, table } = this.rules;
    const cost = this.cost[group]!;
    if (!this.#singles || cost === 0) return cost;
    const rest = cost - table[tableStart[group]! + this.#count[group]!]!;
    // costs are added up in another order than they are taken away: a rounding must not hide a gain
    return this.#sizesAlone ? 0 : rest + 1;
  }

  /** Carries the move out; call before the searcher changes its `groupOf`. */
  apply(x: number, g: number, y: number, h: number): void {
    const { enemy, balances } = this.rules;
    if (enemy.length > 0) this.#moveEnemyCost(x, g, h, y);
    if (enemy.length > 0 && y >= 0) this.#moveEnemyCost(y, h, g, x);
    if (y >= 0 && this.#kind[x] === this.#kind[y] && balances.length === 0) return;
    const before = this.#countedCost(g);
    const beforeOther = this.#countedCost(h);
    this.#shift(x, g, -1);
    this.#shift(x, h, 1);
    if (y >= 0) this.#shift(y, h, -1);
    if (y >= 0) this.#shift(y, g, 1);
    this.cost[g]! += this.#countedCost(g) - before;
    this.cost[h]! += this.#countedCost(h) - beforeOther;
  }

  #shift(unit: number, group: number, sign: number): void {
    const { m, featureStart, feature, amount, balances } = this.rules;
    for (let at = featureStart[unit]!; at < featureStart[unit + 1]!; at++)
      this.#count[feature[at]! * m + group]! += sign * amount[at]!;
    for (let b = 0; b < balances.length; b++) {
      this.#sum[b * m + group]! += sign * balances[b]!.deviation[unit]!;
      this.#people[b * m + group]! += sign * balances[b]!.known[unit]!;
    }
  }

  // kernel: net counts of the features touched, then two table look-ups each way
  #featureChange(x: number, g: number, y: number, h: number): number {
    const { m, featureStart, feature, amount, tableStart, table } = this.rules;
    const net = this.#net;
    const count = this.#count;
    for (let at = featureStart[x]!; at < featureStart[x + 1]!; at++) net[feature[at]!]! -= amount[at]!;
    if (y >= 0)
      for (let at = featureStart[y]!; at < featureStart[y + 1]!; at++) net[feature[at]!]! += amount[at]!;
    let change = 0;
    for (let unit = x; ; unit = y) {
      for (let at = featureStart[unit]!; at < featureStart[unit + 1]!; at++) {
        const f = feature[at]!;
        const shift = net[f]!;
        if (shift === 0) continue;
        net[f] = 0;
        const baseG = tableStart[f * m + g]! + count[f * m + g]!;
        const baseH = tableStart[f * m + h]! + count[f * m + h]!;
        change += table[baseG + shift]! - table[baseG]! + table[baseH - shift]! - table[baseH]!;
      }
      if (unit === y || y < 0) return change;
    }
  }

  #balanceChange(x: number, g: number, y: number, h: number): number {
    const { m, balances } = this.rules;
    let change = 0;
    for (let b = 0; b < balances.length; b++) {
      const balance = balances[b]!;
      const moved = (y < 0 ? 0 : balance.deviation[y]!) - balance.deviation[x]!;
      const people = (y < 0 ? 0 : balance.known[y]!) - balance.known[x]!;
      const inG = b * m + g;
      const inH = b * m + h;
      change +=
        excess(balance, this.#sum[inG]! + moved, this.#people[inG]! + people) -
        excess(balance, this.#sum[inG]!, this.#people[inG]!) +
        excess(balance, this.#sum[inH]! - moved, this.#people[inH]! - people) -
        excess(balance, this.#sum[inH]!, this.#people[inH]!);
    }
    return change;
  }

  /** Cost of `unit`'s enemies in `to` less those in `from`; `partner` moves the other way. */
  #enemyChange(unit: number, from: number, to: number, partner: number): number {
    const { enemyStart, enemy, enemyCost } = this.rules;
    let change = 0;
    for (let at = enemyStart[unit]!; at < enemyStart[unit + 1]!; at++) {
      const other = enemy[at]!;
      if (other === partner) continue;
      const group = this.#groupOf[other]!;
      if (group === to) change += enemyCost[at]!;
      else if (group === from) change -= enemyCost[at]!;
    }
    return change;
  }

  #moveEnemyCost(unit: number, from: number, to: number, partner: number): void {
    const { enemyStart, enemy, enemyCost } = this.rules;
    for (let at = enemyStart[unit]!; at < enemyStart[unit + 1]!; at++) {
      const other = enemy[at]!;
      if (other === partner) continue;
      const group = this.#groupOf[other]!;
      if (group === to) this.cost[to]! += enemyCost[at]!;
      else if (group === from) this.cost[from]! -= enemyCost[at]!;
    }
  }

  #countedCost(group: number): number {
    const { m, nFeatures, tableStart, table, balances } = this.rules;
    let cost = 0;
    for (let f = 0; f < nFeatures; f++)
      cost += table[tableStart[f * m + group]! + this.#count[f * m + group]!]!;
    for (let b = 0; b < balances.length; b++)
      cost += excess(balances[b]!, this.#sum[b * m + group]!, this.#people[b * m + group]!);
    return cost;
  }

  #costOf(group: number): number {
    const { n, enemyStart, enemy, enemyCost } = this.rules;
    let twice = 0;
    for (let u = 0; u < n; u++) {
      if (this.#groupOf[u] !== group) continue;
      for (let at = enemyStart[u]!; at < enemyStart[u + 1]!; at++)
        if (this.#groupOf[enemy[at]!] === group) twice += enemyCost[at]!;
    }
    return this.#countedCost(group) + twice / 2;
  }
}

/** A number for each different list of features and amounts. */
function kindsOf({ n, featureStart, feature, amount }: RuleArrays): Int32Array {
  const known = new Map<string, number>();
  return Int32Array.from({ length: n }, (_, u) => {
    const [from, to] = [featureStart[u]!, featureStart[u + 1]!];
    const key = `${feature.subarray(from, to).join()} ${amount.subarray(from, to).join()}`;
    if (!known.has(key)) known.set(key, known.size);
    return known.get(key)!;
  });
}

/** How far a group's sum lies beyond what the tolerance allows its people, in cost. */
function excess({ tolerance, cost, spread }: Balance, sum: number, people: number): number {
  const beyond = Math.abs(sum) - tolerance * people;
  return beyond > 1e-9 ? cost * (1 + beyond / spread) : 0;
}
