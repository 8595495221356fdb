/**
 * What people report in a wave, which is not quite the truth: one side remembers a face, the other does not.
 * Reports exist for every ordered pair and domain; which of them are ever asked is the survey's own business.
 */
import { stream } from '#engines/random/index.ts';
import type { Random } from '#engines/random/index.ts';
import type { Level } from '#demo/cast.ts';
import type { WaveCode } from '#demo/frame.ts';
import { makeKnowledge } from '#demo/knowledge.ts';
import { inverseLogit } from '#demo/logit.ts';
import { inPostOn } from '#demo/people.ts';
import type { Person } from '#demo/people.ts';
import type { SampleBureau } from '#demo/sample.ts';
import type { Acquaintance, Ties } from '#demo/ties.ts';

/** Null: the question was left blank. */
export type Report = 0 | 1 | 2 | null;

export interface Reports {
  /** Does this person hand in an answer sheet? False for whoever is not in post when the wave opens. */
  responds(wave: WaveCode, staffNo: string): boolean;
  /** How well `from` says to know `to`; null also where `from` does not respond or the two are one. */
  reportOf(wave: WaveCode, from: string, to: string): Report;
  /** How well a person says to know a business domain; null also where the person does not respond. */
  knowledgeOf(wave: WaveCode, staffNo: string, domain: string): Report;
}

/** Takes about 0.2 s; same sample, same reports. */
export function makeReports(sample: SampleBureau, ties: Ties): Reports {
  const responding = respondents(sample);
  const kept = acquaintanceReports(sample, ties);
  const books = new Map(sample.waves.map(({ code }, w) => [code, kept[w]!]));
  const knowledge = makeKnowledge(sample);
  const number = new Map(sample.people.map((person, k) => [person.staffNo, k]));
  const responds = (wave: WaveCode, staffNo: string) => responding.get(wave)!.has(staffNo);
  return {
    responds,
    reportOf(wave, from, to) {
      if (from === to || !responds(wave, from)) return null;
      const said = books.get(wave)![number.get(from)! * sample.people.length + number.get(to)!]!;
      return said === BLANK ? null : (said as Report);
    },
    knowledgeOf: (wave, staffNo, domain) =>
      responds(wave, staffNo) ? knowledge(wave, staffNo, domain) : null,
  };
}

const PROPENSITY_NOISE = 0.8;

/** Exactly the planned number answer, the willing first: who answers once mostly answers again. */
function respondents(sample: SampleBureau): Map<WaveCode, Set<string>> {
  const { people, waves, truth, seed } = sample;
  const random = stream(seed, 'reports.response');
  const willing = people.map(() => random.normal());
  return new Map(
    waves.map(({ code, opensOn }) => {
      const mood = willing.map((propensity) => propensity + PROPENSITY_NOISE * random.normal());
      const order = people.map((_, k) => k).toSorted((a, b) => mood[b]! - mood[a]!);
      const able = order.map((k) => people[k]!).filter((person) => inPostOn(person, opensOn));
      return [code, new Set(able.slice(0, truth.respondents[code]).map(({ staffNo }) => staffNo))];
    }),
  );
}

const BLANK = 3;

/** By true state: logit of claiming at least "acquainted", and of claiming "familiar". */
const CLAIMS = [
  { acquainted: -5, familiar: -Infinity },
  { acquainted: 2.6, familiar: -1.8 },
  { acquainted: 4.2, familiar: 1.3 },
] as const;

/** Share of ordered pairs whose report is thought over afresh in a wave; the others repeat their slant. */
const THOUGHT_OVER = 0.3;

/** Per wave one byte for every ordered pair; the row is who reports. */
function acquaintanceReports(sample: SampleBureau, ties: Ties): Uint8Array[] {
  const { people, seed, waves } = sample;
  const bias = slants(stream(seed, 'reports.people'), people);
  const lasting = stream(seed, 'reports.pairs');
  const slant = new Float64Array(people.length ** 2).map(() => lasting.uniform());
  return waves.map(({ code }) => {
    const random = stream(seed, `reports.${code}`);
    return Uint8Array.from(slant, (usual, cell) => {
      const [i, j] = [Math.floor(cell / people.length), cell % people.length];
      const [thinks, fresh, skips] = [random.uniform(), random.uniform(), random.uniform()];
      if (skips < sample.truth.skippedShare) return BLANK;
      const state = ties.stateOf(code, people[i]!.staffNo, people[j]!.staffNo);
      return claimed(state, bias[i]!.aware + bias[j]!.visible, thinks < THOUGHT_OVER ? fresh : usual);
    });
  });
}

function claimed(state: Acquaintance, shift: number, u: number): 0 | 1 | 2 {
  const claim = CLAIMS[state];
  if (u < inverseLogit(claim.familiar + shift / 2)) return 2;
  return u < inverseLogit(claim.acquainted + shift) ? 1 : 0;
}

const VISIBLE: Record<Level, number> = {
  director: 2,
  leader: 1.4,
  'body-head': 1,
  head: 0.5,
  'deputy-head': 0.2,
  staff: 0,
};
const SMALL_AGENCIES = new Set(['PRC', 'IPO', 'NEW']);
const SMALLER_SIDE = 0.4;
const JUNIOR_FROM = 1988;
const JUNIOR = 0.3;
const SLANT_SD = 0.4;

/** Small agencies and juniors know more people than know them. */
function slants(random: Random, people: readonly Person[]) {
  return people.map(({ legacy, bornYear, level }) => {
    const lower = (SMALL_AGENCIES.has(legacy) ? SMALLER_SIDE : 0) + (bornYear >= JUNIOR_FROM ? JUNIOR : 0);
    return {
      aware: lower + SLANT_SD * random.normal(),
      visible: VISIBLE[level] - lower + SLANT_SD * random.normal(),
    };
  });
}
