import type { Act } from '#platform/act/index.ts';
import { addDays, type Input } from '#platform/contract/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { listUnits, type UnitInBureau } from './door.work.ts';
import { refusePeople } from './refuse.work.ts';
import type { UnitLine, UnitView, unitRoutes } from './unit.contract.ts';
import {
  closeUnitRow,
  countSeatsOn,
  insertUnits,
  listForms,
  listPlaces,
  listUnitNames,
  lockUnit,
  replaceForms,
  replacePlaces,
  unitInUse,
  type FormRow,
} from './unit.data.ts';
import { fromDayOn, sinceEver, whyNotUnder } from './unit.rules.ts';

type Body<K extends keyof typeof unitRoutes> = Input<(typeof unitRoutes)[K]>['body'];

const known = (day: string): string | null => (day === sinceEver ? null : day);

const lineOf = ({ unitId, ...rest }: UnitInBureau, seats: ReadonlyMap<string, number>): UnitLine => ({
  ...rest,
  id: unitId,
  openedOn: known(rest.openedOn),
  nPeople: seats.get(unitId) ?? 0,
});

export async function showUnits(
  act: Act,
  asked: string | undefined,
): Promise<{ on: string; units: UnitLine[] }> {
  const on = asked ?? act.today;
  const seats = await countSeatsOn(act.db, on);
  return { on, units: (await listUnits(act, on)).map((unit) => lineOf(unit, seats)) };
}

const span = ({ from_on, until_on }: { from_on: string; until_on: string | null }) => ({
  fromOn: known(from_on),
  untilOn: until_on,
});

/** The unit as it stands today, or stood on its last or will stand on its first day. */
export async function readUnit(act: Act, unitId: string): Promise<UnitView> {
  const forms = await listForms(act.db, unitId);
  const places = await listPlaces(act.db, unitId);
  const day = dayToShow(forms, act.today);
  const line = (await showUnits(act, day)).units.find((unit) => unit.id === unitId);
  if (!line) throw refusePeople('people/no-such-unit', { on: day });
  const names = await listUnitNames(act.db);
  return {
    ...line,
    forms: forms.toReversed().map((form) => ({
      name: form.name,
      parentName: form.parent_id === null ? '' : (names.get(form.parent_id) ?? ''),
      ...span(form),
    })),
    places: places
      .toReversed()
      .map((place) => ({ building: place.building, floor: place.floor, ...span(place) })),
  };
}

/** Today, where the unit exists today; else its last or its first day. */
function dayToShow(forms: readonly FormRow[], today: string): string {
  const first = forms[0];
  const last = forms.at(-1);
  if (!first || !last) return today;
  if (first.from_on > today) return first.from_on;
  if (last.until_on === null || last.until_on > today) return today;
  return addDays(last.until_on, -1);
}

async function refuseTakenName(
  act: Act,
  on: string,
  wanted: { name: string; parentId: string | null },
  own: string | null,
) {
  const taken = (await listUnits(act, on)).some(
    (unit) => unit.unitId !== own && unit.parentId === wanted.parentId && unit.name === wanted.name,
  );
  if (taken) throw refusePeople('people/unit-name-taken', { name: wanted.name });
}

async function refuseMissingParent(act: Act, parentId: string | null, on: string): Promise<void> {
  if (parentId === null) return;
  const there = (await listUnits(act, on)).some((unit) => unit.unitId === parentId);
  if (!there) throw refusePeople('people/no-such-unit', { on });
}

export async function openUnit(act: Act, given: Body<'openUnit'>): Promise<UnitView> {
  const { name, parentId, openedOn, kind, code } = given;
  await refuseMissingParent(act, parentId, openedOn);
  await refuseTakenName(act, openedOn, given, null);
  const units = await listUnits(act, openedOn);
  if (code !== null && units.some((unit) => unit.code === code))
    throw refusePeople('people/unit-code-taken', { code });
  const position = given.position ?? Math.max(0, ...units.map((unit) => unit.position)) + 1;
  const own = { bureau_id: act.bureauId, unit_id: newId() };
  const form = { name, short_name: given.shortName ?? name, parent_id: parentId, position };
  await insertUnits(
    act.db,
    [{ ...own, code, kind, opened_on: openedOn, closed_on: null, import_id: null }],
    [{ ...own, from_on: openedOn, until_on: null, ...form }],
  );
  act.record({
    kind: 'people/unit-opened',
    subject: `unit/${own.unit_id}`,
    on: openedOn,
    data: { on: openedOn },
  });
  return readUnit(act, own.unit_id);
}

/** The unit's present form, held; a change must not come before its last one. */
async function holdForms(act: Act, unitId: string, on: string): Promise<{ forms: FormRow[]; last: FormRow }> {
  const unit = await lockUnit(act.db, unitId);
  const forms = await listForms(act.db, unitId);
  const last = forms.at(-1);
  if (!unit || !last || on < unit.opened_on || (unit.closed_on !== null && on >= unit.closed_on)) {
    throw refusePeople('people/no-such-unit', { on });
  }
  if (on < last.from_on) throw refusePeople('people/unit-later-history', { on: last.from_on });
  return { forms, last };
}

export async function renameUnit(
  act: Act,
  unitId: string,
  { name, shortName, on }: Body<'renameUnit'>,
): Promise<UnitView> {
  const { forms, last } = await holdForms(act, unitId, on);
  await refuseTakenName(act, on, { name, parentId: last.parent_id }, unitId);
  const form = { ...last, from_on: on, name, short_name: shortName ?? name };
  await replaceForms(act.db, unitId, fromDayOn(forms, form));
  act.record({ kind: 'people/unit-renamed', subject: `unit/${unitId}`, on, data: { on } });
  return readUnit(act, unitId);
}

export async function moveUnit(
  act: Act,
  unitId: string,
  { parentId, position, on }: Body<'moveUnit'>,
): Promise<UnitView> {
  const { forms, last } = await holdForms(act, unitId, on);
  await refuseMissingParent(act, parentId, on);
  if (parentId !== null && whyNotUnder(await listUnits(act, on), unitId, parentId))
    throw refusePeople('people/unit-circle');
  await refuseTakenName(act, on, { name: last.name, parentId }, unitId);
  const form = { ...last, from_on: on, parent_id: parentId, position: position ?? last.position };
  await replaceForms(act.db, unitId, fromDayOn(forms, form));
  act.record({ kind: 'people/unit-moved', subject: `unit/${unitId}`, on, data: { on } });
  return readUnit(act, unitId);
}

export async function placeUnit(
  act: Act,
  unitId: string,
  { building, floor, on }: Body<'placeUnit'>,
): Promise<UnitView> {
  await holdForms(act, unitId, on);
  const places = await listPlaces(act.db, unitId);
  const last = places.at(-1);
  if (last && on < last.from_on) throw refusePeople('people/unit-later-history', { on: last.from_on });
  const place = { bureau_id: act.bureauId, unit_id: unitId, from_on: on, until_on: null, building, floor };
  await replacePlaces(act.db, unitId, fromDayOn(places, place));
  act.record({ kind: 'people/unit-placed', subject: `unit/${unitId}`, on, data: { on } });
  return readUnit(act, unitId);
}

/** A unit closes when nobody sits in it and nothing hangs under it any more. */
export async function closeUnit(act: Act, unitId: string, { on }: Body<'closeUnit'>): Promise<UnitView> {
  const { forms, last } = await holdForms(act, unitId, on);
  if (on === last.from_on) throw refusePeople('people/unit-later-history', { on: last.from_on });
  const use = await unitInUse(act.db, unitId, on);
  if (use.nPeople > 0 || use.nUnits > 0) throw refusePeople('people/unit-not-empty', { on, ...use });
  await closeUnitRow(act.db, unitId, on);
  await replaceForms(act.db, unitId, [...forms.slice(0, -1), { ...last, until_on: on }]);
  const places = await listPlaces(act.db, unitId);
  const ended = places.filter((place) => place.from_on < on);
  await replacePlaces(
    act.db,
    unitId,
    ended.map((place) => (place.until_on === null ? { ...place, until_on: on } : place)),
  );
  act.record({ kind: 'people/unit-closed', subject: `unit/${unitId}`, on, data: { on } });
  return readUnit(act, unitId);
}
