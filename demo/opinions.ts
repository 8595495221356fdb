/** The three waves of the staff opinion survey: who answered what, and what they wrote. Everything is invented. */
import { seeded, stream, type Random } from '#engines/random/index.ts';
import type { LegacyCode } from '#demo/frame.ts';
import { egoBandsOf, type EgoBands } from '#demo/opinion-ego.ts';
import { calibrated, type OpinionScale } from '#demo/opinion-score.ts';
import { textsOf } from '#demo/opinion-texts.ts';
import { OPINION_WAVES, type OpinionWave } from '#demo/opinion-waves.ts';
import { homeUnitOn, inPostOn, type Person } from '#demo/people.ts';
import type { SampleBureau } from '#demo/sample.ts';

export interface Opinion {
  staffNo: string;
  stratum: string;
  /** What they say of themselves; null: 不愿透露. */
  legacy: LegacyCode | null;
  /** Columns ticked, 1 to 5, by scale and item as printed; null: left out. */
  ticks: Record<string, (number | null)[]>;
  names: EgoBands;
  /** What they wrote in the other box; null: nothing. */
  text: string | null;
}

export interface OpinionWaveMade {
  wave: OpinionWave;
  /** Who drew a token, in an order of chance; the first ones of `opinions` among them cast. */
  issued: { staffNo: string; stratum: string }[];
  opinions: Opinion[];
}

/** Same seed, same bytes; 10 ms. The scales are the questionnaire's own, in its order. */
export function makeOpinions(sample: SampleBureau, scales: readonly OpinionScale[]): OpinionWaveMade[] {
  return OPINION_WAVES.map((wave) => {
    const random = stream(sample.seed, `survey.${wave.code}`);
    const issued = drawTokens(sample, wave, random);
    const cast = Object.keys(wave.strata).flatMap((stratum) =>
      issued.filter((one) => one.stratum === stratum).slice(0, wave.strata[stratum]!.cast),
    );
    return {
      wave,
      issued: issued.map(({ person, stratum }) => ({ staffNo: person.staffNo, stratum })),
      opinions: opinionsOf(sample, wave, cast, scales),
    };
  });
}

interface Seat {
  person: Person;
  stratum: string;
}

function drawTokens(sample: SampleBureau, wave: OpinionWave, random: Random): Seat[] {
  const stratumOf = new Map(sample.units.map(({ code, stratum }) => [code, stratum]));
  const seats = sample.people
    .filter((person) => inPostOn(person, wave.rosterOn))
    .map((person) => ({ person, stratum: stratumOf.get(homeUnitOn(person, wave.rosterOn)!)! }));
  return Object.keys(wave.strata).flatMap((stratum) => {
    const all = random.shuffle(seats.filter((seat) => seat.stratum === stratum));
    // 范树榆 is asked about his ego counts in the walkthrough: he answers in every wave.
    const first = all.toSorted((a, b) => Number(isFan(b.person)) - Number(isFan(a.person)));
    return first.slice(0, wave.strata[stratum]!.issued);
  });
}

const isFan = ({ name }: Person): boolean => name === '范树榆';

function opinionsOf(
  sample: SampleBureau,
  wave: OpinionWave,
  seats: readonly Seat[],
  scales: readonly OpinionScale[],
): Opinion[] {
  const own = new Map(seats.map(({ person }) => [person.staffNo, streamOf(sample, person)]));
  const random = stream(sample.seed, `survey.${wave.code}.answers`);
  const straight = seats.map(() => (random.uniform() < 0.02 ? 1 + random.below(5) : null));
  const merits = seats.map(({ person, stratum }) => ({
    offset: wave.offsets.stratum[stratum] ?? 0,
    legacy: wave.offsets.legacy[person.legacy] ?? 0,
    effect: own.get(person.staffNo)!,
  }));
  const ticks = scales.map((scale) => calibrated({ scale, wave, merits, straight, random }));
  const quiet = seats.map(() => random.uniform() < 0.06);
  const texts = textsOf(wave, seats.length, random);
  return seats.map(({ person, stratum }, at) => ({
    staffNo: person.staffNo,
    stratum,
    legacy: quiet[at] ? null : person.legacy,
    ticks: Object.fromEntries(scales.map(({ code }, s) => [code, ticks[s]![at]!])),
    names: egoBandsOf(person, wave, isFan(person), random),
    text: texts[at]!,
  }));
}

/** What stays with a person through all waves: standard normal. */
const streamOf = ({ seed }: SampleBureau, { staffNo }: Person): number =>
  seeded((seed ^ (Number(staffNo.slice(2)) * 2_654_435_761)) >>> 0).normal();
