import type { AsOwner } from './migrate.ts';
import type { Pools } from './open-pool.ts';

/** An open database, embedded or external. */
export interface Database extends Omit<Pools, 'end'> {
  /** A connection of the role that owns the tables (no superuser; row-level security holds it too where forced). */
  owner: AsOwner;
  kind: 'embedded' | 'external';
  /** The embedded database was found running, left by a server that was killed. */
  adopted: boolean;
  close(): Promise<void>;
}
