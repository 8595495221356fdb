import { describe, expect, test } from 'vitest';
import { makeAdvice } from '#demo/advice.ts';
import type { WaveCode } from '#demo/frame.ts';
import { inPostOn } from '#demo/people.ts';
import { makeReports } from '#demo/reports.ts';
import { sampleBureau } from '#demo/sample.ts';
import { makeTies } from '#demo/ties.ts';

const sample = sampleBureau();
const ties = makeTies(sample);
const reports = makeReports(sample, ties);
const codes = sample.waves.map((wave) => wave.code);
const opening = new Map(sample.waves.map((wave) => [wave.code, wave.opensOn]));
const respondents = (code: WaveCode) => sample.people.filter((p) => reports.responds(code, p.staffNo));
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Both sides' reports of every pair of respondents that answered about each other. */
function bothSides(code: WaveCode) {
  const here = respondents(code);
  return here.flatMap((a, k) =>
    here.slice(0, k).flatMap((b) => {
      const [said, heard] = [
        reports.reportOf(code, a.staffNo, b.staffNo),
        reports.reportOf(code, b.staffNo, a.staffNo),
      ];
      return said === null || heard === null ? [] : [{ a, b, said, heard }];
    }),
  );
}

describe('who answers', () => {
  test('255, 273, 282 and 289 people: 82, 85.8, 89.0 and 91.5 percent', () => {
    const answering = codes.map((code) => respondents(code).length);
    expect(answering).toEqual([255, 273, 282, 289]);
    const able = codes.map((code) => sample.people.filter((p) => inPostOn(p, opening.get(code)!)).length);
    expect(answering.map((n, k) => Math.round((1000 * n) / able[k]!) / 10)).toEqual([82, 85.8, 89, 91.5]);
  });

  test('only people in post do, and the rest say nothing at all', () => {
    for (const code of codes)
      for (const { staffNo, ...person } of sample.people) {
        if (!inPostOn({ staffNo, ...person }, opening.get(code)!))
          expect(reports.responds(code, staffNo)).toBe(false);
        if (reports.responds(code, staffNo)) continue;
        expect(reports.reportOf(code, staffNo, 'LC0001')).toBeNull();
        expect(reports.knowledgeOf(code, staffNo, 'food')).toBeNull();
      }
  });

  test('who answered in June mostly answers in December', () => {
    const [june, december] = ['2020-06', '2020-12'] as const;
    const again = (answered: boolean) =>
      mean(
        sample.people
          .filter((p) => inPostOn(p, '2020-12-07') && reports.responds(june, p.staffNo) === answered)
          .map((p) => Number(reports.responds(december, p.staffNo))),
      );
    expect(again(true) - again(false)).toBeGreaterThan(0.2);
  });
});

describe('what they say', () => {
  test('one question in a hundred stays blank', () => {
    const here = respondents('2020-06');
    const blanks = here.flatMap((a) =>
      here
        .filter((b) => a !== b)
        .map((b) => Number(reports.reportOf('2020-06', a.staffNo, b.staffNo) === null)),
    );
    expect(Math.abs(mean(blanks) - 0.01)).toBeLessThan(0.002);
  });

  test.each(codes)('in %s the two sides of a tie agree exactly in 60 to 70 of 100 cases', (code) => {
    const agree = bothSides(code)
      .filter(({ said, heard }) => said > 0 || heard > 0)
      .map(({ said, heard }) => Number(said === heard));
    expect(mean(agree)).toBeGreaterThan(0.6);
    expect(mean(agree)).toBeLessThan(0.7);
  });

  test.each(codes)('in %s the truth lies between confirmed and claimed', (code) => {
    const cross = bothSides(code).filter(({ a, b }) => a.legacy !== b.legacy);
    const confirmed = mean(cross.map(({ said, heard }) => Number(Math.min(said, heard) > 0)));
    const claimed = mean(cross.map(({ said, heard }) => Number(Math.max(said, heard) > 0)));
    const truth = mean(cross.map(({ a, b }) => Number(ties.stateOf(code, a.staffNo, b.staffNo) > 0)));
    expect(confirmed).toBeLessThan(truth);
    expect(claimed).toBeGreaterThan(truth);
    expect(claimed - confirmed).toBeLessThan(0.06);
  });

  test('price inspectors and newcomers know more people than know them; leaders are known by more', () => {
    const pairs = bothSides('2020-12').flatMap(({ a, b, said, heard }) => [
      { from: a, to: b, said, heard },
      { from: b, to: a, said: heard, heard: said },
    ]);
    const surplus = (belongs: (p: (typeof sample.people)[number]) => boolean) => {
      const outward = pairs.filter(({ from, to }) => belongs(from) && !belongs(to));
      return mean(outward.map(({ said, heard }) => Number(said > 0) - Number(heard > 0)));
    };
    expect(surplus((p) => p.legacy === 'PRC')).toBeGreaterThan(0.005);
    expect(surplus((p) => p.legacy === 'NEW')).toBeGreaterThan(0.005);
    expect(surplus((p) => p.level === 'leader' || p.level === 'director')).toBeLessThan(-0.02);
  });
});

/** Mean self-rating, 0 to 1, in the trade of the own legacy agency or in the others. */
const grasp = (code: WaveCode, own: boolean) =>
  mean(
    respondents(code).flatMap((person) =>
      sample.domains
        .filter((domain) => (domain.home === person.legacy) === own)
        .map((domain) => reports.knowledgeOf(code, person.staffNo, domain.code))
        .filter((rating) => rating !== null)
        .map((rating) => rating / 2),
    ),
  );

describe('business knowledge', () => {
  test('is high in the trade of one’s own legacy agency, and rises in the others', () => {
    const [own, others] = [codes.map((code) => grasp(code, true)), codes.map((code) => grasp(code, false))];
    for (const share of own) expect(share).toBeGreaterThan(0.6);
    expect(others).toEqual(others.toSorted());
    expect(others[0]!).toBeLessThan(0.15);
    expect(others[3]!).toBeGreaterThan(0.25);
  });

  test('an unknown domain is refused', () => {
    const [someone] = respondents('2020-06');
    expect(() => reports.knowledgeOf('2020-06', someone!.staffNo, 'astrology')).toThrow(RangeError);
  });
});

describe('advice', () => {
  const advice = makeAdvice(sample, ties);
  const legacy = new Map(sample.people.map((person) => [person.staffNo, person.legacy]));

  test.each([
    ['2019-03', -0.62],
    ['2020-06', -0.46],
    ['2020-12', -0.27],
    ['2021-03', -0.21],
  ] as const)('in %s its E-I index by legacy agency is %f, within .03', (code, planned) => {
    const arcs = advice.get(code)!;
    const external = arcs.filter(({ from, to }) => legacy.get(from) !== legacy.get(to)).length;
    expect(Math.abs((2 * external) / arcs.length - 1 - planned)).toBeLessThan(0.03);
  });

  test('everyone names one to five people whom they know, each once', () => {
    for (const [code, arcs] of advice) {
      const named = Map.groupBy(arcs, ({ from }) => from);
      const staff = sample.people.filter((person) => inPostOn(person, opening.get(code)!));
      expect(named.size).toBe(staff.length);
      for (const [from, list] of named) {
        expect(list.length).toBeLessThanOrEqual(5);
        expect(new Set(list.map(({ to }) => to)).size).toBe(list.length);
        for (const { to } of list) expect(ties.stateOf(code, from, to)).toBeGreaterThan(0);
      }
    }
  });
});
