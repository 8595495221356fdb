import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import type { ClusterAddress } from '#platform/db/embedded.ts';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { attack, verdictOn, type Verdict } from './attack.fixtures.ts';
import {
  copyDatabase,
  copyFolder,
  lootOf,
  marksIn,
  superuserOf,
  type LootRow,
} from './attack-loot.fixtures.ts';
import { play, type Played } from './attack-play.fixtures.ts';
import { aPoll, type PollWorld } from './ballot.fixtures.ts';
import { closePoll } from './index.ts';

/**
 * Two hundred simulated bureaus: a poll each, of two strata of twelve, with keys of its own and through the real
 * acts, box, journal and database of level P1. Simulated are the behaviour of people (who draws earlier casts
 * earlier: the worst for them) and their devices; twenty polls share the roster of one sample bureau.
 */
const nPolls = Number(process.env['BUREAUS'] ?? 200);
const pollsPerRoster = 20;
/** Of a false alarm, over all pairs of orders. */
const alpha = 0.01;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
let world: TestHouse;
let main: { cluster: ClusterAddress; database: string };
const polls: PollWorld[] = [];
const played: Played[] = [];

const copy = (): Promise<LootRow[]> => copyDatabase(main.cluster, main.database);
function verdict(rows: LootRow[]): Verdict & { joins: number } {
  const pollIds = polls.map(({ pollId }) => pollId);
  const files = copyFolder(join(world.residentsFolder, '..'));
  const names = played.flatMap(({ ballotOf, ballotNames }) => [...ballotOf.keys(), ...ballotNames.keys()]);
  const loot = lootOf(rows, marksIn(files, names), pollIds);
  const outcomes = played.map((secret, i) => attack(loot, secret, seeded(seed + i)));
  const found = verdictOn(outcomes, played, alpha);
  console.log(`seed ${seed}, ${nPolls} polls: ${JSON.stringify(found)}`);
  return { ...found, joins: outcomes.flatMap(({ joins }) => joins).length };
}

beforeAll(async () => {
  world = await openTestHouse('attack_long');
  const { rows } = await world.database.owner((client) =>
    client.query<{ name: string }>('select current_database() as name'),
  );
  main = { cluster: inject('cluster'), database: rows[0]!.name };
  let bureauId: string | undefined;
  for (let i = 0; i < nPolls; i++) {
    if (i % pollsPerRoster === 0) bureauId = undefined;
    const at = '2020-06-01T09:00:00+08:00';
    const poll = await aPoll(world, { at, ...(bureauId ? { bureauId } : {}) });
    bureauId = poll.bureauId;
    polls.push(poll);
    played.push(await play(world, poll, seeded(seed + i)));
    world.setClock('2020-06-11T09:00:00+08:00');
    await world.act(poll.bureauId, (act) => closePoll(act, poll.pollId));
  }
}, 3_600_000);
afterAll(() => world.close());

describe('two hundred finished polls', () => {
  test('all joins, orders, places, days and files together link no better than chance', async () => {
    const { nRight, bound, joins, best } = verdict(await copy());
    expect(joins).toBe(0);
    expect(nRight, `seed ${seed}, ${best}`).toBeLessThanOrEqual(bound);
  }, 600_000);

  test('had the box kept the days of casting, the same attacker would have linked more', async () => {
    await superuserOf(main)(async (client) => {
      const days = played.flatMap(({ inOrder }) => inOrder);
      await client.query(
        `update ballot_box.ballot b set day = d.day::date
         from unnest($1::text[], $2::text[]) as d(id, day) where b.ballot_id = d.id`,
        [days.map(({ ballotId }) => ballotId), days.map(({ castOn }) => castOn)],
      );
      await client.query('cluster ballot_box.ballot using ballot_pkey');
    });
    const { nRight, bound, best } = verdict(await copy());
    expect(nRight).toBeGreaterThan(bound);
    expect(best).toContain('.day');
  }, 600_000);
});
