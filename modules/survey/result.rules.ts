/** A survey's results as they are released. Pure: the same answers give the same bytes. */
import { fnv1a32 } from '#engines/random/index.ts';
import { canonicalJson } from './canonical.rules.ts';
import { checkAnswers } from './answers.rules.ts';
import { findingsOf } from './finding.rules.ts';
import { partingsOf } from './parting.rules.ts';
import { countQuestions } from './result-count.rules.ts';
import { measureDrivers } from './result-driver.rules.ts';
import { measureGroups } from './result-group.rules.ts';
import type { Measured, MeasureInput } from './result-input.rules.ts';
import { partQuestions, type RowGroups } from './result-parted.rules.ts';
import type { Remembered } from './result-since.rules.ts';
import { shelfOf } from './shelf.rules.ts';
import { fewestForTurnout } from './tally.rules.ts';
import { eligibleOf, measureScales, rateOf, rememberScales } from './result-scale.rules.ts';
import type { Grouping, Release } from './result.contract.ts';

export type {
  Before,
  Measured,
  MeasureInput,
  MeasuredStratum,
  Memory,
  Opened,
} from './result-input.rules.ts';

export const seedOf = (surveyId: string): number => fnv1a32(surveyId);

/** Response that differs by more than this between two waves is warned of (measures.md §15). */
const responsePoints = 0.1;

export function measureSurvey(input: MeasureInput): Measured {
  const shelf = shelfOf(input.registered);
  const partings = partingsOf(input);
  const grouped = measureGroups(input, partings, shelf);
  const { groupings, groups } = grouped;
  const [rows, rowGroups]: [Remembered, RowGroups] = [{}, {}];
  const questions = countQuestions({ input, shelf, remembered: rows });
  const parted = partQuestions({ input, shelf, partings, grouped, remembered: rowGroups });
  const told = {
    response: responseOf(input, groupings[0]!),
    scales: measureScales(input),
    groupings,
    drivers: measureDrivers(input),
    since: input.before?.survey ?? null,
  };
  const { survey, computedOn, seed, k, kText, nTexts } = input;
  const release: Release = {
    v: 1,
    survey,
    computedOn,
    seed,
    k,
    kText,
    since: told.since,
    response: told.response,
    findings: findingsOf(told),
    questions,
    scales: told.scales,
    groupings,
    drivers: told.drivers,
    nTexts,
    parted,
  };
  const scales = rememberScales(input);
  return { release, memory: { tables: shelf.own, rate: rateOf(input), scales, groups, rows, rowGroups } };
}

function responseOf(input: MeasureInput, byStratum: Grouping): Release['response'] {
  const { answers, strata, questionnaire, before } = input;
  return {
    eligible: eligibleOf(input),
    answered: answers.length,
    straightLined: answers.filter(({ said }) => checkAnswers(questionnaire, said).straightLined).length,
    strata: strata.map(({ id, label, eligible }) => ({
      code: id,
      label,
      eligible,
      answered:
        eligible < fewestForTurnout
          ? null
          : (byStratum.groups.find(({ code }) => code === id)?.people ?? null),
    })),
    differs: before !== null && Math.abs(rateOf(input) - before.memory.rate) > responsePoints,
  };
}

/** The bytes that are stored, hashed and compared. */
export const bytesOf = (release: Release): string => canonicalJson(release);
