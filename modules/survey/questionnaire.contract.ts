import * as z from 'zod';
import { Day, SayingShape } from '#platform/contract/index.ts';

/**
 * A questionnaire as we store it. Codes never change meaning within a questionnaire: waves compare by code.
 * The form library's own JSON is made from this by rules and is never stored.
 */
export const Code = z.string().regex(/^[a-z][a-z0-9_]{0,23}$/);
export const OptionCode = z.string().regex(/^[a-z0-9][a-z0-9_]{0,23}$/);

/** A text people read; English may be missing and then Chinese is shown. `{code}` places an earlier answer. */
const printable = /^[\n\t\P{Cc}]*$/u;
export const Wording = z.object({
  zh: z.string().trim().min(1).max(600).regex(printable),
  en: z.string().trim().max(1200).regex(printable).default(''),
});
export type Wording = z.output<typeof Wording>;

export const Option = z.object({ code: OptionCode, text: Wording });
export type Option = z.output<typeof Option>;
const Options = z.array(Option).min(2).max(40);

/** What of a person's roster entry a question asks for; `nothing` overrules the linter's guess. */
export const traits = {
  nothing: { zh: '不问个人情况', en: 'Not about the person' },
  unit: { zh: '科室或单位', en: 'Unit' },
  legacy: { zh: '原单位', en: 'Legacy agency' },
  postType: { zh: '编制类型', en: 'Type of post' },
  post: { zh: '职务职级', en: 'Post or rank' },
  age: { zh: '年龄', en: 'Age' },
  gender: { zh: '性别', en: 'Gender' },
  tenure: { zh: '工龄、到岗时间', en: 'Years of service' },
  education: { zh: '学历专业', en: 'Education' },
  place: { zh: '办公地点', en: 'Place of work' },
  other: { zh: '其他个人情况', en: 'Other particulars' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type Trait = keyof typeof traits;
export const TraitName = z.enum(Object.keys(traits) as [Trait, ...Trait[]]);

/** Shown only where earlier answers fit; numbers for the kinds that hold numbers, option codes for the others. */
export const Test = z.discriminatedUnion('is', [
  z.object({ code: Code, is: z.enum(['any-of', 'none-of']), options: z.array(OptionCode).min(1).max(40) }),
  z.object({ code: Code, is: z.enum(['at-least', 'at-most']), number: z.number() }),
]);
export type Test = z.output<typeof Test>;
export const Condition = z.object({ of: z.enum(['all', 'any']), tests: z.array(Test).min(1).max(6) });
export type Condition = z.output<typeof Condition>;

/** Which item of the bank a row holds; its wording is then the bank's own and cannot be changed. */
export const ItemRef = z.object({ scale: Code, version: z.int().min(1).max(99), item: OptionCode });
export type ItemRef = z.output<typeof ItemRef>;

export const Row = Option.extend({ item: ItemRef.nullable().default(null) });
export type Row = z.output<typeof Row>;

const common = {
  code: Code,
  text: Wording,
  help: Wording.nullable().default(null),
  /** Must be answered or declined; never forced where `decline` is off and it is not required. */
  required: z.boolean().default(false),
  /** Offers 不愿回答. A required question always offers it. */
  decline: z.boolean().default(true),
  trait: TraitName.nullable().default(null),
  showIf: Condition.nullable().default(null),
};
const ends = { low: Wording.nullable().default(null), high: Wording.nullable().default(null) };
const count = (least: number, most: number) => z.int().min(least).max(most);

export const Question = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('single'), ...common, options: Options }),
  z.object({
    kind: z.literal('multiple'),
    ...common,
    options: Options,
    least: count(0, 40).default(0),
    most: count(1, 40).nullable().default(null),
  }),
  z.object({
    kind: z.literal('matrix'),
    ...common,
    rows: z.array(Row).min(1).max(20),
    /** From the lowest to the highest: the place in this list, from 1, is the score. */
    columns: z.array(Option).min(2).max(11),
  }),
  z.object({
    kind: z.literal('ranking'),
    ...common,
    options: Options,
    top: count(1, 40).nullable().default(null),
  }),
  z.object({ kind: z.literal('zero-ten'), ...common, ...ends }),
  z.object({
    kind: z.literal('slider'),
    ...common,
    ...ends,
    min: z.number(),
    max: z.number(),
    step: z.number().positive(),
  }),
  z.object({
    kind: z.literal('number'),
    ...common,
    min: z.number(),
    max: z.number(),
    whole: z.boolean().default(true),
    unit: Wording.nullable().default(null),
  }),
  z.object({
    kind: z.literal('date'),
    ...common,
    from: Day.nullable().default(null),
    until: Day.nullable().default(null),
  }),
  z.object({ kind: z.literal('short-text'), ...common, longest: count(1, 200).default(100) }),
  z.object({ kind: z.literal('long-text'), ...common, longest: count(1, 2000).default(500) }),
  z.object({
    kind: z.literal('sum'),
    ...common,
    rows: z.array(Option).min(2).max(12),
    total: count(1, 1000).default(100),
  }),
  /** 能叫出名字的约有几人, once for each group. */
  z.object({ kind: z.literal('ego'), ...common, rows: z.array(Option).min(1).max(12) }),
]);
export type Question = z.output<typeof Question>;
export type QuestionKind = Question['kind'];
export type QuestionOf<K extends QuestionKind> = Extract<Question, { kind: K }>;

export const questionKinds = {
  single: { zh: '单选', en: 'Single choice' },
  multiple: { zh: '多选', en: 'Multiple choice' },
  matrix: { zh: '矩阵', en: 'Matrix' },
  ranking: { zh: '排序', en: 'Ranking' },
  'zero-ten': { zh: '0–10 分', en: '0 to 10' },
  slider: { zh: '滑块', en: 'Slider' },
  number: { zh: '数字', en: 'Number' },
  date: { zh: '日期', en: 'Date' },
  'short-text': { zh: '短文本', en: 'Short text' },
  'long-text': { zh: '长文本', en: 'Long text' },
  sum: { zh: '分配总和', en: 'Constant sum' },
  ego: { zh: '认识人数', en: 'How many by name' },
} as const satisfies Record<QuestionKind, { zh: string; en: string }>;

/** The bands of an ego count, in order; the wording is fixed, so that waves compare. */
export const egoBands = {
  none: { zh: '0 人', en: 'nobody' },
  few: { zh: '1–5 人', en: '1–5' },
  some: { zh: '6–15 人', en: '6–15' },
  many: { zh: '16–40 人', en: '16–40' },
  more: { zh: '更多', en: 'more' },
} as const;
export type EgoBand = keyof typeof egoBands;

/** One page of the questionnaire. */
export const Section = z.object({
  code: Code,
  title: Wording,
  intro: Wording.nullable().default(null),
  showIf: Condition.nullable().default(null),
  questions: z.array(Question).min(1).max(40),
});
export type Section = z.output<typeof Section>;

export const Questionnaire = z.object({
  title: Wording,
  intro: Wording.nullable().default(null),
  thanks: Wording.nullable().default(null),
  sections: z.array(Section).min(1).max(40),
});
export type Questionnaire = z.output<typeof Questionnaire>;
/** As it may be written down: what has a default may be left out. */
export type QuestionnaireInput = z.input<typeof Questionnaire>;

/** A shortcoming of a questionnaire that keeps it from being used, or advice that may be ignored. */
export const Remark = z.object({
  /** `refuse` keeps the version from being used in a survey; `advise` does not. */
  weight: z.enum(['refuse', 'advise']),
  rule: z.enum([
    'identifies',
    'crosses-stratum',
    'names-person',
    'free-text-trait',
    'leading',
    'double-barrelled',
    'too-long',
    'double-negative',
    'absolute',
    'long-section',
    'trait-guessed',
    'trait-denied',
  ]),
  questions: z.array(Code),
  /** For `identifies`: the smallest group that the answers would describe, and whether it was counted or estimated. */
  cell: z.object({ label: z.string(), n: z.number(), counted: z.boolean() }).nullable(),
  sentence: SayingShape,
});
export type Remark = z.output<typeof Remark>;
