/** What a plan of an activity holds. */
import * as z from 'zod';
import { Day, Id } from '#platform/contract/index.ts';

/** From so many people on a safety plan is asked for wherever it is held. */
export const safetyPlanFrom = 100;

/** A clock time in Asia/Shanghai. */
export const ClockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
/** A day that plans may name: shifting it by years stays within four digits. */
export const PlanDay = Day.refine((day) => day >= '2000-01-01' && day <= '2099-12-31');

/** Why people sign in: a seat is kept for them, safety asks who is inside, or training hours are credited. */
export const SignIn = z.enum(['none', 'seat', 'safety', 'training']);
export type SignIn = z.output<typeof SignIn>;

export const SessionPlan = z.object({
  /** Of a session that is there already; null for a new one. */
  sessionId: Id.nullable(),
  name: z.string().trim().max(60),
  heldOn: PlanDay,
  startsAt: ClockTime,
  endsAt: ClockTime,
  venueId: Id.nullable(),
  place: z.string().trim().max(100),
  signIn: SignIn,
});
export type SessionPlan = z.output<typeof SessionPlan>;

export const BudgetLine = z.object({
  item: z.string().trim().min(1).max(60),
  yuan: z.number().min(0).max(100_000_000).multipleOf(0.01),
});
export type BudgetLine = z.output<typeof BudgetLine>;

export const SafetyPlan = z.object({
  /** What could go wrong. */
  dangers: z.string().trim().min(1).max(1000),
  /** What is done then: exits, first aid, who calls whom. */
  emergency: z.string().trim().min(1).max(2000),
  /** Who answers for it, with a telephone. */
  responsible: z.string().trim().min(1).max(100),
});
export type SafetyPlan = z.output<typeof SafetyPlan>;

/** How teams are to be drawn from those who are in: how many, and how large each may be. */
export const TeamPlan = z.object({
  nTeams: z.int().min(2).max(200),
  minSize: z.int().min(2).max(200),
  maxSize: z.int().min(2).max(200),
});
export type TeamPlan = z.output<typeof TeamPlan>;

export const ActivityPlan = z.object({
  name: z.string().trim().min(1).max(60),
  purpose: z.string().trim().min(1).max(1000),
  programmeId: Id.nullable(),
  /** People who answer for it; with the office they do everything around it. */
  organiserIds: z.array(Id).min(1).max(20),
  /** Who is invited: these units and all below them; null: everybody. */
  unitIds: z.array(Id).min(1).max(200).nullable(),
  /** Seats; null: as many as come. */
  capacity: z.int().min(1).max(5000).nullable(),
  /** People reckoned with, for hours, room and safety. */
  nExpected: z.int().min(1).max(5000),
  /** Last day on which one can register. */
  closesOn: PlanDay,
  budget: z.array(BudgetLine).max(30),
  safety: SafetyPlan.nullable(),
  teams: TeamPlan.nullable(),
  sessions: z.array(SessionPlan).min(1).max(60),
});
export type ActivityPlan = z.output<typeof ActivityPlan>;
