import { newId } from '../db/uuid.ts';
import type { Db } from '../db/index.ts';
import { faultOf, hashOf, firstHash, type ChainFault, type Fact, type NewFact } from './chain.ts';
import { appendFacts, factsAfter, findHead, lockHead } from './ledger.data.ts';

export type { ChainFault, Fact, NewFact } from './chain.ts';
export { listFacts, type FactQuery } from './ledger.data.ts';

export interface Writing {
  bureauId: string;
  actor: string | null;
  at: string;
  today: string;
}

/**
 * Appends facts to the bureau's chain, in the transaction that made them true.
 * Called once per transaction and last, so that the chain's head is locked for a moment only.
 */
export async function append(db: Db, writing: Writing, facts: readonly NewFact[]): Promise<Fact[]> {
  if (facts.length === 0) return [];
  let { seq, hash } = await lockHead(db, writing.bureauId);
  const chained = facts.map((fact) => {
    const content = {
      factId: newId(),
      bureauId: writing.bureauId,
      seq: ++seq,
      kind: fact.kind,
      subject: fact.subject,
      actor: fact.actor === undefined ? writing.actor : fact.actor,
      unit: fact.unit ?? null,
      on: fact.on ?? writing.today,
      at: writing.at,
      quantity: fact.quantity ?? null,
      data: JSON.parse(JSON.stringify(fact.data ?? {})) as Record<string, unknown>,
      voids: fact.voids ?? null,
      previousHash: hash,
    };
    hash = hashOf(content);
    return { ...content, hash };
  });
  await appendFacts(db, chained);
  return chained;
}

export interface Verdict {
  nFacts: number;
  head: string;
  fault: ChainFault | null;
}

/** Recomputes a bureau's whole chain and compares it with the stored head. Cost: one pass over its facts. */
export async function verify(db: Db, bureauId: string): Promise<Verdict> {
  let place = { seq: 0, hash: firstHash };
  for (;;) {
    const facts = await factsAfter(db, bureauId, place.seq, 5000);
    const fault = faultOf(facts, place);
    if (fault) return { nFacts: place.seq, head: place.hash, fault };
    const last = facts.at(-1);
    if (!last) break;
    place = { seq: last.seq, hash: last.hash };
  }
  const head = await findHead(db, bureauId);
  const fault: ChainFault | null =
    head.seq === place.seq && head.hash === place.hash ? null : { seq: head.seq, fault: 'head-differs' };
  return { nFacts: place.seq, head: place.hash, fault };
}
