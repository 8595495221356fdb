/**
 * The team draw of an activity: what the organiser chooses, what is told before and after, what each person
 * sees. Nothing here carries who knows whom: acquaintance enters the draw inside the machine and leaves it
 * only in sums over whole draws.
 */
import * as z from 'zod';
import { Day, Id, May, SayingShape, facts, refusals, route } from '#platform/contract/index.ts';

/** Whom a rule counts. */
export const Who = z.discriminatedUnion('by', [
  z.object({ by: z.literal('people'), people: z.array(Id).min(1).max(400) }),
  /** Posts whose name contains these characters, e.g. 科长. */
  z.object({ by: z.literal('post'), containing: z.string().trim().min(1).max(20) }),
  z.object({ by: z.literal('legacy'), code: z.string().min(1).max(20) }),
  z.object({ by: z.literal('unit'), unitId: Id }),
]);
export type Who = z.output<typeof Who>;

const people = z.array(Id).min(2).max(100);
const n = z.int().min(1).max(50);

export const DrawRule = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('together'), people }),
  z.object({ kind: z.literal('apart'), people }),
  /** As evenly over the teams as their number allows. */
  z.object({ kind: z.literal('spread'), who: Who }),
  z.object({ kind: z.literal('atLeast'), n, who: Who }),
  z.object({ kind: z.literal('atMost'), n, who: Who }),
  /** Nobody is the only one of a legacy agency in the team; null: of any agency. */
  z.object({ kind: z.literal('noLone'), codes: z.array(z.string().max(20)).min(1).max(20).nullable() }),
]);
export type DrawRule = z.output<typeof DrawRule>;

/** What a pair in one team is worth, 0 … 10 in quarters. */
const Weight = z.number().min(0).max(10).multipleOf(0.25);
export const Weights = z.object({
  /** Not yet acquainted, by the last closed wave. */
  strangers: Weight,
  /** From different legacy agencies. */
  legacy: Weight,
  /** From different units. */
  unit: Weight,
  /** Not yet on one team by an earlier draw. */
  teammates: Weight,
});
export type Weights = z.output<typeof Weights>;

export const usualWeights: Weights = { strangers: 2, legacy: 1, unit: 0.5, teammates: 1 };

export const DrawChoice = z.object({
  nTeams: z.int().min(2).max(200),
  /** Null: as even as can be. */
  sizes: z.object({ min: z.int().min(1).max(200), max: z.int().min(1).max(200) }).nullable(),
  /** One round of teams for each of these sessions; empty: one for the whole activity. */
  sessionIds: z.array(Id).max(6),
  /** Who cannot come to which of the sessions chosen. */
  away: z.array(z.object({ personId: Id, sessionId: Id })).max(2000),
  rules: z.array(DrawRule).max(40),
  /** Settled before the draw; teams are counted from 1. */
  pins: z.array(z.object({ personId: Id, team: z.int().min(1).max(200) })).max(400),
  weights: Weights.refine((all) => Object.values(all).some((weight) => weight > 0)),
  /** Said beforehand: where people come or go before the teams are published, are teams drawn again? */
  onChange: z.enum(['redraw', 'keep']),
});
export type DrawChoice = z.output<typeof DrawChoice>;

export const DrawState = z.enum(['drawing', 'failed', 'drawn', 'published', 'rejected']);
export type DrawState = z.output<typeof DrawState>;

/** `people-changed`: mechanical, by the rule said beforehand. `by-hand`: somebody did not want this draw. */
export const RejectedBecause = z.enum(['people-changed', 'by-hand']);
export type RejectedBecause = z.output<typeof RejectedBecause>;

/** Demands that no draw can meet together, in one sentence, with those of which one must give way. */
export const ClashView = z.object({
  sentence: SayingShape,
  demands: z.array(SayingShape),
  /** Places of the clashing rules in the choice, from 0. */
  rules: z.array(z.int()),
});
export type ClashView = z.output<typeof ClashView>;

export const CheckReply = z.object({
  nPeople: z.int(),
  /** Least and most people of a team that the choice comes to. */
  sizes: z.object({ min: z.int(), max: z.int() }),
  clashes: z.array(ClashView),
  /** Each rule in plain words, in the order of the choice. */
  rules: z.array(SayingShape),
});
export type CheckReply = z.output<typeof CheckReply>;

/** A mean with the range of 95 in 100 draws. Whole meetings, rounded so that no single pair shows. */
export const Expected = z.object({ mean: z.number(), low: z.number(), high: z.number() });
export type Expected = z.output<typeof Expected>;

/**
 * Meetings of people of different legacy agencies who (as far as a wave tells) do not know each other and
 * were not on one team before: by this way of drawing, by chance, and by units in turn.
 */
export const Preview = z.object({
  basis: z.enum(['acquaintance', 'legacy-alone']),
  drawn: Expected,
  random: Expected,
  bySection: Expected,
  /** How many draws each range stands on. */
  nDrawn: z.int(),
  nCompared: z.int(),
});
export type Preview = z.output<typeof Preview>;

export const TeamPerson = z.object({
  personId: Id,
  name: z.string(),
  unit: z.string(),
  /** Short name of the legacy agency. */
  legacy: z.string(),
  post: z.string(),
  /** Placed or exchanged by hand after the draw, or pinned before it. */
  byHand: z.boolean(),
  /** No longer registered. */
  gone: z.boolean(),
});
export type TeamPerson = z.output<typeof TeamPerson>;

export const TeamView = z.object({
  team: z.int(),
  people: z.array(TeamPerson),
  /** People per legacy agency, most first. */
  legacies: z.array(z.object({ name: z.string(), n: z.int() })),
  nUnits: z.int(),
  /** Pairs of different legacy agencies, out of all pairs. */
  nAcross: z.int(),
  nPairs: z.int(),
  /** Rules that are not kept here, and by whom. */
  broken: z.array(SayingShape),
});
export type TeamView = z.output<typeof TeamView>;

export const RoundView = z.object({
  /** Null: the whole activity. */
  sessionId: Id.nullable(),
  name: z.string(),
  heldOn: Day.nullable(),
  teams: z.array(TeamView),
});
export type RoundView = z.output<typeof RoundView>;

export const ChangeView = z.object({
  at: z.string(),
  by: z.string(),
  reason: z.string(),
  sentence: SayingShape,
});

export const DrawView = z.object({
  activityId: Id,
  activityName: z.string(),
  /** People who are in now, and those of them who are in no team of the draw shown. */
  nEntrants: z.int(),
  entrants: z.array(
    z.object({
      personId: Id,
      name: z.string(),
      /** First letters of the name's syllables, for search. */
      initials: z.string(),
      unit: z.string(),
      unitId: Id,
      legacy: z.string(),
      legacyCode: z.string(),
      post: z.string(),
    }),
  ),
  sessions: z.array(z.object({ sessionId: Id, name: z.string(), heldOn: Day })),
  unplaced: z.array(Id),
  /** Last closed wave that acquaintance is taken from; null: none, agencies and units decide alone. */
  waveClosedOn: Day.nullable(),
  /** What the form starts with: the last choice, or a sensible first. */
  choice: DrawChoice,
  draw: z
    .object({
      drawId: Id,
      state: DrawState,
      jobId: Id.nullable(),
      /** Number of the draw in its mechanism, from 0. */
      number: z.int().nullable(),
      hash: z.string().nullable(),
      madeAt: z.string().nullable(),
      publishedAt: z.string().nullable(),
      preview: Preview.nullable(),
      rounds: z.array(RoundView),
      rules: z.array(z.object({ sentence: SayingShape, kept: z.boolean() })),
      changes: z.array(ChangeView),
      /** The search was ended early by hand; the best so far set the measure. */
      endedEarly: z.boolean(),
    })
    .nullable(),
  /** Draws that were made and not used. */
  rejected: z.array(
    z.object({
      number: z.int(),
      because: RejectedBecause,
      reason: z.string(),
      madeAt: z.string(),
      hash: z.string(),
    }),
  ),
  /** What this draw allows to be said later about its effect. */
  standing: z.object({ grade: z.enum(['A', 'B', 'D']).nullable(), why: z.array(SayingShape) }),
  may: z.object({ draw: May, stop: May, change: May, publish: May }),
});
export type DrawView = z.output<typeof DrawView>;

/** One change by hand and what it would cost, by agencies, units, earlier teams and rules; never by acquaintance. */
export const ChangeOption = z.object({
  personId: Id.nullable(),
  name: z.string().nullable(),
  team: z.int(),
  /** Change in the worth of the teams, in the unit of the weights. */
  gain: z.number(),
  breaks: z.boolean(),
});
export type ChangeOption = z.output<typeof ChangeOption>;

export const PersonInDraw = z.object({
  personId: Id,
  name: z.string(),
  team: z.int().nullable(),
  why: z.array(SayingShape),
  swaps: z.array(ChangeOption),
  moves: z.array(ChangeOption),
});
export type PersonInDraw = z.output<typeof PersonInDraw>;

export const MyTeams = z.object({
  activityId: Id,
  activityName: z.string(),
  /** Null: not published yet. */
  publishedAt: z.string().nullable(),
  rounds: z.array(
    z.object({
      name: z.string(),
      heldOn: Day.nullable(),
      team: z.int(),
      people: z.array(TeamPerson),
      why: z.array(SayingShape),
    }),
  ),
  mayOrganise: z.boolean(),
});
export type MyTeams = z.output<typeof MyTeams>;

/** For each round, for each team from 1, the ids of its people. */
export type TeamsByRound = readonly (readonly (readonly string[])[])[];

/** A change by hand, as it was made: where people were is kept, so that it can be taken back. */
export interface ChangeByHand {
  round: number;
  personId: string;
  withPersonId: string | null;
  /** Team from 1 the person was in (null: in none) and is in now. */
  from: number | null;
  to: number;
  reason: string;
  at: string;
  by: string;
}

const params = z.object({ activityId: Id });
const Reason = z.string().trim().min(2).max(200);

export const drawRoutes = {
  readMyTeams: route({
    method: 'GET',
    path: '/api/activities/:activityId/teams/mine',
    summary: { zh: '我在哪个队', en: 'My team' },
    permit: 'activity/read',
    params,
    reply: MyTeams,
  }),
  readDraw: route({
    method: 'GET',
    path: '/api/activities/:activityId/draw',
    summary: { zh: '分队抽签：选择、结果与留痕', en: 'The team draw: choice, result and record' },
    permit: 'activity/draw',
    params,
    reply: DrawView,
  }),
  checkDraw: route({
    method: 'POST',
    path: '/api/activities/:activityId/draw/check',
    summary: { zh: '抽签前核对：规则能不能同时满足', en: 'Before drawing: can the rules be met together' },
    permit: 'activity/draw',
    params,
    body: DrawChoice,
    reply: CheckReply,
  }),
  makeDraw: route({
    method: 'POST',
    path: '/api/activities/:activityId/draw',
    summary: {
      zh: '抽签（已有结果时为重抽，须写明理由）',
      en: 'Draw teams; where a draw exists this rejects it and needs a reason',
    },
    permit: 'activity/draw',
    params,
    body: z.object({ choice: DrawChoice, reason: Reason.nullable() }),
    reply: DrawView,
  }),
  stopDraw: route({
    method: 'POST',
    path: '/api/activities/:activityId/draw/stopping',
    summary: { zh: '就此停止，用目前最好的结果', en: 'Stop here and use the best so far' },
    permit: 'activity/draw',
    params,
    reply: DrawView,
  }),
  readPersonInDraw: route({
    method: 'GET',
    path: '/api/activities/:activityId/draw/people/:personId',
    summary: {
      zh: '一个人的位置：为什么，换到别处代价多大',
      en: 'One person: why there, and what a change costs',
    },
    permit: 'activity/draw',
    params: params.extend({ personId: Id }),
    query: z.object({ round: z.coerce.number().int().min(0).max(5).default(0) }),
    reply: PersonInDraw,
  }),
  changeDraw: route({
    method: 'POST',
    path: '/api/activities/:activityId/draw/changes',
    summary: {
      zh: '人工对调或安排一人，写明理由',
      en: 'Exchange two people, or place one, by hand, with a reason',
    },
    permit: 'activity/draw',
    params,
    body: z.object({
      personId: Id,
      /** In exchange for this person; null: only moved to `team`. */
      withPersonId: Id.nullable(),
      team: z.int().min(1).max(200).nullable(),
      round: z.int().min(0).max(5).default(0),
      reason: Reason,
    }),
    reply: DrawView,
  }),
  undoChange: route({
    method: 'DELETE',
    path: '/api/activities/:activityId/draw/changes/last',
    summary: { zh: '撤销最近一次人工调整', en: 'Take back the last change by hand' },
    permit: 'activity/draw',
    params,
    reply: DrawView,
  }),
  publishDraw: route({
    method: 'POST',
    path: '/api/activities/:activityId/draw/publication',
    summary: { zh: '公布分队', en: 'Publish the teams' },
    permit: 'activity/draw',
    params,
    reply: DrawView,
  }),
};

export const drawRefusals = refusals({
  'activity/draw-not-organiser': {
    status: 403,
    zh: '分队由活动的组织者和领导组办公室来做。',
    en: 'Teams are drawn by the organisers of the activity and the programme office.',
  },
  'activity/draw-too-few': {
    status: 409,
    zh: '报名的有 {n} 人，要分成 {nTeams} 队，人太少了。',
    en: '{n} people are registered, too few for {nTeams} teams.',
  },
  'activity/draw-unknown': {
    status: 422,
    zh: '规则里有 {n} 人不在报名名单上，或者有不属于这个活动的场次、队号。',
    en: 'The choice names {n} people who are not registered, or sessions or teams that this activity does not have.',
  },
  'activity/draw-clash': {
    status: 409,
    zh: '这些要求不可能同时做到：{why}',
    en: 'These demands cannot all be met: {whyEn}',
  },
  'activity/draw-under-way': {
    status: 409,
    zh: '正在抽签，请稍等。',
    en: 'A draw is under way; please wait.',
  },
  'activity/draw-not-running': { status: 409, zh: '现在没有在抽签。', en: 'No draw is under way.' },
  'activity/draw-none': { status: 409, zh: '还没有抽签。', en: 'No teams have been drawn yet.' },
  'activity/draw-reason': {
    status: 422,
    zh: '已经有抽签结果。重抽要写明理由，理由会留痕。',
    en: 'There is a draw already. Drawing again needs a reason, which is kept on record.',
  },
  'activity/draw-published': {
    status: 409,
    zh: '分队已经公布，不能再调整；确有必要时请重抽。',
    en: 'The teams are published and no longer changed; draw again if it must be.',
  },
  'activity/draw-begun': {
    status: 409,
    zh: '活动已经开始，不能再重抽。',
    en: 'The activity has begun; teams are no longer drawn again.',
  },
  'activity/draw-people-changed': {
    status: 409,
    zh: '抽签以后名单有变。您事先选择了“名单有变就重抽”，请先重抽再公布。',
    en: 'People came or went after the draw. You chose beforehand to draw again in that case; do so before publishing.',
  },
  'activity/draw-change': {
    status: 422,
    zh: '这样调整不成立：两人要在不同的队，队号要存在。',
    en: 'This change is none: the two must be in different teams, and the team must exist.',
  },
});

const OfDraw = z.object({ name: z.string(), drawId: Id });
export const drawFacts = facts({
  'draw/made': {
    unit: 'person-time',
    zh: '为“{name}”抽签分成 {nTeams} 队，共 {nPeople} 人；抽签办法的指纹 {hash}',
    en: 'Teams for “{name}” were drawn: {nTeams} teams of {nPeople} people; fingerprint of the mechanism {hash}',
    data: OfDraw.extend({
      nTeams: z.int(),
      nPeople: z.int(),
      /** SHA-256 of the stored mechanism: inputs, rules, seed, engine version, rejected draws. */
      hash: z.string(),
      /** SHA-256 of the teams that came out. */
      teamsHash: z.string(),
      number: z.int(),
      version: z.string(),
      waveId: Id.nullable(),
    }),
  },
  'draw/rejected': {
    askable: false,
    zh: '“{name}”的一次抽签没有采用：{reason}',
    en: 'A draw for “{name}” was not used: {reason}',
    data: OfDraw.extend({ reason: z.string(), because: RejectedBecause, number: z.int() }),
  },
  'draw/changed': {
    askable: false,
    zh: '人工调整了“{name}”的分队：{reason}',
    en: 'Teams for “{name}” were changed by hand: {reason}',
    data: OfDraw.extend({ reason: z.string(), people: z.array(Id) }),
  },
  'draw/change-undone': {
    askable: false,
    zh: '撤销了“{name}”分队的一次人工调整',
    en: 'A change by hand of the teams for “{name}” was taken back',
    data: OfDraw.extend({ people: z.array(Id) }),
  },
  'draw/published': {
    unit: 'person-time',
    zh: '公布了“{name}”的分队：{nTeams} 队，{nPeople} 人',
    en: 'The teams for “{name}” were published: {nTeams} teams, {nPeople} people',
    data: OfDraw.extend({ nTeams: z.int(), nPeople: z.int(), nByHand: z.int(), teamsHash: z.string() }),
  },
});
