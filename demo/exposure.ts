/** What every pair of people had shared by a day: the part of the tie model that the records explain. */
import type { Occasions } from '#demo/occasions.ts';
import { pairCount, pairIndex } from '#demo/pairs.ts';
import { assignmentOn, homeUnitOn } from '#demo/people.ts';
import type { SampleBureau } from '#demo/sample.ts';
import type { PlantedTruth } from '#demo/truth.ts';

export interface Exposure {
  /** Logit added by shared floors, meetings, teams, files and secondments; one value per pair. */
  logit: Float64Array;
  /** 1 where the two have ever belonged to the same unit. */
  sameUnit: Uint8Array;
}

const SAME_UNIT = 1;
const OLD_FLOOR = 2;
const NEW_FLOOR = 4;
const LENT = 8;

/** Exposure before each of the days (ascending). It only grows from day to day. */
export function exposuresBefore(sample: SampleBureau, days: readonly string[]): Exposure[] {
  const met = new Uint8Array(pairCount(sample.people.length));
  const logit = new Float64Array(met.length);
  return days.map((day, k) => {
    const since = days[k - 1] ?? '';
    const fresh = (on: string) => since <= on && on < day;
    for (const month of MONTH_STARTS.filter(fresh)) callRoll(sample, month, met);
    addOccasions(sample, fresh, logit);
    return snapshot(met, logit, sample.truth.logitOf);
  });
}

/** Roll is called on the first of each month from founding on. */
const MONTH_STARTS: readonly string[] = Array.from({ length: 26 }, (_, k) => {
  const month = 1 + k;
  return `${2019 + Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
});

/** Marks who shares a unit, a floor or, one of them lent out, a desk on one day. */
function callRoll(sample: SampleBureau, day: string, met: Uint8Array): void {
  const places = new Map(sample.units.map((unit) => [unit.code, placeOn(unit.places, day)]));
  const roll = sample.people.map((person) => {
    const home = homeUnitOn(person, day);
    const sits = assignmentOn(person, day);
    return { home, sits: sits?.unit, lent: sits?.kind === 'secondment', place: places.get(home ?? '') };
  });
  let index = 0;
  for (let j = 1; j < roll.length; j++) {
    const b = roll[j]!;
    for (let i = 0; i < j; i++, index++) {
      const a = roll[i]!;
      if (!a.home || !b.home) continue;
      if (a.home === b.home) met[index]! |= SAME_UNIT;
      if (a.place?.key === b.place?.key) met[index]! |= a.place!.old ? OLD_FLOOR : NEW_FLOOR;
      if ((a.lent || b.lent) && a.sits === b.sits) met[index]! |= LENT;
    }
  }
}

function placeOn(places: SampleBureau['units'][number]['places'], day: string) {
  const place = places.find(({ from, to }) => from <= day && (to === null || day < to));
  return place && { key: `${place.building}${place.floor}`, old: place.to !== null };
}

function addOccasions(sample: SampleBureau, fresh: (on: string) => boolean, logit: Float64Array): void {
  const number = new Map(sample.people.map((person, k) => [person.staffNo, k]));
  for (const { on, members, weight } of gatherings(sample.occasions, sample.truth.logitOf)) {
    if (!fresh(on)) continue;
    const who = members.map((staffNo) => number.get(staffNo)!);
    for (const [k, i] of who.entries()) for (const j of who.slice(0, k)) logit[pairIndex(i, j)]! += weight;
  }
}

function gatherings(occasions: Occasions, logitOf: PlantedTruth['logitOf']) {
  const { meetings, contingents, relay, serviceTeams, reviewPairs } = occasions;
  return [
    ...meetings.map((m) => ({ on: m.heldOn, members: m.present, weight: logitOf.sameMeeting })),
    ...contingents.map(({ members, rehearsals }) => ({
      on: rehearsals[0]!.heldOn,
      members,
      weight: logitOf.sameContingent,
    })),
    ...relay.teams.map(({ members }) => ({
      on: relay.heldOn,
      members,
      weight: logitOf.sameRelayTeam,
    })),
    ...serviceTeams.map((t) => ({ on: t.formedOn, members: t.members, weight: logitOf.sameServiceTeam })),
    ...reviewPairs.map((r) => ({ on: r.on, members: r.reviewers, weight: logitOf.sameReviewFile })),
  ];
}

function snapshot(met: Uint8Array, occasions: Float64Array, logitOf: PlantedTruth['logitOf']): Exposure {
  const logit = occasions.map((sum, k) => {
    const flags = met[k]!;
    const floors = Number((flags & OLD_FLOOR) > 0) + Number((flags & NEW_FLOOR) > 0);
    return sum + floors * logitOf.sameFloor + (flags & LENT ? logitOf.secondment : 0);
  });
  return { logit, sameUnit: met.map((flags) => flags & SAME_UNIT) };
}
