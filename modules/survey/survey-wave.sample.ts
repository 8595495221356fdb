/** Who keeps and who redacts in the sample's waves. */
import { bureauItself, type Who } from '#platform/act/index.ts';
import type { SampleRun } from '#platform/module/index.ts';
import type { SampleBureau } from '#demo/sample.ts';
import type { SurveyRow } from './survey.data.ts';
import { listShownTexts } from './text.data.ts';
import { readDesk, redactTexts, releaseTexts } from './text.work.ts';

export interface Keepers {
  office: string;
  witness: string;
  trustees: string[];
  checker: string;
}

/** 靳文澄 keeps for the office, 薛素笙 (union) as witness; three others are trustees, a deputy director checks. */
export function keepersOf(sample: SampleBureau, personOf: ReadonlyMap<string, string>): Keepers {
  const named = (name: string): string =>
    personOf.get(sample.people.find((person) => person.name === name)!.staffNo)!;
  return {
    office: named('靳文澄'),
    witness: named('薛素笙'),
    trustees: ['孟静菀', '乔立珩', '武宏岫'].map(named),
    checker: named('郭玉蘅'),
  };
}

export const strataWords = {
  U1: '领导与综合保障',
  U2: '登记信用消保竞争',
  U3: '质量技术',
  U4: '食品药品',
  U5: '执法队甲',
  U6: '执法队乙',
  U7: '检测中心',
  U8: '特检所',
  U9: '高新区分局',
} as const;

/** What gives its writer away by what it tells, which no list can know: both keepers withhold it. */
const telltale = /唯一|上个月刚|最早考下/;

/** One of the invented people, by the own place on the roster. */
export const personIn =
  ({ bureauId }: SampleRun) =>
  (personId: string): Who => ({ ...bureauItself(bureauId), personId, roles: ['staff'] });

/** Both keepers redact and release; told twice, once. */
export async function tellTexts(
  run: SampleRun,
  { survey_id: surveyId, office_id: office, witness_id: witness }: SurveyRow,
  on: string,
): Promise<void> {
  if ((await run.act((act) => listShownTexts(act.db, surveyId))).length > 0) return;
  const who = personIn(run);
  for (const personId of [office, witness])
    await run.act(async (act) => {
      const { texts } = await readDesk(act, surveyId);
      const decided = texts.map(({ textId, body, suggested }) => ({
        textId,
        marks: suggested,
        withheld: telltale.test(body),
      }));
      await redactTexts(act, surveyId, decided);
    }, who(personId));
  await run.act((act) => releaseTexts(act, surveyId, on), who(office));
}
