import { expect } from 'vitest';
import { finishToken, makeBallot, startToken, utf8, type SignedManifest } from '#engines/ballots/index.ts';
import { random } from '#modules/ballot/ballot.fixtures.ts';
import type { Answers } from '#modules/survey/answers.contract.ts';
import { splitTexts } from '#modules/survey/answers.rules.ts';
import type { Scale } from '#modules/survey/scale.contract.ts';
import { findScale } from '#modules/survey/scale-bank.rules.ts';
import { pageOf, scaleMatrix } from '#modules/survey/survey.fixtures.ts';
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

/** They feel that they do not belong and bear too much: two findings that ask for an answer. */
const [belonging, burden] = ['belonging', 'burden'].map((code) => findScale(code, 1)!) as [Scale, Scale];
const questionnaire = pageOf(scaleMatrix('belong', belonging), scaleMatrix('load', burden));
/** Statements of both, five columns each, before the agency. */
export const nStatements = belonging.items.length + burden.items.length;

const ticked = ({ items }: Scale, column: number): Record<string, string> =>
  Object.fromEntries(items.map(({ code, reversed }) => [code, String(reversed ? 6 - column : column)]));

/** Of those who answer three come from the second agency: too few to be shown, and the others with them. */
export const answersOf = (i: number): Answers => ({
  v: 1,
  given: {
    belong: ticked(belonging, 1 + (i % 2)),
    load: ticked(burden, 5 - (i % 2)),
    legacy: i <= 3 ? 'qts' : 'ico',
    wish: `愿望第${i}号`,
  },
  declined: [],
});

/** A survey of today, drafted by the office: everybody in the strata that are proposed. */
export async function draftSurvey(
  clerk: Line,
  named: { officeId: string; witnessId: string; trusteeIds: string[]; paperIds: string[] },
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
    ...named,
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
