import type { Act } from '#platform/act/index.ts';
import { fillBoth } from '#platform/contract/index.ts';
import { unseal } from '#platform/keys/seal.ts';
import { permitted } from '#platform/permit/table.ts';
import { inPostOn } from './door.work.ts';
import { peopleRefusals } from './people.contract.ts';
import { isMeant, type AssignmentView, type PersonLine, type PersonView } from './person.contract.ts';
import {
  findPersonRow,
  listAssignments,
  listChanges,
  listPersonsOn,
  type Assignment,
  type Change,
  type PersonOn,
  type PersonRow,
} from './person.data.ts';
import {
  awayOn,
  seatOn,
  whyNotAway,
  whyNotDepart,
  whyNotReturn,
  whyNotTransfer,
  type WhyNotStep,
} from './person.rules.ts';
import { listUnitsOn } from './unit.data.ts';
import { withDescendants } from './unit.rules.ts';
import { refusePeople } from './refuse.work.ts';

export const keyOf = (act: Act): Promise<Uint8Array> => act.keys.key(act.bureauId, 'people');

/** The contract strips what a line does not show. */
const lineOf = ({ personId, legacyCode, ...rest }: PersonOn): PersonLine => ({
  id: personId,
  legacy: legacyCode,
  ...rest,
});

/** The directory of a day: those in post, or with `all` everybody ever on the roster. */
export async function listDirectory(
  act: Act,
  asked: {
    on?: string | undefined;
    q?: string | undefined;
    unitId?: string | undefined;
    all?: boolean | undefined;
    limit: number;
  },
): Promise<{ on: string; people: PersonLine[] }> {
  const on = asked.on ?? act.today;
  const inside = asked.unitId ? withDescendants(await listUnitsOn(act.db, on), asked.unitId) : null;
  const people = (await listPersonsOn(act.db, on))
    .filter((person) => asked.all || inPostOn(person, on))
    .filter((person) => !inside || sits(person, inside))
    .map(lineOf)
    .filter((line) => isMeant(line, asked.q ?? ''));
  return { on, people: people.slice(0, asked.limit) };
}

const sits = ({ unitId, awayUnitId }: PersonOn, units: ReadonlySet<string>): boolean =>
  (unitId !== null && units.has(unitId)) || (awayUnitId !== null && units.has(awayUnitId));

/** One person with history, phone where it may be seen, and what may be done with them today. */
export async function readPerson(act: Act, personId: string): Promise<PersonView> {
  const row = await findPersonRow(act.db, personId);
  if (!row) throw refusePeople('people/no-such-person');
  const history = (await listAssignments(act.db, [personId])).get(personId) ?? [];
  const [last] = await listChanges(act.db, personId);
  return {
    ...particularsOf(row, history, act.today),
    phone: await phoneFor(act, row),
    history: await spansOf(act, history),
    lastChange: undoable(row, last) ? { kind: last!.kind, at: last!.at } : null,
    may: maysOf(act, row, history, undoable(row, last)),
  };
}

/** A change can be taken back while it is the newest and was not part of an import. */
export const undoable = (row: PersonRow, change: Change | undefined): boolean =>
  change !== undefined && change.importId === null && change.versionAfter === row.version;

function particularsOf(
  row: PersonRow,
  history: readonly Assignment[],
  today: string,
): PersonLine & { rankOrder: number | null } {
  const seat = seatOn(history, today);
  const away = awayOn(history, today);
  return {
    id: row.person_id,
    staffNo: row.staff_no,
    name: row.name,
    pinyin: row.pinyin,
    initials: row.initials,
    legacy: row.legacy_code,
    postType: row.post_type,
    post: seat?.post ?? '',
    rank: row.rank,
    rankOrder: row.rank_order,
    unitId: seat?.unitId ?? null,
    away: (away?.kind as PersonLine['away']) ?? null,
    awayUnitId: away?.unitId ?? null,
    joinedOn: row.joined_on,
    leftOn: row.left_on,
  };
}

/** Phones are for those who keep the roster, and for the person themselves. */
async function phoneFor(act: Act, row: PersonRow): Promise<string | null> {
  const allowed = permitted('people/change', act.who.roles) || act.who.personId === row.person_id;
  return allowed && row.phone_sealed ? unseal(await keyOf(act), row.phone_sealed) : null;
}

/** Spans newest first, each with the name that its unit had when it began. */
async function spansOf(act: Act, history: readonly Assignment[]): Promise<AssignmentView[]> {
  const spans: AssignmentView[] = [];
  for (const span of history.toReversed()) {
    const { kind, unitId, post, rank, fromOn, untilOn } = span;
    const units = unitId === null ? [] : await listUnitsOn(act.db, fromOn);
    const unitName = units.find((unit) => unit.unitId === unitId)?.name ?? '';
    spans.push({ kind, unitId, unitName, post, rank, fromOn, untilOn });
  }
  return spans;
}

const may = (why: WhyNotStep | null) =>
  why === null ? { may: true } : { may: false, whyNot: sentenceOf(why.code, why.facts) };

const sentenceOf = (code: keyof typeof peopleRefusals, facts: object = {}) => {
  const { zh, en } = peopleRefusals[code];
  return fillBoth({ zh, en }, { ...facts });
};

function maysOf(act: Act, row: PersonRow, history: readonly Assignment[], undo: boolean): PersonView['may'] {
  const course = { joinedOn: row.joined_on, leftOn: row.left_on, history };
  const today = act.today;
  const away = whyNotAway(course, { fromOn: today, untilOn: null });
  const all = {
    change: { may: true },
    transfer: may(whyNotTransfer(course, today)),
    second: may(away),
    leave: may(away),
    return: may(whyNotReturn(course, today)),
    depart: may(whyNotDepart(course, today)),
    undo: undo ? { may: true } : { may: false, whyNot: sentenceOf('people/nothing-to-undo') },
  };
  if (permitted('people/change', act.who.roles)) return all;
  const no = { may: false };
  return { change: no, transfer: no, second: no, leave: no, return: no, depart: no, undo: no };
}
