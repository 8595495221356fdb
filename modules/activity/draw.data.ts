import type { Insertable, Selectable, Updateable } from 'kysely';
import { on, sql, type Db } from '#platform/db/index.ts';
import type { DrawTables } from './draw.tables.ts';

const open = on<DrawTables>;
const json = (value: unknown) => sql`${JSON.stringify(value)}::jsonb` as never;

export type DrawRow = Selectable<DrawTables['activity.draw']>;
type DrawChange = Updateable<DrawTables['activity.draw']>;

const jsonColumns = ['choice', 'teams', 'changes', 'preview'] as const;

/** Columns of type jsonb must not go to the driver as arrays. */
function prepared<T extends DrawChange>(change: T): T {
  const ready: Record<string, unknown> = { ...change };
  for (const name of jsonColumns)
    if (ready[name] !== undefined && ready[name] !== null) ready[name] = json(ready[name]);
  return ready as T;
}

/** Draws of an activity in the order in which they were asked for. */
export const listDrawRows = (db: Db, activityId: string): Promise<DrawRow[]> =>
  open(db)
    .selectFrom('activity.draw')
    .selectAll()
    .where('activity_id', '=', activityId)
    .orderBy('nth')
    .execute();

export const findDrawRow = (db: Db, drawId: string): Promise<DrawRow | undefined> =>
  open(db).selectFrom('activity.draw').selectAll().where('draw_id', '=', drawId).executeTakeFirst();

/** The draw, locked until the transaction ends. */
export const lockDrawRow = (db: Db, drawId: string): Promise<DrawRow | undefined> =>
  open(db)
    .selectFrom('activity.draw')
    .selectAll()
    .where('draw_id', '=', drawId)
    .forUpdate()
    .executeTakeFirst();

export const insertDraw = (db: Db, row: Insertable<DrawTables['activity.draw']>) =>
  open(db).insertInto('activity.draw').values(prepared(row)).execute();

export const updateDraw = (db: Db, bureauId: string, drawId: string, change: DrawChange) =>
  open(db)
    .updateTable('activity.draw')
    .set(prepared(change))
    .where('bureau_id', '=', bureauId)
    .where('draw_id', '=', drawId)
    .execute();

/** Published draws of other activities: who was on one team before. */
export const listPublishedBefore = (db: Db, activityId: string): Promise<DrawRow[]> =>
  open(db)
    .selectFrom('activity.draw')
    .selectAll()
    .where('state', '=', 'published')
    .where('activity_id', '<>', activityId)
    .orderBy('published_at')
    .execute();
