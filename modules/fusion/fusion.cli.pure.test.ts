import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, test } from 'vitest';

const cli = fileURLToPath(new URL('../../cli.ts', import.meta.url));
const networks = fileURLToPath(new URL('../../../shared/data/networks/', import.meta.url));
const haveNetworks = existsSync(networks);
if (!haveNetworks)
  console.log('shared/data/networks is absent: the command line is not laid beside reference values');

interface Ended {
  code: number;
  out: string;
  err: string;
}

/** The command as people start it: a process of its own, without server or database. */
const wenrong = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, [cli, ...args], { maxBuffer: 1e8 }, (error, out, err) =>
      resolve({ code: error ? Number(error.code) : 0, out, err }),
    );
  });

const folder = mkdtempSync(join(tmpdir(), 'wenrong-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, ...lines: string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
};

const people = file('people.csv', 'id,office', 'a,east', 'b,east', 'c,west', 'd,west');

describe('wenrong fusion measure', () => {
  test('prints a table for people and one JSON object for programs', async () => {
    const ties = file('ties.csv', 'from,to,state', 'a,b,2', 'b,a,1', 'a,c,1', 'c,d,0');
    const args = ['fusion', 'measure', '--people', people, '--ties', ties, '--group', 'office'];
    const table = await wenrong(...args);
    expect(table).toMatchObject({ code: 0, err: '' });
    expect(table.out).toContain('density between');
    expect(table.out).toMatch(/assortativity, directed +-?[\d.]+/);
    expect(table.out).toMatch(/assortativity, symmetrised +-?[\d.]+/);
    const symmetric = (await wenrong(...args, '--symmetrize', 'claimed')).out;
    expect(symmetric).toMatch(/assortativity +-?[\d.]+/);
    expect(symmetric).not.toContain('assortativity, directed');
    const { measures, read_as: readAs } = JSON.parse((await wenrong(...args, '--json')).out);
    expect(readAs).toBe('reports');
    expect(measures).toMatchObject({
      n: 4,
      ties: 3,
      directed: true,
      ties_within: 2,
      ties_between: 1,
      density: 0.25,
    });
    const familiar = JSON.parse((await wenrong(...args, '--json', '--min-state', '2')).out);
    expect(familiar.measures.ties).toBe(1);
    const pairs = JSON.parse((await wenrong(...args, '--json', '--symmetrize', 'confirmed')).out);
    expect(pairs.measures).toMatchObject({ ties: 1, directed: false });
  });

  test('drops ties to oneself and repeated rows, and says so', async () => {
    const ties = file('noisy.csv', 'from,to', 'a,b', 'a,b', 'c,c');
    const { notes, measures } = JSON.parse(
      (await wenrong('fusion', 'measure', '--people', people, '--ties', ties, '--json')).out,
    );
    expect(measures.ties).toBe(1);
    expect(notes).toEqual([
      '1 rows were ties to oneself and were left out',
      '1 rows repeated earlier ones and were left out',
    ]);
  });

  test('names file, row, column and what was expected, and ends with 2', async () => {
    const ties = file('bad.csv', 'from,to,state', 'a,b,1', 'a,X9,1', 'b,c,often', 'a,b,2');
    const ended = await wenrong(
      'fusion',
      'measure',
      '--people',
      people,
      '--ties',
      ties,
      '--group',
      'office',
      '--json',
    );
    expect(ended.code).toBe(2);
    expect(ended.err).toMatch(
      /bad\.csv.*row 3, column B \(to\): “X9” is not in the people file; expected an id/,
    );
    expect(ended.err).toMatch(/row 4, column C \(state\): “often” is no state; expected a whole number/);
    expect(ended.err).toMatch(/row 5, column C \(state\): says otherwise about the same tie than row 2/);
    expect(JSON.parse(ended.out).problems).toHaveLength(3);
  });

  test('tells of people without a group, people twice, and a group column that is not there', async () => {
    const ties = file('ok.csv', 'from,to', 'a,b');
    const odd = file('odd.csv', 'id,office', 'a,east', 'b,', 'a,west');
    const ended = await wenrong('fusion', 'measure', '--people', odd, '--ties', ties, '--group', 'office');
    expect(ended.err).toMatch(/row 3, column B \(office\): “office” is empty; expected this person’s group/);
    expect(ended.err).toMatch(/row 4, column A \(id\): the id “a” was in row 2 already/);
    const other = await wenrong('fusion', 'measure', '--people', people, '--ties', ties, '--group', 'floor');
    expect(other).toMatchObject({ code: 2, err: expect.stringContaining('there is no column “floor”') });
  });

  test('a missing file, an unknown option or a wrong value is one sentence and exit code 2', async () => {
    for (const args of [
      ['--people', 'nowhere.csv', '--ties', people],
      ['--people', people, '--ties', people, '--speed', '3'],
      ['--people', people, '--ties', people, '--min-state', 'some'],
      ['--people', people, '--ties', people, '--symmetrize', 'both'],
      ['--people', people],
    ]) {
      const ended = await wenrong('fusion', 'measure', ...args);
      expect(ended).toMatchObject({ code: 2, out: '' });
      expect(ended.err).not.toContain('    at ');
    }
  });

  test('reads a file in which no pair stands twice as pairs, and says so; the flag decides otherwise', async () => {
    const ids = Array.from({ length: 25 }, (_, at) => `p${at}`);
    const ring = file('ring.csv', 'from,to', ...ids.map((id, at) => `${id},${ids[(at + 1) % 25]}`));
    const ringPeople = file('ring-people.csv', 'id', ...ids);
    const args = ['fusion', 'measure', '--people', ringPeople, '--ties', ring, '--json'];
    expect(JSON.parse((await wenrong(...args)).out)).toMatchObject({
      read_as: 'pairs',
      measures: { directed: false },
    });
    expect(JSON.parse((await wenrong(...args, '--directed')).out).measures.directed).toBe(true);
  });
});

describe('wenrong fusion transitions', () => {
  test('counts what became of each state, within and between groups', async () => {
    const first = file('w1.csv', 'from,to,state', 'a,b,1', 'a,c,0', 'c,d,2');
    const second = file('w2.csv', 'from,to,state', 'a,b,2', 'a,c,1', 'c,d,2');
    const args = [
      'fusion',
      'transitions',
      '--people',
      people,
      '--wave',
      first,
      '--wave',
      second,
      '--group',
      'office',
    ];
    const { measures } = JSON.parse((await wenrong(...args, '--json')).out);
    expect(measures).toMatchObject({ states: ['0', '1', '2'], n_used: 12, stayed: 4 });
    expect(measures.counts).toEqual([
      [9, 1, 0],
      [0, 0, 1],
      [0, 0, 1],
    ]);
    expect(measures.between.counts[0]).toEqual([7, 1, 0]);
    expect((await wenrong(...args)).out).toContain('reversal');
    expect(await wenrong(...args.slice(0, 6))).toMatchObject({ code: 2 });
  });
});

describe('wenrong', () => {
  test('--help lists every command with its options', async () => {
    const { code, out } = await wenrong('--help');
    expect(code).toBe(0);
    for (const word of [
      'fusion measure',
      'fusion transitions',
      'ledger verify',
      'settings',
      '--symmetrize',
      '--wave',
      '--undirected',
    ])
      expect(out).toContain(word);
    expect((await wenrong('fusion', 'measure', '--help')).out).toContain('--min-state');
    expect(await wenrong('fly')).toMatchObject({ code: 2 });
    expect((await wenrong('settings')).out).toContain('WENRONG_DATA');
  });
});

/** Keys of the reference values that another program's notes, or Monte-Carlo runs, stand under. */
const notOurs = /crosscheck|_vs_networkx|ei_perm_mc|_runs$|louvain|leiden|levels$|note/;

function compare(ours: unknown, theirs: unknown, path: string): void {
  if (typeof theirs === 'number') {
    if (typeof ours !== 'number') throw new Error(`${path}: expected ${theirs}, got ${JSON.stringify(ours)}`);
    const tolerance = path.includes('betweenness') ? 1e-5 : 1e-9 * Math.max(1, Math.abs(theirs));
    expect(Math.abs(ours - theirs), path).toBeLessThanOrEqual(tolerance);
  } else if (theirs !== null && typeof theirs === 'object') {
    for (const [key, value] of Object.entries(theirs)) {
      if (!notOurs.test(key))
        compare((ours as Record<string, unknown> | null)?.[key], value, `${path}.${key}`);
    }
  } else expect(ours, path).toEqual(theirs);
}

describe.skipIf(!haveNetworks)('beside the reference values of real networks', () => {
  const reference = haveNetworks
    ? (JSON.parse(readFileSync(join(networks, 'reference_values.json'), 'utf8')) as {
        datasets: Record<
          string,
          { networks: Record<string, unknown>; transitions?: Record<string, unknown> }
        >;
      })
    : { datasets: {} };
  const cases: [dataset: string, network: string, ties: string, ...string[]][] = [
    ['krackhardt_hightech', 'advice', 'advice', '--group', 'Department'],
    ['lazega_lawfirm', 'friendship_by_Office', 'friendship', '--group', 'Office'],
    ['burkhardt_agency', 'any_t1', 'communication_t1'],
    ['capital_partners', 'Advice_by_office', 'edges', '--only', 'relation=Advice', '--group', 'office'],
    ['knecht_class12b', 'friend_t2', 'friendship_t2', '--group', 'Sex', '--missing', '9,10'],
    ['cross_consulting', 'asks_sometimes_or_more', 'information_frequency', '--min-state', '3'],
    [
      'sociopatterns_highschool13',
      'friendship_reports',
      'friendship_reports',
      '--group',
      'class',
      '--tied-only',
    ],
    ['sociopatterns_highschool13', 'proximity', 'proximity_total', '--group', 'class', '--tied-only'],
    ['scientists504', 'collaboration', 'collaboration_days', '--group', 'DeptID'],
    ['ukfaculty', 'friend', 'edges', '--group', 'group'],
  ];
  test.each(cases)('%s %s: every number agrees', async (dataset, network, ties, ...options) => {
    const inFolder = (name: string) => join(networks, dataset, `${name}.csv`);
    const ended = await wenrong(
      'fusion',
      'measure',
      '--people',
      inFolder('nodes'),
      '--ties',
      inFolder(ties),
      ...options,
      '--json',
    );
    expect(ended.err).toBe('');
    const theirs = reference.datasets[dataset]!.networks[network];
    compare(JSON.parse(ended.out).measures, theirs, network);
  });

  test('burkhardt_agency: counts from wave to wave agree', async () => {
    const inFolder = (name: string) => join(networks, 'burkhardt_agency', `${name}.csv`);
    const waves = ['t1', 't2', 't3', 't4', 't5'].flatMap((wave) => [
      '--wave',
      inFolder(`communication_${wave}`),
    ]);
    const ended = await wenrong(
      'fusion',
      'transitions',
      '--people',
      inFolder('nodes'),
      ...waves,
      '--cuts',
      '1,3',
      '--json',
    );
    const { measures } = JSON.parse(ended.out);
    const theirs = reference.datasets.burkhardt_agency!.transitions!['t1->t2'] as Record<string, unknown>;
    const { states: _names, ...counts } = theirs;
    compare(measures, counts, 't1->t2');
  });
});
