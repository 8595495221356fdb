/** A draw as the organiser sees it, and each person's own team. */
import { evaluate, type PlanReport } from '#engines/mixing/index.ts';
import type { Act } from '#platform/act/index.ts';
import type { Saying } from '#platform/contract/index.ts';
import { drawRefusals } from './draw-sayings.contract.ts';
import { type DrawView, type MyTeams, type RoundView, type TeamPerson } from './draw.contract.ts';
import type { DrawRow } from './draw.data.ts';
import { waveClosedOn } from './draw-acquaintance.work.ts';
import {
  inUseOf,
  listDraws,
  namesFor,
  openDraw,
  standingNow,
  teamsNow,
  type Opened,
} from './draw-load.work.ts';
import type { MechanismRecord } from './draw-mechanism.rules.ts';
import { planOfTeams, roundKey, teamKey, withoutAcquaintance } from './draw-problem.rules.ts';
import { mixOf, placesOf, teamOf } from './draw-team.rules.ts';
import * as rules from './draw.rules.ts';
import { brokenSayings, changeSaying, placeSayings, ruleSaying, type Names } from './draw-words.rules.ts';
import { loadActivity, loadToOrganise, mayOrganise } from './organise.work.ts';
import { listKnownPeople, type KnownInDraw } from './draw-people.work.ts';
import type { ActivityRow } from './activity.data.ts';

const may = (no: rules.No | null) =>
  no ? { may: false, whyNot: { zh: drawRefusals[no.code].zh, en: drawRefusals[no.code].en } } : { may: true };

export async function readDraw(act: Act, activityId: string): Promise<DrawView> {
  const activity = await loadToOrganise(act, activityId);
  const opened = await openDraw(act, activityId);
  const { draw, rows, entrants, sessions, life } = opened;
  const people = await listKnownPeople(act, entrants, draw);
  const names = await namesFor(act, [...people.values()], sessions);
  const placed = new Set(draw && draw.teams ? teamsNow(draw).flat(2) : []);
  return {
    activityId,
    activityName: activity.name,
    nEntrants: entrants.length,
    entrants: entrants.map(({ personId, name, initials, unitName, unitId, legacy, post }) => ({
      personId,
      name,
      initials,
      unit: unitName,
      unitId,
      legacy: names.legacy(legacy),
      legacyCode: legacy,
      post,
    })),
    sessions: sessions.map(({ session_id: sessionId, held_on: heldOn, name }) => ({
      sessionId,
      name,
      heldOn,
    })),
    unplaced: draw?.teams ? entrants.flatMap(({ personId }) => (placed.has(personId) ? [] : [personId])) : [],
    waveClosedOn: await waveClosedOn(act),
    choice: choiceToOffer(activity, opened),
    draw: draw ? drawShown(draw, opened, people, names) : failedShown(rows),
    rejected: rows
      .filter(({ state }) => state === 'rejected')
      .map((row) => ({
        number: row.number!,
        because: row.rejected_because!,
        reason: row.rejected_reason!,
        madeAt: row.made_at!,
        hash: row.hash!,
      })),
    standing: standingNow(opened),
    may: {
      draw: may(rules.whyNotDraw(life)),
      stop: may(rules.whyNotStop(life)),
      change: may(rules.whyNotChange(life)),
      publish: may(rules.whyNotPublish(life)),
    },
  };
}

/** Last time's choice without those who have gone, or a first one. */
function choiceToOffer(activity: ActivityRow, { rows, entrants, sessions }: Opened): DrawView['choice'] {
  const last = rows.at(-1)?.choice;
  const isIn = new Set(entrants.map(({ personId }) => personId));
  const isSession = new Set(sessions.map(({ session_id }) => session_id));
  if (last)
    return rules.stillMeant(
      last,
      (id) => isIn.has(id),
      (id) => isSession.has(id),
    );
  const posts = entrants.map(({ post }) => post);
  return rules.firstChoice({ nEntrants: entrants.length, planned: activity.teams, posts });
}

type Shown = NonNullable<DrawView['draw']>;

/** A draw that failed is told as such until the next is asked for. */
function failedShown(rows: readonly DrawRow[]): DrawView['draw'] {
  const last = rows.at(-1);
  if (!last || !['failed', 'drawing'].includes(last.state)) return null;
  return { ...shownOf(last), state: 'failed', rounds: [], rules: [], changes: [] };
}

const shownOf = (row: DrawRow): Omit<Shown, 'rounds' | 'rules' | 'changes'> => ({
  drawId: row.draw_id,
  state: row.state,
  jobId: row.state === 'drawing' || row.state === 'failed' ? row.job_id : null,
  number: row.number,
  hash: row.hash,
  madeAt: row.made_at,
  publishedAt: row.published_at,
  preview: row.preview,
  endedEarly: row.ended_early,
});

function drawShown(row: DrawRow, opened: Opened, people: KnownPeople, names: Names): Shown {
  const base = shownOf(row);
  if (!row.teams) return { ...base, rounds: [], rules: [], changes: [] };
  const report = reportOf(row);
  return {
    ...base,
    rounds: roundsOf(row, opened, people, names, report),
    rules: row.choice.rules.map((rule, at) => ({
      sentence: ruleSaying(rule, names),
      kept: report.rules[at]?.kept ?? true,
    })),
    changes: row.changes.map((change) => ({
      at: change.at,
      by: change.by,
      reason: change.reason,
      sentence: changeSaying(change, names),
    })),
  };
}

type KnownPeople = ReadonlyMap<string, KnownInDraw>;

/** Which rules the teams as they are now keep, without anybody's acquaintance. */
function reportOf(row: DrawRow): PlanReport {
  const { mechanism, personIds } = JSON.parse(row.mechanism!) as MechanismRecord;
  const problem = withoutAcquaintance(mechanism.problem);
  return evaluate(problem, planOfTeams(problem, placesOf(personIds, teamsNow(row))));
}

function roundsOf(
  row: DrawRow,
  { entrants, sessions }: Opened,
  people: KnownPeople,
  names: Names,
  report: PlanReport,
): RoundView[] {
  const here = new Set(entrants.map(({ personId }) => personId));
  const byHand = handled(row);
  return teamsNow(row).map((teams, r) => {
    return {
      ...roundShown(row, sessions, r),
      teams: teams.map((ids, t) => {
        const inTeam = ids.map((id) => people.get(id)!);
        const { legacies, nUnits, nAcross, nPairs } = mixOf(inTeam);
        const broken = brokenSayings(report, teamKey(t + 1), roundKey(r), row.choice, row.person_ids, names);
        return {
          team: t + 1,
          people: inTeam.map((one) => personView(one, names, byHand, here)),
          legacies: legacies.map(({ code, n }) => ({
            name: names.legacy(code),
            n,
          })),
          nUnits,
          nAcross,
          nPairs,
          broken,
        };
      }),
    };
  });
}

/** Which session a round is for; one for the whole activity has none. */
function roundShown({ choice }: DrawRow, sessions: Opened['sessions'], r: number) {
  const session = sessions.find(({ session_id }) => session_id === choice.sessionIds[r]);
  return {
    sessionId: session?.session_id ?? null,
    name: session?.name ?? '',
    heldOn: session?.held_on ?? null,
  };
}

const handled = ({ choice, changes }: DrawRow): Set<string> =>
  new Set([
    ...choice.pins.map(({ personId }) => personId),
    ...changes.flatMap(({ personId, withPersonId }) => [personId, withPersonId ?? personId]),
  ]);

const personView = (
  { personId, name, unitName, legacy, post }: KnownInDraw,
  names: Names,
  byHand: ReadonlySet<string>,
  here: ReadonlySet<string>,
): TeamPerson => ({
  personId,
  name,
  unit: unitName,
  legacy: names.legacy(legacy),
  post,
  byHand: byHand.has(personId),
  gone: !here.has(personId),
});

/** Why somebody is where they are: by agencies, units, earlier teams and rules. */
export function whyThere(
  row: DrawRow,
  round: number,
  personId: string,
  people: KnownPeople,
  names: Names,
): Saying[] {
  const team = teamOf(teamsNow(row), round, personId);
  const own = people.get(personId);
  if (team === null || !own) return [];
  const ids = teamsNow(row)[round]![team - 1]!;
  const others = ids.filter((id) => id !== personId).map((id) => people.get(id)!);
  const { mechanism, personIds } = JSON.parse(row.mechanism!) as MechanismRecord;
  const history = mechanism.problem.gains.find((gain) => gain.kind === 'history');
  const before = new Set(
    (history?.met ?? []).flatMap(({ a, b }) => {
      const [one, other] = [a, b].map((key) => personIds[Number(key.slice(1))]!);
      return one === personId ? [other!] : other === personId ? [one!] : [];
    }),
  );
  return placeSayings({
    nOthers: others.length,
    nAgencies: new Set(others.map(({ legacy }) => legacy).filter((code) => code !== own.legacy)).size,
    nUnits: new Set(others.map(({ unitId }) => unitId).filter((id) => id !== own.unitId)).size,
    nBefore: others.filter((one) => before.has(one.personId)).length,
    byHand: handled(row).has(personId),
    rules: row.choice.rules
      .filter((rule) =>
        rules.peopleNamed({ ...row.choice, rules: [rule], pins: [], away: [] }).includes(personId),
      )
      .map((rule) => ruleSaying(rule, names)),
  });
}

/** One's own team, once the teams are published. */
export async function readMyTeams(act: Act, activityId: string): Promise<MyTeams> {
  const activity = await loadActivity(act, activityId);
  const base = { activityId, activityName: activity.name, mayOrganise: await mayOrganise(act, activityId) };
  const draw = inUseOf(await listDraws(act, activityId));
  const personId = act.who.personId;
  if (draw?.state !== 'published' || personId === null)
    return { ...base, publishedAt: draw?.state === 'published' ? draw.published_at : null, rounds: [] };
  const { entrants, sessions } = await openDraw(act, activityId);
  const people = await listKnownPeople(act, entrants, draw);
  const names = await namesFor(act, [...people.values()], sessions);
  const here = new Set(entrants.map((one) => one.personId));
  const rounds = teamsNow(draw).flatMap((teams, r): MyTeams['rounds'] => {
    const team = teamOf(teamsNow(draw), r, personId);
    if (team === null) return [];
    const ids = teams[team - 1]!.filter((id) => here.has(id));
    const { name, heldOn } = roundShown(draw, sessions, r);
    return [
      {
        name,
        heldOn,
        team,
        // Who was placed by hand is the organisers' affair.
        people: ids.map((id) => ({ ...personView(people.get(id)!, names, new Set(), here) })),
        why: whyThere(draw, r, personId, people, names),
      },
    ];
  });
  return { ...base, publishedAt: draw.published_at, rounds: here.has(personId) ? rounds : [] };
}
