/**
 * The box: takes ballots, gives receipts, and when it is shut tells what was in it. It knows no person and no
 * session. At level P1 it lives in the main server and its database; at P2 the same code runs in a process of its
 * own on a database of its own.
 */
import { join } from 'node:path';
import { mkdir, readdir, rm } from 'node:fs/promises';
import type { Clock } from '#platform/clock/index.ts';
import { dayOf } from '#platform/clock/index.ts';
import type { Db, Transact } from '#platform/db/index.ts';
import type { Keys } from '#platform/keys/index.ts';
import { Refusal } from '#platform/refuse/index.ts';
import {
  makeBulletin,
  signingKeyOf,
  toB64,
  type B64,
  type Ballot,
  type Bulletin,
  type Bytes,
  type Receipt,
  type SignedManifest,
} from '#engines/ballots/index.ts';
import * as data from './box.data.ts';
import type { BoxPlace } from './box.data.ts';
import { mostBallotBytes, type Spent } from './box.rules.ts';
import { openJournal } from './journal.work.ts';
import { openSlot, refuse, type Slot } from './slot.work.ts';
import { openSweeper } from './sweep.work.ts';

/** Tokens given out, as the identified side counts them; for the bulletin. */
export interface Issued {
  issued: Record<string, number>;
  reissued: number;
}

export interface Box {
  /** Makes the key that this poll's receipts are signed with; answers its public part. */
  prepare(place: BoxPlace): Promise<B64>;
  /** From now on the box knows the poll and takes ballots in its casting days. */
  register(place: BoxPlace, signed: SignedManifest): Promise<void>;
  manifest(place: BoxPlace): Promise<SignedManifest>;
  /** @param day casting day for ballots of an invented history; today unless given */
  cast(place: BoxPlace, ballot: Ballot, day?: string): Promise<Receipt>;
  /** Null while the box is open. */
  bulletin(place: BoxPlace): Promise<Bulletin | null>;
  /** Shuts the box for good and makes the bulletin; shut twice it gives the same one. */
  close(place: BoxPlace, issued: Issued): Promise<Bulletin>;
  /** What lies in a shut box, by name. */
  sealed(place: BoxPlace): Promise<Ballot[]>;
  /** Destroys ballots and keys of a shut box; answers how many ballots. The bulletin stays. */
  destroy(place: BoxPlace): Promise<number>;
}

export interface BoxGround {
  transact: Transact;
  clock: Clock;
  keys: Keys;
  folder: string;
  sweep(table: string): Promise<void>;
  /** The one line of log: a day and how many ballots came on it. */
  note(day: string, nCast: number): void;
  /** The box has a database of its own, in which nobody else writes down bureaus. */
  ownDatabase: boolean;
  /** See `SlotGround`; none unless given. */
  restMs?: number;
}

/** What both levels give a batch. */
export const batchRestMs = 1000;

export interface LocalBox extends Box {
  /** Looks at the clock: at midnight what waits is written, however little it is. */
  tick(): Promise<void>;
  stop(): Promise<void>;
}

const receiptPurpose = ({ pollId }: BoxPlace) => `ballot-${pollId}-receipt`;
const journalPurpose = ({ pollId }: BoxPlace) => `ballot-${pollId}-journal`;
const tickEveryMs = 15_000;

/** Opens the box over what a server before it left: ballots in journals are taken up at once. */
export async function openBox(ground: BoxGround): Promise<LocalBox> {
  const slots = new Map<string, Promise<Slot>>();
  let day = dayOf(ground.clock.now());
  let nCast = 0;
  const dayNow = () => dayOf(ground.clock.now());
  const inBureau = <T>({ bureauId }: BoxPlace, work: (db: Db) => Promise<T>): Promise<T> =>
    ground.transact({ bureauId, personId: null, roles: [] }, work);
  const sweeper = openSweeper(() => ground.sweep('ballot_box.ballot'));
  const sweepAfter = (place: BoxPlace, transaction: string): Promise<void> =>
    sweeper.after(() => inBureau(place, (db) => data.isOver(db, transaction)));
  const find = async (place: BoxPlace) => {
    const poll = await inBureau(place, (db) => data.findBoxPoll(db, place));
    if (!poll) throw refuse('ballot/no-poll');
    return poll;
  };
  const secretOf = async (place: BoxPlace): Promise<Bytes> =>
    new Uint8Array(await ground.keys.key(place.bureauId, receiptPurpose(place)));

  const open = async (place: BoxPlace): Promise<Slot> => {
    const { signed, bulletin } = await find(place);
    const { castFrom: from, castTo: to } = signed.manifest;
    if (bulletin) throw refuse('ballot/not-casting', { from, to });
    const rows = await inBureau(place, (db) => data.listSpent(db, place));
    const spent = new Map<string, Spent>(
      rows.map((row) => [row.token_id, { version: row.version, ballotId: row.ballot_id }]),
    );
    // Not closed like what is below it: as root, the box apart keeps its database here under another user.
    await mkdir(ground.folder, { recursive: true });
    const journal = await openJournal({
      path: journalPath(ground.folder, place),
      key: await ground.keys.key(place.bureauId, journalPurpose(place)),
      mostBytes: mostBallotBytes(signed.manifest),
    });
    const boxSecret = await secretOf(place);
    const transact = <T>(work: (db: Db) => Promise<T>) => inBureau(place, work);
    return openSlot({ place, signed, boxSecret, journal, spent, transact, restMs: ground.restMs ?? 0 });
  };

  /** One slot for each poll, opened once; a failed opening is tried again. */
  const slotOf = (place: BoxPlace): Promise<Slot> => {
    const key = `${place.bureauId}/${place.pollId}`;
    const known = slots.get(key);
    if (known) return known;
    const opening = open(place).catch((error: unknown) => {
      slots.delete(key);
      throw error;
    });
    slots.set(key, opening);
    return opening;
  };

  const shut = async (place: BoxPlace, { issued, reissued }: Issued): Promise<Bulletin> => {
    const slot = await slotOf(place);
    await slot.shut();
    const secret = await secretOf(place);
    const { made: bulletin, transaction } = await inBureau(place, async (db) => {
      const ballots = await data.listBallots(db, place);
      const { superseded, signed } = (await data.findBoxPoll(db, place))!;
      await data.rewriteBallots(db, place, ballots, signed.manifest.castTo);
      const made = await makeBulletin(
        {
          pollId: place.pollId,
          manifestHash: signed.hash,
          issued,
          reissued,
          cast: countByStratum(ballots),
          superseded,
          entries: ballots,
        },
        secret,
      );
      await data.saveBulletin(db, place, made);
      return { made, transaction: await data.transactionOf(db) };
    });
    slots.delete(`${place.bureauId}/${place.pollId}`);
    await slot.ground.journal.destroy();
    await ground.keys.destroy(place.bureauId, journalPurpose(place));
    await sweepAfter(place, transaction);
    return bulletin;
  };

  const box: LocalBox = {
    prepare: async (place) => toB64(signingKeyOf(await secretOf(place)).public),
    register: (place, signed) =>
      inBureau(place, async (db) => {
        if (ground.ownDatabase) await data.ensureBureau(db, place.bureauId);
        await data.insertBoxPoll(db, place, signed);
      }),
    manifest: async (place) => (await find(place)).signed,
    async cast(place, ballot, on) {
      if (ballot.pollId !== place.pollId) throw refuse('ballot/malformed');
      const receipt = await (await slotOf(place)).cast(ballot, on ?? dayNow());
      nCast++;
      return receipt;
    },
    bulletin: async (place) => (await find(place)).bulletin,
    close: async (place, issued) => (await find(place)).bulletin ?? shut(place, issued),
    sealed: (place) => inBureau(place, (db) => data.listBallots(db, place)),
    async destroy(place) {
      const { n, transaction } = await inBureau(place, async (db) => ({
        n: await data.deleteBallots(db, place),
        transaction: await data.transactionOf(db),
      }));
      await ground.keys.destroy(place.bureauId, receiptPurpose(place));
      await sweepAfter(place, transaction);
      return n;
    },
    async tick() {
      if (dayNow() === day) return;
      ground.note(day, nCast);
      [day, nCast] = [dayNow(), 0];
      // What one poll cannot write, such as that of a bureau that was removed, must not keep back the others.
      for (const slot of slots.values()) await slot.then((one) => one.flush()).catch(() => undefined);
    },
    async stop() {
      clearInterval(timer);
      if (nCast > 0) ground.note(day, nCast);
      // What waits stays in the journals: a stop is no reason to write a batch that is too small.
      for (const slot of slots.values()) await (await slot).close();
      await sweeper.stop();
    },
  };
  await takeUp(ground.folder, slotOf);
  const timer = setInterval(() => void box.tick().catch(() => undefined), tickEveryMs);
  timer.unref();
  return box;
}

const journalPath = (folder: string, { bureauId, pollId }: BoxPlace): string =>
  join(folder, 'journal', bureauId, `${pollId}.journal`);

/** Opens every poll that has a journal; one whose poll is gone with its bureau is taken away. */
async function takeUp(folder: string, slotOf: (place: BoxPlace) => Promise<Slot>): Promise<void> {
  const at = join(folder, 'journal');
  for (const bureauId of await namesIn(at))
    for (const name of await namesIn(join(at, bureauId)))
      await slotOf({ bureauId, pollId: name.replace('.journal', '') }).catch(async (error: unknown) => {
        if (error instanceof Refusal && error.code === 'ballot/no-poll')
          await rm(join(at, bureauId, name), { force: true });
      });
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

function countByStratum(ballots: readonly { stratum: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { stratum } of ballots) counts[stratum] = (counts[stratum] ?? 0) + 1;
  return counts;
}
