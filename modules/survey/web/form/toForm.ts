import { egoBands } from '../../questionnaire.contract.ts';
import type {
  Condition,
  Option,
  Question,
  Questionnaire,
  Section,
  Test,
} from '../../questionnaire.contract.ts';
import { inWords, type Speech } from './speech.ts';

type Json = Record<string, unknown>;

/** What the form library keeps where somebody would rather not say; outside the alphabet of our codes. */
export const declinedValue = '-declined-';
/** Kinds without a list to put 不愿回答 into get a box of their own under this name. */
export const declineBox = (code: string): string => `D_${code}`;

const decline = { zh: '不愿回答', en: 'Rather not say' } as const;

/** What is on the screen at once: a section, or a part of one that is long. */
export interface Screen {
  section: Section;
  /** From 0, of `of` parts. */
  part: number;
  of: number;
  questions: readonly Question[];
}

/** More questions at once make a phone slow, and a thumb tired. */
const mostAtOnce = 12;

/** A questionnaire screen by screen; the parts of a section are as long as each other. */
export const screensOf = ({ sections }: Questionnaire): Screen[] =>
  sections.flatMap((section) => {
    const { questions } = section;
    const of = Math.ceil(questions.length / mostAtOnce);
    const bound = (part: number) => Math.round((part * questions.length) / of);
    return Array.from({ length: of }, (_, part) => ({
      section,
      part,
      of,
      questions: questions.slice(bound(part), bound(part + 1)),
    }));
  });

/**
 * The form library's description of one screen. Only what is on the screen is given to it: the library runs every
 * condition of its whole form at every answer, which with 300 questions a phone feels. Earlier questions that the
 * screen refers to come along unseen, so that conditions and `{code}` in texts stay the library's affair.
 */
export function toForm(questionnaire: Questionnaire, screen: Screen, speech: Speech): Json {
  const { section, part, of, questions } = screen;
  const own = new Set(questions.map(({ code }) => code));
  const named = new Set(questions.flatMap(codesIn));
  const all = questionnaire.sections.flatMap((one) => one.questions);
  const unseen = all.filter(({ code }) => named.has(code) && !own.has(code));
  const title = inWords(section.title, speech);
  return {
    showTitle: false,
    showQuestionNumbers: false,
    showCompletePage: false,
    showProgressBar: false,
    showNavigationButtons: false,
    clearInvisibleValues: 'onHidden',
    textUpdateMode: 'onBlur',
    questionErrorLocation: 'bottom',
    focusFirstQuestionAutomatic: false,
    pages: [
      {
        name: section.code,
        title: of === 1 ? title : `${title} ${part + 1}/${of}`,
        description: part === 0 ? inWords(section.intro, speech) : '',
        elements: [
          ...unseen.map((question) => unseenElement(question, speech)),
          ...questions.flatMap((question) => elementsOf(question, speech)),
        ],
      },
    ],
  };
}

/** Codes that a question may refer to: in its condition, and as `{code}` in its text and help. */
const codesIn = ({ showIf, text, help }: Question): string[] => [
  ...(showIf?.tests ?? []).map((test) => test.code),
  ...[text, help].flatMap((words) =>
    Array.from(`${words?.zh ?? ''} ${words?.en ?? ''}`.matchAll(/\{(\w+)\}/g), ([, code]) => code!),
  ),
];

const unseenElement = (question: Question, speech: Speech): Json => ({
  name: question.code,
  visible: false,
  clearIfInvisible: 'none',
  ...refusal(question, speech),
  ...kindOf(question, speech, false),
});

const visible = (condition: Condition | null): Json =>
  condition ? { visibleIf: expressionOf(condition) } : {};

export const expressionOf = ({ of, tests }: Condition): string =>
  tests.map((test) => `(${testOf(test)})`).join(of === 'all' ? ' and ' : ' or ');

function testOf(test: Test): string {
  if ('number' in test)
    return `{${test.code}} notempty and {${test.code}} ${test.is === 'at-least' ? '>=' : '<='} ${test.number}`;
  const among = `{${test.code}} anyof [${test.options.map((code) => `'${code}'`).join(',')}]`;
  return test.is === 'any-of' ? among : `!(${among})`;
}

function elementsOf(question: Question, speech: Speech): Json[] {
  const { code, required, showIf } = question;
  const boxed = question.decline && !isList(question);
  const open = `{${declineBox(code)}} empty`;
  const main = {
    name: code,
    title: inWords(question.text, speech),
    description: inWords(question.help, speech) || hintOf(question, speech),
    ...visible(showIf),
    ...(boxed ? { enableIf: open, ...(required ? { requiredIf: open } : {}) } : { isRequired: required }),
    ...refusal(question, speech),
    ...kindOf(question, speech, required),
  };
  return boxed ? [main, declineElement(question, speech)] : [main];
}

const isList = ({ kind }: Question): boolean => kind === 'single' || kind === 'multiple';

/** A list has 不愿回答 among its choices. */
const refusal = (question: Question, speech: Speech): Json =>
  question.decline && isList(question) ? { showRefuseItem: true, refuseText: decline[speech] } : {};

const declineElement = (question: Question, speech: Speech): Json => ({
  type: 'checkbox',
  name: declineBox(question.code),
  title: `${inWords(question.text, speech)} ${decline[speech]}`,
  titleLocation: 'hidden',
  choices: [{ value: declinedValue, text: decline[speech] }],
  ...visible(question.showIf),
});

const choices = (options: readonly Option[], speech: Speech): Json[] =>
  options.map(({ code, text }) => ({ value: code, text: inWords(text, speech) }));

function hintOf(question: Question, speech: Speech): string {
  const zh = speech === 'zh';
  switch (question.kind) {
    case 'multiple':
      if (question.most === null) return zh ? '可多选' : 'Choose all that apply';
      return zh ? `最多选 ${question.most} 项` : `At most ${question.most}`;
    case 'ranking':
      return zh ? '按住拖动，或用上下方向键移动' : 'Drag, or move with the arrow keys';
    case 'sum':
      return zh ? `合计须为 ${question.total}` : `They must add up to ${question.total}`;
    default:
      return '';
  }
}

/** The library's own kind and what belongs to it. */
function kindOf(question: Question, speech: Speech, required: boolean): Json {
  switch (question.kind) {
    case 'single':
      return { type: 'radiogroup', choices: choices(question.options, speech) };
    case 'multiple':
      return {
        type: 'checkbox',
        choices: choices(question.options, speech),
        ...(question.least > 0 ? { minSelectedChoices: question.least } : {}),
        ...(question.most === null ? {} : { maxSelectedChoices: question.most }),
      };
    case 'matrix':
    case 'ego':
      return {
        type: 'matrix',
        columns: question.kind === 'ego' ? bands(speech) : choices(question.columns, speech),
        rows: choices(question.rows, speech),
        eachRowRequired: required,
        alternateRows: false,
      };
    case 'ranking':
      return {
        type: 'ranking',
        choices: choices(question.options, speech),
        ...(question.top === null ? {} : { selectToRankEnabled: true, maxSelectedChoices: question.top }),
      };
    default:
      return entryOf(question, speech);
  }
}

const bands = (speech: Speech): Json[] =>
  Object.entries(egoBands).map(([value, text]) => ({ value, text: text[speech] }));

type Entry = Exclude<Question, { kind: 'single' | 'multiple' | 'matrix' | 'ego' | 'ranking' }>;

function entryOf(question: Entry, speech: Speech): Json {
  switch (question.kind) {
    case 'zero-ten':
      return {
        type: 'rating',
        rateMin: 0,
        rateMax: 10,
        displayMode: 'buttons',
        minRateDescription: inWords(question.low, speech),
        maxRateDescription: inWords(question.high, speech),
      };
    case 'slider': {
      const { min, max, step } = question;
      return { type: 'slider', min, max, step, allowClear: true };
    }
    case 'number':
      return {
        type: 'text',
        inputType: 'number',
        min: question.min,
        max: question.max,
        step: question.whole ? 1 : 'any',
        placeholder: inWords(question.unit, speech),
      };
    case 'date':
      return {
        type: 'text',
        inputType: 'date',
        ...(question.from ? { min: question.from } : {}),
        ...(question.until ? { max: question.until } : {}),
      };
    case 'short-text':
      return { type: 'text', maxLength: question.longest };
    case 'long-text':
      return { type: 'comment', maxLength: question.longest, rows: 5 };
    case 'sum':
      return {
        type: 'multipletext',
        items: question.rows.map(({ code, text }) => ({
          name: code,
          title: inWords(text, speech),
          inputType: 'number',
          min: 0,
          max: question.total,
        })),
      };
  }
}
