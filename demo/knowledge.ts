/** How well each person says to know each business domain: 0 unaware, 1 aware, 2 well-versed, per wave. */
import { stream } from '#engines/random/index.ts';
import type { Domain, Wave, WaveCode } from '#demo/frame.ts';
import { inverseLogit } from '#demo/logit.ts';
import { homeUnitOn } from '#demo/people.ts';
import type { Person } from '#demo/people.ts';
import type { SampleBureau } from '#demo/sample.ts';

/** Logit of "aware" by wave, for the trade of one's legacy agency and for any other. */
const OLD_TRADE: Record<WaveCode, number> = { '2019-03': 1.6, '2020-06': 1.7, '2020-12': 1.9, '2021-03': 2 };
const OTHER_TRADE: Record<WaveCode, number> = {
  '2019-03': -1.9,
  '2020-06': -1.3,
  '2020-12': -0.5,
  '2021-03': -0.2,
};
/** Added where one's present unit does the work. */
const PRESENT_TRADE = 2.4;
const PER_MEETING = 0.12;
const ABILITY_SD = 0.5;
const VERSED_ABOVE = 2.2;
/** After the play about a lift rescue, market inspectors know more of special equipment. */
const PLAY = { on: '2020-09-24', domain: 'equipment', viewers: 'ICO', logit: 0.4 };
const BLANK_SHARE = 0.01;
const RATED_AFRESH = 0.08;

/** Self-ratings of everybody, respondents or not; null is a blank. */
export function makeKnowledge(sample: SampleBureau) {
  const { people, domains, waves, seed } = sample;
  const lasting = stream(seed, 'knowledge');
  const traits = people.map(() => ({
    ability: ABILITY_SD * lasting.normal(),
    slants: domains.map(() => lasting.uniform()),
  }));
  const ratings = new Map<string, 0 | 1 | 2 | null>();
  for (const wave of waves) {
    const random = stream(seed, `knowledge.${wave.code}`);
    for (const [i, person] of people.entries())
      for (const [m, domain] of domains.entries()) {
        const [again, fresh, blank] = [random.uniform(), random.uniform(), random.uniform()];
        const slant = again < RATED_AFRESH ? fresh : traits[i]!.slants[m]!;
        const level = rate(traits[i]!.ability + grasp(sample, wave, person, domain), slant);
        ratings.set(key(wave.code, person.staffNo, domain.code), blank < BLANK_SHARE ? null : level);
      }
  }
  return (wave: WaveCode, staffNo: string, domain: string) => {
    const rating = ratings.get(key(wave, staffNo, domain));
    if (rating === undefined) throw new RangeError('demo/no-such-person-or-domain');
    return rating;
  };
}

const key = (wave: WaveCode, staffNo: string, domain: string) => `${wave} ${staffNo} ${domain}`;

function grasp(sample: SampleBureau, wave: Wave, person: Person, domain: Domain): number {
  const attended = sample.occasions.meetings.filter(
    ({ heldOn, present }) => heldOn < wave.opensOn && present.includes(person.staffNo),
  ).length;
  const trade = domain.home === person.legacy ? OLD_TRADE : OTHER_TRADE;
  let logit = trade[wave.code] + PER_MEETING * attended;
  if (domain.units.includes(homeUnitOn(person, wave.opensOn) ?? person.unit)) logit += PRESENT_TRADE;
  const sawPlay = PLAY.on < wave.opensOn && domain.code === PLAY.domain && person.legacy === PLAY.viewers;
  return sawPlay ? logit + PLAY.logit : logit;
}

/** Small slant, high rating: u < σ(logit) is "aware", and "well-versed" needs `VERSED_ABOVE` more. */
function rate(logit: number, u: number): 0 | 1 | 2 {
  if (u < inverseLogit(logit - VERSED_ABOVE)) return 2;
  return u < inverseLogit(logit) ? 1 : 0;
}
