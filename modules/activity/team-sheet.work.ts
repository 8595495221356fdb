/** What is printed: teams as they are published, labels with the code of each person, sheets to sign on. */
import type { Act } from '#platform/act/index.ts';
import type { SheetPerson, SheetTeam, Sheets } from './team-sheet.contract.ts';
import { listSessionsHeld } from './attendance.data.ts';
import { codesOf } from './attendance-code.work.ts';
import { headOf, listExpected } from './attendance-load.work.ts';
import { teamsOf } from './draw-face.work.ts';
import { loadToOrganise } from './organise.work.ts';

/** The number of each person's team at a session, from 1; empty where no teams are published. */
export async function teamNumbers(
  act: Act,
  activityId: string,
  sessionId: string,
): Promise<ReadonlyMap<string, number>> {
  const rounds = (await teamsOf(act, activityId)) ?? [];
  const round =
    rounds.find((one) => one.sessionId === sessionId) ?? rounds.find((one) => one.sessionId === null);
  return new Map(
    (round?.teams ?? []).flatMap(({ team, personIds }) =>
      personIds.map((personId) => [personId, team] as const),
    ),
  );
}

export async function readSheets(act: Act, activityId: string): Promise<Sheets> {
  const activity = await loadToOrganise(act, activityId);
  const codes = await codesOf(act);
  const sessions: Sheets['sessions'] = [];
  for (const session of await listSessionsHeld(act.db, activityId)) {
    const wanted = { heldOn: session.held_on, unitIds: activity.unit_ids };
    const { people, expected } = await listExpected(act, activityId, wanted);
    const teams = await teamNumbers(act, activityId, session.session_id);
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
function inTeams(people: readonly SheetPerson[], teams: ReadonlyMap<string, number>): SheetTeam[] {
  const numbers = [...new Set(teams.values())].toSorted((a, b) => a - b);
  return [...numbers, null]
    .map((team) => ({
      team,
      people: people.filter(({ personId }) => (teams.get(personId) ?? null) === team),
    }))
    .filter(({ people: those }) => those.length > 0);
}
