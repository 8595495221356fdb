import * as z from 'zod';
import { Day, Id, May, route, SayingShape } from '#platform/contract/index.ts';
import { Bulletin, Hash, Level, Role, SignedManifest, StratumId } from './ballot.contract.ts';

/**
 * draft: keys are being made · signed: fixed, not begun · draw, wait, cast: by the dates (drawing and casting may
 * overlap, see `open`) · ended: past its last day, not yet closed · closed: box shut, complaint window runs ·
 * countable: the window is over · tallied · destroyed.
 */
export const Phase = z.enum([
  'draft',
  'signed',
  'draw',
  'wait',
  'cast',
  'ended',
  'closed',
  'countable',
  'tallied',
  'destroyed',
]);
export type Phase = z.output<typeof Phase>;

const Person = z.object({ personId: Id, name: z.string() });

export const PollView = z.object({
  id: Id,
  title: z.string(),
  level: Level,
  /** The level's name, what it keeps from whom and what it does not, in plain words. */
  words: z.object({ name: SayingShape, keeps: SayingShape, leaves: SayingShape }),
  phase: Phase,
  open: z.object({ draw: z.boolean(), cast: z.boolean() }),
  dates: z.object({ issueFrom: Day, issueTo: Day, castFrom: Day, castTo: Day }),
  complaintsUntil: Day.nullable(),
  destroyOn: Day.nullable(),
  strata: z.array(
    z.object({
      id: StratumId,
      label: z.string(),
      eligible: z.int(),
      /** Tokens drawn; null where fewer than ten could. */
      issued: z.int().nullable(),
    }),
  ),
  reissued: z.int(),
  /** Null until both have signed. */
  manifest: SignedManifest.nullable(),
  keepers: z.array(
    z.object({
      role: Role,
      person: Person,
      isMe: z.boolean(),
      hasKeys: z.boolean(),
      hasSigned: z.boolean(),
      unlocked: z.boolean(),
    }),
  ),
  trustees: z.array(
    Person.extend({
      isMe: z.boolean(),
      /** Showed before the signing to hold the own share. */
      confirmed: z.boolean(),
      gaveShare: z.boolean(),
      /** What they gave does not open the box with two others' shares, and was laid aside. */
      shareWrong: z.boolean(),
    }),
  ),
  hasTallyKey: z.boolean(),
  /** What the caller may know of the own token. */
  mine: z.object({
    stratum: StratumId.nullable(),
    drawnOn: Day.nullable(),
    /** The own entry in the frozen list, to be checked against the manifest's `eligibleListHash`. */
    entry: z
      .object({
        personId: Id,
        salt: z.string(),
        proof: z.object({ index: z.int(), size: z.int(), proof: z.array(z.string()) }),
      })
      .nullable(),
  }),
  may: z.object({ draw: May, close: May, tally: May }),
});
export type PollView = z.output<typeof PollView>;

const params = z.object({ pollId: Id });
const B64 = z
  .string()
  .regex(/^[\w-]+$/)
  .max(2000);
/** Public key and the hashes of its shares, in the order of the trustees. */
export const TallyKey = z.object({ publicKey: Hash, shareHashes: z.array(Hash).length(3) });
const Keeping = z.object({ role: Role, passphrase: z.string().max(200) });
const keep = { permit: 'ballot/keep-keys', params, reply: PollView } as const;

export const pollRoutes = {
  readPoll: route({
    method: 'GET',
    path: '/api/polls/:pollId',
    summary: { zh: '一次票选：阶段、清单、保密等级、我的票', en: 'A poll: phase, manifest, level, my token' },
    permit: 'ballot/read',
    params,
    reply: PollView,
  }),
  drawToken: route({
    method: 'POST',
    path: '/api/polls/:pollId/tokens',
    summary: {
      zh: '领票：两位发票人对盲化后的值签名',
      en: 'Draw a token: both issuers sign what was blinded',
    },
    permit: 'ballot/draw',
    params,
    body: z.object({ blinded: z.array(B64).length(2) }),
    reply: z.object({ stratum: StratumId, blindSigs: z.array(z.string()), issuedOn: Day }),
  }),
  readBulletin: route({
    method: 'GET',
    path: '/api/polls/:pollId/bulletin',
    summary: { zh: '关箱后的公告', en: 'The bulletin of a closed box' },
    permit: 'ballot/read',
    params,
    reply: z.object({ manifest: SignedManifest, bulletin: Bulletin }),
  }),
  makeKeys: route({
    method: 'POST',
    path: '/api/polls/:pollId/keys',
    summary: {
      zh: '生成一方的发票钥，用口令封存',
      en: 'Make one role’s issuer keys, sealed under a passphrase',
    },
    ...keep,
    body: Keeping,
  }),
  setTallyKey: route({
    method: 'PUT',
    path: '/api/polls/:pollId/tally-key',
    summary: {
      zh: '登记计票公钥；分存钥不离开监督人',
      en: 'Register the public tally key; shares stay with trustees',
    },
    ...keep,
    body: TallyKey,
  }),
  confirmShare: route({
    method: 'POST',
    path: '/api/polls/:pollId/share-receipts',
    summary: {
      zh: '监督人确认收到自己的一份分存钥（只交校验值）',
      en: 'A trustee confirms to hold the own share, by its hash alone',
    },
    ...keep,
    body: z.object({ shareHash: Hash }),
  }),
  signManifest: route({
    method: 'POST',
    path: '/api/polls/:pollId/signatures',
    summary: { zh: '签署清单', en: 'Sign the manifest' },
    ...keep,
    body: Keeping,
  }),
  unlockKeys: route({
    method: 'POST',
    path: '/api/polls/:pollId/unlocking',
    summary: { zh: '解锁一方的发票钥，只在内存里', en: 'Unlock one role’s issuer keys, in memory alone' },
    ...keep,
    body: Keeping,
  }),
  lockKeys: route({
    method: 'POST',
    path: '/api/polls/:pollId/locking',
    summary: { zh: '锁上一方的发票钥', en: 'Lock one role’s issuer keys' },
    ...keep,
    body: z.object({ role: Role }),
  }),
  giveShare: route({
    method: 'POST',
    path: '/api/polls/:pollId/shares',
    summary: { zh: '监督人交出分存钥，只在内存里', en: 'A trustee gives a share, kept in memory alone' },
    ...keep,
    body: z.object({ share: B64.length(44) }),
  }),
  allowReissue: route({
    method: 'POST',
    path: '/api/polls/:pollId/reissues',
    summary: {
      zh: '同意给一个人补发一张票；两位保管人都同意才算',
      en: 'Allow one person a second token; both keepers must',
    },
    ...keep,
    body: z.object({ role: Role, personId: Id }),
  }),
};
