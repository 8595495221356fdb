/** What the module keeps as long as the house stands: both boxes, unlocked keys and shares that were handed in. */
import type { KeyObject } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { EligibleList } from '#engines/ballots/index.ts';
import type { Act } from '#platform/act/index.ts';
import type { Resident, ResidentGround } from '#platform/module/index.ts';
import { batchRestMs, openBox, type Box, type LocalBox } from './box.work.ts';
import { remoteBox } from './box-remote.work.ts';
import type { Level, Role } from './poll.rules.ts';
import { refuse } from './slot.work.ts';

/** Private issuer keys by stratum. */
export type Unlocked = ReadonlyMap<string, KeyObject>;

export interface BallotResident extends Resident {
  /** The box in this process. */
  readonly here: LocalBox;
  boxAt(level: Level): Box;
  /** Where browsers reach the box; empty: where the pages come from. Refused `ballot/no-origin` where they cannot. */
  originAt(level: Level): Promise<string>;
  /** By poll and role. In memory alone: a restart locks them again. */
  readonly unlocked: Map<string, Unlocked>;
  /** By poll, then by trustee. */
  readonly shares: Map<string, Map<string, string>>;
  /** Trustees whose share was laid aside, by poll. */
  readonly wrongShares: Map<string, Set<string>>;
  /** Never throws: what could not be swept is logged. */
  sweep(table: string): Promise<void>;
  /** Trees over frozen lists, by poll. */
  readonly lists: Map<string, Promise<EligibleList>>;
}

export const residentOf = ({ residents }: Pick<Act, 'residents'>): BallotResident => {
  const found = residents.get('ballot');
  if (!found) throw refuse('ballot/no-box');
  return found as BallotResident;
};

export const ringOf = (pollId: string, role: Role): string => `${pollId}/${role}`;

/**
 * Once the act is committed: rewrites tables without the rows that it deleted or changed, which otherwise stay in their
 * files until the place is needed. Of a poll, and of what its owner keeps beside it.
 */
export function sweepAfter(act: Act, tables: readonly string[]): void {
  if (act.residents.size === 0) return;
  act.onCommit(async () => {
    for (const table of tables) await residentOf(act).sweep(table);
  });
}

export async function openResident(ground: ResidentGround): Promise<BallotResident> {
  const { transact, clock, keys, sweep, folder, log, second, servedElsewhere } = ground;
  const note = (day: string, nCast: number): void => log.info('ballots', { day, nCast });
  const here = await openBox({
    transact,
    clock,
    keys,
    folder,
    sweep,
    note,
    ownDatabase: false,
    restMs: batchRestMs,
  });
  const apart = join(folder, 'own');
  const remote = second && remoteBox(apart, second);
  // A box that was ever used has polls whose casting goes on.
  if (remote && existsSync(apart)) remote.wake();
  const remoteOrRefuse = () => {
    if (!remote) throw refuse('ballot/no-box');
    return remote;
  };
  return {
    here,
    unlocked: new Map(),
    shares: new Map(),
    wrongShares: new Map(),
    lists: new Map(),
    sweep: (table) =>
      sweep(table).catch((error: unknown) =>
        log.error('a table was not swept', { table, error: String(error) }),
      ),
    boxAt: (level) => (level === 'P1' ? here : remoteOrRefuse()),
    async originAt(level) {
      if (level === 'P1') return '';
      // Signed into the manifest it could never be put right, and nobody could cast.
      if (second?.origin === '' && servedElsewhere()) throw refuse('ballot/no-origin');
      return remoteOrRefuse().origin();
    },
    async close() {
      await here.stop();
      await remote?.stop();
    },
  };
}
