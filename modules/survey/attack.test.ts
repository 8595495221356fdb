import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { seeded } from '#engines/random/index.ts';
import { openWholeHouse, type WholeHouse } from '#root/tools/testing/whole-house.ts';
import { openRoom } from '#root/e2e/server.ts';
import {
  copyDatabase,
  copyFolder,
  copyWal,
  keepWal,
  marksIn,
  superuserOf,
  type LootFile,
  type LootRow,
} from '../ballot/attack-loot.fixtures.ts';
import { backUp, databasesOf, lootBackup, type Found } from '../ballot/attack-backup.fixtures.ts';
import {
  afterwards,
  allNames,
  judge,
  link,
  promisedAt,
  whileCasting,
  type Case,
  type Judged,
  type Loot,
} from './attack-judge.fixtures.ts';
import { playSurveys, type PlayedSurvey } from './attack-play.fixtures.ts';
import { finish, secretsOf, type Wanted } from './attack-secret.fixtures.ts';

/**
 * A finished survey of each level, through the real protocol, and all that it leaves: every table of every schema as a
 * superuser copies it, every file below the data folder with the databases' own, the log at level trace, and two
 * backups made as `docs/operations.md` says, one of them while people cast. The people behave as an attacker likes it
 * best (who draws earlier casts earlier), so that any order that were left would tell. Beside what may not be found
 * stands the same attacker with one leak given, who finds it.
 */
const alpha = 1e-6;
const seed = Number(process.env['SEED'] ?? 20200611);
const levels = ['P1', 'P2'] as const;
const room = openRoom('wenrong-attack-');
const srv = join(room, 'srv');
let world: WholeHouse;
let cases: Case[];
let databases: Awaited<ReturnType<typeof databasesOf>>;
/** The main database's write-ahead log between the first cast and the backup. */
let walWhileCasting: Buffer;
let rows: LootRow[];
let files: LootFile[];
let loot: Loot;
const backups: Record<string, Found> = {};

const caseOf = (level: 'P1' | 'P2') => cases.filter(({ one }) => one.level === level);
const judged = (level: 'P1' | 'P2'): Judged =>
  judge(link(caseOf(level), promisedAt(level, loot), { seed }), alpha);
const copyAll = async (): Promise<LootRow[]> => {
  const names = new Set(allNames(cases));
  const copies = databases.map(({ cluster, database }) => copyDatabase(cluster, database, names));
  return (await Promise.all(copies)).flat();
};

beforeAll(async () => {
  mkdirSync(srv);
  world = await openWholeHouse(join(srv, 'wenrong'));
  const [main] = await databasesOf(world.dataFolder);
  const wal = await keepWal(main!.cluster);
  const halfway = async () => {
    walWhileCasting = await copyWal(main!.cluster, wal.from);
    await wal.end();
    await world.restart(async () => backUp(srv, join(room, 'first')));
  };
  const played = await playSurveys(world, { levels, nEach: 10, nPaper: 5, random: seeded(seed), halfway });
  await finish(played);
  await world.restart(async () => backUp(srv, join(room, 'second')));
  cases = [];
  for (const one of played) cases.push({ one, secrets: await secretsOf(one) });
  const names = allNames(cases);
  backups[whileCasting] = await lootBackup(join(room, 'first'), whileCasting, names);
  backups[afterwards] = await lootBackup(join(room, 'second'), afterwards, names);
  databases = await databasesOf(world.dataFolder);
  rows = await copyAll();
  files = copyFolder(world.dataFolder);
  const more = Object.values(backups);
  loot = {
    rows: [...rows, ...more.flatMap((found) => found.rows)],
    marks: [...marksIn(files, names), ...more.flatMap((found) => found.marks)],
  };
}, 600_000);
afterAll(async () => {
  await world.close();
  await rm(room, { recursive: true, force: true });
});

describe('what a finished survey leaves', () => {
  test('the attacker holds it all: answers, texts, what was published, both databases, the log and two backups', () => {
    const tables = new Set(loot.rows.map(({ table }) => table));
    const all = ['ballot.issuance', 'ballot_box.ballot', 'survey.answer', 'survey.text', 'survey.shown_text'];
    for (const table of [...all, 'people.person', `${afterwards}: survey.answer`])
      expect(tables).toContain(table);
    for (const kind of [/^log\//, /^database\/.*pg_wal\//, /^ballot\/own\/database\/.*base\//])
      expect(files.some(({ path }) => kind.test(path))).toBe(true);
    for (const level of levels)
      for (const { nPairs, expected } of Object.values(judged(level))) {
        expect(nPairs).toBeGreaterThan(100);
        expect(expected).toBeGreaterThan(0);
      }
  });

  test.each(levels)(
    'level %s: no order of anything fits any other better than chance, and nothing joins',
    (level) => {
      for (const [wish, { nRight, bound, best, joins }] of Object.entries(judged(level))) {
        expect(nRight, `${wish}, seed ${seed}, ${best}`).toBeLessThanOrEqual(bound);
        expect(joins, wish).toEqual([]);
      }
    },
  );

  test.each(levels)(
    'level %s: the box’s table holds each ballot once, and nothing deleted in the order in which it came',
    async (level) => {
      const [path] = await superuserOf(databases[levels.indexOf(level)]!)(async (client) =>
        (await client.query("select pg_relation_filepath('ballot_box.ballot') as path")).rows.map((row) =>
          String(row.path),
        ),
      );
      const nonces = new Set(
        caseOf(level).flatMap(({ one }) => one.voters.map(({ ballots }) => ballots.ratings.names[2]!)),
      );
      const home = level === 'P1' ? 'database/' : 'ballot/own/database/';
      const places = loot.marks.filter(
        ({ name, file }) =>
          nonces.has(name) &&
          file.path.startsWith(home) &&
          file.path.endsWith(`/${path}`) &&
          !file.kind.startsWith('backup'),
      );
      expect(places).toHaveLength(nonces.size);
      for (const { first, last } of places) expect(last).toBe(first);
    },
  );

  test('no log, no journal and no file tells of a ballot, but for the tables of the shut list', () => {
    expect(files.filter(({ path }) => path.endsWith('.journal'))).toEqual([]);
    const here = loot.marks.filter(({ file }) => !file.kind.startsWith('backup'));
    const telling = (level: 'P1' | 'P2') => {
      const ballots = new Set(caseOf(level).flatMap(({ one }) => namesOfBallots(one)));
      return new Set(here.filter(({ name }) => ballots.has(name)).map(({ file }) => file.kind));
    };
    for (const kind of telling('P2')) expect(kind).toMatch(/(^|\/)pg\/(base\/#\/#|pg_wal\/#)$/);
    for (const kind of telling('P1')) expect(kind).toMatch(/^database\/pg\/(base\/#\/#|pg_wal\/#)$/);
  });
});

const namesOfBallots = ({ voters }: PlayedSurvey): string[] =>
  voters.flatMap(({ ballots }) => [...ballots.ratings.names, ...ballots.texts.names]);

describe('the backup made while people cast, by the commands of docs/operations.md', () => {
  const named = (level: 'P1' | 'P2') => {
    const { rows: kept, marks } = backups[whileCasting]!;
    const words = new Set([...kept.flatMap((row) => row.words), ...marks.map(({ name }) => name)]);
    return caseOf(level)[0]!.one.voters.filter(({ ballots }) => words.has(ballots.ratings.id));
  };

  test('level P2: it names whom it must, and not one ballot; the keys lie in the other archive', () => {
    const words = new Set(backups[whileCasting]!.rows.flatMap((row) => row.words));
    const { voters } = caseOf('P2')[0]!.one;
    for (const { personId } of voters) expect(words).toContain(personId);
    const ballots = voters.flatMap((voter) => [...voter.ballots.ratings.names, ...voter.ballots.texts.names]);
    const all = [
      ...backups[whileCasting]!.rows.flatMap((row) => row.words),
      ...backups[whileCasting]!.marks.map(({ name }) => name),
    ];
    expect(all.filter((name) => ballots.includes(name))).toEqual([]);
    const listed = (archive: string) =>
      execFileSync('tar', ['-tf', join(room, 'first', archive)], { encoding: 'utf8' }).split('\n');
    expect(listed('backup/wenrong.tar').filter((path) => /\/keys\/|ballot\/own/.test(path))).toEqual([]);
    expect(listed('safe/wenrong-keys.tar').length).toBeGreaterThan(5);
  });

  test('level P1 alone: it tells who cast before it was made, and the write-ahead log which batch came first', () => {
    const { voters } = caseOf('P1')[0]!.one;
    const before = voters.filter(({ castOn }) => castOn <= '2020-06-10');
    expect(named('P1').map(({ castOn }) => castOn <= '2020-06-10')).not.toContain(false);
    expect(named('P1').length).toBeGreaterThan(before.length / 2);
    // The first five are in the first batch, the last of that half in none before the second.
    const places = named('P1').map(({ ballots }) => walWhileCasting.indexOf(ballots.ratings.id));
    expect(Math.min(...places)).toBeGreaterThan(0);
    expect(Math.max(...places.slice(0, 4))).toBeLessThan(Math.min(...places.slice(-3)));
  });
});

describe('the same attacker, given one leak', () => {
  /** What is found of a survey of level P2 in what stands now, without backups. */
  const found = (from: { rows?: LootRow[]; files?: LootFile[] }, ...wishes: Wanted[]) => {
    const marks = from.files ? marksIn(from.files, allNames(cases)) : [];
    const goods = { rows: from.rows ?? rows, marks };
    const verdicts = judge(link(caseOf('P2'), goods, { seed, wishes }), alpha);
    for (const wish of wishes) expect(verdicts[wish].nRight, wish).toBeGreaterThan(verdicts[wish].bound);
    return verdicts;
  };
  type Ask = (sql: string, values?: unknown[]) => Promise<unknown>;
  const inBox = (work: (ask: Ask) => Promise<void>) => inDatabase(1, work);
  const inMain = (work: (ask: Ask) => Promise<void>) => inDatabase(0, work);
  const inDatabase = (which: number, work: (ask: Ask) => Promise<void>) =>
    superuserOf(databases[which]!)((client) => work((sql, values) => client.query(sql, values)));
  const voters = () => caseOf('P2')[0]!.one.voters;

  test('a time kept beside each ballot gives away ratings, texts, and which text belongs to which ratings', async () => {
    await inBox(async (ask) => {
      await ask('alter table ballot_box.ballot add column seen_at timestamptz');
      const ids = voters().flatMap(({ ballots }) => [ballots.ratings.id, ballots.texts.id]);
      await ask(
        `update ballot_box.ballot b set seen_at = '2020-06-08'::timestamptz + d.i * interval '1 minute'
         from unnest($1::text[]) with ordinality as d(id, i) where b.ballot_id = d.id`,
        [ids],
      );
      // Only the time is to tell: rows are laid down by hash again.
      await ask('cluster ballot_box.ballot using ballot_pkey');
    });
    const { ratings } = found({ rows: await copyAll() }, 'ratings', 'texts', 'pairs');
    await inBox(async (ask) => void (await ask('alter table ballot_box.ballot drop column seen_at')));
    expect(ratings.best).toContain('seen_at');
  });

  test('opened answers and texts that lie in the order of casting', async () => {
    const { ratings, texts } = caseOf('P2')[0]!.secrets;
    await inMain(async (ask) => {
      for (const { ballots } of voters())
        for (const [table, key, names, id] of [
          ['survey.answer', 'answer_id', ratings.ballotNames, ballots.ratings.id],
          ['survey.text', 'text_id', texts.ballotNames, ballots.texts.id],
        ] as const)
          await ask(`update ${table} set survey_id = survey_id where ${key}::text = any($1)`, [
            [...names].filter(([, ballot]) => ballot === id).map(([name]) => name),
          ]);
    });
    found({ rows: await copyAll() }, 'ratings', 'texts', 'pairs');
  });

  test('texts published in the order in which they were written', async () => {
    await inMain(async (ask) => {
      await ask('update survey.shown_text set place = place + 1000');
      for (const [i, { canary }] of voters().entries())
        await ask(`update survey.shown_text set place = $1 where body like '%' || $2`, [i, canary]);
      await ask('cluster survey.shown_text using shown_text_pkey');
    });
    const shown = (await copyAll()).filter(({ table }) => /shown_text|issuance/.test(table));
    found({ rows: shown }, 'texts');
  });

  test('a log with a line for each ballot', () => {
    const bytes = Buffer.from(
      voters()
        .map(({ ballots }) => `200 POST ${ballots.ratings.id}`)
        .join('\n'),
    );
    const log: LootFile = { path: 'proxy.log', kind: 'proxy.log', order: 1e6, mtimeMs: 0, inode: 0, bytes };
    expect(found({ files: [log] }, 'ratings').ratings.best).toContain('proxy.log');
  });

  test('a token’s blinded value kept beside its ballot', async () => {
    await inBox(async (ask) => void (await ask('alter table ballot_box.ballot add column origin text')));
    const ballotOf = new Map(voters().map(({ personId, ballots }) => [personId, ballots.ratings.id]));
    const [ratingsPoll] = caseOf('P2')[0]!.secrets.ratings.pollIds;
    await inBox(async (ask) => {
      for (const { table, row } of rows)
        if (table === 'ballot.issuance' && row['poll_id'] === ratingsPoll)
          await ask('update ballot_box.ballot set origin = $2 where ballot_id = $1', [
            ballotOf.get(String(row['person_id'])),
            row['blinded_hash'],
          ]);
    });
    const leaky = { rows: await copyAll(), marks: [] };
    const { joins } = judge(link(caseOf('P2'), leaky, { seed, wishes: ['ratings'] }), alpha).ratings;
    expect(joins.length).toBeGreaterThanOrEqual(voters().length);
  });
});
