/** The generator's promise: the same bytes on every machine, and the numbers of the written scenario. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { processorMs } from '#root/tools/testing/processor.ts';
import { makeAdvice } from '#demo/advice.ts';
import { LEGACY_AGENCIES, REFERENCE_DAY } from '#demo/frame.ts';
import { homeUnitOn } from '#demo/people.ts';
import { makeReports } from '#demo/reports.ts';
import { sampleBureau } from '#demo/sample.ts';
import type { SampleBureau } from '#demo/sample.ts';
import { makeTies } from '#demo/ties.ts';

const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex').slice(0, 16);

const tieHash = (sample: SampleBureau) => {
  const ties = makeTies(sample);
  return sha256(Buffer.concat(sample.waves.map(({ code }) => ties.states(code))));
};

test('the same seed gives the same bytes', () => {
  const sample = sampleBureau();
  expect(sample.seed).toBe(0x20190130);
  const { people, cast, occasions, programme, ...frame } = sample;
  const ties = makeTies(sample);
  // One line per topic: a topic that comes later must not move these.
  expect({
    frame: sha256(JSON.stringify(frame)),
    people: sha256(JSON.stringify([people, cast])),
    occasions: sha256(JSON.stringify(occasions)),
    programme: sha256(JSON.stringify(programme)),
    ties: tieHash(sample),
    advice: sha256(JSON.stringify([...makeAdvice(sample, ties)])),
    reports: sha256(everyReport(sample)),
  }).toEqual({
    frame: 'bde717a6bc839b13',
    people: 'd68236784f2fac3d',
    occasions: '158050233fb9e5bc',
    programme: 'ba957a3eb918becb',
    ties: 'd8218fe094ccbea5',
    advice: 'abef30efd7aa3959',
    reports: '6cc81bc2b5489b47',
  });
});

function everyReport(sample: SampleBureau): string {
  const reports = makeReports(sample, makeTies(sample));
  const numbers = sample.people.map((person) => person.staffNo);
  const said = sample.waves.flatMap(({ code }) =>
    numbers.flatMap((from) => [
      ...numbers.map((to) => reports.reportOf(code, from, to) ?? '-'),
      ...sample.domains.map((domain) => reports.knowledgeOf(code, from, domain.code) ?? '-'),
    ]),
  );
  return said.join('');
}

test('another seed gives other people and other ties', () => {
  const [sample, other] = [sampleBureau(), sampleBureau(20_200_706)];
  expect(sha256(JSON.stringify(other.people))).not.toBe(sha256(JSON.stringify(sample.people)));
  expect(tieHash(other)).not.toBe(tieHash(sample));
});

test('nobody can change the next sample by changing this one', () => {
  const sample = sampleBureau();
  const before = sha256(JSON.stringify(sampleBureau()));
  sample.people[0]!.assignments[0]!.unit = 'S01';
  sample.units[0]!.name = '别处';
  sample.cast[0]!.roles.push('audit-admin');
  sample.truth.logitOf.sameFloor = 9;
  expect(sha256(JSON.stringify(sampleBureau()))).toBe(before);
});

test('everything together takes less than three seconds of one core', () => {
  const ms = processorMs(() => {
    const sample = sampleBureau();
    const ties = makeTies(sample);
    makeReports(sample, ties);
    makeAdvice(sample, ties);
  });
  expect(ms).toBeLessThan(3000);
});

const scenario = new URL('../../shared/facts/scenario.md', import.meta.url);
const written = existsSync(scenario);
if (!written) console.log('scenario.md is not beside the repository: its unit table is not compared');

test.skipIf(!written)('all 45 units have the mix that the scenario writes down', () => {
  const plan = unitsWritten(readFileSync(scenario, 'utf8'));
  expect(plan).toHaveLength(45);
  const { people, units } = sampleBureau();
  const made = units
    .filter((unit) => unit.stratum)
    .map(({ code }) => {
      const own = people.filter((person) => homeUnitOn(person, REFERENCE_DAY) === code);
      const mix = LEGACY_AGENCIES.map((agency) => own.filter((p) => p.legacy === agency.code).length);
      return { size: own.length, mix: mix.join('/') };
    });
  expect(made).toEqual(plan);
});

/** Every "name n (a/b/c/d/e/f)" of section 2, in its order. */
function unitsWritten(text: string) {
  const section = text.slice(text.indexOf('## 2. Units'), text.indexOf('Point of the design'));
  const found = section.matchAll(/(\d+)\*{0,2} \((\d+(?:\/\d+){5})\)/g);
  return [...found].map(([, size, mix]) => ({ size: Number(size), mix: mix! }));
}
