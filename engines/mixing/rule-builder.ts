/** Turns the rules of one round into the flat tables the searches read. */
import type { Balance, RuleArrays } from './group-rules.ts';
import type { Rule } from './problem.ts';
import { groupsOf, holdersByValue, presentOf, quotaOf, selected, type Scope } from './scope.ts';
import { evenSizes } from './sizes.ts';
import { allowedOf, type Units } from './units.ts';

export interface Costs {
  /** One breach of a rule that must be kept; more than any pairs can be worth. */
  readonly hard: number;
  /** One person more or fewer than even sizes ask for. */
  readonly even: number;
  /** Whole numbers per unit of gain: what a weight is multiplied by. */
  readonly scale: number;
}

interface Feature {
  /** People each unit adds to the count. */
  readonly amounts: ReadonlyMap<number, number>;
  /** Cost of a count in a group. */
  readonly cost: (group: number, count: number) => number;
}

export function ruleArrays(scope: Scope, units: Units, costs: Costs): RuleArrays {
  const features = [
    sizeFeature(scope, units, costs),
    ...scope.rules.flatMap(({ rule }) => featuresOf(scope, units, rule, costs)),
  ];
  const balances = scope.rules.flatMap(({ rule }) =>
    rule.kind === 'balance' ? balanceOf(scope, units, rule, costs) : [],
  );
  return {
    n: units.people.length,
    m: scope.round.groups.length,
    nFeatures: features.length,
    ...featureRows(features, units.people.length),
    ...featureTables(features, scope.round.groups.length),
    balances,
    ...enemyRows(scope, units, costs),
    allowed: allowedOf(scope, units),
  };
}

const costOf = (rule: Rule, costs: Costs): number =>
  rule.weight === undefined ? costs.hard : rule.weight * costs.scale;

const amountsOf = (people: readonly number[], { unitOf }: Units): Map<number, number> => {
  const amounts = new Map<number, number>();
  for (const i of people) amounts.set(unitOf[i]!, (amounts.get(unitOf[i]!) ?? 0) + 1);
  return amounts;
};

/** Bounds must hold; between them sizes should lie in the band that even sizes span. */
function sizeFeature(scope: Scope, units: Units, costs: Costs): Feature {
  const { groups } = scope.round;
  const bands = evenBands(
    scope.present.length,
    groups.map(({ min }) => min),
    groups.map(({ max }) => max),
  );
  return {
    amounts: amountsOf(scope.present, units),
    cost: (g, count) =>
      costs.hard * outside(count, groups[g]!.min, groups[g]!.max) +
      costs.even * outside(count, bands[g]!.low, bands[g]!.high),
  };
}

/** For each group the sizes it may have in some most even division: what is given out last can go to either. */
export function evenBands(
  total: number,
  min: readonly number[],
  max: readonly number[],
): { readonly low: number; readonly high: number }[] {
  const sizes = evenSizes(total, { min, max }) ?? Int32Array.from(max);
  const low = Math.min(...min.map((_, g) => (sizes[g]! < max[g]! ? sizes[g]! : Infinity)));
  const high = Math.max(...min.map((bound, g) => (sizes[g]! > bound ? sizes[g]! : -Infinity)));
  const clamp = (size: number, g: number): number => Math.max(min[g]!, Math.min(max[g]!, size));
  return min.map((_, g) => ({
    low: Math.min(sizes[g]!, clamp(Math.min(low, high), g)),
    high: Math.max(sizes[g]!, clamp(Math.max(low, high), g)),
  }));
}

const outside = (count: number, low: number, high: number): number => Math.max(0, low - count, count - high);

function featuresOf(scope: Scope, units: Units, rule: Rule, costs: Costs): Feature[] {
  const cost = costOf(rule, costs);
  const groups = new Set(groupsOf(scope, rule));
  if (rule.kind === 'count' || rule.kind === 'spread') {
    const who = selected(scope, rule.who);
    const { min, max } = quotaOf(rule, who.length, groups.size);
    return [
      {
        amounts: amountsOf(who, units),
        cost: (g, count) => (groups.has(g) ? cost * outside(count, min, max) : 0),
      },
    ];
  }
  if (rule.kind !== 'noLone') return [];
  return [...holdersByValue(scope, rule.attribute, rule.values).values()].map((holders) => ({
    amounts: amountsOf(holders, units),
    cost: (g, count) => (groups.has(g) && count === 1 ? cost : 0),
  }));
}

function featureRows(features: readonly Feature[], n: number) {
  const featureStart = new Int32Array(n + 1);
  const [feature, amount]: [number[], number[]] = [[], []];
  for (let u = 0; u < n; u++) {
    features.forEach(({ amounts }, f) => {
      if (!amounts.has(u)) return;
      feature.push(f);
      amount.push(amounts.get(u)!);
    });
    featureStart[u + 1] = feature.length;
  }
  return { featureStart, feature: Int32Array.from(feature), amount: Int32Array.from(amount) };
}

function featureTables(features: readonly Feature[], m: number) {
  const tableStart = new Int32Array(features.length * m);
  const table: number[] = [];
  features.forEach(({ amounts, cost }, f) => {
    const total = [...amounts.values()].reduce((sum, amount) => sum + amount, 0);
    for (let g = 0; g < m; g++) {
      tableStart[f * m + g] = table.length;
      for (let count = 0; count <= total; count++) table.push(cost(g, count));
    }
  });
  return { tableStart, table: Float64Array.from(table) };
}

/** Deviations from the mean of those present and known; a breach costs more the farther off, in units of sd. */
function balanceOf(scope: Scope, units: Units, rule: Rule & { kind: 'balance' }, costs: Costs): Balance[] {
  const numbers = numbersOf(scope, rule.attribute);
  if (numbers.size === 0) return [];
  const mean = meanOf([...numbers.values()]);
  const spread = Math.sqrt(meanOf([...numbers.values()].map((value) => (value - mean) ** 2))) || 1;
  const deviation = new Float64Array(units.people.length);
  const known = new Float64Array(units.people.length);
  for (const [i, value] of numbers) {
    deviation[units.unitOf[i]!]! += value - mean;
    known[units.unitOf[i]!]! += 1;
  }
  return [{ deviation, known, tolerance: rule.tolerance, cost: costOf(rule, costs), spread }];
}

/** The known numbers of those present. */
export function numbersOf({ present, problem }: Scope, attribute: string): Map<number, number> {
  return new Map(
    present.flatMap((i) => {
      const value = problem.people[i]!.values?.[attribute];
      return typeof value === 'number' ? [[i, value] as const] : [];
    }),
  );
}

export const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function enemyRows(scope: Scope, units: Units, costs: Costs) {
  const n = units.people.length;
  const rows = Array.from({ length: n }, () => new Map<number, number>());
  for (const { rule } of scope.rules) {
    if (rule.kind !== 'apart') continue;
    const apart = presentOf(scope, rule.people).map((i) => units.unitOf[i]!);
    for (const a of apart)
      for (const b of apart)
        if (a !== b) rows[a]!.set(b, Math.max(rows[a]!.get(b) ?? 0, costOf(rule, costs)));
  }
  const enemyStart = new Int32Array(n + 1);
  rows.forEach((row, u) => (enemyStart[u + 1] = enemyStart[u]! + row.size));
  return {
    enemyStart,
    enemy: Int32Array.from(rows.flatMap((row) => [...row.keys()])),
    enemyCost: Float64Array.from(rows.flatMap((row) => [...row.values()])),
  };
}
