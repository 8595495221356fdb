import { bind, type BoundRoute } from '#platform/module/index.ts';
import { photoRoutes } from './photo.contract.ts';
import * as photo from './photo.work.ts';

const ok = { ok: true } as const;

export const photoBoundRoutes: BoundRoute[] = bind(photoRoutes, {
  listPhotos: (act, { params }) => photo.listPhotos(act, params.activityId),
  addPhoto: {
    outside: ({ params, body, upload }, caller) =>
      photo.addPhoto(caller, params.activityId, { uploadId: body.uploadId, upload }),
  },
  readPhoto: (act, { params }) => photo.readPhoto(act, params.photoId, params.size),
  async describePhoto(act, { params, body }) {
    await photo.describePhoto(act, params.photoId, body);
    return ok;
  },
  async tagPerson(act, { params }) {
    await photo.tagPerson(act, params.photoId, params.personId, true);
    return ok;
  },
  async untagPerson(act, { params }) {
    await photo.tagPerson(act, params.photoId, params.personId, false);
    return ok;
  },
  setPhotoConsent: (act, { body }) => photo.setPhotoConsent(act, body.consent),
  async askPhotoDown(act, { params }) {
    await photo.askPhotoDown(act, params.photoId);
    return ok;
  },
  async removePhoto(act, { params }) {
    await photo.removePhoto(act, params.photoId);
    return ok;
  },
  async putPhotoBack(act, { params }) {
    await photo.putPhotoBack(act, params.photoId);
    return ok;
  },
});
