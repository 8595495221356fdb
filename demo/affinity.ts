/** What draws two people together whatever the bureau does: the part of the tie model that no record explains. */
import type { Random } from '#engines/random/index.ts';
import type { Level } from '#demo/cast.ts';
import { logit } from '#demo/logit.ts';
import { eachPair, pairCount } from '#demo/pairs.ts';
import type { Person } from '#demo/people.ts';

/** How much more widely a post makes its holder known. */
const STANDING: Record<Level, number> = {
  director: 1.2,
  leader: 0.9,
  'body-head': 0.7,
  head: 0.35,
  'deputy-head': 0.15,
  staff: 0,
};

const SOCIABILITY_SD = 0.45;
/** Old classmates, neighbours, people from one county: closed circles make triangles. */
const CIRCLES = 24;
const IN_A_CIRCLE = 0.6;
const SAME_CIRCLE = 1.5;
const SIMILAR_AGE = 0.3;
const SAME_GENDER = 0.15;
const OTHER_SITE = -0.5;
/** Newcomers are counted as one legacy agency but have no common past. */
const BOTH_NEW = -1.2;

/** One number per pair on the logit scale. */
export function affinities(random: Random, people: readonly Person[]): Float64Array {
  const traits = people.map((person) => ({
    person,
    site: siteOf(person.unit),
    warmth: STANDING[person.level] + SOCIABILITY_SD * random.normal(),
    circle: random.uniform() < IN_A_CIRCLE ? random.below(CIRCLES) : null,
  }));
  const drawnTogether = new Float64Array(pairCount(people.length));
  eachPair(people.length, (index, i, j) => (drawnTogether[index] = attraction(traits[i]!, traits[j]!)));
  return drawnTogether;
}

/** Standard logistic noise, one per pair, the same in all waves: a tie once formed stays. */
export function pairNoise(random: Random, people: readonly Person[]): Float64Array {
  return new Float64Array(pairCount(people.length)).map(() => logit(random.uniform()));
}

interface Traits {
  person: Person;
  site: string;
  warmth: number;
  circle: number | null;
}

function attraction(a: Traits, b: Traits): number {
  let sum = a.warmth + b.warmth;
  if (a.circle !== null && a.circle === b.circle) sum += SAME_CIRCLE;
  if (Math.abs(a.person.bornYear - b.person.bornYear) <= 4) sum += SIMILAR_AGE;
  if (a.person.gender === b.person.gender) sum += SAME_GENDER;
  if (a.site !== b.site) sum += OTHER_SITE;
  if (a.person.legacy === 'NEW' && b.person.legacy === 'NEW') sum += BOTH_NEW;
  return sum;
}

const siteOf = (unit: string) => /^(TC|SE|GH)/.exec(unit)?.[0] ?? 'main';
