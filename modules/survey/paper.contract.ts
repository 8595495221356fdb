import * as z from 'zod';
import { Day, Id, route } from '#platform/contract/index.ts';
import { Answer, Answers } from './answers.contract.ts';
import { Code, Questionnaire } from './questionnaire.contract.ts';

/** 未录 · 录入一遍 · 两遍不一致 · 已核定 · 已投入票箱 */
export const formStates = ['keyed-once', 'differs', 'settled', 'cast'] as const;
export const FormState = z.enum(formStates);
export type FormState = z.output<typeof FormState>;

export const StackLine = z.object({
  id: Id,
  label: z.string(),
  title: z.string(),
  questionnaireId: Id,
  version: z.int(),
  openedOn: Day,
  closedOn: Day.nullable(),
  counts: z.object({ keyedOnce: z.int(), differs: z.int(), settled: z.int(), cast: z.int() }),
});
export type StackLine = z.output<typeof StackLine>;

export const StackView = StackLine.extend({
  questionnaire: Questionnaire,
  forms: z.array(
    z.object({
      formNo: z.int(),
      state: FormState,
      /** Whether the asking clerk keyed it, and so may not key it a second time. */
      mine: z.boolean(),
    }),
  ),
});
export type StackView = z.output<typeof StackView>;

/** The one-time code on the slip in the envelope, as printed: groups of letters and digits. */
export const SlipCode = z.string().trim().max(60);

/** Where two readings of one form part; null: nothing was read there. Question `slip` is the code of the slip. */
export const Difference = z.object({
  question: z.union([Code, z.literal('slip')]),
  first: Answer.nullable(),
  firstDeclined: z.boolean(),
  second: Answer.nullable(),
  secondDeclined: z.boolean(),
});
export type Difference = z.output<typeof Difference>;

export const FormView = z.object({
  formNo: z.int(),
  state: FormState,
  differences: z.array(Difference),
  /** The first reading, for settling; null while only one person has keyed the form, so that nobody copies. */
  first: Answers.nullable(),
  /** The slip's code in it. */
  slip: z.string(),
});
export type FormView = z.output<typeof FormView>;

const params = z.object({ stackId: Id });
const formParams = params.extend({ formNo: z.coerce.number().int().min(1).max(9999) });
const permit = 'survey/plan' as const;

export const paperRoutes = {
  listPaperStacks: route({
    method: 'GET',
    path: '/api/paper-stacks',
    summary: { zh: '纸质问卷的批次', en: 'Stacks of paper forms' },
    permit,
    reply: z.array(StackLine),
  }),
  openPaperStack: route({
    method: 'POST',
    path: '/api/paper-stacks',
    summary: { zh: '开始录入一批纸质问卷', en: 'Open a stack of paper forms' },
    permit,
    body: z.object({ questionnaireId: Id, version: z.int().min(1), label: z.string().trim().min(1).max(60) }),
    reply: StackView,
  }),
  readPaperStack: route({
    method: 'GET',
    path: '/api/paper-stacks/:stackId',
    summary: { zh: '一批纸质问卷', en: 'A stack of paper forms' },
    permit,
    params,
    reply: StackView,
  }),
  keyPaperForm: route({
    method: 'POST',
    path: '/api/paper-stacks/:stackId/forms/:formNo/keyings',
    summary: { zh: '录入一份；第二遍须由另一人录', en: 'Key a form; the second reading is another person’s' },
    permit,
    params: formParams,
    body: z.object({ answers: Answers, slip: SlipCode.default('') }),
    reply: FormView,
  }),
  readPaperForm: route({
    method: 'GET',
    path: '/api/paper-stacks/:stackId/forms/:formNo',
    summary: { zh: '一份纸质问卷：两遍录入的差异', en: 'A paper form: where its two readings differ' },
    permit,
    params: formParams,
    reply: FormView,
  }),
  settlePaperForm: route({
    method: 'POST',
    path: '/api/paper-stacks/:stackId/forms/:formNo/settlement',
    summary: { zh: '对照原件核定差异', en: 'Settle the differences with the form in hand' },
    permit,
    params: formParams,
    body: z.object({ answers: Answers, slip: SlipCode.default('') }),
    reply: FormView,
  }),
  closePaperStack: route({
    method: 'POST',
    path: '/api/paper-stacks/:stackId/closure',
    summary: { zh: '结束录入；之后不能再改', en: 'Close a stack; nothing is changed after that' },
    permit,
    params,
    reply: StackView,
  }),
};
