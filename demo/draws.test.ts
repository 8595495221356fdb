import { expect, test } from 'vitest';
import { openDraws } from '#engines/mixing/index.ts';
import { fisherRandomisation } from '#engines/inference/index.ts';
import { drawMechanism } from '#demo/draws.ts';
import { CONTINGENT_DRAW, RELAY_DRAW } from '#demo/festival.ts';
import type { WaveCode } from '#demo/frame.ts';
import { sampleBureau } from '#demo/sample.ts';
import { makeTies } from '#demo/ties.ts';

const sample = sampleBureau();
const contingents = sample.occasions.contingents.filter(({ enteredBy }) => !enteredBy);
const teamsOf = (teams: readonly { members: readonly string[] }[]) => teams.map(({ members }) => members);

const entrantsOf = (teams: readonly (readonly string[])[]) => {
  const entered = new Set(teams.flat());
  return sample.people.filter(({ staffNo }) => entered.has(staffNo));
};

test.each([
  ['contingents', teamsOf(contingents), CONTINGENT_DRAW],
  ['relay', teamsOf(sample.occasions.relay.teams), RELAY_DRAW],
])('the teams of the %s come out again of people, groups, gains and seed', (_, teams, plan) => {
  const mechanism = drawMechanism(entrantsOf(teams), plan);
  const draws = openDraws(JSON.parse(JSON.stringify(mechanism)) as typeof mechanism);
  const again = draws.plan(draws.draw(0)).rounds[0]!.groups;
  expect(again.map(({ id, people }) => [id, people.toSorted()])).toEqual(
    plan.teams.map((name, k) => [name, teams[k]]),
  );
});

function testOf(
  teams: readonly (readonly string[])[],
  plan: typeof CONTINGENT_DRAW,
  before: WaveCode,
  after: WaveCode,
) {
  const ties = makeTies(sample);
  const mechanism = drawMechanism(entrantsOf(teams), plan);
  const people = mechanism.problem.people;
  const agency = (k: number) => people[k]!.values!['legacy'];
  const pairs = people.flatMap((a, i) =>
    people.flatMap((b, j) =>
      i < j && agency(i) !== agency(j) && ties.stateOf(before, a.id, b.id) === 0
        ? [{ i, j, y: Math.min(1, ties.stateOf(after, a.id, b.id)) }]
        : [],
    ),
  );
  const draws = openDraws(mechanism);
  const assignment = (number: number) => draws.assignment(draws.draw(number))[0]!;
  return fisherRandomisation(
    {
      from: Int32Array.from(pairs, ({ i }) => i),
      to: Int32Array.from(pairs, ({ j }) => j),
      y: Float64Array.from(pairs, ({ y }) => y),
    },
    assignment(0),
    Array.from({ length: 199 }, (_, k) => assignment(k + 1)),
  );
}

test('weeks of rehearsals in one contingent made acquaintances: no re-draw comes near', () => {
  const { pHigh, difference } = testOf(teamsOf(contingents), CONTINGENT_DRAW, '2020-06', '2020-12');
  expect(pHigh).toBe(1 / 200);
  expect(difference!).toBeGreaterThan(0.1);
});
