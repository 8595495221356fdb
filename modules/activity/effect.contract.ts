/**
 * Did the activity make people acquainted? What it could tell, said before it begins; what it did, after the next
 * wave; with the grade of the evidence, and "cannot tell" where that is the truth. Nothing here is about a pair.
 */
import * as z from 'zod';
import { Day, Id, SayingShape, facts, route } from '#platform/contract/index.ts';

export const EffectGrade = z.enum(['A', 'B', 'C', 'D', 'cannot-tell']);
export type EffectGrade = z.output<typeof EffectGrade>;

/**
 * Change between two waves of pairs that shared a team, less that of pairs that did not. Steps: 不认识 → 认识 → 熟悉,
 * one step each, per pair, −2 … 2; shares −1 … 1. Three decimals. Null: cannot be told.
 */
export const EffectEstimate = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Two-sided, of "sharing a team changed nothing for anybody". */
  p: z.number().nullable(),
});
export type EffectEstimate = z.output<typeof EffectEstimate>;

export const Placebo = EffectEstimate.extend({
  /** `before`: the event must not predict change before it. `later`: later teams must not predict change now. */
  kind: z.enum(['before', 'later']),
});
export type Placebo = z.output<typeof Placebo>;

/** How the estimate would fall if sharing a team did nothing: counts of re-draws in equal bins. */
export const ByChance = z.object({
  from: z.number(),
  step: z.number(),
  counts: z.array(z.int()),
  /** 95 in 100 re-draws lie between. */
  low: z.number(),
  high: z.number(),
});
export type ByChance = z.output<typeof ByChance>;

const WaveName = z.object({ waveId: Id, name: z.string(), opensOn: Day, closesOn: Day });

export const EffectRelease = z.object({
  version: z.literal('effect/1'),
  grade: EffectGrade,
  /** Codes of `effect-words.rules.ts`, those that decide first. */
  reasons: z.array(z.string()),
  finding: SayingShape,
  /** Null: there is none. */
  before: WaveName.nullable(),
  after: WaveName,
  /** `redrawn`: Fisher's test over re-draws. `matched`: differences within alike pairs. Null: nothing compared. */
  method: z.enum(['redrawn', 'matched']).nullable(),
  nPeople: z.int(),
  nTeams: z.int(),
  nPairs: z.int(),
  nExposed: z.int(),
  /** Reports left out because no draw, or every draw, puts the two together; or without a match. */
  nOutside: z.int(),
  /** Share of the reports asked in both waves that were given in both; null where nobody was asked. */
  response: z.number().nullable(),
  change: EffectEstimate,
  /** Share of strangers who became acquainted. */
  strangers: EffectEstimate,
  /** p-values of both outcomes, adjusted for being two (Holm). */
  adjustedP: z.array(z.number()),
  /** With what belongs to sender, receiver, state before and unit taken out; null where not re-drawn. */
  adjusted: EffectEstimate.nullable(),
  /** What the difference could be, whatever those answered who did not; null where all did or nothing is compared. */
  bounds: z.object({ low: z.number(), high: z.number() }).nullable(),
  placebos: z.array(Placebo),
  /** E-value of the ratio of shares of strangers who became acquainted; for teams that people chose. */
  eValue: z.number().nullable(),
  chance: ByChance.nullable(),
  record: z
    .object({
      hash: z.string(),
      seed: z.number(),
      number: z.int(),
      version: z.string(),
      madeAt: z.string(),
      publishedAt: z.string().nullable(),
      beginsAt: z.string(),
      nRedraws: z.int(),
      nMoved: z.int(),
      nGivenUp: z.int(),
      why: z.array(SayingShape),
    })
    .nullable(),
});
export type EffectRelease = z.output<typeof EffectRelease>;

/** Said before the event. */
export const Foretold = z.object({
  /** Smallest change found with 80 % chance at the 5 % level, in steps per pair; null: none could be. */
  smallest: z.number().nullable(),
  sentence: SayingShape,
  nPeople: z.int(),
  nTeams: z.int(),
  nPairs: z.int(),
  nExposed: z.int(),
  /** The wave that will tell; null: none is planned, reckoned with a usual one. */
  wave: z.object({ name: z.string(), opensOn: Day }).nullable(),
  design: z.enum(['census', 'rings']),
  /** How much pairs change by themselves: from the two waves before, or supposed. */
  basis: z.enum(['earlier', 'supposed']),
  response: z.number(),
  nRedraws: z.int(),
  /** Whether the teams go with the change of the wave before, which they cannot have caused. */
  placebo: EffectEstimate.nullable(),
});
export type Foretold = z.output<typeof Foretold>;

export const EffectView = z.object({
  activityId: Id,
  name: z.string(),
  beginsOn: Day.nullable(),
  /** Where it stands, in one sentence, for as long as there is no estimate. */
  waiting: SayingShape.nullable(),
  foretold: Foretold.extend({ foretoldOn: Day }).nullable(),
  /** Newest wave first. */
  effects: z.array(
    EffectRelease.extend({
      estimatedOn: Day,
      inputsHash: z.string(),
      /** The reasons in words. */
      whys: z.array(SayingShape),
    }),
  ),
});
export type EffectView = z.output<typeof EffectView>;

export const effectRoutes = {
  readEffect: route({
    method: 'GET',
    path: '/api/activities/:activityId/effect',
    summary: { zh: '活动有没有让人相识：证据等级与估计', en: 'Whether the activity made people acquainted' },
    permit: 'activity/read',
    params: z.object({ activityId: Id }),
    reply: EffectView,
  }),
};

export const effectFacts = facts({
  'activity/effect-foretold': {
    zh: '“{name}”开始前算出：{saying}',
    en: 'Before “{name}”: {sayingEn}',
    data: z.object({
      name: z.string(),
      saying: z.string(),
      sayingEn: z.string(),
      smallest: z.number().nullable(),
    }),
  },
  'activity/effect-estimated': {
    zh: '“{name}”的效果：{finding}',
    en: 'Effect of “{name}”: {findingEn}',
    data: z.object({
      name: z.string(),
      activityId: Id,
      waveId: Id,
      grade: EffectGrade,
      finding: z.string(),
      findingEn: z.string(),
      /** Steps per pair. */
      estimate: z.number().nullable(),
      low: z.number().nullable(),
      high: z.number().nullable(),
    }),
  },
});
