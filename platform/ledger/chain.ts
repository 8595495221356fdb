import { createHash } from 'node:crypto';

/** What one fact says. `subject` is `noun/id`; `on` the day it holds for; `quantity` what indicators add up. */
export interface NewFact {
  kind: string;
  subject: string;
  /** Defaults to the acting person's account; null where naming the actor would link a person to an answer. */
  actor?: string | null;
  unit?: string | null;
  on?: string;
  quantity?: number | null;
  data?: Readonly<Record<string, unknown>>;
  /** Id of the fact that this one corrects. */
  voids?: string | null;
}

export interface Fact {
  factId: string;
  bureauId: string;
  seq: number;
  kind: string;
  subject: string;
  actor: string | null;
  unit: string | null;
  on: string;
  at: string;
  quantity: number | null;
  data: Readonly<Record<string, unknown>>;
  voids: string | null;
  previousHash: string;
  hash: string;
}

/** The hash before a bureau's first fact. */
export const firstHash = '0'.repeat(64);

/** JSON with sorted keys, so that the same content has the same bytes after a trip through the database. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
    .join(',')}}`;
}

/** SHA-256 over the canonical fact and the hash of the fact before it: a chain per bureau. */
export function hashOf(fact: Omit<Fact, 'hash'>): string {
  return createHash('sha256').update(canonical(fact)).digest('hex');
}

export type ChainFault =
  | { seq: number; fault: 'gap' | 'broken-link' | 'changed' }
  | { seq: number; fault: 'head-differs' };

/** Walks facts in order of `seq` and names the first place where the chain does not hold; null if it holds. */
export function faultOf(facts: Iterable<Fact>, start: { seq: number; hash: string }): ChainFault | null {
  let { seq, hash } = start;
  for (const fact of facts) {
    if (fact.seq !== seq + 1) return { seq: fact.seq, fault: 'gap' };
    if (fact.previousHash !== hash) return { seq: fact.seq, fault: 'broken-link' };
    const { hash: claimed, ...content } = fact;
    if (hashOf(content) !== claimed) return { seq: fact.seq, fault: 'changed' };
    seq = fact.seq;
    hash = claimed;
  }
  return null;
}
