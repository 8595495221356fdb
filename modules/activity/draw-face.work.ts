/** What the draw gives to others: published teams for sheets and sign-in, the stored mechanism for the effect. */
import type { Mechanism } from '#engines/mixing/index.ts';
import type { Act } from '#platform/act/index.ts';
import { makeDraw } from '#platform/compute/mixing-pool.ts';
import {
  inUseOf,
  listDraws,
  listEntrants,
  openDraw,
  openMechanism,
  standingNow,
  teamsNow,
} from './draw-load.work.ts';
import { movedByHand, problemOfRedraws, seatsOf } from './draw-mechanism.rules.ts';
import { placesOf } from './draw-team.rules.ts';
import type { Standing } from './draw.rules.ts';

/** Published teams of one round, in order, from 1. */
export interface PublishedRound {
  /** Null: for the whole activity. */
  sessionId: string | null;
  teams: { team: number; personIds: string[] }[];
}

/** The published teams of those who are still registered; null where none are published. */
export async function teamsOf(act: Act, activityId: string): Promise<PublishedRound[] | null> {
  const draw = inUseOf(await listDraws(act, activityId));
  if (draw?.state !== 'published') return null;
  const here = new Set((await listEntrants(act, activityId)).map(({ personId }) => personId));
  return teamsNow(draw).map((teams, r) => ({
    sessionId: draw.choice.sessionIds[r] ?? null,
    teams: teams.map((people, t) => ({ team: t + 1, personIds: people.filter((id) => here.has(id)) })),
  }));
}

export interface DrawnMechanism {
  drawId: string;
  /** ISO instants. */
  madeAt: string;
  publishedAt: string | null;
  waveId: string | null;
  /** People who entered, in the order of all seats below. */
  personIds: readonly string[];
  /** As it was drawn: `openDraws(mechanism).draw(number)` gives `drawn` again. */
  mechanism: Mechanism;
  number: number;
  /** Team from 0 of each person in each round, as drawn and as it is now; −1 where in none. */
  drawn: readonly Int16Array[];
  seats: readonly Int16Array[];
  /** Places of people moved by hand, by round: fixed in the re-draws. */
  moved: readonly (readonly number[])[];
  /** What is re-drawn for a test: numbers `firstRedraw` and on. The mechanism itself where nobody was moved. */
  redraws: Mechanism;
  firstRedraw: number;
  /** Rules (by place in the choice) that hands broke and re-draws therefore leave out. */
  givenUp: readonly number[];
  standing: Standing;
  hash: string;
}

/**
 * The stored mechanism of the draw in use, ready for `drawTogether(redraws, 2000, { first: firstRedraw })`.
 * Null: nothing was drawn. `gone`: the wave's raw answers are deleted, or no longer what was hashed.
 */
export async function mechanismOf(act: Act, activityId: string): Promise<DrawnMechanism | 'gone' | null> {
  const state = await openDraw(act, activityId);
  const { draw } = state;
  if (!draw || draw.state === 'drawing') return null;
  const opened = await openMechanism(act, draw);
  if (!opened) return 'gone';
  const { record, mechanism } = opened;
  const n = record.personIds.length;
  const drawn = seatsOf(placesOf(record.personIds, draw.teams!), n);
  const seats = seatsOf(placesOf(record.personIds, teamsNow(draw)), n);
  const settled = problemOfRedraws(mechanism.problem, drawn, seats);
  const redraws = settled
    ? (await makeDraw({ from: { problem: settled.problem, seed: mechanism.seed }, number: 0, nFurther: 0 }))
        .mechanism
    : mechanism;
  return {
    drawId: draw.draw_id,
    madeAt: draw.made_at!,
    publishedAt: draw.published_at,
    waveId: draw.wave_id,
    personIds: record.personIds,
    mechanism,
    number: draw.number!,
    drawn,
    seats,
    moved: movedByHand(drawn, seats),
    redraws,
    firstRedraw: draw.number! + 1,
    givenUp: (settled?.givenUp ?? []).map((name) => Number(name.replace('rule', ''))),
    standing: standingNow(state),
    hash: draw.hash!,
  };
}
