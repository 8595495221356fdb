/** What the ledger says of a draw, and why something was refused. */
import * as z from 'zod';
import { Id, facts, refusals } from '#platform/contract/index.ts';
import { RejectedBecause } from './draw.contract.ts';

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
