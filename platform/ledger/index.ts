import { newId } from '../db/uuid.ts';
import type { Db } from '../db/index.ts';
import { faultOf, hashOf, firstHash, type ChainFault, type Fact, type NewFact } from './chain.ts';
import { appendFacts, factsBetween, findEnd, lockHead } from './ledger.data.ts';
import { lookFurther } from './standing.data.ts';

export { canonical, type ChainFault, type Fact, type NewFact } from './chain.ts';
export { isAskable } from './askable.ts';
export { listFacts, listFactsOf, type FactQuery } from './ledger.data.ts';
export {
  countDifferent,
  countKinds,
  latestValue,
  matchingFacts,
  tallyFacts,
  wordsAt,
  type FactFilter,
  type FieldTest,
  type Place,
  type Tally,
} from './question.data.ts';
export { warmLedger } from './warm.ts';

/** Address of the page with the records of a matter, of a kind (`activity/` for its beginnings) or of some days. */
export const recordsAt = (query: { subject?: string; kind?: string; from?: string; to?: string }): string =>
  `/records?${new URLSearchParams(query)}`;

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
  lookFurther(db);
  return chained;
}

export interface Verdict {
  nFacts: number;
  head: string;
  fault: ChainFault | null;
}

/**
 * Recomputes a bureau's whole chain up to the stored head of this moment; facts written meanwhile are left
 * to the next time. Cost: one pass over its facts, 100,000 of them in 1.2 s, a thousand at a time.
 */
export async function verify(db: Db, bureauId: string): Promise<Verdict> {
  const end = await findEnd(db, bureauId);
  let place = { seq: 0, hash: firstHash };
  for (;;) {
    const facts = await factsBetween(db, bureauId, { after: place.seq, upTo: end.seq }, batch);
    const fault = faultOf(facts, place);
    if (fault) return { ...placeOf(place), fault };
    const last = facts.at(-1);
    if (!last) break;
    place = { seq: last.seq, hash: last.hash };
  }
  const whole = end.seq === place.seq && end.hash === place.hash && end.lastSeq === end.seq;
  return { ...placeOf(place), fault: whole ? null : { seq: end.seq, fault: 'head-differs' } };
}

const batch = 1000;
const placeOf = ({ seq, hash }: { seq: number; hash: string }) => ({ nFacts: seq, head: hash });
