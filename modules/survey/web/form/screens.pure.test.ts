import { Model, settings } from 'survey-core';
import { describe, expect, test } from 'vitest';
import { Questionnaire, type QuestionnaireInput } from '../../questionnaire.contract.ts';
import { standingOf } from './standing.ts';
import { declinedValue, screensOf, toForm } from './toForm.ts';

settings.refuseItemValue = declinedValue;

const words = (zh: string) => ({ zh, en: '' });
const options = [
  { code: 'in', text: words('内勤') },
  { code: 'out', text: words('外勤') },
];
const single = (code: string, more: object = {}) => ({
  kind: 'single' as const,
  code,
  text: words(`${code}？`),
  options,
  ...more,
});
const asked = (sections: QuestionnaireInput['sections']) =>
  Questionnaire.parse({ title: words('问'), sections });
const long = asked([
  {
    code: 'all',
    title: words('很长的一节'),
    intro: words('先说一句'),
    questions: Array.from({ length: 30 }, (_, i) => single(`q${i}`)),
  },
]);

describe('a form on the screen', () => {
  test('holds at most twelve questions: a long section comes in parts of equal length', () => {
    const screens = screensOf(long);
    expect(screens.map(({ questions }) => questions.length)).toEqual([10, 10, 10]);
    expect(screens.flatMap(({ questions }) => questions)).toEqual(long.sections[0]!.questions);
    const pages = screens.map((screen) => new Model(toForm(long, screen, 'zh')).pages[0]!);
    expect(pages.map(({ title }) => title)).toEqual(['很长的一节 1/3', '很长的一节 2/3', '很长的一节 3/3']);
    expect(pages.map(({ description }) => description)).toEqual(['先说一句', '', '']);
  });

  const far = asked([
    { code: 'first', title: words('一'), questions: [single('work'), single('rest')] },
    {
      code: 'outside',
      title: words('二'),
      showIf: { of: 'all', tests: [{ code: 'work', is: 'any-of', options: ['out'] }] },
      questions: [single('road')],
    },
    {
      code: 'last',
      title: words('三'),
      questions: [
        { ...single('why'), text: words('您说的是{work}，为什么？') },
        single('tired', {
          showIf: { of: 'all', tests: [{ code: 'road', is: 'any-of', options: ['out'] }] },
        }),
      ],
    },
  ]);
  const screens = screensOf(far);
  const shownOf = (said: Record<string, unknown>) =>
    standingOf(screens, said).shown.map((one) => one.section.code);
  const lastOf = (said: Record<string, unknown>) => {
    const model = new Model(toForm(far, screens[2]!, 'zh'));
    model.data = said;
    return model;
  };

  test('places an earlier answer in its words, though its question is on another screen', () => {
    const title = (work: string) => lastOf({ work }).getQuestionByName('why').locTitle.textOrHtml;
    expect(title('out')).toBe('您说的是外勤，为什么？');
    expect(title(declinedValue)).toBe('您说的是不愿回答，为什么？');
  });

  test('follows conditions over screens, and keeps what it was not asked about', () => {
    const model = lastOf({ work: 'out', rest: 'in', road: 'out' });
    expect(model.getQuestionByName('tired').isVisible).toBe(true);
    expect(model.getQuestionByName('work').isVisible).toBe(false);
    model.setValue('why', 'in');
    expect(model.data).toEqual({ work: 'out', rest: 'in', road: 'out', why: 'in' });
  });

  test('forgets what a changed answer hides, on all screens after it', () => {
    const said = { work: 'out', road: 'out', tired: 'in' };
    expect(shownOf(said)).toEqual(['first', 'outside', 'last']);
    expect(standingOf(screens, said).data).toEqual(said);
    expect(shownOf({ ...said, work: 'in' })).toEqual(['first', 'last']);
    expect(standingOf(screens, { ...said, work: 'in' }).data).toEqual({ work: 'in' });
  });
});
