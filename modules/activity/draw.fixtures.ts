/** Choices of a draw for tests, and a bureau that draws. */
import { readFileSync } from 'node:fs';
import type { Caller, KnownFact, TestHouse } from '#root/tools/testing/house.ts';
import { aBureau, type AnInvented } from '#modules/fusion/fusion.fixtures.ts';
import { anOpenActivity, aSession, type AGathering } from './activity.fixtures.ts';
import { usualWeights, type DrawChoice } from './draw-choice.contract.ts';
import { drawRoutes, type DrawView } from './draw.contract.ts';
import { mechanismOf, type DrawnMechanism } from './draw-face.work.ts';
import { saveRegistration } from './registration.data.ts';

/** Even teams, nothing asked; give what matters to the test. */
export const aChoice = (nTeams: number, more: Partial<DrawChoice> = {}): DrawChoice => ({
  nTeams,
  sizes: null,
  sessionIds: [],
  away: [],
  rules: [],
  pins: [],
  weights: usualWeights,
  onChange: 'keep',
  ...more,
});

/** Puts people in, in the order given. */
export const register = (
  world: TestHouse,
  bureauId: string,
  activityId: string,
  personIds: readonly string[],
  from = 1,
): Promise<void> =>
  world.act(bureauId, async (act) => {
    for (const [at, personId] of personIds.entries())
      await saveRegistration(
        act.db,
        {
          bureau_id: bureauId,
          activity_id: activityId,
          person_id: personId,
          state: 'in',
          place: from + at,
        },
        { how: 'self', at: act.now },
      );
  });

export interface Drawing {
  bureauId: string;
  people: AnInvented[];
  office: Caller;
  gathering: AGathering;
  /** A member of staff, signed in once. */
  as(personId: string): Promise<Caller>;
  idOf(at: number): string;
  ids(): string[];
  /** An open activity of two days with these people in it. */
  gathered(name: string, who?: string[]): Promise<{ activityId: string }>;
  /** Draws and waits until it is drawn. */
  drawn(params: { activityId: string }, choice: DrawChoice, reason?: string | null): Promise<DrawView>;
  factsOf(kind: string): Promise<KnownFact[]>;
  mechanism(activityId: string): Promise<DrawnMechanism>;
}

/** Three agencies of 16, 12 and 8 people on 1 June 2020; the first is in the office, the second a leader. */
export async function aDrawing(world: TestHouse): Promise<Drawing> {
  const { bureauId, people } = await aBureau(world, { ICO: 16, QTS: 12, FDA: 8 });
  const idOf = (at: number): string => people[at]!.personId;
  const ids = (): string[] => people.map(({ personId }) => personId);
  const office = await world.signIn(bureauId, 'office', idOf(0));
  const leader = await world.signIn(bureauId, 'leader', idOf(1));
  const chief = await world.signIn(bureauId, 'unit-head', idOf(2));
  const staff = () => Promise.reject(new Error('not needed'));
  const gathering = { bureauId, unitIds: [], people, office, leader, chief, staff };
  const signedIn = new Map<string, Caller>();
  return {
    bureauId,
    people,
    office,
    gathering,
    idOf,
    ids,
    async as(personId) {
      const caller = signedIn.get(personId) ?? (await world.signIn(bureauId, 'staff', personId));
      signedIn.set(personId, caller);
      return caller;
    },
    async gathered(name, who = ids()) {
      const sessions = [aSession(), aSession({ heldOn: '2020-06-13', name: '第二天' })];
      const { id: activityId } = await anOpenActivity(gathering, { name, sessions });
      await register(world, bureauId, activityId, who);
      return { activityId };
    },
    drawn: (params, choice, reason = null) => drawnBy(office, params, choice, reason),
    factsOf: (kind) => world.facts(bureauId, kind),
    async mechanism(activityId) {
      const found = await world.act(bureauId, (act) => mechanismOf(act, activityId));
      if (found === null || found === 'gone') throw new Error('no mechanism');
      return found;
    },
  };
}

async function drawnBy(
  office: Caller,
  params: { activityId: string },
  choice: DrawChoice,
  reason: string | null,
): Promise<DrawView> {
  const asked = await office.call(drawRoutes.makeDraw, { params, body: { choice, reason } });
  if (asked.status !== 200) throw new Error(JSON.stringify(asked.body));
  for (let tries = 0; tries < 600; tries++) {
    const { body } = await office.call(drawRoutes.readDraw, { params });
    if (body.draw?.state !== 'drawing') return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('the draw did not end');
}

export const pairsOf = (team: readonly string[]): string[] =>
  team.flatMap((one) => team.flatMap((other) => (one < other ? [`${one} ${other}`] : [])));

/** Asks the questions that must return no row; how many draws there were. */
export const brokenInvariants = (world: TestHouse, bureauId: string) =>
  world.database.owner(async (client) => {
    const file = readFileSync(new URL('draw.invariants.sql', import.meta.url), 'utf8');
    const questions = file.split(';').filter((text) => text.includes('select'));
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    const { rowCount: nDraws } = await client.query('select 1 from activity.draw');
    const rows: unknown[] = [];
    for (const question of questions) rows.push(...(await client.query(question)).rows);
    return { nQuestions: questions.length, nDraws: nDraws ?? 0, rows };
  });
