/** Photos: added by organisers, seen by those they are for, taken down when somebody asks. */
import type { Act, RunAct, Who } from '#platform/act/index.ts';
import type { Download, Upload } from '#platform/contract/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { keepFile, readKeptFile, removeKeptFile } from '#platform/files/index.ts';
import { listFacts } from '#platform/ledger/index.ts';
import { recodePicture, type Recoded } from '#platform/pictures/index.ts';
import { findPerson, listPeopleOn } from '#modules/people/index.ts';
import { loadActivity, lockToOrganise, mayOrganise } from './organise.work.ts';
import { mostPhotos, type PhotoConsent, type PhotoList } from './photo.contract.ts';
import {
  deletePhoto,
  deletePhotoPerson,
  findConsent,
  findUpload,
  insertPhoto,
  insertPhotoPerson,
  isPhotoFile,
  listPhotoRows,
  saveConsent,
  updatePhoto,
} from './photo.data.ts';
import { findCampaign } from './programme.data.ts';
import { loadOwnPhoto, loadPhoto, peopleByPhoto, photoViews, refuse, viewerOf } from './photo-see.work.ts';

/** The photos that the person who asks may see, and to organisers who is on them. */
export async function listPhotos(act: Act, activityId: string): Promise<PhotoList> {
  const activity = await loadActivity(act, activityId);
  const viewer = await viewerOf(act, activity);
  const rows = await listPhotoRows(act.db, activityId);
  const { personId } = act.who;
  return {
    activityId,
    activity: activity.name,
    photos: await photoViews(act, rows, viewer, await peopleByPhoto(act, activityId)),
    consent: personId ? ((await findConsent(act.db, personId)) ?? 'unknown') : null,
    takingPart: viewer.takesPart,
    taggable: viewer.organises ? await everybody(act) : [],
    uploadIds: viewer.organises ? rows.map((row) => row.upload_id) : [],
    may: { add: { may: viewer.organises && standsAt(activity.state) === null } },
  };
}

const everybody = async (act: Act): Promise<PhotoList['taggable']> =>
  (await listPeopleOn(act, act.today)).map(({ personId, name, pinyin, initials, unitName }) => ({
    personId,
    name,
    pinyin: `${pinyin} ${initials}`,
    unit: unitName,
  }));

const standsAt = (state: string) => {
  if (state === 'cancelled') return 'activity/called-off' as const;
  return state === 'draft' ? ('activity/not-approved' as const) : null;
};

/** The activity, if it takes photos and the person who asks may add them. */
async function loadAlbum(act: Act, activityId: string) {
  const activity = await lockToOrganise(act, activityId);
  const no = standsAt(activity.state);
  if (no) throw refuse(no);
  const rows = await listPhotoRows(act.db, activityId);
  if (rows.length >= mostPhotos) throw refuse('activity/too-many-photos', { most: mostPhotos });
  return activity;
}

/**
 * Adds one photo. It is written anew between two transactions: half a second of work would else hold the
 * activity's row. The same upload again answers with the photo that is there.
 */
export async function addPhoto(
  { runAct, who }: { runAct: RunAct; who: Who },
  activityId: string,
  { uploadId, upload }: { uploadId: string; upload: Upload },
): Promise<{ photoId: string }> {
  const there = await runAct(who, async (act) => {
    const known = await findUpload(act.db, activityId, uploadId);
    if (!known || !(await mayOrganise(act, activityId))) await loadAlbum(act, activityId);
    return known?.photo_id;
  });
  if (there) return { photoId: there };
  const recoded = await recodePicture(upload.bytes);
  return runAct(who, (act) => keepPhoto(act, activityId, uploadId, recoded));
}

async function keepPhoto(
  act: Act,
  activityId: string,
  uploadId: string,
  { large, thumb, width, height }: Recoded,
): Promise<{ photoId: string }> {
  const { name } = await loadAlbum(act, activityId);
  // Sent twice at once: the first has it, now that the activity is locked.
  const known = await findUpload(act.db, activityId, uploadId);
  if (known) return { photoId: known.photo_id };
  const photoId = newId();
  const keep = (bytes: Uint8Array) => keepFile(act, 'activity', { name: `${photoId}.jpg`, bytes }, ['jpeg']);
  const [{ sha256 }, { sha256: thumbSha256 }] = [await keep(large), await keep(thumb)];
  const names = { bureau_id: act.bureauId, photo_id: photoId, activity_id: activityId, upload_id: uploadId };
  const files = { sha256, thumb_sha256: thumbSha256, width, height };
  await insertPhoto(act.db, { ...names, ...files, caption: '', added_at: act.now });
  const data = { name, activityId, campaign: await findCampaign(act.db, activityId) };
  act.record({ kind: 'activity/photo-added', subject: `photo/${photoId}`, quantity: 1, data });
  return { photoId };
}

export async function readPhoto(act: Act, photoId: string, size: 'large' | 'thumb'): Promise<Download> {
  const { photo } = await loadPhoto(act, photoId);
  const file = await readKeptFile(act, size === 'large' ? photo.sha256 : photo.thumb_sha256);
  if (!file) throw refuse('activity/no-photo');
  return { name: `${photoId}.jpg`, type: file.type, bytes: file.bytes };
}

export async function describePhoto(
  act: Act,
  photoId: string,
  { caption, allTagged }: { caption: string; allTagged: boolean },
): Promise<void> {
  await loadOwnPhoto(act, photoId);
  await updatePhoto(act.db, act.bureauId, photoId, { caption, all_tagged: allTagged });
}

/** Names somebody on a photo, or says that it is not them: an organiser, or the person. */
export async function tagPerson(act: Act, photoId: string, personId: string, onIt: boolean): Promise<void> {
  const { viewer } = await loadPhoto(act, photoId);
  if (!viewer.organises && personId !== act.who.personId) throw refuse('activity/not-oneself');
  if (!(await findPerson(act, personId))) throw refuse('activity/no-person');
  const row = { bureau_id: act.bureauId, photo_id: photoId, person_id: personId };
  await (onIt ? insertPhotoPerson(act.db, row) : deletePhotoPerson(act.db, row));
}

/** Leaves no record of its own: what somebody wants of photos of themselves is nobody's news. */
export async function setPhotoConsent(act: Act, consent: PhotoConsent): Promise<{ consent: PhotoConsent }> {
  const { personId } = act.who;
  if (!personId) throw refuse('activity/no-person');
  await saveConsent(act.db, act.bureauId, personId, consent === 'unknown' ? null : consent);
  return { consent };
}

/** Hidden from this moment. Who asked is kept nowhere. */
export async function askPhotoDown(act: Act, photoId: string): Promise<void> {
  await loadPhoto(act, photoId);
  await updatePhoto(act.db, act.bureauId, photoId, { asked_down: true });
}

export async function putPhotoBack(act: Act, photoId: string): Promise<void> {
  await loadOwnPhoto(act, photoId);
  await updatePhoto(act.db, act.bureauId, photoId, { asked_down: false });
}

/** Removes a photo and its bytes, unless another photo is made of the same ones. */
export async function removePhoto(act: Act, photoId: string): Promise<void> {
  const { photo, activity } = await loadOwnPhoto(act, photoId);
  await deletePhoto(act.db, act.bureauId, photoId);
  for (const sha256 of new Set([photo.sha256, photo.thumb_sha256])) {
    await removeKeptFile(act, 'activity', sha256, () => isPhotoFile(act.db, sha256));
  }
  const subject = `photo/${photoId}`;
  const [added] = await listFacts(act.db, { subject, kind: 'activity/photo-added', limit: 1 });
  const data = { name: activity.name, activityId: activity.activity_id };
  act.record({ kind: 'activity/photo-removed', subject, data, voids: added?.factId ?? null });
}
