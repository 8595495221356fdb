import { on, sql, type Db } from '../db/index.ts';
import type { NoticeTables } from './notice.tables.ts';

const open = (db: Db) => on<NoticeTables>(db);
export type ChannelRow = NoticeTables['platform.channel'];
export type MessageRow = NoticeTables['platform.message'];

export const listChannelRows = (db: Db): Promise<ChannelRow[]> =>
  open(db).selectFrom('platform.channel').selectAll().orderBy('made_at').orderBy('channel_id').execute();

export const findChannel = (db: Db, channelId: string): Promise<ChannelRow | undefined> =>
  open(db).selectFrom('platform.channel').selectAll().where('channel_id', '=', channelId).executeTakeFirst();

export const insertChannel = (db: Db, row: ChannelRow) =>
  open(db).insertInto('platform.channel').values(row).execute();

export const deleteChannel = (db: Db, channelId: string) =>
  open(db).deleteFrom('platform.channel').where('channel_id', '=', channelId).execute();

/** How many messages of each channel stand where, and why the last that failed did. */
export const countMessages = (db: Db) =>
  open(db)
    .selectFrom('platform.message')
    .select(({ fn }) => [
      'channel_id',
      'state',
      fn.countAll<number>().as('n'),
      fn.max('failure').as('failure'),
    ])
    .groupBy(['channel_id', 'state'])
    .execute();

/** True where it was not told to this channel before. */
export async function insertMessage(db: Db, row: MessageRow): Promise<boolean> {
  const made = await open(db)
    .insertInto('platform.message')
    .values({ ...row, text: sql`${JSON.stringify(row.text)}::jsonb` as never })
    .onConflict((conflict) => conflict.columns(['bureau_id', 'channel_id', 'key']).doNothing())
    .returning('message_id')
    .executeTakeFirst();
  return made !== undefined;
}

export const listWaiting = (db: Db, channelId: string, due: string): Promise<MessageRow[]> =>
  open(db)
    .selectFrom('platform.message')
    .selectAll()
    .where('channel_id', '=', channelId)
    .where('state', '=', 'waiting')
    .where('due_at', '<=', due)
    .orderBy('due_at')
    .orderBy('message_id')
    .execute();

/** Instants at which digests went through a channel lately. */
export async function listSendings(db: Db, channelId: string, since: string): Promise<string[]> {
  const rows = await open(db)
    .selectFrom('platform.message')
    .select('sent_at')
    .distinct()
    .where('channel_id', '=', channelId)
    .where('sent_at', '>', since)
    .execute();
  return rows.flatMap(({ sent_at }) => sent_at ?? []);
}

export const updateMessages = (
  db: Db,
  ids: readonly string[],
  change: Partial<Pick<MessageRow, 'state' | 'attempts' | 'due_at' | 'sent_at' | 'failure'>>,
) => open(db).updateTable('platform.message').set(change).where('message_id', 'in', ids).execute();
