/** What a result is computed from: opened answers, lists, and everything that is out already. */
import type { Act } from '#platform/act/index.ts';
import { listPeopleOn } from '#modules/people/index.ts';
import * as results from './result.data.ts';
import { seedOf } from './result.rules.ts';
import type { Before, MeasureInput, MeasuredStratum, Memory } from './result-input.rules.ts';
import type { Release } from './result.contract.ts';
import { frozenEligible, loadSurvey } from './survey-load.work.ts';
import { answersOf } from './survey-tally.work.ts';
import type { SurveyRow } from './survey.data.ts';

/** What went into a reckoning, and how many releases were out when it began. */
export interface Gathered {
  input: MeasureInput;
  nEarlier: number;
}

export async function gather(act: Act, surveyId: string, on: string): Promise<Gathered> {
  const row = await loadSurvey(act, surveyId);
  const opened = await answersOf(act, surveyId);
  const { version, rules } = opened;
  const earlier = await releasedBefore(act, surveyId);
  const before = beforeOf(row, earlier);
  const input = {
    survey: {
      id: surveyId,
      title: row.title,
      castFrom: row.cast_from,
      castTo: row.cast_to,
      questionnaire: { title: version.body.title, version: version.version, hash: version.hash },
    },
    computedOn: on,
    seed: seedOf(surveyId),
    ...rules,
    questionnaire: version.body,
    answers: opened.answers.map(({ stratum, selfReport, answers }) => ({
      stratum,
      said: { ...answers, given: { ...answers.given, ...selfReport } },
    })),
    strata: await strataOf(act, row, before ? await loadSurvey(act, before.survey.id) : null),
    nTexts: opened.texts.length,
    before,
    registered: earlier.flatMap(({ memory }) => memory.tables),
  };
  return { input, nEarlier: earlier.length };
}

interface Earlier {
  surveyId: string;
  release: Release;
  memory: Memory;
}

/**
 * All that was out when this survey was released, or is out now, in the order of release: what readers lay beside it.
 * A survey cast earlier and tallied later is judged beside the later one, for that is what readers have by then.
 */
async function releasedBefore(act: Act, surveyId: string): Promise<Earlier[]> {
  const rows = await results.listReleases(act.db);
  const own = rows.findIndex((row) => row.survey_id === surveyId);
  return rows.slice(0, own < 0 ? rows.length : own).map((row) => ({
    surveyId: row.survey_id,
    release: JSON.parse(row.release) as Release,
    memory: row.memory as Memory,
  }));
}

/** The survey that the plan names, else the last one cast before; only the same words are compared. */
function beforeOf({ previous_id, cast_to }: SurveyRow, released: readonly Earlier[]): Before | null {
  const cast = released
    .filter(({ release: { survey } }) => survey.castTo < cast_to)
    .toSorted((a, b) => (a.release.survey.castTo < b.release.survey.castTo ? -1 : 1));
  const found = cast.find(({ surveyId }) => surveyId === previous_id) ?? cast.at(-1);
  if (!found) return null;
  const { id, title, castTo } = found.release.survey;
  return { survey: { id, title, castTo }, memory: found.memory };
}

async function strataOf(act: Act, row: SurveyRow, before: SurveyRow | null): Promise<MeasuredStratum[]> {
  const now = await membersOf(act, row);
  const then = before && (await membersOf(act, before));
  const frozen = await frozenEligible(act, row);
  return row.strata.map(({ id, label }) => {
    const [listed, was] = [now.get(id) ?? new Set(), then?.get(id)];
    const moved = was ? { joined: listed.difference(was).size, left: was.difference(listed).size } : null;
    return { id, label, eligible: frozen?.get(id) ?? listed.size, moved };
  });
}

/** People by stratum on the roster that the list was frozen from. */
async function membersOf(act: Act, { strata, roster_on }: SurveyRow): Promise<Map<string, Set<string>>> {
  const people = await listPeopleOn(act, roster_on);
  return new Map(
    strata.map(({ id, unitIds }) => [
      id,
      new Set(people.filter(({ unitId }) => unitIds.includes(unitId)).map(({ personId }) => personId)),
    ]),
  );
}
