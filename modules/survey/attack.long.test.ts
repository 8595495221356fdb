import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import { openRoom } from '#root/e2e/server.ts';
import { startCluster } from '#platform/db/embedded.ts';
import { openWholeHouse } from '#root/tools/testing/whole-house.ts';
import { backUp, databasesOf, lootBackup, type Found } from '../ballot/attack-backup.fixtures.ts';
import { copyDatabase, copyFolder, marksIn } from '../ballot/attack-loot.fixtures.ts';
import {
  afterwards,
  allNames,
  judge,
  link,
  promisedAt,
  whileCasting,
  type Case,
  type Judged,
  type Linked,
} from './attack-judge.fixtures.ts';
import { playSurveys } from './attack-play.fixtures.ts';
import { finish, secretsOf } from './attack-secret.fixtures.ts';

/**
 * Two hundred bureaus hold a survey each, half of them at either level, through the real acts, boxes, journals and
 * databases, with answers, texts, forms on paper, published results and two backups (see `attack.test.ts`). Simulated
 * are the behaviour of people (who draws earlier casts earlier: the worst for them) and their devices. Twenty bureaus
 * share a server; each twenty have one of their own.
 */
const nBureaus = Number(process.env['BUREAUS'] ?? 200);
const perServer = Math.min(20, nBureaus);
/** Of a false alarm, at either level. */
const alpha = 0.01;
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const levels = ['P1', 'P2'] as const;
/** By what the attacker was given. */
const linked = { P1: [] as Linked, P2: [] as Linked, P1All: [] as Linked, P2BoxBackedUp: [] as Linked };

async function oneServer(round: number): Promise<void> {
  // Each survey has chances of its own: where a clue says nothing they decide, and must not be the same everywhere.
  const own = { seed: seed + 1_000_000 * (round + 1) };
  const room = openRoom('wenrong-attack-');
  const srv = join(room, 'srv');
  mkdirSync(srv);
  const world = await openWholeHouse(join(srv, 'wenrong'));
  const halfway = () =>
    world.restart(async () => {
      backUp(srv, join(room, 'first'));
      execFileSync('tar', ['-C', srv, '-cf', join(room, 'box.tar'), 'wenrong/ballot/own']);
    });
  const pairs = Array.from({ length: perServer / 2 }, () => levels).flat();
  const random = seeded(seed + round);
  const played = await playSurveys(world, { levels: pairs, nEach: 10, nPaper: 5, random, halfway });
  await finish(played);
  await world.restart(async () => backUp(srv, join(room, 'second')));
  const cases: Case[] = [];
  for (const one of played) cases.push({ one, secrets: await secretsOf(one) });
  const names = allNames(cases);
  const rows = [];
  for (const { cluster, database } of await databasesOf(world.dataFolder))
    rows.push(...(await copyDatabase(cluster, database, new Set(names))));
  const here = { rows, marks: marksIn(copyFolder(world.dataFolder), names) };
  const first = await lootBackup(join(room, 'first'), whileCasting, names);
  const second = await lootBackup(join(room, 'second'), afterwards, names);
  const all = together(here, first, second);
  for (const level of levels) {
    const these = cases.filter(({ one }) => one.level === level);
    linked[level].push(...link(these, promisedAt(level, all), own));
    if (level === 'P1') linked.P1All.push(...link(these, all, { ...own, wishes: ['ratings'] }));
    else {
      const box = await lootBox(room, names);
      linked.P2BoxBackedUp.push(...link(these, together(here, box), { ...own, wishes: ['ratings'] }));
    }
  }
  await world.close();
  await rm(room, { recursive: true, force: true });
}

const together = (...all: readonly Found[]): Found => ({
  rows: all.flatMap(({ rows }) => rows),
  marks: all.flatMap(({ marks }) => marks),
});

/** What a backup would hold that does not leave the box out. */
async function lootBox(room: string, names: readonly string[]): Promise<Found> {
  execFileSync('tar', ['-C', room, '-xf', join(room, 'box.tar')]);
  const cluster = await startCluster(join(room, 'wenrong/ballot/own/database'));
  const rows = await copyDatabase(cluster, 'wenrong_box', new Set(names)).finally(() => cluster.stop());
  return { rows: rows.map((row) => ({ ...row, table: `box backed up: ${row.table}` })), marks: [] };
}

function judged(of: keyof typeof linked): Judged {
  const verdicts = judge(linked[of], alpha);
  for (const [wish, { joins, ...verdict }] of Object.entries(verdicts))
    console.log(`${of}, ${wish}, seed ${seed}: ${JSON.stringify({ ...verdict, nJoins: joins.length })}`);
  return verdicts;
}

beforeAll(async () => {
  for (let round = 0; round < nBureaus / perServer; round++) await oneServer(round);
}, 7_200_000);

describe(`finished surveys of ${nBureaus} bureaus`, () => {
  test.each(levels)(
    'level %s: all joins, orders, places, days, files and backups together link no better than chance',
    (level) => {
      for (const [wish, { nRight, bound, best, joins }] of Object.entries(judged(level))) {
        expect(nRight, `${wish}, seed ${seed}, ${best}`).toBeLessThanOrEqual(bound);
        expect(joins, wish).toEqual([]);
      }
    },
    600_000,
  );

  test('what P1 does not promise is found: a backup made while people cast, and the write-ahead log', () => {
    const { nRight, bound } = judged('P1All').ratings;
    expect(nRight).toBeGreaterThan(bound);
  }, 600_000);

  test('so is what docs/operations.md leaves out at P2: the box’s own folder in that backup', () => {
    const { nRight, bound, best } = judged('P2BoxBackedUp').ratings;
    expect(nRight).toBeGreaterThan(bound);
    expect(best).toContain('box backed up');
  }, 600_000);
});
