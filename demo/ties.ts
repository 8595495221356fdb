/**
 * Who knows whom in truth: 0 stranger, 1 acquainted, 2 familiar, for every pair and wave.
 *
 * Latent threshold model: a pair knows each other once
 * intercept(wave, same or cross legacy) + affinity + exposure(wave) + settling in + noise ≥ 0,
 * and knows each other well above `truth.familiarAbove`. The noise of a pair is logistic and the same in
 * all waves and no other term ever falls, so nobody forgets, and in each wave the chance of knowing is
 * the inverse logit of the rest. Who share a unit are familiar.
 */
import { stream } from '#engines/random/index.ts';
import { affinities, pairNoise } from '#demo/affinity.ts';
import { exposuresBefore } from '#demo/exposure.ts';
import type { Exposure } from '#demo/exposure.ts';
import { FOUNDED_ON } from '#demo/frame.ts';
import type { Wave, WaveCode } from '#demo/frame.ts';
import { inverseLogit } from '#demo/logit.ts';
import { eachPair, pairCount, pairIndex } from '#demo/pairs.ts';
import { inPostOn } from '#demo/people.ts';
import type { SampleBureau } from '#demo/sample.ts';

export type Acquaintance = 0 | 1 | 2;

export interface Ties {
  /** Symmetric; 0 for a person with themselves and before both have joined. Unknown numbers: RangeError. */
  stateOf(wave: WaveCode, a: string, b: string): Acquaintance;
  /** All states of a wave, one byte per pair in the order of `pairs.ts` over `sample.people`. */
  states(wave: WaveCode): Uint8Array;
}

/** Takes about 0.3 s for 322 people; same sample, same ties. */
export function makeTies(sample: SampleBureau): Ties {
  const byWave = latentStates(sample);
  const number = new Map(sample.people.map((person, k) => [person.staffNo, k]));
  const numberOf = (staffNo: string) => {
    const k = number.get(staffNo);
    if (k === undefined) throw new RangeError('demo/nobody-with-this-number');
    return k;
  };
  return {
    states: (wave) => byWave.get(wave)!,
    stateOf(wave, a, b) {
      const [i, j] = [numberOf(a), numberOf(b)];
      return i === j ? 0 : (byWave.get(wave)![pairIndex(i, j)]! as Acquaintance);
    },
  };
}

/** Per pair: does it cross the old boundaries? */
function crossing(sample: SampleBureau): Uint8Array {
  const { people } = sample;
  const cross = new Uint8Array(pairCount(people.length));
  eachPair(people.length, (index, i, j) => (cross[index] = Number(people[i]!.legacy !== people[j]!.legacy)));
  return cross;
}

function latentStates(sample: SampleBureau): Map<WaveCode, Uint8Array> {
  const { seed, people, waves } = sample;
  const affinity = affinities(stream(seed, 'ties.people'), people);
  const noise = pairNoise(stream(seed, 'ties'), people);
  const cross = crossing(sample);
  const openings = waves.map((wave) => wave.opensOn);
  const exposures = exposuresBefore(sample, openings);
  let intercepts: Intercepts = [-Infinity, -Infinity];
  return new Map(
    waves.map((wave, w) => {
      const exposure = exposures[w]!;
      const logit = logits(sample, wave.opensOn, affinity, exposure);
      intercepts = risen(intercepts, fitted(sample, wave, { logit, cross, exposure }));
      return [wave.code, decide(sample, wave.opensOn, { logit, noise, cross, intercepts, exposure })];
    }),
  );
}

/** Of same-legacy and of cross-legacy pairs. */
type Intercepts = [same: number, cross: number];

const risen = (before: Intercepts, now: Intercepts): Intercepts => [
  Math.max(before[0], now[0]),
  Math.max(before[1], now[1]),
];

function fitted(
  sample: SampleBureau,
  { code, opensOn }: Wave,
  { logit, cross, exposure }: Pick<Terms, 'logit' | 'cross' | 'exposure'>,
): Intercepts {
  const presence = inPost(sample, opensOn);
  const among = (side: number, known: number) => {
    const members = indicesWhere((index) => cross[index] === side && presence[index] === 1, cross.length);
    return interceptFor(known, members, logit, exposure.sameUnit);
  };
  return [among(0, sample.truth.sameLegacyKnown[code]), among(1, sample.truth.crossLegacyKnown[code])];
}

const SETTLING_IN_YEARS = 1;
const STRANGENESS = -1.2;

/** Logit without intercept and noise. Newcomers' first year in the bureau counts against them, less by the day. */
function logits(sample: SampleBureau, day: string, affinity: Float64Array, exposure: Exposure): Float64Array {
  const strange = sample.people.map(({ joinedOn }) =>
    joinedOn === FOUNDED_ON
      ? 0
      : STRANGENESS * Math.max(0, 1 - yearsBetween(joinedOn, day) / SETTLING_IN_YEARS),
  );
  const logit = affinity.map((value, index) => value + exposure.logit[index]!);
  eachPair(sample.people.length, (index, i, j) => (logit[index]! += strange[i]! + strange[j]!));
  return logit;
}

const yearsBetween = (from: string, to: string) =>
  (Date.parse(to) - Date.parse(from)) / (365.25 * 86_400_000);

function inPost(sample: SampleBureau, day: string): Uint8Array {
  const here = sample.people.map((person) => inPostOn(person, day));
  const both = new Uint8Array(pairCount(here.length));
  eachPair(here.length, (index, i, j) => (both[index] = Number(here[i]! && here[j]!)));
  return both;
}

function indicesWhere(holds: (index: number) => boolean, length: number): Int32Array {
  const found = new Int32Array(length);
  let count = 0;
  for (let index = 0; index < length; index++) if (holds(index)) found[count++] = index;
  return found.subarray(0, count);
}

/** Bisection: the intercept at which the expected share of pairs that know each other is `known`. */
function interceptFor(known: number, members: Int32Array, logit: Float64Array, sameUnit: Uint8Array): number {
  let [low, high] = [-12, 12];
  for (let step = 0; step < 30; step++) {
    const middle = (low + high) / 2;
    let expected = 0;
    for (const index of members) expected += sameUnit[index] ? 1 : inverseLogit(middle + logit[index]!);
    if (expected / members.length < known) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

interface Terms {
  logit: Float64Array;
  noise: Float64Array;
  cross: Uint8Array;
  intercepts: Intercepts;
  exposure: Exposure;
}

function decide(sample: SampleBureau, day: string, terms: Terms): Uint8Array {
  const { logit, noise, cross, intercepts, exposure } = terms;
  const arrived = sample.people.map((person) => person.joinedOn <= day);
  const states = new Uint8Array(logit.length);
  eachPair(arrived.length, (index, i, j) => {
    if (!arrived[i] || !arrived[j]) return;
    const closeness = intercepts[cross[index]!]! + logit[index]! + noise[index]!;
    if (exposure.sameUnit[index] || closeness >= sample.truth.familiarAbove) states[index] = 2;
    else if (closeness >= 0) states[index] = 1;
  });
  return states;
}
