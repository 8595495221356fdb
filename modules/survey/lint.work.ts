import type { Act } from '#platform/act/index.ts';
import { listLegacyAgencies, listPeopleOn, type PersonInPost } from '#modules/people/index.ts';
import { remarksOn, type RosterLine } from './lint.rules.ts';
import type { Questionnaire, Remark } from './questionnaire.contract.ts';
import { minutesOf } from './questionnaire.rules.ts';

/** A group of units that shares one key. */
export interface Stratum {
  label: string;
  unitIds: readonly string[];
}

const postTypes = {
  CIVIL_SERVICE: ['行政编制', '公务员', '行政'],
  CIVIL_SERVICE_MANAGED: ['参照公务员', '参公'],
  INSTITUTION: ['事业编制', '事业'],
  CONTRACT: ['聘用', '合同', '编外'],
} as const;

/** The roster as the linter sees it: strata as given, else the parts of the bureau right below its root. */
export async function rosterLines(act: Act, strata: readonly Stratum[] = []): Promise<RosterLine[]> {
  const agencies = await listLegacyAgencies(act);
  const called = new Map(agencies.map((one) => [one.code, [one.name, one.shortName, ...one.synonyms]]));
  const stratumOf = (person: PersonInPost): string =>
    strata.find(({ unitIds }) => unitIds.includes(person.unitId))?.label ??
    strata.find(({ unitIds }) => unitIds.includes(person.topUnitId))?.label ??
    person.topUnitName;
  return (await listPeopleOn(act, act.today)).map((person) => ({
    stratum: stratumOf(person),
    called: {
      unit: [person.unitName, person.topUnitName],
      legacy: called.get(person.legacy) ?? [person.legacy],
      ...(person.postType ? { postType: postTypes[person.postType] } : {}),
      ...(person.post ? { post: [person.post] } : {}),
    },
  }));
}

/** The linter's remarks against today's roster. Give the strata of the survey once they are known. */
export async function lintQuestionnaire(
  act: Act,
  questionnaire: Questionnaire,
  strata: readonly Stratum[] = [],
): Promise<Remark[]> {
  return remarksOn(questionnaire, await rosterLines(act, strata));
}

export const lintBody = async (
  act: Act,
  body: Questionnaire,
): Promise<{ remarks: Remark[]; minutes: number }> => ({
  remarks: await lintQuestionnaire(act, body),
  minutes: minutesOf(body),
});
