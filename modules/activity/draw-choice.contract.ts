/** What the organiser of a draw chooses: rules, weights, teams. */
import * as z from 'zod';
import { Id } from '#platform/contract/index.ts';

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
