/** The questionnaire of the sample bureau's three waves: 30 items, ego counts, one open question. Invented throughout. */
import type { Chapter, SampleRun } from '#platform/module/index.ts';
import { createQuestionnaire, listQuestionnaires } from './draft.work.ts';
import { Questionnaire, type QuestionnaireInput } from './questionnaire.contract.ts';
import { scaleBank } from './scale.rules.ts';

type Asked = QuestionnaireInput['sections'][number];

/** Before the survey of June 2020, W1. */
export const questionnaireSample: readonly Chapter[] = [{ on: '2020-06-01', tell: tellQuestionnaire }];

async function tellQuestionnaire(run: SampleRun): Promise<void> {
  await run.act(async (act) => {
    if ((await listQuestionnaires(act)).length === 0) await createQuestionnaire(act, sampleQuestionnaire);
  });
  await run.progress(1);
}

/** Code of the self-reported legacy agency, and its options by code of the roster's agencies. */
export const legacyQuestion = 'legacy';
export const legacyOptions = {
  ICO: 'ico',
  QTS: 'qts',
  FDA: 'fda',
  PRC: 'prcipo',
  IPO: 'prcipo',
  NEW: 'new',
} as const;

const scales = (...codes: string[]): Asked['questions'] =>
  scaleBank
    .filter(({ code }) => codes.includes(code))
    .map(({ code, version, items, columns }) => ({
      kind: 'matrix',
      code,
      text: { zh: '下面的话，您同意到什么程度？', en: 'How far do you agree?' },
      required: true,
      columns,
      rows: items.map((item) => ({
        code: item.code,
        text: item.text,
        item: { scale: code, version, item: item.code },
      })),
    }));

const section = (code: string, zh: string, en: string, questions: Asked['questions']): Asked => ({
  code,
  title: { zh, en },
  questions,
});

/** Two items beside the bank: the bureau as a whole. */
const overall: Asked['questions'][number] = {
  kind: 'matrix',
  code: 'overall',
  text: { zh: '总的来说，您同意到什么程度？', en: 'All in all, how far do you agree?' },
  required: true,
  columns: scaleBank[0]!.columns,
  rows: [
    {
      code: 'ov1',
      text: {
        zh: '合并以后，局里的工作比刚合并时顺当。',
        en: 'Work runs better now than right after the merger.',
      },
    },
    {
      code: 'ov2',
      text: {
        zh: '我愿意参加局里组织的交流活动。',
        en: 'I like to join the exchanges the bureau organises.',
      },
    },
  ],
};

const acquainted: Asked['questions'][number] = {
  kind: 'ego',
  code: 'names',
  text: {
    zh: '下列来源的同事，您能叫出名字的约有几人？（不算本科室的）',
    en: 'Of colleagues from these agencies, outside your own section, about how many could you call by name?',
  },
  trait: 'nothing',
  rows: [
    { code: 'ico', text: { zh: '原工商', en: 'Former industry and commerce' } },
    { code: 'qts', text: { zh: '原质监', en: 'Former quality supervision' } },
    { code: 'fda', text: { zh: '原食药监', en: 'Former food and drug' } },
    {
      code: 'prcipo',
      text: { zh: '原物价检查、原知识产权', en: 'Former price inspection and intellectual property' },
    },
  ],
};

const aboutYou: Asked['questions'][number] = {
  kind: 'single',
  code: legacyQuestion,
  text: { zh: '机构改革前，您在哪个单位？', en: 'Where were you before the merger?' },
  help: { zh: '只按全局汇总，不与科室交叉。', en: 'Reported for the whole bureau only.' },
  trait: 'legacy',
  options: [...acquainted.rows, { code: 'new', text: { zh: '改革后新进', en: 'Joined after the merger' } }],
};

export const sampleQuestionnaire: Questionnaire = Questionnaire.parse({
  title: { zh: '岚川市市场监督管理局民意调查', en: 'Staff opinion survey of the Lanchuan bureau' },
  intro: {
    zh: '共 30 个判断题、一道认识人数题和一道开放题，约 6 分钟。任何一题都可以选“不愿回答”。',
    en: 'Thirty statements, one count of acquaintances and one open question; about six minutes. Any of them may be declined.',
  },
  thanks: {
    zh: '谢谢。结果对全体职工同日公布。',
    en: 'Thank you. Results are shown to all staff on the same day.',
  },
  sections: [
    section('s1', '我和这个局', 'The bureau and I', scales('identity', 'belonging')),
    section('s2', '我们在一起', 'Together', [...scales('cohesion', 'knowing'), acquainted]),
    section('s3', '作风和服务', 'Integrity and service', scales('integrity', 'service')),
    section('s4', '工作和总的看法', 'Work, and all in all', [...scales('burden'), overall]),
    section('s5', '最后', 'At the end', [
      aboutYou,
      {
        kind: 'long-text',
        code: 'wish',
        text: { zh: '您最希望局里做成哪件事？', en: 'What do you most wish the bureau would get done?' },
        help: {
          zh: '请不要写人名、电话，也不要写让人认出您的经历。',
          en: 'Please write no names, no telephone numbers and nothing that would give you away.',
        },
      },
    ]),
  ],
} satisfies QuestionnaireInput);
