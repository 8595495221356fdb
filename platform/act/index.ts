import type { Clock } from '../clock/index.ts';
import { dayOf } from '../clock/index.ts';
import type { FactKind } from '../contract/index.ts';
import type { Db, Transact } from '../db/index.ts';
import type { Files } from '../files/index.ts';
import type { Keys } from '../keys/index.ts';
import { insertJob, type NewJob } from '../jobs/job.data.ts';
import { append, type Fact, type NewFact } from '../ledger/index.ts';
import type { Residents } from '../module/resident.ts';

/** Who acts. Nobody signed in has no account and no roles; jobs act as the bureau itself. */
export interface Who {
  bureauId: string;
  accountId: string | null;
  personId: string | null;
  name: string;
  roles: readonly string[];
}

/** All that an act is given: one open transaction, who acts, what day it is, and where facts and jobs go. */
export interface Act {
  readonly db: Db;
  readonly who: Who;
  readonly bureauId: string;
  /** ISO instant at which the transaction began. */
  readonly now: string;
  /** Calendar day in Asia/Shanghai. */
  readonly today: string;
  readonly files: Files;
  readonly keys: Keys;
  /** What modules keep alive beside requests, by module. */
  readonly residents: Residents;
  /** Every kind of fact that a module declared, by name. */
  readonly factKinds: ReadonlyMap<string, FactKind>;
  /** Notes a fact; it is written to the ledger in this transaction. A kind nobody declared is a fault. */
  record(fact: NewFact): void;
  /** An act of its own once this one is committed, for what no transaction can undo. A crash may come before it. */
  onCommit(then: (act: Act) => Promise<void>): void;
  /** Starts long work once this transaction is committed. Returns the job's id. */
  enqueue(job: NewJob): Promise<string>;
}

export interface Ground {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly files: Files;
  readonly keys: Keys;
  /** Fact kinds that modules declared; anything else is refused. */
  readonly factKinds: ReadonlyMap<string, FactKind>;
  /** Jobs that want to hear of a kind of fact, by kind. */
  readonly listeners: ReadonlyMap<string, readonly string[]>;
  /** None where no house stands: on the command line. */
  readonly residents?: Residents;
  /** Called after a commit that enqueued work. */
  wake(): void;
}

const noResidents: Residents = new Map();

export type RunAct = <T>(who: Who, work: (act: Act) => Promise<T>) => Promise<T>;

/** Opens the one transaction an act lives in, and writes its facts and the jobs that listen to them at the end. */
export const actRunner = (ground: Ground): RunAct => {
  const runAct: RunAct = async (who, work) => {
    let woken = false;
    const afterwards: ((act: Act) => Promise<void>)[] = [];
    const onCommit: Act['onCommit'] = (then) => void afterwards.push(then);
    const result = await ground.transact(who, async (db) => {
      const now = ground.clock.now();
      const facts: NewFact[] = [];
      const enqueue = async (job: NewJob): Promise<string> => {
        woken = true;
        return insertJob(db, who, now.toISOString(), job);
      };
      const at = { now: now.toISOString(), today: dayOf(now) };
      const record = (fact: NewFact): void => {
        const kind = ground.factKinds.get(fact.kind);
        if (!kind) throw new Error(`no module declared the fact kind ${fact.kind}`);
        kind.data.parse(fact.data ?? {});
        facts.push(fact);
      };
      const { files, keys, factKinds } = ground;
      const tools = { files, keys, factKinds, record, enqueue, onCommit };
      const done = await work({
        db,
        who,
        bureauId: who.bureauId,
        residents: ground.residents ?? noResidents,
        ...at,
        ...tools,
      });
      const written = await append(
        db,
        { bureauId: who.bureauId, actor: who.accountId, at: at.now, today: at.today },
        facts,
      );
      for (const fact of written) await tellListeners(ground, fact, enqueue);
      return done;
    });
    for (const then of afterwards) await runAct(who, then);
    if (woken) ground.wake();
    return result;
  };
  return runAct;
};

async function tellListeners(ground: Ground, fact: Fact, enqueue: Act['enqueue']): Promise<void> {
  for (const kind of ground.listeners.get(fact.kind) ?? []) {
    await enqueue({ kind, input: { fact }, hidden: true });
  }
}

/** The bureau itself, for jobs and the command line. */
export const bureauItself = (bureauId: string): Who => ({
  bureauId,
  accountId: null,
  personId: null,
  name: 'wenrong',
  roles: [],
});

/** Nobody signed in, in no bureau: sees the names of bureaus and nothing else. */
export const nobody: Who = { ...bureauItself('00000000-0000-0000-0000-000000000000'), name: '' };
