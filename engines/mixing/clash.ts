/** Demands that no plan can meet together, as values: a code, the demands, and facts for the sentence. */

export type ClashCode =
  | 'mixing/too-many-people'
  | 'mixing/too-few-people'
  | 'mixing/places-short'
  | 'mixing/groups-short'
  | 'mixing/unit-too-large'
  | 'mixing/together-and-apart'
  | 'mixing/places-contradict'
  | 'mixing/too-many-apart'
  | 'mixing/quota-too-few'
  | 'mixing/quota-too-many'
  | 'mixing/quotas-overfill'
  | 'mixing/quotas-underfill'
  | 'mixing/lone-unavoidable'
  | 'mixing/balance-impossible'
  | 'mixing/repeats-unavoidable';

/** One demand: a rule by its name, a pin by its place in the list, or the sizes of the groups. */
export type Demand =
  | { readonly kind: 'rule'; readonly name: string }
  | { readonly kind: 'pin'; readonly at: number }
  | { readonly kind: 'sizes' };

export interface Clash {
  readonly code: ClashCode;
  /** Round it was seen in; absent where all rounds together clash. */
  readonly round?: string;
  readonly demands: readonly Demand[];
  /** Numbers, ids and names for the sentence. */
  readonly facts: Readonly<Record<string, string | number | readonly string[]>>;
}

export const sizesDemand: Demand = { kind: 'sizes' };
export const ruleDemand = (name: string): Demand => ({ kind: 'rule', name });

/** Each demand once. */
export function distinct(demands: readonly Demand[]): Demand[] {
  const seen = new Map(demands.map((demand) => [JSON.stringify(demand), demand]));
  return [...seen.values()];
}
