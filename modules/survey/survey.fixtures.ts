import type { Scale } from './scale.contract.ts';
import { scaleBank } from './scale.rules.ts';
import { Questionnaire, type QuestionnaireInput } from './questionnaire.contract.ts';

const said = (zh: string, en = '') => ({ zh, en });
const choices = (...texts: string[]) => texts.map((zh, at) => ({ code: `o${at + 1}`, text: said(zh) }));

/** All statements of a scale as one matrix. */
export const scaleMatrix = (code: string, scale: Scale) => ({
  kind: 'matrix' as const,
  code,
  text: { zh: '下面的话您同意吗？' },
  columns: scale.columns,
  rows: scale.items.map((item) => ({
    code: item.code,
    text: item.text,
    item: { scale: scale.code, version: scale.version, item: item.code },
  })),
});

const legacyQuestion = {
  kind: 'single' as const,
  code: 'legacy',
  trait: 'legacy' as const,
  text: { zh: '机构改革前，您在哪个单位？' },
  options: [
    { code: 'ico', text: { zh: '原工商' } },
    { code: 'qts', text: { zh: '原质监' } },
    { code: 'other', text: { zh: '其他' } },
  ],
};

/** One page of scales, the legacy agency and one open question. */
export const pageOf = (...scales: readonly ReturnType<typeof scaleMatrix>[]): QuestionnaireInput => ({
  title: { zh: '一页问卷', en: 'One page' },
  sections: [
    {
      code: 's1',
      title: { zh: '第一节', en: 'First' },
      questions: [
        ...scales,
        legacyQuestion,
        { kind: 'long-text', code: 'wish', text: { zh: '您最希望局里做成哪件事？' } },
      ],
    },
  ],
});

/** One question of every kind, with branching, piping and two sections. */
export const everyKind: QuestionnaireInput = {
  title: said('各种题型', 'Every kind'),
  intro: said('约三分钟。'),
  sections: [
    {
      code: 's1',
      title: said('第一节', 'First section'),
      questions: [
        {
          kind: 'single',
          code: 'role',
          text: said('您主要做哪类工作？', 'What kind of work?'),
          options: choices('执法', '审批', '检验'),
          required: true,
        },
        {
          kind: 'multiple',
          code: 'topics',
          text: said('想多了解哪些业务？'),
          options: choices('计量', '标准', '食品'),
          most: 2,
        },
        scaleMatrix('belong', scaleBank[1]!),
        {
          kind: 'ranking',
          code: 'wishes',
          text: said('按看重的程度排一排'),
          options: choices('交流', '培训', '文体'),
          top: 2,
        },
        { kind: 'zero-ten', code: 'mood', text: said('总的打几分？'), low: said('很差'), high: said('很好') },
      ],
    },
    {
      code: 's2',
      title: said('第二节'),
      questions: [
        { kind: 'slider', code: 'share', text: said('外出时间占几成？'), min: 0, max: 100, step: 10 },
        {
          kind: 'number',
          code: 'hours',
          text: said('选“{role}”的，每周开会几小时？'),
          min: 0,
          max: 60,
          unit: said('小时'),
        },
        {
          kind: 'date',
          code: 'last',
          text: said('上次跨科室活动是哪天？'),
          from: '2019-01-30',
          until: '2021-12-31',
        },
        { kind: 'short-text', code: 'word', text: said('用一个词形容局里的气氛') },
        {
          kind: 'sum',
          code: 'split',
          text: said('一周的精力怎么分？'),
          rows: choices('业务', '开会', '填表'),
          total: 100,
        },
        {
          kind: 'ego',
          code: 'names',
          text: said('能叫出名字的约有几人？'),
          rows: choices('原工商', '原质监'),
        },
        {
          kind: 'long-text',
          code: 'open',
          text: said('还有什么想说的？'),
          showIf: { of: 'all', tests: [{ code: 'mood', is: 'at-most', number: 5 }] },
        },
      ],
    },
  ],
};

export const aQuestionnaire = (change: Partial<QuestionnaireInput> = {}): Questionnaire =>
  Questionnaire.parse({ ...everyKind, ...change });
