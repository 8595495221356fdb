import { egoBands } from '../../questionnaire.contract.ts';
import type {
  Condition,
  Option,
  Question,
  Questionnaire,
  Section,
  Test,
  Wording,
} from '../../questionnaire.contract.ts';

export type Speech = 'zh' | 'en';
type Json = Record<string, unknown>;

/** What the form library keeps where somebody would rather not say; outside the alphabet of our codes. */
export const declinedValue = '-declined-';
/** Kinds without a list to put 不愿回答 into get a box of their own under this name. */
export const declineBox = (code: string): string => `D_${code}`;

export const inWords = (text: Wording | null, speech: Speech): string =>
  text === null ? '' : speech === 'en' && text.en ? text.en : text.zh;

const decline = { zh: '不愿回答', en: 'Rather not say' } as const;

/** The form library's description of a questionnaire in one language: a page for each section. */
export function toForm(questionnaire: Questionnaire, speech: Speech): Json {
  return {
    showTitle: false,
    showQuestionNumbers: false,
    showCompletePage: false,
    showProgressBar: false,
    clearInvisibleValues: 'onHidden',
    textUpdateMode: 'onBlur',
    questionErrorLocation: 'bottom',
    focusFirstQuestionAutomatic: false,
    pages: questionnaire.sections.map((section) => pageOf(section, speech)),
  };
}

const pageOf = (section: Section, speech: Speech): Json => ({
  name: section.code,
  title: inWords(section.title, speech),
  description: inWords(section.intro, speech),
  ...visible(section.showIf),
  elements: section.questions.flatMap((question) => elementsOf(question, speech)),
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
  const inList = question.kind === 'single' || question.kind === 'multiple';
  const boxed = question.decline && !inList;
  const open = `{${declineBox(code)}} empty`;
  const main = {
    name: code,
    title: inWords(question.text, speech),
    description: inWords(question.help, speech) || hintOf(question, speech),
    ...visible(showIf),
    ...(boxed ? { enableIf: open, ...(required ? { requiredIf: open } : {}) } : { isRequired: required }),
    ...(inList && question.decline ? { showRefuseItem: true, refuseText: decline[speech] } : {}),
    ...kindOf(question, speech, required),
  };
  return boxed ? [main, declineElement(question, speech)] : [main];
}

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
