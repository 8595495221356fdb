/** Photos of an activity: who may see them follows from what the people on them want. */
import * as z from 'zod';
import { Id, May, facts, refusals, route } from '#platform/contract/index.ts';
import { campaignMark } from '#platform/contract/marks.ts';

/** Photos that one activity holds. */
export const mostPhotos = 600;

/** `unknown` until a person has said: then those who took part see the photo, and nobody else. */
export const PhotoConsent = z.enum(['yes', 'no', 'unknown']);
export type PhotoConsent = z.output<typeof PhotoConsent>;

export const Audience = z.enum(['bureau', 'taking-part', 'organisers']);
export type Audience = z.output<typeof Audience>;

export const PhotoView = z.object({
  id: Id,
  /** What is to be seen; read aloud to those who cannot see. */
  caption: z.string(),
  width: z.int(),
  height: z.int(),
  meOnIt: z.boolean(),
  /** For organisers; for everybody else whoever sees it may see it. */
  audience: Audience.nullable(),
  askedDown: z.boolean(),
  allTagged: z.boolean(),
  /** Who is on it, for organisers alone. */
  people: z.array(z.object({ personId: Id, name: z.string(), consent: PhotoConsent })),
});
export type PhotoView = z.output<typeof PhotoView>;

export const PhotoList = z.object({
  activityId: Id,
  activity: z.string(),
  photos: z.array(PhotoView),
  /** What I have said about photos of me; null for an account that belongs to nobody on the roster. */
  consent: PhotoConsent.nullable(),
  takingPart: z.boolean(),
  /** People an organiser can name on a photo. */
  taggable: z.array(z.object({ personId: Id, name: z.string(), pinyin: z.string(), unit: z.string() })),
  /** What organisers' devices have sent already: chosen again, it is not sent again. */
  uploadIds: z.array(Id),
  may: z.object({ add: May }),
});
export type PhotoList = z.output<typeof PhotoList>;

const activity = z.object({ activityId: Id });
const photo = z.object({ photoId: Id });
const ok = z.object({ ok: z.literal(true) });

export const photoRoutes = {
  listPhotos: route({
    method: 'GET',
    path: '/api/activities/:activityId/photos',
    summary: { zh: '活动照片（只列您可以看的）', en: 'Photos of an activity that one may see' },
    permit: 'activity/read',
    params: activity,
    reply: PhotoList,
  }),
  addPhoto: route({
    method: 'POST',
    path: '/api/activities/:activityId/photos',
    summary: {
      zh: '传一张照片：去掉拍摄地点和设备信息再保存；同一张可重复传',
      en: 'Add a photo, kept without place and device; sending it again adds nothing',
    },
    permit: 'activity/organise',
    params: activity,
    upload: true,
    body: z.object({ uploadId: Id }),
    reply: z.object({ photoId: Id }),
  }),
  readPhoto: route({
    method: 'GET',
    path: '/api/activity-photos/:photoId/:size',
    summary: { zh: '照片本身', en: 'The photo itself' },
    permit: 'activity/read',
    params: photo.extend({ size: z.enum(['large', 'thumb']) }),
    reply: z.unknown(),
    download: true,
  }),
  describePhoto: route({
    method: 'PUT',
    path: '/api/activity-photos/:photoId',
    summary: {
      zh: '照片说明；是否已标出所有认得出的人',
      en: 'Caption; whether everybody recognisable is named',
    },
    permit: 'activity/organise',
    params: photo,
    body: z.object({ caption: z.string().trim().max(200), allTagged: z.boolean() }),
    reply: ok,
  }),
  tagPerson: route({
    method: 'PUT',
    path: '/api/activity-photos/:photoId/people/:personId',
    summary: {
      zh: '标出照片上的人：组织者，或本人',
      en: 'Name somebody on a photo: an organiser, or oneself',
    },
    permit: 'activity/read',
    params: photo.extend({ personId: Id }),
    reply: ok,
  }),
  untagPerson: route({
    method: 'DELETE',
    path: '/api/activity-photos/:photoId/people/:personId',
    summary: { zh: '不是这位：取消标记', en: 'It is not them after all' },
    permit: 'activity/read',
    params: photo.extend({ personId: Id }),
    reply: ok,
  }),
  setPhotoConsent: route({
    method: 'PUT',
    path: '/api/photo-consent',
    summary: { zh: '有我的照片可以给谁看', en: 'Who may see photos of me' },
    permit: 'activity/join',
    body: z.object({ consent: PhotoConsent }),
    reply: z.object({ consent: PhotoConsent }),
  }),
  askPhotoDown: route({
    method: 'POST',
    path: '/api/activity-photos/:photoId/take-down',
    summary: {
      zh: '请撤下这张照片：马上对所有人隐藏，不问理由',
      en: 'Ask to take a photo down: hidden at once',
    },
    permit: 'activity/read',
    params: photo,
    reply: ok,
  }),
  removePhoto: route({
    method: 'DELETE',
    path: '/api/activity-photos/:photoId',
    summary: { zh: '删去照片和文件，不可恢复', en: 'Remove a photo and its files for good' },
    permit: 'activity/organise',
    params: photo,
    reply: ok,
  }),
  putPhotoBack: route({
    method: 'DELETE',
    path: '/api/activity-photos/:photoId/take-down',
    summary: { zh: '请求不成立：照片恢复显示', en: 'Show a photo again that was asked down' },
    permit: 'activity/organise',
    params: photo,
    reply: ok,
  }),
};

export const photoRefusals = refusals({
  'activity/no-photo': {
    status: 404,
    zh: '没有这张照片，或者您不能看。',
    en: 'There is no such photo, or not for you to see.',
  },
  'activity/too-many-photos': {
    status: 409,
    zh: '这项活动已经有 {most} 张照片，先删去一些再传。',
    en: 'This activity holds {most} photos already; remove some first.',
  },
  'activity/not-oneself': {
    status: 403,
    zh: '照片上的别人只能由组织者标出；您可以标出自己。',
    en: 'Others on a photo are named by organisers; you can name yourself.',
  },
});

const Photo = z.object({ name: z.string(), activityId: z.string() });
export const photoFacts = facts({
  'activity/photo-added': {
    zh: '“{name}”添了一张照片',
    en: 'A photo was added to “{name}”',
    data: Photo.extend(campaignMark),
    unit: 'item',
  },
  /** Who asked is written nowhere. */
  'activity/photo-removed': {
    zh: '“{name}”删去一张照片',
    en: 'A photo of “{name}” was removed',
    data: Photo,
  },
});
