import * as fc from 'fast-check';
import { Questionnaire, type Question, type Test, type Wording } from './questionnaire.contract.ts';

/** Random sound questionnaires of every kind, for properties. */
const letters = fc.constantFrom(...'听谋聚融a Z|｜；\\=：\n"<&{}（）。7'.split(''));
const phrase: fc.Arbitrary<string> = fc
  .array(letters, { minLength: 1, maxLength: 12 })
  .map((all) => `问${all.join('')}`.trim().replaceAll(/\{[^}]*\}/g, ''));
const text: fc.Arbitrary<Wording> = fc.record({ zh: phrase, en: fc.oneof(fc.constant(''), phrase) });
const perhaps = <T>(of: fc.Arbitrary<T>) => fc.oneof(fc.constant(null), of);
const list = (least: number, most: number) =>
  fc
    .array(text, { minLength: least, maxLength: most })
    .map((all) => all.map((one, at) => ({ code: `c${at}`, text: one })));
const listWithItem = list(1, 4).map((rows) => rows.map((row) => ({ ...row, item: null })));
const number = (min: number, max: number) => fc.integer({ min, max });

const kinds: fc.Arbitrary<object>[] = [
  fc.record({ kind: fc.constant('single'), options: list(2, 4) }),
  fc.record({
    kind: fc.constant('multiple'),
    options: list(2, 4),
    least: number(0, 1),
    most: perhaps(number(2, 2)),
  }),
  fc.record({ kind: fc.constant('matrix'), rows: listWithItem, columns: list(2, 5) }),
  fc.record({ kind: fc.constant('ranking'), options: list(2, 4), top: perhaps(number(1, 2)) }),
  fc.record({ kind: fc.constant('zero-ten'), low: perhaps(text), high: perhaps(text) }),
  fc.record({
    kind: fc.constant('slider'),
    low: perhaps(text),
    high: perhaps(text),
    min: number(-5, 0),
    max: number(10, 20),
    step: number(1, 5),
  }),
  fc.record({
    kind: fc.constant('number'),
    min: number(-5, 0),
    max: number(10, 20),
    whole: fc.boolean(),
    unit: perhaps(text),
  }),
  fc.record({
    kind: fc.constant('date'),
    from: perhaps(fc.constant('2019-01-30')),
    until: perhaps(fc.constant('2021-03-31')),
  }),
  fc.record({ kind: fc.constantFrom('short-text', 'long-text'), longest: number(1, 200) }),
  fc.record({ kind: fc.constant('sum'), rows: list(2, 4), total: number(1, 100) }),
  fc.record({ kind: fc.constant('ego'), rows: list(1, 3) }),
];

interface Loose {
  question: object;
  required: boolean;
  decline: boolean;
  help: Wording | null;
  words: Wording;
  /** Chooses an earlier question and how to ask of it. */
  dart: number;
}
const loose: fc.Arbitrary<Loose> = fc.record({
  question: fc.oneof(...kinds),
  required: fc.boolean(),
  decline: fc.boolean(),
  help: perhaps(text),
  words: text,
  dart: fc.nat(),
});

function testOf(earlier: readonly Question[], dart: number): Test | null {
  const fit = earlier.filter(({ kind }) =>
    ['single', 'multiple', 'zero-ten', 'number', 'slider'].includes(kind),
  );
  const asked = fit[dart % Math.max(1, fit.length)];
  if (!asked || dart % 3 === 0) return null;
  if ('options' in asked)
    return {
      code: asked.code,
      is: dart % 2 === 0 ? 'any-of' : 'none-of',
      options: [asked.options[dart % asked.options.length]!.code],
    };
  return { code: asked.code, is: dart % 2 === 0 ? 'at-least' : 'at-most', number: dart % 8 };
}

function build(
  title: Wording,
  intro: Wording | null,
  sections: readonly (readonly Loose[])[],
): Questionnaire {
  const earlier: Question[] = [];
  const input = {
    title,
    intro,
    thanks: intro,
    sections: sections.map((questions, s) => ({
      code: `s${s}`,
      title,
      intro,
      questions: questions.map(({ question, words, required, decline, help, dart }) => {
        const test = testOf(earlier, dart);
        const showIf = test ? { of: dart % 2 === 0 ? 'all' : 'any', tests: [test] } : null;
        const made = {
          ...question,
          code: `q${earlier.length}`,
          text: words,
          help,
          required,
          decline: decline || required,
          showIf,
        };
        earlier.push(made as unknown as Question);
        return made;
      }),
    })),
  };
  return Questionnaire.parse(input);
}

export const anyQuestionnaire: fc.Arbitrary<Questionnaire> = fc
  .tuple(
    text,
    perhaps(text),
    fc.array(fc.array(loose, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }),
  )
  .map(([title, intro, sections]) => build(title, intro, sections));
