/** Free texts: redacted by two people, shown shuffled, whole bureau only, on a page without ratings. */
import * as z from 'zod';
import { Day, Id, SayingShape, May, facts, refusals, route } from '#platform/contract/index.ts';

/** From (inclusive) and to (exclusive), in UTF-16 units of the text. */
export const Mark = z.tuple([z.int().min(0).max(4000), z.int().min(1).max(4000)]);
export type Mark = z.output<typeof Mark>;

/** What one of the two did with a text; both must have done the same before it is shown. */
export const Verdict = z.object({ marks: z.array(Mark).max(60), withheld: z.boolean() });
export type Verdict = z.output<typeof Verdict>;

export const DeskText = z.object({
  textId: Id,
  question: z.string(),
  body: z.string(),
  /** Names on the roster, numbers, addresses; and wording that only one person could write. */
  suggested: z.array(Mark),
  mine: Verdict.nullable(),
  /** Told only once one has decided oneself. */
  other: z.enum(['unknown', 'waiting', 'agrees', 'differs']),
  /** The other's marks where both differ, so that the two can talk. */
  theirs: Verdict.nullable(),
  /** What the text would read like after the other's marks; null as `theirs`, and where withheld. */
  theirReading: z.string().nullable(),
});
export type DeskText = z.output<typeof DeskText>;

export const Desk = z.object({
  title: z.string(),
  texts: z.array(DeskText),
  nAgreed: z.int(),
  names: z.object({ office: z.string(), witness: z.string() }),
  may: z.object({ mark: May, release: May }),
});
export type Desk = z.output<typeof Desk>;

export const ShownTexts = z.object({
  title: z.string(),
  state: z.enum(['none', 'few', 'redacting', 'released']),
  /** Fewest texts of a question that are shown. */
  kText: z.int(),
  releasedOn: Day.nullable(),
  questions: z.array(z.object({ text: SayingShape, texts: z.array(z.string()), withheld: z.boolean() })),
  may: z.object({ redact: z.boolean() }),
});
export type ShownTexts = z.output<typeof ShownTexts>;

const params = z.object({ surveyId: Id });

export const textRoutes = {
  readSurveyTexts: route({
    method: 'GET',
    path: '/api/surveys/:surveyId/texts',
    summary: {
      zh: '开放题的回答：两人涂隐后打乱次序公布',
      en: 'Answers to open questions: redacted by two, shown in an order of chance',
    },
    permit: 'survey/read',
    params,
    reply: ShownTexts,
  }),
  readRedactionDesk: route({
    method: 'GET',
    path: '/api/surveys/:surveyId/redaction',
    summary: {
      zh: '涂隐台：只有本次调查的两位保管人能打开',
      en: 'Redaction desk, for the two keepers of this survey alone',
    },
    permit: 'survey/keep-keys',
    params,
    reply: Desk,
  }),
  redactText: route({
    method: 'PUT',
    path: '/api/surveys/:surveyId/redaction/:textId',
    summary: { zh: '涂隐一条回答，或不公布', en: 'Redact a text, or withhold it' },
    permit: 'survey/keep-keys',
    params: params.extend({ textId: Id }),
    body: Verdict,
    reply: z.object({ text: DeskText, nAgreed: z.int(), release: May }),
  }),
  releaseTexts: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/texts',
    summary: { zh: '两人意见一致后，对所有人公布', en: 'Show them to everybody, once both agree on all' },
    permit: 'survey/keep-keys',
    params,
    reply: ShownTexts,
  }),
};

const nothing = { zh: '什么也没有改动。', en: 'Nothing was changed.' };

export const resultRefusals = refusals({
  'survey/not-released': {
    status: 404,
    zh: '结果还没有公布。计票后由系统算出，同一时刻对所有人公布。',
    en: 'No result yet. It is computed after the tally and shown to everybody at the same moment.',
  },
  'survey/no-finding': { status: 404, zh: '没有找到这条调查发现。', en: 'This finding was not found.' },
  'survey/answers-destroyed': {
    status: 409,
    zh: '原始答案已按期销毁，不能再重算；公布时的结果仍在。',
    en: 'The answers were destroyed on their day and cannot be computed again; what was released remains.',
  },
  'survey/not-redactor': {
    status: 403,
    zh: '开放题只由本次调查的两位保管人涂隐。',
    en: 'Open answers are redacted by the two keepers of this survey alone.',
    kept: nothing,
  },
  'survey/no-text': { status: 404, zh: '没有找到这条回答。', en: 'This text was not found.' },
  'survey/bad-marks': {
    status: 422,
    zh: '涂隐的位置不对：要在文字之内，依次排列，互不重叠。',
    en: 'These marks do not fit: they must lie within the text, in order and apart from each other.',
    kept: nothing,
  },
  'survey/texts-out': {
    status: 409,
    zh: '开放题的回答已经公布，不能再改。',
    en: 'The texts are out already and cannot be changed.',
    kept: nothing,
  },
  'survey/texts-undecided': {
    status: 409,
    zh: '还有 {n} 条没有两人一致的意见。',
    en: 'On {n} texts the two do not agree yet.',
    kept: nothing,
  },
  'survey/few-texts': {
    status: 409,
    zh: '可以公布的回答不到 {least} 条，容易认出是谁写的，不公布。',
    en: 'Fewer than {least} texts could be shown; so few are easily recognised, so none is.',
    kept: nothing,
  },
});

export const resultFacts = facts({
  'survey/results-released': {
    zh: '“{title}”的结果公布，全体职工同时可见',
    en: 'Results of “{title}” were released to everybody at once',
    data: z.object({ title: z.string(), digest: z.string() }),
  },
  'survey/finding-published': {
    zh: '公布了一条调查发现：{sentence}',
    en: 'A finding of a survey was published: {sentence}',
    /** `code` stays the same from survey to survey: `level-knowing`, `change-burden`. */
    data: z.object({ code: z.string(), sentence: z.string(), asksAnswer: z.boolean() }),
  },
  'survey/scale-measured': {
    zh: '“{title}”测得“{name}”的全局平均',
    en: 'The mean of “{nameEn}” over the bureau was measured by “{title}”',
    /** Quantity: the released mean. Only the same `version` of a scale compares from survey to survey. */
    data: z.object({
      title: z.string(),
      scale: z.string().meta({ zh: '量表', en: 'scale' }),
      version: z.int().meta({ zh: '量表版本', en: 'version of the scale' }),
      name: z.string(),
      nameEn: z.string(),
    }),
    unit: 'point',
  },
  'survey/finding-answered': {
    zh: '一条调查发现有了答复：{words}',
    en: 'A finding was answered: {words}',
    data: z.object({ kind: z.enum(['measure', 'declined']), words: z.string() }),
  },
  'survey/texts-released': {
    zh: '开放题的回答涂隐后公布，共 {n} 条',
    en: '{n} redacted texts were released',
    data: z.object({ n: z.int() }),
  },
});
