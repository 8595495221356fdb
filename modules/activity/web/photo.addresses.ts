/** Addresses of photos without their schemas. */
import { address } from '#web/address.ts';
import type { photoRoutes } from '../photo.contract.ts';

type Photo = typeof photoRoutes;

export const askPhotos = address<Photo['listPhotos']>('GET', '/api/activities/:activityId/photos');
export const addPhoto = address<Photo['addPhoto']>('POST', '/api/activities/:activityId/photos');
export const photoImage = address<Photo['readPhoto']>('GET', '/api/activity-photos/:photoId/:size');
export const describePhoto = address<Photo['describePhoto']>('PUT', '/api/activity-photos/:photoId');
export const removePhoto = address<Photo['removePhoto']>('DELETE', '/api/activity-photos/:photoId');
export const tagPerson = address<Photo['tagPerson']>('PUT', '/api/activity-photos/:photoId/people/:personId');
export const untagPerson = address<Photo['untagPerson']>(
  'DELETE',
  '/api/activity-photos/:photoId/people/:personId',
);
export const setPhotoConsent = address<Photo['setPhotoConsent']>('PUT', '/api/photo-consent');
export const askPhotoDown = address<Photo['askPhotoDown']>('POST', '/api/activity-photos/:photoId/take-down');
export const putPhotoBack = address<Photo['putPhotoBack']>(
  'DELETE',
  '/api/activity-photos/:photoId/take-down',
);
