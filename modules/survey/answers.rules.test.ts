import * as fc from 'fast-check';
import { Model } from 'survey-core';
import { describe, expect, test } from 'vitest';
import type { Answer, Answers } from './answers.contract.ts';
import { checkAnswers, splitTexts } from './answers.rules.ts';
import { anyQuestionnaire } from './questionnaire.arbitrary.fixtures.ts';
import type { Question, Questionnaire } from './questionnaire.contract.ts';
import { questionsOf } from './questionnaire.rules.ts';
import { aQuestionnaire } from './survey.fixtures.ts';
import { fromForm, toFormData, type FormData } from './web/form/fromForm.ts';
import { standingOf } from './web/form/standing.ts';
import { screensOf, toForm } from './web/form/toForm.ts';

const questionnaire = aQuestionnaire();
const say = (given: Record<string, Answer>, declined: string[] = []): Answers => ({ v: 1, given, declined });
const faultsOf = (given: Record<string, Answer>, declined: string[] = []) =>
  checkAnswers(questionnaire, say({ role: 'o1', ...given }, declined)).faults.map(
    ({ question, fault }) => `${question} ${fault}`,
  );

describe('answers held against their questionnaire', () => {
  test('what fits is kept as it is', () => {
    const given = {
      role: 'o2',
      topics: ['o1', 'o3'],
      belong: { bel1: '5', bel3: '1' },
      wishes: ['o3', 'o1'],
      mood: 4,
      share: 30,
      hours: 6,
      last: '2020-06-01',
      word: '热乎',
      split: { o1: 50, o2: 30, o3: 20 },
      names: { o1: 'few', o2: 'more' },
      open: '多交流',
    };
    expect(checkAnswers(questionnaire, say(given))).toMatchObject({
      answers: say(given),
      faults: [],
      missing: [],
      straightLined: false,
    });
  });

  test('each kind refuses what it cannot hold', () => {
    expect(faultsOf({ role: 'o9' })).toEqual(['role unknown-option', 'role missing']);
    expect(faultsOf({ topics: ['o1', 'o2', 'o3'] })).toEqual(['topics out-of-range']);
    expect(faultsOf({ belong: { bel1: '6' } })).toEqual(['belong unknown-option']);
    expect(faultsOf({ wishes: ['o1', 'o1'] })).toEqual(['wishes out-of-range']);
    expect(faultsOf({ mood: 10.5 })).toEqual(['mood out-of-range']);
    expect(faultsOf({ mood: '7' })).toEqual(['mood wrong-kind']);
    expect(faultsOf({ last: '2020-02-30' })).toEqual(['last wrong-kind']);
    expect(faultsOf({ last: '2018-01-01' })).toEqual(['last out-of-range']);
    expect(faultsOf({ split: { o1: 50, o2: 30 } })).toEqual(['split wrong-sum']);
    expect(faultsOf({ names: { o1: 'many', o7: 'few' } })).toEqual(['names unknown-option']);
    expect(faultsOf({ word: '长'.repeat(101) })).toEqual(['word out-of-range']);
  });

  test('unknown and hidden questions leave no trace', () => {
    const checked = checkAnswers(
      questionnaire,
      say({ role: 'o1', mood: 9, open: '不该问到我', ghost: 'x' }, ['phantom']),
    );
    expect(checked.answers).toEqual(say({ role: 'o1', mood: 9 }));
    expect(checked.faults.map(({ fault }) => fault)).toEqual([
      'unknown-question',
      'unknown-question',
      'not-shown',
    ]);
  });

  test('declining is an answer, and wins over one given beside it', () => {
    const checked = checkAnswers(questionnaire, say({ mood: 3 }, ['role', 'mood']));
    expect(checked.answers).toEqual(say({}, ['mood', 'role']));
    expect(checked.faults).toEqual([]);
    expect(checked.missing).not.toContain('role');
  });

  test('the same column in eight rows or more is flagged, in fewer it is not', () => {
    const twice = aQuestionnaire();
    const matrix = twice.sections[0]!.questions[2] as Extract<Question, { kind: 'matrix' }>;
    twice.sections[0]!.questions.push({ ...matrix, code: 'again' });
    const same = { bel1: '3', bel2: '3', bel3: '3', bel4: '3' };
    expect(checkAnswers(twice, say({ belong: same, again: same })).straightLined).toBe(true);
    expect(checkAnswers(twice, say({ belong: same })).straightLined).toBe(false);
    expect(checkAnswers(twice, say({ belong: same, again: { ...same, bel3: '4' } })).straightLined).toBe(
      false,
    );
  });

  test('whatever comes in, what comes out is sound: checking it again finds nothing more and changes nothing', () => {
    const noise = fc.oneof(
      fc.string(),
      fc.double(),
      fc.array(fc.constantFrom('c0', 'c1', 'x')),
      fc.dictionary(fc.constantFrom('c0', 'c1'), fc.constantFrom('c0', 'few', 3)),
    );
    fc.assert(
      fc.property(
        anyQuestionnaire,
        fc.array(noise, { minLength: 18, maxLength: 18 }),
        fc.array(fc.nat(18)),
        (asked, values, no) => {
          const given = Object.fromEntries(values.map((value, at) => [`q${at}`, value as Answer]));
          const once = checkAnswers(
            asked,
            say(
              given,
              no.map((n) => `q${n}`),
            ),
          );
          const again = checkAnswers(asked, once.answers);
          expect(again.answers).toEqual(once.answers);
          expect(again.faults.filter(({ fault }) => fault !== 'missing')).toEqual([]);
        },
      ),
    );
  });

  test('texts part from ratings, and nothing is in both', () => {
    const { rated, texts } = splitTexts(
      questionnaire,
      say({ role: 'o1', word: '热乎', mood: 2 }, ['open', 'share']),
    );
    expect(rated).toEqual(say({ role: 'o1', mood: 2 }, ['share']));
    expect(texts).toEqual(say({ word: '热乎' }, ['open']));
  });
});

/** A plausible answer for a question, chosen by a number. */
function answerFor(question: Question, dart: number): Answer {
  const pick = (list: readonly { code: string }[]) => list[dart % list.length]!.code;
  switch (question.kind) {
    case 'single':
      return pick(question.options);
    case 'multiple':
      return question.options
        .slice(0, 1 + (dart % Math.min(2, question.options.length)))
        .map(({ code }) => code);
    case 'ranking':
      return question.options.slice(0, question.top ?? question.options.length).map(({ code }) => code);
    case 'matrix':
      return Object.fromEntries(question.rows.map(({ code }) => [code, pick(question.columns)]));
    case 'ego':
      return Object.fromEntries(question.rows.map(({ code }) => [code, 'some']));
    case 'sum':
      return Object.fromEntries(question.rows.map(({ code }, at) => [code, at === 0 ? question.total : 0]));
    case 'zero-ten':
      return dart % 11;
    case 'slider':
    case 'number':
      return question.min + (dart % (question.max - question.min));
    case 'date':
      return '2020-06-01';
    default:
      return '话';
  }
}

describe('the form library and our rules', () => {
  /** Answers screen by screen as a person would, whatever is shown. */
  function fill(asked: Questionnaire, darts: readonly number[]): { said: Answers; shown: string[] } {
    const order = questionsOf(asked).map(({ question }) => question.code);
    const screens = screensOf(asked);
    const shown: string[] = [];
    let standing = standingOf(screens, {});
    for (const screen of screens) {
      if (!standing.shown.includes(screen)) continue;
      const model = new Model(toForm(asked, screen, 'zh'));
      model.data = { ...standing.data };
      for (const question of screen.questions) {
        const dart = darts[order.indexOf(question.code) % darts.length]!;
        const isVisible = () => model.getQuestionByName(question.code).isVisible;
        if (isVisible()) shown.push(question.code);
        if (dart % 5 === 0 || !isVisible()) continue;
        const said =
          dart % 7 === 0 && question.decline
            ? say({}, [question.code])
            : say({ [question.code]: answerFor(question, dart) });
        for (const [name, value] of Object.entries(toFormData(asked, said))) model.setValue(name, value);
      }
      standing = standingOf(screens, model.data as FormData);
      model.dispose();
    }
    return { said: fromForm(asked, standing.data), shown };
  }

  test('agree on what is shown and on what was said', () => {
    fc.assert(
      fc.property(
        anyQuestionnaire,
        fc.array(fc.nat(10_000), { minLength: 20, maxLength: 20 }),
        (asked, darts) => {
          const { said, shown } = fill(asked, darts);
          const checked = checkAnswers(asked, said);
          expect(checked.faults.filter(({ fault }) => fault !== 'missing')).toEqual([]);
          expect(checked.answers).toEqual(said);
          const counted = [...Object.keys(said.given), ...said.declined, ...checked.missing].toSorted();
          expect(counted).toEqual(shown.toSorted());
        },
      ),
      { numRuns: 25 },
    );
  });

  test('answers put back into the form come out the same', () => {
    fc.assert(
      fc.property(
        anyQuestionnaire,
        fc.array(fc.nat(10_000), { minLength: 20, maxLength: 20 }),
        (asked, darts) => {
          const { said } = fill(asked, darts);
          expect(fromForm(asked, toFormData(asked, said))).toEqual(said);
        },
      ),
      { numRuns: 25 },
    );
  });
});
