import type { Insertable, Selectable, Updateable } from 'kysely';
import { on, type Db } from '#platform/db/index.ts';
import type { PhotoTables } from './photo.tables.ts';

const open = on<PhotoTables>;

export type PhotoRow = Selectable<PhotoTables['activity.photo']>;

/** In the order in which they came. */
export const listPhotoRows = (db: Db, activityId: string): Promise<PhotoRow[]> =>
  open(db)
    .selectFrom('activity.photo')
    .selectAll()
    .where('activity_id', '=', activityId)
    .orderBy('photo_id')
    .execute();

export const findPhotoRow = (db: Db, photoId: string): Promise<PhotoRow | undefined> =>
  open(db).selectFrom('activity.photo').selectAll().where('photo_id', '=', photoId).executeTakeFirst();

export const findUpload = (db: Db, activityId: string, uploadId: string): Promise<PhotoRow | undefined> =>
  open(db)
    .selectFrom('activity.photo')
    .selectAll()
    .where('activity_id', '=', activityId)
    .where('upload_id', '=', uploadId)
    .executeTakeFirst();

export const insertPhoto = (db: Db, row: Insertable<PhotoTables['activity.photo']>) =>
  open(db).insertInto('activity.photo').values(row).execute();

export const updatePhoto = (
  db: Db,
  bureauId: string,
  photoId: string,
  change: Updateable<PhotoTables['activity.photo']>,
) =>
  open(db)
    .updateTable('activity.photo')
    .set(change)
    .where('bureau_id', '=', bureauId)
    .where('photo_id', '=', photoId)
    .execute();

export const deletePhoto = (db: Db, bureauId: string, photoId: string) =>
  open(db)
    .deleteFrom('activity.photo')
    .where('bureau_id', '=', bureauId)
    .where('photo_id', '=', photoId)
    .execute();

/** Whether any photo, large or small, is made of these bytes. */
export async function isPhotoFile(db: Db, sha256: string): Promise<boolean> {
  const row = await open(db)
    .selectFrom('activity.photo')
    .select('photo_id')
    .where(({ eb, or }) => or([eb('sha256', '=', sha256), eb('thumb_sha256', '=', sha256)]))
    .executeTakeFirst();
  return row !== undefined;
}

/** Who is on each photo of an activity, and what they want. */
export const listPhotoPeople = (db: Db, activityId: string) =>
  open(db)
    .selectFrom('activity.photo_person as t')
    .innerJoin('activity.photo as p', (join) =>
      join.onRef('p.bureau_id', '=', 't.bureau_id').onRef('p.photo_id', '=', 't.photo_id'),
    )
    .leftJoin('activity.photo_consent as c', (join) =>
      join.onRef('c.bureau_id', '=', 't.bureau_id').onRef('c.person_id', '=', 't.person_id'),
    )
    .select(['t.photo_id', 't.person_id', 'c.consent'])
    .where('p.activity_id', '=', activityId)
    .orderBy('t.person_id')
    .execute();

export const insertPhotoPerson = (db: Db, row: PhotoTables['activity.photo_person']) =>
  open(db)
    .insertInto('activity.photo_person')
    .values(row)
    .onConflict((conflict) => conflict.columns(['bureau_id', 'photo_id', 'person_id']).doNothing())
    .execute();

export const deletePhotoPerson = (db: Db, row: PhotoTables['activity.photo_person']) =>
  open(db)
    .deleteFrom('activity.photo_person')
    .where('bureau_id', '=', row.bureau_id)
    .where('photo_id', '=', row.photo_id)
    .where('person_id', '=', row.person_id)
    .execute();

export async function findConsent(db: Db, personId: string): Promise<'yes' | 'no' | null> {
  const row = await open(db)
    .selectFrom('activity.photo_consent')
    .select('consent')
    .where('person_id', '=', personId)
    .executeTakeFirst();
  return row?.consent ?? null;
}

/** Null: nothing said any more. */
export async function saveConsent(
  db: Db,
  bureauId: string,
  personId: string,
  consent: 'yes' | 'no' | null,
): Promise<void> {
  if (consent === null) {
    await open(db)
      .deleteFrom('activity.photo_consent')
      .where('bureau_id', '=', bureauId)
      .where('person_id', '=', personId)
      .execute();
    return;
  }
  await open(db)
    .insertInto('activity.photo_consent')
    .values({ bureau_id: bureauId, person_id: personId, consent })
    .onConflict((conflict) => conflict.columns(['bureau_id', 'person_id']).doUpdateSet({ consent }))
    .execute();
}
