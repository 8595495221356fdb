import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stream } from '#engines/random/index.ts';
import { jobRoutes } from '#platform/jobs/job.contract.ts';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { aBureau, aPlan, type AnInvented } from './fusion.fixtures.ts';
import { resultRoutes } from './result.contract.ts';
import { waveRoutes, type ImportReport } from './wave.contract.ts';

let world: TestHouse;
let bureauId: string;
let people: AnInvented[];
let office: Caller;
beforeAll(async () => {
  world = await openTestHouse('fusion_import');
  world.setClock('2020-06-20T09:00:00+08:00');
  ({ bureauId, people } = await aBureau(world, { ICO: 15, QTS: 12 }));
  office = await world.signIn(bureauId, 'office');
});
afterAll(() => world.close());

const csv = (name: string, ...lines: string[]) => ({
  name,
  bytes: new TextEncoder().encode(`${lines.join('\n')}\n`),
});

const aWave = async (name: string, more: object = {}) => {
  const { body } = await office.call(waveRoutes.planWave, {
    body: { ...aPlan({ name, ...more }), source: 'imported' },
  });
  return body.id;
};

const upload = (waveId: string, part: 'people' | 'ties', file: ReturnType<typeof csv>, fields: object = {}) =>
  office.call(waveRoutes.uploadWaveFile, { params: { waveId }, file, body: { part, ...fields } });

async function reportOf(jobId: string, seconds = 60) {
  const read = async () => (await office.call(jobRoutes.readJob, { params: { jobId } })).body;
  await expect
    .poll(async () => (await read()).state, { timeout: seconds * 1000, interval: 200 })
    .toMatch(/done|failed/);
  const job = await read();
  return { job, report: job.result as ImportReport };
}

const nKeptFiles = () =>
  world.database.owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    return Number((await client.query('select count(*) as n from platform.file')).rows[0].n);
  });

describe('a wave collected elsewhere', () => {
  const tiesOf = (rows: [number, number, number][]) =>
    csv(
      '关系.csv',
      '填答人工号,对方工号,熟悉程度',
      ...rows.map(([i, j, state]) => `${people[i]!.staffNo},${people[j]!.staffNo},${state}`),
    );
  const everybody = () => csv('人员.csv', '工号', ...people.map(({ staffNo }) => staffNo));

  test('is matched by staff number, measured in one job, and its files are removed', async () => {
    const waveId = await aWave('导入一');
    expect((await upload(waveId, 'people', everybody())).body).toEqual({ waiting: 'ties', jobId: null });
    const known: [number, number, number][] = people.flatMap((_, i) =>
      people.flatMap((__, j): [number, number, number][] =>
        i !== j && (people[i]!.legacy === people[j]!.legacy || (i + j) % 4 === 0) ? [[i, j, 1]] : [],
      ),
    );
    const { body } = await upload(waveId, 'ties', tiesOf([...known, [3, 3, 2], known[0]!]));
    const { report } = await reportOf(body.jobId!);
    expect(report).toMatchObject({
      applied: true,
      nPeople: 27,
      nMatched: 27,
      nTies: known.length,
      nProblems: 0,
    });
    expect(report.notes.map(({ zh }) => zh)).toEqual([
      '1 行是自己对自己，已略去',
      '1 行与前面的完全重复，已略去',
    ]);
    expect(await nKeptFiles()).toBe(0);
    const result = await office.call(resultRoutes.readResult, { params: { waveId } });
    const { nets, wave, groups } = result.body.release;
    expect(wave).toMatchObject({ design: 'imported', source: 'imported' });
    expect(groups.map(({ name, nPeople }) => [name, nPeople])).toEqual([
      ['原工商', 15],
      ['原质监', 12],
    ]);
    expect(nets.confirmed1.within.value).toBe(1);
    expect(nets.confirmed1.across.value!).toBeCloseTo(0.25, 1);
  });

  test('problems are told by sheet, cell and expectation; nothing is imported, nothing kept', async () => {
    const waveId = await aWave('导入二');
    await upload(waveId, 'people', everybody());
    const { body } = await upload(
      waveId,
      'ties',
      csv(
        '关系.csv',
        '填答人工号,对方工号,熟悉程度',
        `${people[0]!.staffNo},没有这个人,1`,
        `${people[0]!.staffNo},${people[1]!.staffNo},很熟`,
      ),
    );
    const { report } = await reportOf(body.jobId!);
    expect(report).toMatchObject({ applied: false, nProblems: 2 });
    expect(report.problems.map(({ sheet, cell, code }) => [sheet, cell, code])).toEqual([
      ['关系', 'B2', 'file/unknown-person'],
      ['关系', 'C3', 'file/state'],
    ]);
    expect(await nKeptFiles()).toBe(0);
    expect((await office.call(waveRoutes.readWave, { params: { waveId } })).body).toMatchObject({
      state: 'draft',
      may: { importFiles: { may: true } },
    });
  });

  test('people who are not on the roster need a group of their own', async () => {
    const waveId = await aWave('导入三');
    const strangers = Array.from({ length: 12 }, (_, at) => `外${at}`);
    await upload(waveId, 'people', csv('人员.csv', '工号', ...strangers));
    const refused = await upload(waveId, 'ties', csv('关系.csv', 'from,to', '外0,外1'));
    expect((await reportOf(refused.body.jobId!)).report).toMatchObject({ applied: false, nProblems: 12 });
    await upload(
      waveId,
      'people',
      csv('人员.csv', '工号,来处', ...strangers.map((id, at) => `${id},${at < 6 ? '原工商' : '某协会'}`)),
      { groupColumn: '来处' },
    );
    const taken = await upload(waveId, 'ties', csv('关系.csv', 'from,to', '外0,外1', '外1,外0'), {
      groupColumn: '来处',
    });
    expect((await reportOf(taken.body.jobId!)).report).toMatchObject({ applied: true, nMatched: 0 });
    const result = await office.call(resultRoutes.readResult, { params: { waveId } });
    expect(result.body.release.groups.map(({ name }) => name)).toEqual(['原工商', '某协会']);
  });

  test('a file that is no table gets a sentence, an asked wave takes no file', async () => {
    const waveId = await aWave('导入四');
    const picture = { name: 'a.csv', bytes: new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]) };
    expect((await upload(waveId, 'people', picture)).body).toMatchObject({ code: 'file/type' });
    const asked = await office.call(waveRoutes.planWave, { body: aPlan({ name: '自己问的' }) });
    expect((await upload(asked.body.id, 'people', everybody())).body).toMatchObject({
      code: 'fusion/not-imported',
    });
  });

  test('the template is a workbook', async () => {
    const { status, bytes } = await office.call(waveRoutes.downloadTemplate);
    expect([status, bytes[0]]).toEqual([200, 0x50]);
  });
});

describe('five thousand people', () => {
  test('are measured in a job, and requests stay quick meanwhile', async () => {
    const waveId = await aWave('五千人', { asOfOn: '2020-06-09' });
    const random = stream(5, 'import.test');
    const n = 5000;
    const ties = new Set<string>();
    while (ties.size < 60_000) {
      const i = random.below(n);
      const j = random.uniform() < 0.7 ? (i % 5) + 5 * random.below(n / 5) : random.below(n);
      if (i !== j) ties.add(`p${i},p${j},${1 + random.below(2)}`.replace(/,\d$/, ',1'));
    }
    await upload(
      waveId,
      'people',
      csv('people.csv', 'id,group', ...Array.from({ length: n }, (_, at) => `p${at},G${at % 5}`)),
      { groupColumn: 'group' },
    );
    const { body } = await upload(waveId, 'ties', csv('ties.csv', 'from,to,state', ...ties), {
      groupColumn: 'group',
    });
    const delays: number[] = [];
    let running = true;
    const asking = (async () => {
      while (running) {
        const start = performance.now();
        await office.call(waveRoutes.listWaves);
        delays.push(performance.now() - start);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    })();
    const start = performance.now();
    const { job, report } = await reportOf(body.jobId!, 170);
    running = false;
    await asking;
    expect(job.failure).toBe(null);
    expect(report).toMatchObject({ applied: true, nPeople: 5000 });
    const sorted = delays.toSorted((a, b) => a - b);
    console.log(
      `5,000 people, ${ties.size} ties: ${((performance.now() - start) / 1000).toFixed(1)} s in the job; requests beside it: median ${sorted[sorted.length >> 1]!.toFixed(0)} ms, 95 % under ${sorted[Math.floor(sorted.length * 0.95)]!.toFixed(0)} ms, longest ${sorted.at(-1)!.toFixed(0)} ms`,
    );
    expect(sorted[sorted.length >> 1]!).toBeLessThan(200);
    const result = await office.call(resultRoutes.readResult, { params: { waveId } });
    expect(result.body.release.nets.reports1.within.value!).toBeGreaterThan(
      result.body.release.nets.reports1.across.value!,
    );
  }, 200_000);

  test('more rows than can be read are refused with a sentence', async () => {
    const waveId = await aWave('太多');
    await upload(
      waveId,
      'people',
      csv('people.csv', 'id,group', ...Array.from({ length: 12 }, (_, at) => `${at},G`)),
      { groupColumn: 'group' },
    );
    const rows = Array.from({ length: 600_001 }, () => '1,2').join('\n');
    const { body } = await upload(waveId, 'ties', csv('ties.csv', 'from,to', rows), {
      groupColumn: 'group',
    });
    const { report } = await reportOf(body.jobId!);
    expect(report.applied).toBe(false);
    expect(report.problems[0]!.detail.zh).toContain('行数太多');
  }, 60_000);
});
