import type { Act } from '#platform/act/index.ts';
import { sqlState } from '#platform/db/index.ts';
import { listFacts } from '#platform/ledger/index.ts';
import {
  deleteChangesOfImport,
  deletePersons,
  listChangesOfImport,
  lockAllPersons,
  saveHistories,
  savePersons,
  type Change,
  type PersonRow,
} from './person.data.ts';
import { hasAccount } from './person.work.ts';
import { refusePeople } from './refuse.work.ts';
import { deleteUnitsOfImport } from './unit.data.ts';

const few = 5;
const namesOf = (rows: readonly PersonRow[]): string =>
  rows
    .slice(0, few)
    .map(({ name }) => name)
    .join('、') + (rows.length > few ? '…' : '');

/**
 * Puts every person of an import back as they were, and takes away those it had made.
 * Refuses where any of them was changed since or has an account: that would be lost.
 */
export async function undoWholeImport(act: Act, importId: string): Promise<void> {
  const rows = new Map((await lockAllPersons(act.db)).map((row) => [row.person_id, row]));
  const changes = await listChangesOfImport(act.db, importId);
  const touched = changes.flatMap((change) => {
    const row = rows.get(change.personId);
    return row && row.version !== change.versionAfter ? [row] : [];
  });
  if (touched.length > 0)
    throw refusePeople('people/import-touched', { n: touched.length, names: namesOf(touched) });
  await putBack(act, changes);
  await takeAway(
    act,
    changes.filter(({ before }) => before === null).map(({ personId }) => rows.get(personId)!),
  );
  await deleteChangesOfImport(act.db, importId);
  await deleteUnitsOfImport(act.db, importId).catch((error: unknown) => {
    throw sqlState(error) === '23503' ? refusePeople('people/import-unit-in-use') : error;
  });
  const [imported] = await listFacts(act.db, {
    subject: `import/${importId}`,
    kind: 'people/imported',
    limit: 1,
  });
  act.record({
    kind: 'people/import-undone',
    subject: `import/${importId}`,
    quantity: changes.length,
    data: { n: changes.length },
    voids: imported?.factId ?? null,
  });
}

async function putBack(act: Act, changes: readonly Change[]): Promise<void> {
  const before = changes.flatMap((change) => (change.before ? [change.before] : []));
  await savePersons(
    act.db,
    before.map(({ person }) => person),
  );
  await saveHistories(
    act.db,
    act.bureauId,
    new Map(before.map(({ person, history }) => [person.person_id, history])),
  );
}

async function takeAway(act: Act, made: readonly PersonRow[]): Promise<void> {
  const inUse = async () => refusePeople('people/import-in-use', { names: namesOf(made) });
  const ids = made.map((row) => row.person_id);
  if (await hasAccount(act, ids)) throw await inUse();
  await deletePersons(act.db, ids).catch(async (error: unknown) => {
    // A higher module holds a row of one of them.
    throw sqlState(error) === '23503' ? await inUse() : error;
  });
}
