/** A ledger on a database of its own, for what is measured on it: acts as the bureau itself, and the owner's hand for filling. */
import { join } from 'node:path';
import { actRunner, type RunAct } from '#platform/act/index.ts';
import { systemClock } from '#platform/clock/index.ts';
import { readConfig } from '#platform/config/index.ts';
import { transactor } from '#platform/db/index.ts';
import { findMigrations, migrate } from '#platform/db/migrate.ts';
import type { Database } from '#platform/db/database.ts';
import { openDatabase } from '#platform/db/open.ts';
import { filesIn } from '#platform/files/index.ts';
import { factsOf } from '#platform/house/index.ts';
import { keysIn } from '#platform/keys/index.ts';
import { modules } from '#modules/index.ts';
import { scratchFolder } from '../faults/server-process.ts';

export interface LedgerHouse {
  runAct: RunAct;
  owner: Database['owner'];
}

/** Opens it, does the work, and leaves nothing behind. Nobody listens to the facts. */
export async function withLedger(work: (house: LedgerHouse) => Promise<void>): Promise<void> {
  const scratch = scratchFolder();
  const database = await openDatabase(readConfig({ WENRONG_DATA: join(scratch.path, 'data') }));
  try {
    await migrate(database.owner, findMigrations(join(import.meta.dirname, '..')));
    const runAct = actRunner({
      transact: transactor(database.pool),
      clock: systemClock,
      files: filesIn(join(scratch.path, 'files')),
      keys: keysIn(join(scratch.path, 'keys')),
      factKinds: new Map(Object.entries(factsOf(modules))),
      listeners: new Map(),
      residents: new Map(),
      wake: () => undefined,
    });
    await work({ runAct, owner: database.owner });
  } finally {
    await database.close();
    scratch.remove();
  }
}
