import type { Act } from '#platform/act/index.ts';
import type { Input } from '#platform/contract/index.ts';
import { sqlState } from '#platform/db/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { listAccounts } from '#platform/identity/index.ts';
import { seal } from '#platform/keys/seal.ts';
import { spellingOf } from '#platform/search/index.ts';
import { settleAgencies } from './agency.work.ts';
import type { PersonView, personRoutes } from './person.contract.ts';
import {
  deleteChange,
  deletePersons,
  insertChanges,
  listAssignments,
  listChanges,
  listPersonRows,
  lockPersonRow,
  saveHistories,
  savePersons,
  type Assignment,
  type PersonRow,
} from './person.data.ts';
import {
  departed,
  faultOfHistory,
  isSeat,
  returned,
  seatOn,
  sentAway,
  transferred,
  whyNotAway,
  whyNotDepart,
  whyNotReturn,
  whyNotTransfer,
  type WhyNotStep,
} from './person.rules.ts';
import { keyOf, readPerson, undoable } from './person-view.work.ts';
import { refusePeople } from './refuse.work.ts';
import { listUnitsOn } from './unit.data.ts';

type Body<K extends keyof typeof personRoutes> = Input<(typeof personRoutes)[K]>['body'];

interface Held {
  row: PersonRow;
  history: Assignment[];
}

/** A person with history, held until the transaction ends. */
async function hold(act: Act, personId: string): Promise<Held> {
  const row = await lockPersonRow(act.db, personId);
  if (!row) throw refusePeople('people/no-such-person');
  return { row, history: (await listAssignments(act.db, [personId])).get(personId) ?? [] };
}

function refuseIf(why: WhyNotStep | null): void {
  if (why) throw refusePeople(why.code, why.facts);
}

async function refuseMissingUnit(act: Act, unitId: string, on: string): Promise<void> {
  const open = (await listUnitsOn(act.db, on)).some((unit) => unit.unitId === unitId);
  if (!open) throw refusePeople('people/no-such-unit', { on });
}

interface Step {
  kind: string;
  fact: { on?: string; n?: number; fields?: readonly string[] };
  row?: Partial<PersonRow>;
  history?: Assignment[];
}

/** Keeps what was, writes what is, and notes the fact. */
async function take(act: Act, held: Held, step: Step): Promise<PersonView> {
  const { row, history } = held;
  const version = row.version + 1;
  const next = step.history ?? history;
  if (faultOfHistory(next)) throw new Error(`history of ${row.person_id} would be ${faultOfHistory(next)}`);
  await savePersons(act.db, [{ ...row, ...step.row, version }]);
  if (step.history) await saveHistories(act.db, act.bureauId, new Map([[row.person_id, next]]));
  const before = { person: row, history };
  const kept = { changeId: newId(), personId: row.person_id, importId: null, kind: step.kind, before };
  await insertChanges(act.db, act.bureauId, [{ ...kept, versionAfter: version, at: act.now }]);
  const on = step.fact.on;
  const subject = `person/${row.person_id}`;
  act.record({ kind: step.kind, subject, ...(on ? { on } : {}), data: step.fact });
  return readPerson(act, row.person_id);
}

async function refuseTakenStaffNo(act: Act, staffNo: string, own: string | null): Promise<void> {
  const holder = (await listPersonRows(act.db)).find(
    (row) => row.staff_no === staffNo && row.person_id !== own,
  );
  if (holder) throw refusePeople('people/staff-no-taken', { staffNo, name: holder.name });
}

async function refuseUnknownAgency(act: Act, code: string): Promise<void> {
  const known = (await settleAgencies(act)).some((agency) => agency.code === code);
  if (!known) throw refusePeople('people/no-such-agency', { code });
}

const sealed = async (act: Act, phone: string | null): Promise<string | null> =>
  phone ? seal(await keyOf(act), phone) : null;

export async function addPerson(act: Act, given: Body<'addPerson'>): Promise<PersonView> {
  await refuseTakenStaffNo(act, given.staffNo, null);
  await refuseUnknownAgency(act, given.legacy);
  await refuseMissingUnit(act, given.unitId, given.joinedOn);
  const personId = newId();
  const { unitId, post, rank, postType, joinedOn } = given;
  await savePersons(act.db, [
    {
      bureau_id: act.bureauId,
      person_id: personId,
      staff_no: given.staffNo,
      name: given.name,
      ...spellingOf(given.name),
      legacy_code: given.legacy,
      post_type: postType,
      rank,
      rank_order: given.rankOrder,
      joined_on: joinedOn,
      left_on: null,
      phone_sealed: await sealed(act, given.phone),
      version: 1,
    },
  ]);
  const seat = { kind: 'appointed', unitId, post, rank, postType, fromOn: joinedOn, untilOn: null } as const;
  await saveHistories(act.db, act.bureauId, new Map([[personId, [seat]]]));
  const change = { changeId: newId(), personId, importId: null, kind: 'people/person-added', before: null };
  await insertChanges(act.db, act.bureauId, [{ ...change, versionAfter: 1, at: act.now }]);
  act.record({ kind: 'people/person-added', subject: `person/${personId}`, on: joinedOn });
  return readPerson(act, personId);
}

/** Corrects particulars; rank and post type also in the present seat, for they were always so. */
export async function changePerson(
  act: Act,
  personId: string,
  given: Body<'changePerson'>,
): Promise<PersonView> {
  const held = await hold(act, personId);
  if (given.staffNo !== undefined) await refuseTakenStaffNo(act, given.staffNo, personId);
  if (given.legacy !== undefined) await refuseUnknownAgency(act, given.legacy);
  const { staffNo, name, legacy, postType, rank, rankOrder, phone } = given;
  const row: Partial<PersonRow> = {
    ...(staffNo === undefined ? {} : { staff_no: staffNo }),
    ...(name === undefined ? {} : { name, ...spellingOf(name) }),
    ...(legacy === undefined ? {} : { legacy_code: legacy }),
    ...(postType === undefined ? {} : { post_type: postType }),
    ...(rank === undefined ? {} : { rank }),
    ...(rankOrder === undefined ? {} : { rank_order: rankOrder }),
    ...(phone === undefined ? {} : { phone_sealed: await sealed(act, phone) }),
  };
  const last = held.history.findLast(isSeat);
  const history = held.history.map((span) =>
    span === last ? { ...span, rank: rank ?? span.rank, postType: postType ?? span.postType } : span,
  );
  const fields = Object.keys(given);
  return take(act, held, { kind: 'people/person-changed', fact: { n: fields.length, fields }, row, history });
}

export async function transferPerson(
  act: Act,
  personId: string,
  { unitId, post, on }: Body<'transferPerson'>,
) {
  const held = await hold(act, personId);
  refuseIf(whyNotTransfer(courseOf(held), on));
  await refuseMissingUnit(act, unitId, on);
  const { rank, post_type: postType } = held.row;
  const history = transferred(held.history, { unitId, post, rank, postType, on });
  return take(act, held, { kind: 'people/transferred', fact: { on }, history });
}

const courseOf = ({ row, history }: Held) => ({ joinedOn: row.joined_on, leftOn: row.left_on, history });

export async function secondPerson(
  act: Act,
  personId: string,
  given: Body<'secondPerson'>,
): Promise<PersonView> {
  const held = await hold(act, personId);
  refuseIf(whyNotAway(courseOf(held), given));
  await refuseMissingUnit(act, given.unitId, given.fromOn);
  const seat = seatOn(held.history, given.fromOn);
  const place = { post: given.post || (seat?.post ?? ''), rank: '', postType: null };
  const history = sentAway(held.history, { kind: 'secondment', ...given, ...place });
  return take(act, held, { kind: 'people/seconded', fact: { on: given.fromOn }, history });
}

export async function grantLeave(act: Act, personId: string, given: Body<'grantLeave'>): Promise<PersonView> {
  const held = await hold(act, personId);
  refuseIf(whyNotAway(courseOf(held), given));
  const place = { unitId: null, post: '', rank: '', postType: null };
  const history = sentAway(held.history, { kind: 'leave', ...place, ...given });
  return take(act, held, { kind: 'people/leave-granted', fact: { on: given.fromOn }, history });
}

export async function returnPerson(
  act: Act,
  personId: string,
  { on }: Body<'returnPerson'>,
): Promise<PersonView> {
  const held = await hold(act, personId);
  refuseIf(whyNotReturn(courseOf(held), on));
  return take(act, held, { kind: 'people/returned', fact: { on }, history: returned(held.history, on) });
}

export async function departPerson(
  act: Act,
  personId: string,
  { on }: Body<'departPerson'>,
): Promise<PersonView> {
  const held = await hold(act, personId);
  refuseIf(whyNotDepart(courseOf(held), on));
  const history = departed(held.history, on);
  return take(act, held, { kind: 'people/departed', fact: { on }, row: { left_on: on }, history });
}

/** Puts a person back as they were before the last change; null where that change had made them. */
export async function undoPersonChange(act: Act, personId: string): Promise<PersonView | null> {
  const { row } = await hold(act, personId);
  const [last] = await listChanges(act.db, personId);
  if (!last || !undoable(row, last)) throw refusePeople('people/nothing-to-undo');
  act.record({ kind: 'people/change-undone', subject: `person/${personId}` });
  if (last.before === null) return forget(act, personId);
  const { person, history } = last.before;
  await savePersons(act.db, [person]);
  await saveHistories(act.db, act.bureauId, new Map([[personId, history]]));
  await deleteChange(act.db, last.changeId);
  return readPerson(act, personId);
}

async function forget(act: Act, personId: string): Promise<null> {
  if (await hasAccount(act, [personId])) throw refusePeople('people/person-in-use');
  await deletePersons(act.db, [personId]).catch((error: unknown) => {
    // A higher module holds a row of this person.
    throw sqlState(error) === '23503' ? refusePeople('people/person-in-use') : error;
  });
  return null;
}

export async function hasAccount(act: Act, personIds: readonly string[]): Promise<boolean> {
  const asked = new Set(personIds);
  return (await listAccounts(act.db)).some((row) => row.person_id !== null && asked.has(row.person_id));
}
