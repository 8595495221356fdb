/**
 * Teams drawn as the product draws them: the mechanism is fixed before the event and draw number 0 is used,
 * so that whoever hands the same people, groups, gains and seed to `engines/mixing` gets these teams again.
 */
import { openDraws, prepareDraws } from '#engines/mixing/index.ts';
import type { Mechanism } from '#engines/mixing/index.ts';
import { homeUnitOn } from '#demo/people.ts';
import type { Person } from '#demo/people.ts';

export interface TeamDraw {
  /** Day of the draw: units are those of this day. */
  on: string;
  seed: number;
  teams: readonly string[];
  /** People in each team. */
  size: number;
}

/** What a pair of different agencies, and of different units, is worth. */
export const DRAW_WEIGHTS = { legacy: 1, unit: 1 };

/** Entrants stand in the order of staff numbers: the order is part of the mechanism. */
export function drawMechanism(people: readonly Person[], { on, seed, teams, size }: TeamDraw): Mechanism {
  const entrants = people.toSorted((a, b) => (a.staffNo < b.staffNo ? -1 : 1));
  return prepareDraws(
    {
      people: entrants.map((person) => ({
        id: person.staffNo,
        values: { legacy: person.legacy, unit: homeUnitOn(person, on)! },
      })),
      rounds: [{ id: 'event', groups: teams.map((id) => ({ id, min: size, max: size })) }],
      gains: [
        { kind: 'differs', attribute: 'legacy', weight: DRAW_WEIGHTS.legacy },
        { kind: 'differs', attribute: 'unit', weight: DRAW_WEIGHTS.unit },
      ],
    },
    { seed },
  );
}

/** Members by team. */
export function drawTeams(people: readonly Person[], draw: TeamDraw): Person[][] {
  const byNumber = new Map(people.map((person) => [person.staffNo, person]));
  const draws = openDraws(drawMechanism(people, draw));
  const { groups } = draws.plan(draws.draw(0)).rounds[0]!;
  return groups.map((group) => group.people.map((staffNo) => byNumber.get(staffNo)!));
}
