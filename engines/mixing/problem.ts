/** What is to be mixed: the shapes people hand in. Ids are the caller's; order never matters. */

export type Value = string | number | null;

export interface Person {
  readonly id: string;
  /** Legacy agency, unit, sex, height … whatever gains and rules name. Absent or null: unknown. */
  readonly values?: Readonly<Record<string, Value>>;
  readonly skills?: readonly string[];
  /** Rounds the person can attend; absent: all of them. */
  readonly rounds?: readonly string[];
}

export interface Group {
  readonly id: string;
  /** Least and most people, whole numbers ≥ 0. Within them sizes are as even as rules and pins allow. */
  readonly min: number;
  readonly max: number;
}

export interface Round {
  readonly id: string;
  readonly groups: readonly Group[];
}

/** What a pair sharing a group is worth; sources add up, each times its `weight` (> 0). */
export type GainSource =
  /** 1 where both values are known and differ. */
  | { readonly kind: 'differs'; readonly attribute: string; readonly weight: number }
  /** 1 less the pair's closeness in 0 … 1; pairs that are not listed are strangers. */
  | { readonly kind: 'strangers'; readonly known: readonly Tie[]; readonly weight: number }
  /** 1 less what is left of earlier meetings, each halving every `halfLife` (in the unit of `ago`). */
  | {
      readonly kind: 'history';
      readonly met: readonly Meeting[];
      readonly halfLife: number;
      readonly weight: number;
    }
  /** A given symmetric matrix in the order of `people`, row by row: the classical problem. */
  | { readonly kind: 'matrix'; readonly values: ArrayLike<number>; readonly weight: number };

export interface Tie {
  readonly a: string;
  readonly b: string;
  readonly closeness: number;
}

export interface Meeting {
  readonly a: string;
  readonly b: string;
  readonly ago: number;
}

/** Who a rule counts. */
export type Selector =
  | { readonly skill: string }
  | { readonly attribute: string; readonly value: string | number }
  | { readonly people: readonly string[] };

interface RuleBase {
  /** How reports and clashes call it; absent: its place in the list, from 1. */
  readonly id?: string;
  /** Absent: must be kept. Present (> 0): what one breach costs, in the unit of gains. */
  readonly weight?: number;
  /** Rounds and groups it holds for; absent: all. */
  readonly rounds?: readonly string[];
  readonly groups?: readonly string[];
}

export type Rule =
  /** In one group, always; cannot be weighted. */
  | (RuleBase & { readonly kind: 'together'; readonly people: readonly string[] })
  /** No two of them in one group. */
  | (RuleBase & { readonly kind: 'apart'; readonly people: readonly string[] })
  /** Between `min` and `max` of them in each group: skill cover, quotas. */
  | (RuleBase & {
      readonly kind: 'count';
      readonly who: Selector;
      readonly min?: number;
      readonly max?: number;
    })
  /** Leaders and the like, as evenly over the groups as their number allows. */
  | (RuleBase & { readonly kind: 'spread'; readonly who: Selector })
  /** Nobody is the only one of a value in the group: none or at least two. */
  | (RuleBase & {
      readonly kind: 'noLone';
      readonly attribute: string;
      readonly values?: readonly (string | number)[];
    })
  /** Each group's mean of a number within `tolerance` of the mean of all. */
  | (RuleBase & { readonly kind: 'balance'; readonly attribute: string; readonly tolerance: number })
  /** These people in the named `groups` only; cannot be weighted. */
  | (RuleBase & { readonly kind: 'only'; readonly people: readonly string[] })
  /** No pair meets more than `max` times over all rounds; people who are kept together are exempt. */
  | (RuleBase & { readonly kind: 'repeats'; readonly max: number });

/** A place that is settled, by hand or by wish; absent round: in every round. */
export interface Pin {
  readonly person: string;
  readonly group: string;
  readonly round?: string;
}

export interface Problem {
  readonly people: readonly Person[];
  readonly rounds: readonly Round[];
  readonly gains: readonly GainSource[];
  readonly rules?: readonly Rule[];
  readonly pins?: readonly Pin[];
  /** 'perPerson' weighs each group's pairs by 1/(size − 1), so that big groups do not dominate. Default 'total'. */
  readonly objective?: 'total' | 'perPerson';
}

/** Where everybody is: for each round, for each group in the problem's order, the ids of its people. */
export interface Plan {
  readonly rounds: readonly {
    readonly id: string;
    readonly groups: readonly { readonly id: string; readonly people: readonly string[] }[];
  }[];
}

/** The name of a rule in reports: its id, or `#` and its place in the list. */
export const ruleName = (rule: Rule, at: number): string => rule.id ?? `#${at + 1}`;
