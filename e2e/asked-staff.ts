import { expect } from 'vitest';
import { finishToken, makeBallot, startToken, utf8, type SignedManifest } from '#engines/ballots/index.ts';
import { random } from '#modules/ballot/ballot.fixtures.ts';
import type { Answers } from '#modules/survey/answers.contract.ts';
import { splitTexts } from '#modules/survey/answers.rules.ts';
import { scaleBank } from '#modules/survey/scale.rules.ts';
import type { AnswerForm, SurveyView } from '#modules/survey/survey-life.contract.ts';
import type { Line, OurBureau } from './our-bureau.ts';

/** Twenty people of two sections and two legacy agencies. */
export const staff = Array.from({ length: 20 }, (_, i) => ({
  工号: `LC${String(i + 1).padStart(4, '0')}`,
  姓名: `${'王李张刘陈杨赵黄'[i % 8]}${'建志永文'[i % 4]}${'砚霁湛樾'[Math.floor(i / 4) % 4]}`,
  单位: i < 10 ? '食品科' : '质量科',
  原单位: i % 2 === 0 ? '原工商' : '原质监',
}));

/** A day of Shanghai, so many days from today. */
export const day = (ahead: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(Date.now() + ahead * 86_400_000);

export const scale = scaleBank[1]!;
export const questionnaire = {
  title: { zh: '一页问卷', en: 'One page' },
  sections: [
    {
      code: 's1',
      title: { zh: '第一节', en: 'First' },
      questions: [
        {
          kind: 'matrix',
          code: 'belong',
          text: { zh: '下面的话您同意吗？' },
          columns: scale.columns,
          rows: scale.items.map(({ code, text }) => ({
            code,
            text,
            item: { scale: scale.code, version: scale.version, item: code },
          })),
        },
        {
          kind: 'single',
          code: 'legacy',
          trait: 'legacy',
          text: { zh: '机构改革前，您在哪个单位？' },
          options: [
            { code: 'ico', text: { zh: '原工商' } },
            { code: 'qts', text: { zh: '原质监' } },
          ],
        },
        { kind: 'long-text', code: 'wish', text: { zh: '您最希望局里做成哪件事？' } },
      ],
    },
  ],
};
/** Of the twelve who answer three come from the second agency: too few to be shown, and the others with them. They
 * feel that they do not belong, so that the finding asks for an answer. */
export const answersOf = (i: number): Answers => ({
  v: 1,
  given: {
    belong: Object.fromEntries(
      scale.items.map(({ code, reversed }) => [code, String(reversed ? 5 - (i % 2) : 1 + (i % 2))]),
    ),
    legacy: i <= 3 ? 'qts' : 'ico',
    wish: `愿望第${i}号`,
  },
  declined: [],
});

/** A survey of today, drafted by the office: everybody in the strata that are proposed. */
export async function draftSurvey(
  clerk: Line,
  keepers: { officeId: string; witnessId: string; trusteeIds: string[] },
): Promise<SurveyView> {
  const { id, version } = await clerk.send<{ id: string; version: number }>('POST', 'api/questionnaires', {
    body: questionnaire,
  });
  const { strata } = await clerk.get<{
    strata: { id: string; label: string; unitIds: string[]; n: number }[];
  }>(`api/survey-strata?rosterOn=${day(0)}`);
  return clerk.send<SurveyView>('POST', 'api/surveys', {
    title: '民意调查',
    questionnaireId: id,
    version,
    level: 'P1',
    rosterOn: day(0),
    strata: strata.map(({ id: stratum, label, unitIds }) => ({ id: stratum, label, unitIds })),
    issueFrom: day(0),
    issueTo: day(0),
    castFrom: day(0),
    castTo: day(0),
    ...keepers,
  });
}

/** A colleague without the browser: draws signed in, casts signed out; `box` is the address of the bureau's ballot box. */
export async function answer(
  { bureau, box }: { bureau: OurBureau; box: string },
  who: string,
  form: AnswerForm,
  answers: Answers,
): Promise<void> {
  const line = await bureau.as(who);
  const parts = splitTexts(form.questionnaire, answers);
  for (const [i, manifest] of ([form.ratings, form.texts] as SignedManifest[]).entries()) {
    const { pollId, strata } = manifest.manifest;
    const started = await startToken(manifest, strata[0]!.id, random, { quickly: true });
    const drawn = await line.send<{ blindSigs: string[] }>('POST', `api/polls/${pollId}/tokens`, {
      blinded: started.blinded,
    });
    const token = await finishToken(manifest, started, drawn.blindSigs, { quickly: true });
    const said = JSON.stringify(i === 0 ? parts.rated : parts.texts);
    const answered = await fetch(`${box}/${pollId}/ballots`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(await makeBallot(manifest, token, utf8(said), 1)),
    });
    expect(answered.status, await answered.clone().text()).toBe(200);
  }
}
