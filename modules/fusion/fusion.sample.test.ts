import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type Caller, type TestHouse } from '#root/tools/testing/house.ts';
import { fillSample as fillPeople } from '#modules/people/people.sample.ts';
import { sampleBureau } from '#demo/sample.ts';
import { fusionSample } from './fusion.sample.ts';
import { resultRoutes, type Release } from './result.contract.ts';
import { waveRoutes } from './wave.contract.ts';

let world: TestHouse;
let bureauId: string;
let office: Caller;
let seconds: number;
const releases = new Map<string, Release>();

beforeAll(async () => {
  world = await openTestHouse('fusion_sample');
  bureauId = await world.newBureau('岚川市市场监督管理局');
  const run = {
    bureauId,
    act: <T>(work: Parameters<typeof world.act<T>>[1]) => world.act(bureauId, work),
    progress: async () => undefined,
  };
  await fillPeople(run);
  const start = performance.now();
  for (const { tell } of fusionSample) await tell(run);
  seconds = (performance.now() - start) / 1000;
  for (const { tell } of fusionSample) await tell(run);
  office = await world.signIn(bureauId, 'office');
  const { body } = await office.call(resultRoutes.listResults);
  for (const { waveId } of body) {
    const result = await office.call(resultRoutes.readResult, { params: { waveId } });
    releases.set(result.body.release.wave.name.slice(0, 7), result.body.release);
  }
}, 120_000);
afterAll(() => world.close());

const across = (wave: string) => releases.get(wave)!.nets.confirmed1.across;

describe('the acquaintance waves of the sample bureau', () => {
  test('are there once, however often the load was begun', async () => {
    const { body } = await office.call(waveRoutes.listWaves);
    expect(body.waves.map(({ name, state }) => [name.slice(0, 7), state])).toEqual([
      ['试填：现在就可', 'open'],
      ['2021-03', 'released'],
      ['2020-12', 'released'],
      ['2020-06', 'released'],
      ['2019-03', 'released'],
    ]);
    console.log(`the waves were told in ${seconds.toFixed(1)} s`);
  });

  test('find what was planted: across agencies ever more know each other, within always more than across', () => {
    const { truth } = sampleBureau();
    for (const wave of ['2019-03', '2020-06', '2020-12', '2021-03'] as const) {
      const { nets } = releases.get(wave)!;
      // Both must say so, and people forget faces: claims of both sides lie below, claims of one side around the truth.
      expect(nets.reports1.across.value!).toBeGreaterThan(truth.crossLegacyKnown[wave] * 0.8);
      expect(nets.reports1.across.value!).toBeLessThan(truth.crossLegacyKnown[wave] * 1.15);
      expect(nets.confirmed1.within.low!).toBeGreaterThan(nets.confirmed1.across.high!);
    }
    const shares = ['2019-03', '2020-06', '2020-12', '2021-03'].map((wave) => across(wave).value!.toFixed(3));
    expect(shares).toEqual(['0.060', '0.170', '0.296', '0.343']);
    expect(across('2020-12').low!).toBeGreaterThan(across('2020-06').high!);
  });

  test('compare the same pairs where the earlier answers still existed, and the totals where they were deleted', () => {
    expect(releases.get('2019-03')!.change).toBe(null);
    expect(releases.get('2020-06')!.change).toMatchObject({ samePairs: null, allPairs: expect.anything() });
    for (const wave of ['2020-12', '2021-03']) {
      const change = releases.get(wave)!.change!;
      expect(change.samePairs!.across.low!).toBeLessThan(change.samePairs!.across.value!);
      expect(change.moves!.across.strangersMet.value!).toBeGreaterThan(0);
    }
    expect(releases.get('2020-12')!.change!.samePairs!.across.low!).toBeGreaterThan(0);
  });

  test('tell a band instead of a figure where nearly all of an agency are alike', () => {
    for (const { knowledge, nets } of releases.values()) {
      const exact = [
        ...knowledge!.matrix.flatMap(({ mean, band }) => (band ? [] : (mean.value ?? []))),
        ...Object.values(nets).flatMap(({ matrix }) =>
          matrix.flatMap(({ share, band }) => (band ? [] : (share.value ?? []))),
        ),
      ];
      expect(Math.max(...exact)).toBeLessThanOrEqual(0.9);
      expect(Math.min(...exact)).toBeGreaterThanOrEqual(0.1);
    }
    const { groups, knowledge } = releases.get('2021-03')!;
    const bands = knowledge!.matrix.flatMap(({ group, home, band }) =>
      band === 'high' ? [`${groups[group]!.name}→${groups[home]!.name}`] : [],
    );
    expect(bands).toEqual(['原知识产权→原知识产权']);
  });

  test('keep no raw answer past its day', async () => {
    const { body } = await office.call(waveRoutes.listWaves);
    for (const wave of body.waves.filter(({ state }) => state === 'released'))
      expect(wave.rawDeletedOn).toBe(wave.deleteOn);
  });

  test('say so in sentences', () => {
    for (const [wave, release] of releases) {
      console.log(wave, ...release.findings.flatMap(({ sentence }) => ['\n ', sentence.zh]));
      for (const { sentence } of release.findings) {
        expect(sentence.zh + sentence.en).not.toMatch(/\{\w+\}|NaN|null|undefined/);
      }
    }
  });
});
