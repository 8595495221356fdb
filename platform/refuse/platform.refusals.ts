import { refusals } from '../contract/index.ts';
import { refuser } from './index.ts';

/** The refusals that any route can give, whatever its module. */
export const platformRefusals = refusals({
  'request/invalid': { status: 422, zh: '有 {n} 处填写需要改一下。', en: '{n} entries need a correction.' },
  'request/not-found': {
    status: 404,
    zh: '没有找到。也许已被删除，或地址有误。',
    en: 'Not found. It may have been removed, or the address is wrong.',
  },
  'request/too-large': {
    status: 413,
    zh: '文件超过 {limit}，没有接收。',
    en: 'The file is larger than {limit} and was not accepted.',
  },
  'request/no-file': {
    status: 400,
    zh: '没有收到文件，请重新选择。',
    en: 'No file arrived; please choose it again.',
  },
  'request/not-understood': {
    status: 400,
    zh: '没有看懂这个请求，什么也没有改动。',
    en: 'The request could not be understood; nothing was changed.',
  },
  'request/same-time': {
    status: 409,
    zh: '同一时刻有人改了同一处，这次没有保存。请刷新后再试。',
    en: 'Somebody changed the same thing at the same moment; this was not saved. Reload and try again.',
  },
  'request/database-away': {
    status: 503,
    zh: '数据库正在重新启动。这一次也许没有保存，请过几秒刷新，看一看再试。',
    en: 'The database is being started again. This may not have been saved; reload in a few seconds and look before you try again.',
  },
  'request/foreign-origin': {
    status: 403,
    zh: '请求来自别的网站，已拒绝。',
    en: 'The request came from another site and was refused.',
  },
  'permit/sign-in': { status: 401, zh: '请先登录。', en: 'Please sign in first.' },
  'permit/refused': {
    status: 403,
    zh: '您的角色不能做这件事。需要时请联系安全管理员。',
    en: 'Your role does not allow this. Ask the security administrator if you need it.',
  },
  'job/not-cancellable': {
    status: 409,
    zh: '这项任务已经结束，不能取消。',
    en: 'This task has already ended and cannot be cancelled.',
  },
  'file/type': {
    status: 415,
    zh: '这不是可接收的文件类型（可接收：{allowed}）。',
    en: 'This type of file is not accepted here (accepted: {allowed}).',
  },
  'picture/type': {
    status: 415,
    zh: '这不是可接收的照片（可接收 JPEG、PNG、WebP，看的是内容，不是文件名）。',
    en: 'This is not a photo that is accepted here (JPEG, PNG or WebP, told by content and not by name).',
  },
  'picture/heic': {
    status: 415,
    zh: 'HEIC 格式的照片这里打不开。请在手机相册里选“以 JPEG 发送”，或在相机设置里选“兼容性最佳”后再传。',
    en: 'HEIC photos cannot be opened here. Send it as JPEG from the phone’s album, or set the camera to “Most Compatible”.',
  },
  'picture/damaged': {
    status: 422,
    zh: '这张照片没有传完整，或者已经损坏，没有保存。请重新选一次。',
    en: 'This photo is cut short or damaged and was not saved. Please choose it again.',
  },
  'picture/too-many-pixels': {
    status: 422,
    zh: '这张照片超过 {limit} 百万像素，没有保存。请缩小后再传。',
    en: 'This photo has more than {limit} megapixels and was not saved. Make it smaller first.',
  },
});

export const refusePlatform = refuser(platformRefusals);
