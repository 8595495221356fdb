/** One open poll of the box: takes ballots, keeps them in memory and journal, and writes shuffled batches. */
import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import {
  ballotChecker,
  ballotIdOf,
  mostVersions,
  shuffle,
  signReceipt,
  toB64,
  type Ballot,
  type Bytes,
  type Receipt,
  type SignedManifest,
} from '#engines/ballots/index.ts';
import type { Db } from '#platform/db/index.ts';
import { refuser } from '#platform/refuse/index.ts';
import { ballotRefusals } from './ballot-sayings.contract.ts';
import { type BoxPlace, storeBatch, type StoredBallot } from './box.data.ts';
import * as rules from './box.rules.ts';
import { nativeEd25519 } from './ed25519.work.ts';
import type { Journal } from './journal.work.ts';

export const refuse = refuser(ballotRefusals);
export const random = (n: number): Bytes => new Uint8Array(randomBytes(n));

export interface SlotGround {
  place: BoxPlace;
  signed: SignedManifest;
  /** Secret part of the key that receipts are signed with. */
  boxSecret: Bytes;
  journal: Journal;
  spent: Map<string, rules.Spent>;
  transact<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /**
   * Milliseconds from one batch to the next: where many cast at once, batches become few and large, which hides more
   * and leaves the disk to the receipts.
   */
  restMs: number;
}

export interface Slot {
  readonly ground: SlotGround;
  cast(ballot: Ballot, day: string): Promise<Receipt>;
  /** From now on no ballot is taken; what was taken is in the database when the promise is kept. */
  shut(): Promise<void>;
  /** Writes what waits, shuffled. */
  flush(): Promise<void>;
  /** What waits stays in the journal. */
  close(): Promise<void>;
}

export async function openSlot(ground: SlotGround): Promise<Slot> {
  const { signed, spent, journal, place } = ground;
  const { rules: law } = signed.manifest;
  const ed25519 = nativeEd25519(ground.boxSecret);
  const checker = ballotChecker(signed, ed25519);
  const waiting = new Map<number, StoredBallot>();
  const turns = new Map<string, Promise<unknown>>();
  let writing: Promise<void> | null = null;
  let resting: NodeJS.Timeout | null = null;
  let isShut = false;

  await recover(ground, waiting);

  const flush = async (): Promise<void> => {
    // Whoever asks while a batch is written has something that may not be in it.
    const before = writing?.catch(() => undefined);
    const mine = (before ?? Promise.resolve()).then(writeBatches).finally(() => {
      if (writing === mine) writing = null;
    });
    writing = mine;
    await mine;
  };

  const writeBatches = async (): Promise<void> => {
    if (waiting.size > 0) await writeBatch();
    if (waiting.size >= law.batch && ground.restMs === 0) await writeBatches();
  };

  /** Enough wait for a batch: it is written now, or once the one before has had its rest. */
  const writeSoon = (): void => {
    if (waiting.size < law.batch || writing !== null || resting !== null) return;
    resting = setTimeout(() => {
      resting = null;
      writeSoon();
    }, ground.restMs).unref();
    flush().catch(() => undefined);
  };

  const writeBatch = async (): Promise<void> => {
    const taken = [...waiting];
    const { last, nSuperseded } = rules.lastOfEach(taken.map(([, ballot]) => ballot));
    await ground.transact((db) => storeBatch(db, place, shuffle([...last], random), nSuperseded));
    // Before the wipe: a wiped slot may be given to another ballot at once.
    for (const [slot] of taken) waiting.delete(slot);
    await journal.wipe(taken.map(([slot]) => slot));
  };

  /** Two ballots of one token wait for each other; those of different tokens do not. */
  const inTurn = <T>(tokenId: string, work: () => Promise<T>): Promise<T> => {
    const before = turns.get(tokenId) ?? Promise.resolve();
    const mine = before.then(work, work);
    const settled = mine
      .catch(() => undefined)
      .then(() => {
        if (turns.get(tokenId) === settled) turns.delete(tokenId);
      });
    turns.set(tokenId, settled);
    return mine;
  };

  const keep = async (stored: StoredBallot): Promise<void> => {
    const text = JSON.stringify(stored);
    let slot = await journal.put(text);
    while (slot === null) {
      // Slots may be taken by ballots that are being written this moment: give the disk its turn.
      await setImmediate();
      await flush();
      slot = await journal.put(text);
    }
    waiting.set(slot, stored);
    spent.set(stored.tokenId, { version: stored.version, ballotId: stored.ballotId });
  };

  const refuseLate = (day: string): void => {
    const late = rules.whyNotCast(signed.manifest, day, isShut);
    if (late) throw refuse(late.code, late.facts);
  };

  const accept = async (ballot: Ballot, day: string): Promise<Receipt> => {
    const ballotId = toB64(await ballotIdOf(ballot));
    const { pollId, tokenId, version } = ballot;
    await inTurn(tokenId, async () => {
      refuseLate(day);
      const before = spent.get(tokenId);
      const no = rules.whyNotFollows(before, { version, ballotId }, law.resubmit);
      if (no === 'again') return;
      if (no) throw refuse(no, { most: mostVersions, last: before?.version ?? 0 });
      await keep({ ...ballot, ballotId, day });
    });
    writeSoon();
    return signReceipt({ pollId, tokenId, version, ballotId }, ed25519);
  };

  return {
    ground,
    flush,
    async shut() {
      isShut = true;
      // Those under way get their receipt, and are in the box before it is counted.
      await Promise.all(turns.values());
      await flush();
    },
    async close() {
      if (resting) clearTimeout(resting);
      await writing?.catch(() => undefined);
      await journal.close();
    },
    async cast(ballot, day) {
      refuseLate(day);
      const fault = await checker.whyNot(ballot);
      if (fault) throw refuse(rules.codeOf[fault]);
      return accept(ballot, day);
    },
  };
}

/** Takes up what the journal holds. A ballot that is in the database already needs no second time. */
async function recover({ journal, spent }: SlotGround, waiting: Map<number, StoredBallot>): Promise<void> {
  const inDatabase = new Map(spent);
  const stale: number[] = [];
  for (const { slot, text } of journal.found) {
    const ballot = JSON.parse(text) as StoredBallot;
    const { tokenId, version, ballotId } = ballot;
    if ((inDatabase.get(tokenId)?.version ?? 0) >= version) {
      stale.push(slot);
      continue;
    }
    waiting.set(slot, ballot);
    if ((spent.get(tokenId)?.version ?? 0) < version) spent.set(tokenId, { version, ballotId });
  }
  if (stale.length > 0) await journal.wipe(stale);
}
