import type { Clock } from '../clock/index.ts';
import type { Transact } from '../db/index.ts';
import type { Keys } from '../keys/index.ts';
import type { Log } from '../log/index.ts';

/** What a module keeps alive beside requests as long as the house stands: keys in memory, a process of its own. */
export interface Resident {
  close(): Promise<void>;
}

/** Residents by the name of their module. */
export type Residents = ReadonlyMap<string, Resident>;

/** Where a module's second process listens. */
export interface SecondPlace {
  readonly host: string;
  /** 0 takes any free one. */
  readonly port: number;
  /** Address at which browsers reach it, where that is not host and port; empty if it is. */
  readonly origin: string;
}

export interface ResidentGround {
  readonly transact: Transact;
  readonly clock: Clock;
  readonly keys: Keys;
  readonly log: Log;
  /** Rewrites a table without what deleted rows left behind, where the database lets us (VACUUM FULL). */
  sweep(table: string): Promise<void>;
  /** A folder of the module's own, apart from the database; not there until the module makes it. */
  readonly folder: string;
  /** Null: this house starts no second process. */
  readonly second: SecondPlace | null;
  /** Browsers come, or have come since the start, under another name than this machine's own: from beyond a proxy. */
  servedElsewhere(): boolean;
}
