import type { Act } from '../act/index.ts';
import { fillBoth, type FactTable, type Input } from '../contract/index.ts';
import { listAccounts } from '../identity/index.ts';
import { bind, type BoundRoute, type Module } from '../module/index.ts';
import type { Fact } from './chain.ts';
import { listFacts, verify } from './index.ts';
import { ledgerRoutes, type FactView } from './ledger.contract.ts';

const unknownKind = { zh: '（未知种类）', en: '(unknown kind)' };

const viewOf = (fact: Fact, kinds: FactTable, names: ReadonlyMap<string, string>): FactView => ({
  id: fact.factId,
  seq: fact.seq,
  kind: fact.kind,
  sentence: fillBoth(kinds[fact.kind as keyof FactTable] ?? unknownKind, fact.data),
  subject: fact.subject,
  actor: fact.actor && (names.get(fact.actor) ?? null),
  on: fact.on,
  at: fact.at,
  quantity: fact.quantity,
  voids: fact.voids,
  hash: fact.hash,
});

/** Who signed in when is for the audit administrator alone: nobody's hours are counted here. */
const comingsAndGoings = 'identity/';

type Query = NonNullable<Input<typeof ledgerRoutes.listFacts>['query']>;

/** A subject with what it consists of. */
async function subjectsOf(act: Act, subject: string | undefined, modules: readonly Module[]) {
  if (subject === undefined) return undefined;
  const parts = [];
  for (const { parts: partsOf } of modules) parts.push(...((await partsOf?.(act, subject)) ?? []));
  return [subject, ...parts];
}

async function showFacts(
  act: Act,
  { subject, ...query }: Query,
  kinds: FactTable,
  modules: readonly Module[],
) {
  const subjects = await subjectsOf(act, subject, modules);
  const without = act.who.roles.includes('audit-admin') ? undefined : comingsAndGoings;
  const facts = await listFacts(act.db, { ...query, subjects, without, limit: 100 });
  const names = new Map((await listAccounts(act.db)).map((row) => [row.account_id, row.name]));
  return {
    facts: facts.map((fact) => viewOf(fact, kinds, names)),
    kinds: Object.entries(kinds)
      .filter(([kind]) => !without || !kind.startsWith(without))
      .map(([kind, { zh, en }]) => ({ kind, words: { zh, en } })),
  };
}

export const ledgerRoutesOn = (kinds: FactTable, modules: readonly Module[]): BoundRoute[] =>
  bind(ledgerRoutes, {
    listFacts: (act, { query }) => showFacts(act, query, kinds, modules),
    verifyLedger: (act) => verify(act.db, act.bureauId),
  });
