/** A bureau's staff draw tokens and cast, as the attacker likes it best: whoever draws earlier casts earlier. */
import { addDays } from '#platform/contract/index.ts';
import { ballotIdOf, toB64, type Ballot, type Receipt } from '#engines/ballots/index.ts';
import type { Random } from '#engines/random/index.ts';
import type { TestHouse } from '#root/tools/testing/house.ts';
import { aBallot, aToken, days, type PollWorld } from './ballot.fixtures.ts';
import { wayInto } from './index.ts';
import { residentOf } from './resident.work.ts';
import type { Secret } from './attack.fixtures.ts';

export interface Played extends Secret {
  /** Everybody in the order of drawing and of casting. */
  inOrder: { personId: string; ballotId: string; castOn: string }[];
}

type Cast = (ballot: Ballot, day: string) => Promise<Receipt>;

const nCastDays = 7;

/** Everybody of both strata draws in five days and casts in seven, one in six casts twice. */
export async function play(world: TestHouse, poll: PollWorld, random: Random, cast?: Cast): Promise<Played> {
  const through: Cast =
    cast ??
    (async (ballot, on) =>
      (await world.act(poll.bureauId, (act) => wayInto(act, poll.pollId, { on })))(ballot));
  const order = random.shuffle([...poll.people.A, ...poll.people.B]);
  const dayAt = (from: string, i: number, n: number) => addDays(from, Math.floor((i * n) / order.length));
  const tokens = [];
  for (const [i, personId] of order.entries()) {
    world.setClock(`${dayAt(days.issueFrom, i, 5)}T09:00:00+08:00`);
    tokens.push(await aToken(poll, personId));
  }
  const inOrder: Played['inOrder'] = [];
  const ballotNames = new Map<string, string>();
  for (const [i, personId] of order.entries()) {
    const castOn = dayAt(days.castFrom, i, nCastDays);
    await beMidnight(world, poll, castOn);
    const token = tokens[i]!;
    let ballot = await aBallot(poll, token, `answers of ${personId}`);
    await through(ballot, castOn);
    if (random.below(6) === 0) {
      ballot = await aBallot(poll, token, `second answers of ${personId}`, 2);
      await through(ballot, castOn);
    }
    const ballotId = toB64(await ballotIdOf(ballot));
    for (const name of [ballotId, ballot.tokenId, ballot.nonce, ballot.ballotPk])
      ballotNames.set(name, ballotId);
    inOrder.push({ personId, ballotId, castOn });
  }
  const ballotOf = new Map(inOrder.map(({ personId, ballotId }) => [personId, ballotId]));
  const strata = Object.values(poll.people).map((personIds) => ({
    personIds,
    ballotIds: personIds.map((id) => ballotOf.get(id)!),
  }));
  return { pollId: poll.pollId, strata, ballotOf, ballotNames, inOrder };
}

/** At the change of days the box writes what waits. */
async function beMidnight(world: TestHouse, { bureauId }: PollWorld, day: string): Promise<void> {
  world.setClock(`${day}T09:00:00+08:00`);
  await world.act(bureauId, (act) => residentOf(act).here.tick());
}
