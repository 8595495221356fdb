/** What is printed: teams as they are published, labels with the code of each person, sheets to sign on. */
import type { Act } from '#platform/act/index.ts';
import type { SheetPerson, SheetTeam, Sheets } from './team-sheet.contract.ts';
import { listSessionsHeld } from './attendance.data.ts';
import { codesOf } from './attendance-code.work.ts';
import { headOf, listExpected } from './attendance-load.work.ts';
import { loadToOrganise } from './organise.work.ts';

/** The name of each person's team at a session; empty where no teams are published. */
export async function teamNames(
  _act: Act,
  _activityId: string,
  _sessionId: string,
): Promise<ReadonlyMap<string, string>> {
  return new Map();
}

export async function readSheets(act: Act, activityId: string): Promise<Sheets> {
  const activity = await loadToOrganise(act, activityId);
  const codes = await codesOf(act);
  const sessions: Sheets['sessions'] = [];
  for (const session of await listSessionsHeld(act.db, activityId)) {
    const wanted = { heldOn: session.held_on, unitIds: activity.unit_ids };
    const { people, expected } = await listExpected(act, activityId, wanted);
    const teams = await teamNames(act, activityId, session.session_id);
    const sheet = people
      .filter(({ personId }) => expected.has(personId))
      .map(({ personId, name, unitName }) => ({
        personId,
        name,
        unit: unitName,
        code: codes.ofPerson(activityId, personId),
      }));
    sessions.push({ ...headOf(session), teams: inTeams(sheet, teams) });
  }
  return { activityId, activity: activity.name, sessions };
}

/** Teams in the order of their numbers, then those who are in none. */
function inTeams(people: readonly SheetPerson[], teams: ReadonlyMap<string, string>): SheetTeam[] {
  const names = [...new Set(teams.values())].toSorted((a, b) => a.localeCompare(b, 'zh', { numeric: true }));
  return [...names, '']
    .map((name) => ({ name, people: people.filter(({ personId }) => (teams.get(personId) ?? '') === name) }))
    .filter((team) => team.people.length > 0);
}
