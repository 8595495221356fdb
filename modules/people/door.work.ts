import type { Act } from '#platform/act/index.ts';
import type { LegacyAgency } from './agency.contract.ts';
import { listAgencies } from './agency.data.ts';
import type { PostType } from './people.tables.ts';
import { findPersonRow, listPersonsOn, type PersonOn } from './person.data.ts';
import { listUnitsOn, type UnitOn } from './unit.data.ts';
import { defaultAgencies } from './roster-choice.rules.ts';
import { topUnitsOf } from './unit.rules.ts';

/** A person in post on a day, as other modules see them: no phone, no staff file. */
export interface PersonInPost {
  personId: string;
  staffNo: string;
  name: string;
  /** Syllables with blanks between, for search and sorting. */
  pinyin: string;
  initials: string;
  /** Code of the legacy agency. */
  legacy: string;
  /** Null: not stated. */
  postType: PostType | null;
  post: string;
  /** The home unit, also for those lent out or on leave. */
  unitId: string;
  unitName: string;
  /** The part of the bureau right below its root that the unit belongs to. */
  topUnitId: string;
  topUnitName: string;
  /** Where somebody lent out sits that day; the home unit for all others, null for those on leave. */
  sitsInUnitId: string | null;
  onLeave: boolean;
  joinedOn: string;
  /** First day on which the person is no longer in post; null while no leaving is known. */
  leftOn: string | null;
  rankOrder: number | null;
}

export interface UnitInBureau extends UnitOn {
  topUnitId: string;
}

export interface KnownPerson {
  personId: string;
  staffNo: string;
  name: string;
  legacy: string;
  joinedOn: string;
  leftOn: string | null;
}

export const inPostOn = (person: { joinedOn: string; leftOn: string | null }, day: string): boolean =>
  person.joinedOn <= day && (person.leftOn === null || person.leftOn > day);

/** Everybody in post on a day, in roster order. */
export async function listPeopleOn(act: Act, day: string): Promise<PersonInPost[]> {
  const units = new Map((await listUnits(act, day)).map((unit) => [unit.unitId, unit]));
  const persons = await listPersonsOn(act.db, day);
  return persons.flatMap((person) => {
    const unit = person.unitId === null ? undefined : units.get(person.unitId);
    return unit && inPostOn(person, day) ? [inPost(person, unit, units)] : [];
  });
}

function inPost(
  person: PersonOn,
  unit: UnitInBureau,
  units: ReadonlyMap<string, UnitInBureau>,
): PersonInPost {
  const { personId, staffNo, name, pinyin, initials, postType, post, joinedOn, leftOn, rankOrder } = person;
  const onLeave = person.away === 'leave';
  return {
    personId,
    staffNo,
    name,
    pinyin,
    initials,
    postType,
    post,
    joinedOn,
    leftOn,
    rankOrder,
    onLeave,
    legacy: person.legacyCode,
    unitId: unit.unitId,
    unitName: unit.name,
    topUnitId: unit.topUnitId,
    topUnitName: units.get(unit.topUnitId)?.name ?? unit.name,
    sitsInUnitId: onLeave ? null : (person.awayUnitId ?? unit.unitId),
  };
}

/** The unit tree on a day as a list in the bureau's order; hang it by `parentId`. */
export async function listUnits(act: Act, day: string): Promise<UnitInBureau[]> {
  const units = await listUnitsOn(act.db, day);
  const tops = topUnitsOf(units);
  return units.map((unit) => ({ ...unit, topUnitId: tops.get(unit.unitId)! }));
}

/** Stands until the bureau writes a list of its own. */
const usualAgencies: readonly LegacyAgency[] = defaultAgencies.map(({ code, name, synonyms }) => ({
  code,
  name,
  shortName: name.replace(/^原/, ''),
  synonyms: [...synonyms],
}));

/** The agencies that the bureau was put together from, in its order. */
export async function listLegacyAgencies(act: Act): Promise<readonly LegacyAgency[]> {
  const own = await listAgencies(act.db);
  return own.length > 0 ? own : usualAgencies;
}

/** Anybody ever on the roster; null if the id is nobody's. */
export async function findPerson(act: Act, personId: string): Promise<KnownPerson | null> {
  const row = await findPersonRow(act.db, personId);
  return row
    ? {
        personId: row.person_id,
        staffNo: row.staff_no,
        name: row.name,
        legacy: row.legacy_code,
        joinedOn: row.joined_on,
        leftOn: row.left_on,
      }
    : null;
}
