/**
 * The team draw of an activity: what the organiser chooses, what is told before and after, what each person
 * sees. Nothing here carries who knows whom: acquaintance enters the draw inside the machine and leaves it
 * only in sums over whole draws.
 */
import * as z from 'zod';
import { Day, Id, May, SayingShape, route } from '#platform/contract/index.ts';
import { DrawChoice } from './draw-choice.contract.ts';

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
