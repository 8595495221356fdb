/** Whom a photo is for, and who asks. */
import type { Act } from '#platform/act/index.ts';
import { refuser } from '#platform/refuse/index.ts';
import { listPeopleOn } from '#modules/people/index.ts';
import { activityRefusals } from './activity-sayings.contract.ts';
import type { ActivityRow } from './activity.data.ts';
import { listScansOf, listSessionsHeld } from './attendance.data.ts';
import { listExpected } from './attendance-load.work.ts';
import { presentAmong } from './attendance.rules.ts';
import { loadActivity, mayOrganise } from './organise.work.ts';
import { photoRefusals, type PhotoConsent, type PhotoView } from './photo.contract.ts';
import { findPhotoRow, listPhotoPeople, type PhotoRow } from './photo.data.ts';
import { audienceOf, maySee, type Viewer } from './photo.rules.ts';

export const refuse = refuser({ ...activityRefusals, ...photoRefusals });

type OnPhoto = { personId: string; consent: PhotoConsent };

/** Who is on each photo, by photo. */
export async function peopleByPhoto(act: Act, activityId: string): Promise<Map<string, OnPhoto[]>> {
  const rows = await listPhotoPeople(act.db, activityId);
  const grouped = Map.groupBy(rows, (row) => row.photo_id);
  return new Map(
    [...grouped].map(([photoId, tags]) => [
      photoId,
      tags.map((tag) => ({ personId: tag.person_id, consent: tag.consent ?? 'unknown' })),
    ]),
  );
}

export const audienceOfPhoto = (row: PhotoRow, onIt: readonly OnPhoto[]) =>
  audienceOf({
    askedDown: row.asked_down,
    allTagged: row.all_tagged,
    consents: onIt.map(({ consent }) => consent),
  });

/** Whether the person who asks organises the activity, or takes part in it: has a seat or has signed in. */
export async function viewerOf(act: Act, activity: ActivityRow): Promise<Viewer> {
  const { activity_id: activityId, unit_ids: unitIds } = activity;
  const organises = await mayOrganise(act, activityId);
  const { personId } = act.who;
  if (!personId) return { organises, takesPart: false };
  const sessions = await listSessionsHeld(act.db, activityId);
  const ids = sessions.map((session) => session.session_id);
  const there = presentAmong(await listScansOf(act.db, personId, ids)).length > 0;
  const heldOn = sessions[0]?.held_on;
  if (there || !heldOn) return { organises, takesPart: there };
  const { expected } = await listExpected(act, activityId, { heldOn, unitIds });
  return { organises, takesPart: expected.has(personId) };
}

/** A photo that the person who asks may see; `activity/no-photo` for every other, there or not. */
export async function loadPhoto(act: Act, photoId: string) {
  const photo = await findPhotoRow(act.db, photoId);
  if (!photo) throw refuse('activity/no-photo');
  const activity = await loadActivity(act, photo.activity_id);
  const viewer = await viewerOf(act, activity);
  const onIt = (await peopleByPhoto(act, photo.activity_id)).get(photoId) ?? [];
  if (!maySee(audienceOfPhoto(photo, onIt), viewer)) throw refuse('activity/no-photo');
  return { photo, activity, viewer };
}

/** A photo of somebody who organises its activity. */
export async function loadOwnPhoto(act: Act, photoId: string) {
  const loaded = await loadPhoto(act, photoId);
  if (!loaded.viewer.organises) throw refuse('activity/not-organiser');
  return loaded;
}

export async function photoViews(
  act: Act,
  rows: readonly PhotoRow[],
  viewer: Viewer,
  onPhotos: ReadonlyMap<string, OnPhoto[]>,
): Promise<PhotoView[]> {
  const names = viewer.organises ? await namesToday(act) : new Map<string, string>();
  return rows.flatMap((row) => {
    const onIt = onPhotos.get(row.photo_id) ?? [];
    const audience = audienceOfPhoto(row, onIt);
    if (!maySee(audience, viewer)) return [];
    return {
      id: row.photo_id,
      caption: row.caption,
      width: row.width,
      height: row.height,
      meOnIt: onIt.some(({ personId }) => personId === act.who.personId),
      audience: viewer.organises ? audience : null,
      askedDown: row.asked_down,
      allTagged: row.all_tagged,
      people: viewer.organises ? onIt.map((one) => ({ ...one, name: names.get(one.personId) ?? '' })) : [],
    };
  });
}

const namesToday = async (act: Act): Promise<Map<string, string>> =>
  new Map((await listPeopleOn(act, act.today)).map(({ personId, name }) => [personId, name]));
