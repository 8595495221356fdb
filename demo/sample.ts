/**
 * The sample bureau 岚川市: the same seed gives the same bytes on every machine. Everything is invented.
 * Each topic draws from its own labelled stream, so that later topics leave these ones as they are.
 */
import { stream } from '#engines/random/index.ts';
import {
  BUILDINGS,
  BUREAU,
  DEFAULT_SEED,
  DOMAINS,
  LEGACY_AGENCIES,
  REFERENCE_DAY,
  WAVES,
} from '#demo/frame.ts';
import type { Building, Domain, LegacyAgency, Wave } from '#demo/frame.ts';
import { makeOccasions } from '#demo/occasions.ts';
import type { Occasions } from '#demo/occasions.ts';
import { makePeople } from '#demo/people.ts';
import type { CastMember, Person } from '#demo/people.ts';
import { makeProgramme } from '#demo/programme.ts';
import type { Programme } from '#demo/programme.ts';
import { plantedTruth } from '#demo/truth.ts';
import type { PlantedTruth } from '#demo/truth.ts';
import { unitTree } from '#demo/units.ts';
import type { Unit } from '#demo/units.ts';

export interface SampleBureau {
  seed: number;
  bureau: typeof BUREAU;
  referenceDay: string;
  buildings: readonly Building[];
  units: Unit[];
  legacyAgencies: readonly LegacyAgency[];
  domains: readonly Domain[];
  people: Person[];
  cast: CastMember[];
  waves: readonly Wave[];
  occasions: Occasions;
  programme: Programme;
  truth: PlantedTruth;
}

let lately: WeakRef<SampleBureau> | null = null;

/** The usual one for all chapters that tell of it, made once for as long as somebody holds it; not to be changed. */
export function toldBureau(): SampleBureau {
  const known = lately?.deref();
  if (known) return known;
  const made = sampleBureau();
  lately = new WeakRef(made);
  return made;
}

/** Plain data, ready for JSON. Takes about 0.2 s, nearly all of it for drawing teams; the ties on top of it are made in `ties.ts`. */
export function sampleBureau(seed: number = DEFAULT_SEED): SampleBureau {
  const { people, cast } = makePeople({
    seats: stream(seed, 'people'),
    careers: stream(seed, 'people.careers'),
    names: stream(seed, 'people.names'),
    posts: stream(seed, 'people.posts'),
  });
  const occasions = makeOccasions(
    {
      attendance: stream(seed, 'attendance'),
      festival: stream(seed, 'festival'),
      rehearsals: stream(seed, 'festival.rehearsals'),
      relay: stream(seed, 'relay'),
      teams: stream(seed, 'service.teams'),
      reviews: stream(seed, 'review.pairs'),
    },
    people,
    new Set(cast.filter(isAdministrator).map((member) => member.staffNo)),
  );
  return {
    seed,
    bureau: BUREAU,
    referenceDay: REFERENCE_DAY,
    buildings: BUILDINGS,
    units: unitTree(),
    legacyAgencies: LEGACY_AGENCIES,
    domains: DOMAINS,
    people,
    cast,
    waves: WAVES,
    occasions,
    programme: makeProgramme(
      {
        signUps: stream(seed, 'festival.sign-ups'),
        evening: stream(seed, 'festival.evening'),
        exhibition: stream(seed, 'festival.exhibition'),
        forum: stream(seed, 'festival.forum'),
      },
      people,
      occasions.contingents,
    ),
    truth: plantedTruth(),
  };
}

const isAdministrator = ({ roles }: CastMember) => roles.some((role) => role.endsWith('-admin'));
