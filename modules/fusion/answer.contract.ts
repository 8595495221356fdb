/** Answering, as each person sees it: own waves, own list, own answers, own card. Nobody else's, ever. */
import * as z from 'zod';
import { Day, Id, May, route } from '#platform/contract/index.ts';
import { Domain, Said } from './fusion.contract.ts';

export const Preference = z.object({
  /** True: do not put my name on anybody's list. Honoured for waves opened from now on. */
  unlisted: z.boolean(),
  /** True: do not ask me. */
  unasked: z.boolean(),
});
export type Preference = z.output<typeof Preference>;

export const MyWave = z.object({
  id: Id,
  name: z.string(),
  purpose: z.string(),
  opensOn: Day,
  closesOn: Day,
  deleteOn: Day,
  consented: z.boolean(),
  finished: z.boolean(),
  /** Names and domains together. */
  nAsked: z.int(),
  nAnswered: z.int(),
  may: z.object({ answer: May }),
});

export type MyWave = z.output<typeof MyWave>;

export const Mine = z.object({
  /** Open waves that ask me, first those that take answers today; `may.answer` says from when the others do. */
  waves: z.array(MyWave),
  preference: Preference,
  /** Waves of which a private card can be computed for me, newest first. */
  cards: z.array(z.object({ waveId: Id, name: z.string() })),
  minutes: z.int(),
  /** An account without a person on the roster has no switches. */
  may: z.object({ prefer: May }),
});
export type Mine = z.output<typeof Mine>;

export const Sheet = z.object({
  wave: MyWave,
  /** Whom I am asked about, in the order to ask. */
  people: z.array(
    z.object({
      personId: Id,
      name: z.string(),
      unit: z.string(),
      /** Short name of the legacy agency. */
      legacy: z.string(),
      said: Said.nullable(),
    }),
  ),
  domains: z.array(Domain.pick({ code: true, name: true }).extend({ said: Said.nullable() })),
});
export type Sheet = z.output<typeof Sheet>;

export const Saved = z.object({ nAsked: z.int(), nAnswered: z.int(), finished: z.boolean() });
export type Saved = z.output<typeof Saved>;

/** Own figures from own answers; nobody else can ask for them. */
export const Card = z.object({
  wave: z.object({ id: Id, name: z.string(), deleteOn: Day }),
  /** Of the colleagues I was asked about and answered. */
  asked: z.int(),
  known: z.int(),
  familiar: z.int(),
  byLegacy: z.array(
    z.object({ name: z.string(), mine: z.boolean(), asked: z.int(), known: z.int(), familiar: z.int() }),
  ),
  /** Among colleagues I was asked about both times; null for a first wave or when the earlier answers are deleted. */
  change: z
    .object({
      since: z.string(),
      both: z.int(),
      knownBefore: z.int(),
      knownNow: z.int(),
      newlyKnown: z.int(),
    })
    .nullable(),
  domains: z.array(z.object({ name: z.string(), said: Said.nullable(), before: Said.nullable() })),
});
export type Card = z.output<typeof Card>;

const params = z.object({ waveId: Id });

export const answerRoutes = {
  readMine: route({
    method: 'GET',
    path: '/api/fusion/mine',
    summary: { zh: '请我填答的调查、我的开关、我的卡片', en: 'Waves that ask me, my switches, my cards' },
    permit: 'fusion/answer',
    reply: Mine,
  }),
  setPreference: route({
    method: 'PUT',
    path: '/api/fusion/mine/preference',
    summary: { zh: '不列入名单、不参加填答的开关', en: 'My opt-out switches' },
    permit: 'fusion/answer',
    body: Preference,
    reply: Preference,
  }),
  giveConsent: route({
    method: 'POST',
    path: '/api/fusion/waves/:waveId/consent',
    summary: { zh: '同意并开始填答', en: 'Consent and begin' },
    permit: 'fusion/answer',
    params,
    reply: Sheet,
  }),
  readSheet: route({
    method: 'GET',
    path: '/api/fusion/waves/:waveId/sheet',
    summary: { zh: '我的名单和已保存的回答', en: 'My list and what I have saved' },
    permit: 'fusion/answer',
    params,
    reply: Sheet,
  }),
  /** Sent as one answers, a few at a time; sending the same batch again changes nothing. */
  saveAnswers: route({
    method: 'PATCH',
    path: '/api/fusion/waves/:waveId/sheet',
    summary: { zh: '保存一小批回答', en: 'Save a small batch of answers' },
    permit: 'fusion/answer',
    params,
    body: z.object({
      people: z
        .array(z.object({ personId: Id, said: Said }))
        .max(100)
        .default([]),
      domains: z
        .array(z.object({ code: Domain.shape.code, said: Said }))
        .max(20)
        .default([]),
    }),
    reply: Saved,
  }),
  finishSheet: route({
    method: 'POST',
    path: '/api/fusion/waves/:waveId/sheet/finish',
    summary: { zh: '填完了（截止前还能改）', en: 'Finished; can still be changed until closing' },
    permit: 'fusion/answer',
    params,
    reply: Saved,
  }),
  withdrawSheet: route({
    method: 'DELETE',
    path: '/api/fusion/waves/:waveId/sheet',
    summary: { zh: '撤回同意，删除我的回答', en: 'Withdraw consent and delete my answers' },
    permit: 'fusion/answer',
    params,
    reply: z.object({ ok: z.literal(true) }),
  }),
  readCard: route({
    method: 'GET',
    path: '/api/fusion/waves/:waveId/card',
    summary: { zh: '只给我自己看的卡片', en: 'My private card' },
    permit: 'fusion/answer',
    params,
    reply: Card,
  }),
};
