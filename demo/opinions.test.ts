import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { makeOpinions, type Opinion } from '#demo/opinions.ts';
import { OPINION_WAVES } from '#demo/opinion-waves.ts';
import { homeUnitOn, inPostOn } from '#demo/people.ts';
import { sampleBureau } from '#demo/sample.ts';

const sample = sampleBureau();
const scales = ['identity', 'belonging', 'cohesion', 'knowing', 'integrity', 'service', 'burden'].map(
  (code) => ({
    code,
    reversed: [false, false, true, false],
  }),
);
const waves = makeOpinions(sample, scales);

const scoreOf = ({ ticks }: Opinion, code: string): number[] => {
  const own = ticks[code]!.flatMap((tick, i) => (tick === null ? [] : [i === 2 ? 6 - tick : tick]));
  return own.length < 2 ? [] : [own.reduce((a, b) => a + b, 0) / own.length];
};
const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;

describe('the three waves', () => {
  test('who could, drew and cast, by stratum, as the scenario has it', () => {
    for (const { wave, issued, opinions } of waves) {
      const onRoster = sample.people.filter((person) => inPostOn(person, wave.rosterOn));
      const stratum = new Map(sample.units.map((unit) => [unit.code, unit.stratum]));
      for (const [code, { eligible, issued: nIssued, cast }] of Object.entries(wave.strata)) {
        const eligibleNow = onRoster.filter((p) => stratum.get(homeUnitOn(p, wave.rosterOn)!) === code);
        expect([eligibleNow.length, issued.filter((one) => one.stratum === code).length]).toEqual([
          eligible,
          nIssued,
        ]);
        expect(opinions.filter((one) => one.stratum === code)).toHaveLength(cast);
      }
    }
    expect(waves.map(({ issued, opinions }) => [issued.length, opinions.length])).toEqual([
      [291, 273],
      [292, 282],
      [295, 289],
    ]);
  });
  test('bureau means of all seven scales are the scenario’s, to 0.005', () => {
    for (const { wave, opinions } of waves)
      for (const { code } of scales)
        expect(
          Math.abs(mean(opinions.flatMap((one) => scoreOf(one, code))) - wave.means[code]!),
        ).toBeLessThan(0.005);
  });
  test('spread, strata, legacy agencies, gaps and straight lines are near what was planted', () => {
    const [first] = waves;
    const scores = first!.opinions.flatMap((one) => scoreOf(one, 'identity'));
    const sd = Math.sqrt(mean(scores.map((x) => (x - mean(scores)) ** 2)));
    expect(sd).toBeGreaterThan(0.75);
    expect(sd).toBeLessThan(0.95);
    const of = (stratum: string) =>
      mean(
        waves.flatMap(({ opinions }) =>
          opinions
            .filter((one) => one.stratum === stratum)
            .flatMap((one) => [
              ...scoreOf(one, 'identity'),
              ...scoreOf(one, 'cohesion'),
              ...scoreOf(one, 'service'),
            ]),
        ),
      );
    expect(of('U1') - of('U6')).toBeGreaterThan(0.2);
    const ticks = waves.flatMap(({ opinions }) => opinions.flatMap((one) => Object.values(one.ticks).flat()));
    const gaps = ticks.filter((tick) => tick === null).length / ticks.length;
    expect(gaps).toBeGreaterThan(0.01);
    expect(gaps).toBeLessThan(0.02);
    const quiet =
      waves.flatMap(({ opinions }) => opinions).filter(({ legacy }) => legacy === null).length / 844;
    expect(quiet).toBeGreaterThan(0.03);
    expect(quiet).toBeLessThan(0.09);
  });
  test('open answers: 96, 74, 69; four with a name or a number, three that give their writer away', () => {
    const texts = waves.map(({ opinions }) => opinions.flatMap(({ text }) => text ?? []));
    expect(texts.map((list) => list.length)).toEqual([96, 74, 69]);
    const names = sample.people.map(({ name }) => name);
    const named = texts
      .flat()
      .filter((text) => /1\d{10}/.test(text) || names.some((name) => text.includes(name)));
    expect(named).toHaveLength(4);
    expect(texts.flat().filter((text) => text.startsWith('我'))).toHaveLength(3);
  });
  test('范树榆 knows 1–5 people of the other agencies, then 16–40', () => {
    const fan = sample.people.find(({ name }) => name === '范树榆')!.staffNo;
    const bands = waves.map(({ opinions }) => opinions.find(({ staffNo }) => staffNo === fan)?.names.qts);
    expect(bands).toEqual(['few', 'some', 'many']);
  });
  test('the same bytes every time', () => {
    expect(OPINION_WAVES).toHaveLength(3);
    const sha = createHash('sha256').update(JSON.stringify(waves)).digest('hex').slice(0, 16);
    expect(JSON.stringify(makeOpinions(sample, scales))).toBe(JSON.stringify(waves));
    expect(sha).toMatchInlineSnapshot(`"6ef7b8c5716f2d7a"`);
  });
});
