import { createHash } from 'node:crypto';
import type { Act } from '#platform/act/index.ts';
import { newId } from '#platform/db/uuid.ts';
import { canonicalJson } from './canonical.rules.ts';
import type { QuestionnaireLine, VersionView } from './draft.contract.ts';
import * as data from './draft.data.ts';
import { lintQuestionnaire } from './lint.work.ts';
import { whyNotChange, whyNotRemove, whyNotUse } from './draft.rules.ts';
import type { Questionnaire } from './questionnaire.contract.ts';
import { faultsOf, minutesOf, questionsOf } from './questionnaire.rules.ts';
import { refuseSurvey } from './refuse.work.ts';
import { wordingFaults } from './scale.rules.ts';

/** SHA-256 (base64url) of the questionnaire as canonical JSON: what a manifest names and a notice prints. */
export const hashOf = (questionnaire: Questionnaire): string =>
  createHash('sha256').update(canonicalJson(questionnaire)).digest('base64url');

const nQuestions = (questionnaire: Questionnaire): number => questionsOf(questionnaire).length;

export async function listQuestionnaires(act: Act): Promise<QuestionnaireLine[]> {
  const rows = await data.listNewestVersions(act.db);
  return rows
    .map((row) => ({
      id: row.questionnaire_id,
      title: row.body.title.zh,
      version: row.version,
      lockedOn: row.locked_on,
      changedOn: row.changed_on,
      nQuestions: nQuestions(row.body),
    }))
    .toSorted((a, b) => b.changedOn.localeCompare(a.changedOn) || b.id.localeCompare(a.id));
}

/** The version asked for, or the newest; with the linter's remarks on it against today's roster. */
export async function readQuestionnaire(act: Act, id: string, version?: number): Promise<VersionView> {
  const rows = await data.listVersions(act.db, id);
  const row = version === undefined ? rows[0] : rows.find((one) => one.version === version);
  if (!row) throw refuseSurvey('survey/no-questionnaire');
  const remarks = await lintQuestionnaire(act, row.body);
  const newest = rows[0]!.version;
  return {
    id,
    version: row.version,
    revision: row.revision,
    hash: row.hash,
    lockedOn: row.locked_on,
    body: row.body,
    remarks,
    minutes: minutesOf(row.body),
    versions: rows.map((one) => ({
      version: one.version,
      hash: one.hash,
      changedOn: one.changed_on,
      lockedOn: one.locked_on,
      nQuestions: nQuestions(one.body),
    })),
    may: {
      change: whyNotChange(row.version, newest),
      remove: whyNotRemove(rows.map((one) => one.locked_on)),
      use: whyNotUse(remarks),
    },
  };
}

/** Refuses what could not be asked, with every fault and its path at once. */
function requireSound(body: Questionnaire): void {
  const faults = [...faultsOf(body), ...wordingFaults(body)];
  if (faults.length === 0) return;
  const problems = faults.map(({ path, sentence }) => ({
    path: `body.body.${path}`,
    code: 'survey/unsound',
    detail: sentence,
  }));
  throw refuseSurvey('survey/unsound', { n: faults.length }, problems);
}

const newVersion = (act: Act, id: string, version: number, body: Questionnaire): data.NewVersion => ({
  bureauId: act.bureauId,
  id,
  version,
  body,
  hash: hashOf(body),
  by: act.who.accountId,
  today: act.today,
});

export async function createQuestionnaire(act: Act, body: Questionnaire): Promise<VersionView> {
  requireSound(body);
  const id = newId();
  const { accountId: by } = act.who;
  await data.insertQuestionnaire(act.db, {
    bureauId: act.bureauId,
    id,
    title: body.title.zh,
    by,
    today: act.today,
  });
  await data.insertVersion(act.db, newVersion(act, id, 1, body));
  noteSaved(act, id, 1);
  return readQuestionnaire(act, id);
}

const noteSaved = (act: Act, id: string, version: number): void =>
  act.record({ kind: 'survey/questionnaire-saved', subject: `questionnaire/${id}`, data: { version } });

/** Saves over the newest version while nobody used it; else the next version begins. */
export async function saveQuestionnaire(
  act: Act,
  id: string,
  change: { version: number; revision: number; body: Questionnaire },
): Promise<VersionView> {
  if (!(await data.lockQuestionnaire(act.db, id))) throw refuseSurvey('survey/no-questionnaire');
  const newest = (await data.listVersions(act.db, id))[0]!;
  if (newest.version !== change.version || newest.revision !== change.revision)
    throw refuseSurvey('survey/changed-meanwhile');
  requireSound(change.body);
  const version = newest.locked_on === null ? newest.version : newest.version + 1;
  const row = newVersion(act, id, version, change.body);
  if (row.hash !== newest.hash) {
    await (version === newest.version ? data.replaceVersion(act.db, row) : data.insertVersion(act.db, row));
    await data.renameQuestionnaire(act.db, act.bureauId, id, change.body.title.zh);
    noteSaved(act, id, version);
  }
  return readQuestionnaire(act, id);
}

export async function removeQuestionnaire(act: Act, id: string): Promise<{ removed: true }> {
  if (!(await data.lockQuestionnaire(act.db, id))) throw refuseSurvey('survey/no-questionnaire');
  const used = (await data.listVersions(act.db, id)).find((row) => row.locked_on !== null);
  if (used) throw refuseSurvey('survey/version-used', { version: used.version, on: used.locked_on });
  await data.deleteQuestionnaire(act.db, act.bureauId, id);
  act.record({ kind: 'survey/questionnaire-removed', subject: `questionnaire/${id}`, data: {} });
  return { removed: true };
}

/** A version as surveys use it. */
export interface UsedVersion {
  questionnaireId: string;
  version: number;
  hash: string;
  lockedOn: string | null;
  body: Questionnaire;
}

export async function findVersion(act: Act, id: string, version: number): Promise<UsedVersion | null> {
  const row = (await data.listVersions(act.db, id)).find((one) => one.version === version);
  return row
    ? { questionnaireId: id, version, hash: row.hash, lockedOn: row.locked_on, body: row.body }
    : null;
}

/** Locks a version for good, as a survey begins to use it; again is no error. The linter is asked separately. */
export async function lockVersion(act: Act, id: string, version: number): Promise<UsedVersion> {
  if (!(await data.lockQuestionnaire(act.db, id))) throw refuseSurvey('survey/no-questionnaire');
  const found = await findVersion(act, id, version);
  if (!found) throw refuseSurvey('survey/no-questionnaire');
  if (found.lockedOn !== null) return found;
  await data.markLocked(act.db, act.bureauId, id, version, act.today);
  const { hash } = found;
  act.record({
    kind: 'survey/version-locked',
    subject: `questionnaire/${id}`,
    data: { version, on: act.today, hash },
  });
  return { ...found, lockedOn: act.today };
}
