/** Changes by hand: what each would cost, made with a reason, taken back. Costs never contain acquaintance. */
import { whatIf, type Alternative } from '#engines/mixing/index.ts';
import type { Act } from '#platform/act/index.ts';
import type { ChangeOption, DrawView, PersonInDraw } from './draw.contract.ts';
import type { ChangeByHand } from './draw-choice.contract.ts';
import { lockDrawRow, updateDraw, type DrawRow } from './draw.data.ts';
import { namesFor, openDraw, refuse, refuseIf, teamsNow } from './draw-load.work.ts';
import type { MechanismRecord } from './draw-mechanism.rules.ts';
import { listKnownPeople } from './draw-people.work.ts';
import { personKey, planOfTeams, roundKey, withoutAcquaintance } from './draw-problem.rules.ts';
import { changeAsked, placesOf, teamOf } from './draw-team.rules.ts';
import { whyNotChange } from './draw.rules.ts';
import { readDraw, whyThere } from './draw-view.work.ts';
import { loadToOrganise, lockToOrganise, subjectOf } from './organise.work.ts';

/** Best first; as many as a person looks through. */
const mostOptions = 30;

export async function readPersonInDraw(
  act: Act,
  activityId: string,
  personId: string,
  round: number,
): Promise<PersonInDraw> {
  await loadToOrganise(act, activityId);
  const { draw, entrants, sessions } = await openDraw(act, activityId);
  if (!draw?.teams) throw refuse('activity/draw-none');
  const people = await listKnownPeople(act, entrants, draw);
  const names = await namesFor(act, [...people.values()], sessions);
  return {
    personId,
    name: names.person(personId),
    team: teamOf(teamsNow(draw), round, personId),
    why: whyThere(draw, round, personId, people, names),
    ...optionsFor(draw, personId, round, names.person),
  };
}

/** Exchanges with people of other teams and moves to other teams, best first. */
function optionsFor(
  draw: DrawRow,
  personId: string,
  round: number,
  nameOf: (personId: string) => string,
): Pick<PersonInDraw, 'swaps' | 'moves'> {
  const { mechanism, personIds } = JSON.parse(draw.mechanism!) as MechanismRecord;
  const at = personIds.indexOf(personId);
  const problem = withoutAcquaintance(mechanism.problem);
  const teams = teamsNow(draw);
  if (at < 0 || !teams[round] || teamOf(teams, round, personId) === null)
    return { swaps: [], moves: (teams[round] ?? []).map((_, t) => blank(t + 1)) };
  // Pins hold the draw, not the hand that changes it.
  const free = { ...problem, pins: [] };
  const open = whatIf(free, planOfTeams(free, placesOf(personIds, teams)), roundKey(round));
  const optionOf = (other: string | null, { to, gain, cost }: Alternative): ChangeOption => ({
    personId: other,
    name: other === null ? null : nameOf(other),
    team: Number(to.slice(1)),
    gain: Math.round(100 * (gain - cost)) / 100,
    breaks: cost > 0,
  });
  const swaps = open
    .swap(personKey(at))
    .filter(({ people }) => people.length === 2)
    .map((one) => optionOf(personIds[Number(one.people[1]!.slice(1))]!, one));
  const moves = open
    .move(personKey(at))
    .filter(({ people }) => people.length === 1)
    .map((one) => optionOf(null, one));
  return { swaps: swaps.slice(0, mostOptions), moves };
}

const blank = (team: number): ChangeOption => ({ personId: null, name: null, team, gain: 0, breaks: false });

interface Asked {
  personId: string;
  withPersonId: string | null;
  team: number | null;
  round: number;
  reason: string;
}

export async function changeDraw(act: Act, activityId: string, asked: Asked): Promise<DrawView> {
  const activity = await lockToOrganise(act, activityId);
  const { draw, life, entrants } = await openDraw(act, activityId);
  const seated = draw?.teams ? teamOf(teamsNow(draw), asked.round, asked.personId) : null;
  refuseIf(whyNotChange(life, seated === null && asked.withPersonId === null));
  const row = (await lockDrawRow(act.db, draw!.draw_id))!;
  const change = changeAsked(teamsNow(row), asked);
  const isHere = entrants.some(({ personId }) => personId === asked.personId);
  if (!change || !isHere) throw refuse('activity/draw-change');
  const made: ChangeByHand = { ...change, reason: asked.reason, at: act.now, by: act.who.name };
  await updateDraw(act.db, act.bureauId, row.draw_id, { changes: [...row.changes, made] });
  act.record({
    kind: 'draw/changed',
    subject: subjectOf(activityId),
    data: { name: activity.name, drawId: row.draw_id, reason: asked.reason, people: movedIn(made) },
  });
  return readDraw(act, activityId);
}

const movedIn = ({ personId, withPersonId }: ChangeByHand): string[] =>
  withPersonId === null ? [personId] : [personId, withPersonId];

export async function undoChange(act: Act, activityId: string): Promise<DrawView> {
  const activity = await lockToOrganise(act, activityId);
  const { draw, life } = await openDraw(act, activityId);
  refuseIf(whyNotChange(life));
  const row = (await lockDrawRow(act.db, draw!.draw_id))!;
  const last = row.changes.at(-1);
  if (!last) throw refuse('activity/draw-change');
  await updateDraw(act.db, act.bureauId, row.draw_id, { changes: row.changes.slice(0, -1) });
  act.record({
    kind: 'draw/change-undone',
    subject: subjectOf(activityId),
    data: { name: activity.name, drawId: row.draw_id, people: movedIn(last) },
  });
  return readDraw(act, activityId);
}
