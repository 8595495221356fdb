import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { openAccounts } from '#platform/identity/index.ts';
import { seal } from '#platform/keys/seal.ts';
import type { Chapter, SampleRun } from '#platform/module/index.ts';
import { spellingOf } from '#platform/search/index.ts';
import { FOUNDED_ON } from '#demo/frame.ts';
import { inventedPhone } from '#demo/roster.ts';
import { toldBureau, type SampleBureau } from '#demo/sample.ts';
import { saveAgencies } from './agency.data.ts';
import { countPersons, saveHistories, savePersons, type Assignment } from './person.data.ts';
import { keyOf } from './person-view.work.ts';
import { insertUnits } from './unit.data.ts';

type SamplePerson = SampleBureau['people'][number];
type Ids = ReadonlyMap<string, string>;

/** Before anything else is told. */
export const peopleSample: readonly Chapter[] = [{ on: FOUNDED_ON, tell: fillSample }];

/** Fills people, units, legacy agencies, history and the accounts of the cast; one transaction, so once or not at all. */
export async function fillSample(run: SampleRun): Promise<void> {
  const sample = toldBureau();
  await run.act(async (act) => {
    if ((await countPersons(act.db)) > 0) return;
    const agencies = sample.legacyAgencies.map(({ code, name, fullName }) => ({
      code,
      name,
      shortName: name.replace(/^原/, ''),
      synonyms: [fullName],
    }));
    await saveAgencies(act.db, act.bureauId, agencies);
    const units = await fillUnits(act, sample);
    const people = await fillPeople(act, sample, units);
    await openAccounts(act, accountsOf(sample, people));
    act.record({
      kind: 'people/sample-filled',
      subject: `bureau/${act.bureauId}`,
      quantity: people.size,
      data: { n: people.size },
    });
  });
  await run.progress(1);
}

async function fillUnits(act: Act, sample: SampleBureau): Promise<Ids> {
  const ids: Ids = new Map(sample.units.map(({ code }) => [code, newId()]));
  const own = (code: string) => ({ bureau_id: act.bureauId, unit_id: ids.get(code)! });
  await insertUnits(
    act.db,
    sample.units.map(({ code, kind, from, to }) => ({
      ...own(code),
      code,
      kind,
      opened_on: from,
      closed_on: to,
      import_id: null,
    })),
    sample.units.map((unit) => ({
      ...own(unit.code),
      from_on: unit.from,
      until_on: unit.to,
      name: unit.name,
      short_name: unit.shortName,
      parent_id: unit.parent && ids.get(unit.parent)!,
      position: unit.order,
    })),
    sample.units.flatMap(({ code, places }) =>
      places.map(({ building, floor, from, to }) => ({
        ...own(code),
        from_on: from,
        until_on: to,
        building: sample.buildings.find((one) => one.code === building)!.name,
        floor,
      })),
    ),
  );
  return ids;
}

async function fillPeople(act: Act, sample: SampleBureau, units: Ids): Promise<Ids> {
  const key = await keyOf(act);
  // Ids sort as staff numbers do, at every load: what is drawn among people in the order of ids comes out the same.
  const earliest = Date.now() - sample.people.length;
  const ids: Ids = new Map(sample.people.map(({ staffNo }, k) => [staffNo, newId(earliest + k)]));
  await savePersons(
    act.db,
    sample.people.map((person) => ({
      bureau_id: act.bureauId,
      person_id: ids.get(person.staffNo)!,
      staff_no: person.staffNo,
      name: person.name,
      ...spellingOf(person.name),
      legacy_code: person.legacy,
      post_type: person.postType,
      rank: person.rank,
      rank_order: person.rankOrder,
      joined_on: person.joinedOn,
      left_on: person.leftOn,
      phone_sealed: seal(key, inventedPhone(person.staffNo)),
      version: 1,
    })),
  );
  const histories = sample.people.map(
    (person) => [ids.get(person.staffNo)!, historyOf(person, units)] as const,
  );
  await saveHistories(act.db, act.bureauId, new Map(histories));
  return ids;
}

/**
 * In the generator a secondment or leave interrupts the seat; here it lies over it.
 * Neighbouring stretches of one seat become one.
 */
function historyOf(person: SamplePerson, units: Ids): Assignment[] {
  const away: Assignment[] = [];
  const seats: Assignment[] = [];
  for (const { kind, unit, post, from, to } of person.assignments) {
    const span = { kind, post, fromOn: from, untilOn: to };
    const unitId = units.get(unit)!;
    const last = seats.at(-1);
    if (kind === 'leave') away.push({ ...span, unitId: null, post: '', rank: '', postType: null });
    else if (kind === 'secondment') away.push({ ...span, unitId, rank: '', postType: null });
    else if (last && last.unitId === unitId && last.post === post) last.untilOn = to;
    else {
      if (last) last.untilOn = from;
      seats.push({ ...span, unitId, rank: person.rank, postType: person.postType });
    }
  }
  return [...seats, ...away];
}

const accountsOf = (sample: SampleBureau, people: Ids) =>
  sample.cast.map(({ staffNo, name, roles }) => ({
    personId: people.get(staffNo)!,
    login: staffNo.toLowerCase(),
    name,
    roles,
  }));
