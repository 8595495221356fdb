/** A questionnaire with a question of every kind, and people of three strata who answer it by chance. */
import { stream, type Random } from '#engines/random/index.ts';
import type { Answers } from './answers.contract.ts';
import { Questionnaire, type QuestionnaireInput } from './questionnaire.contract.ts';
import { measureSurvey, type Measured, type MeasureInput, type Opened } from './result.rules.ts';

export type Asked = QuestionnaireInput['sections'][number]['questions'][number];

export const zh = (words: string) => ({ zh: words });
export const options = (...words: string[]) => words.map((one, at) => ({ code: `o${at}`, text: zh(one) }));

export const asked: Record<string, Asked> = {
  legacy: {
    kind: 'single',
    code: 'legacy',
    text: zh('机构改革前，您在哪个单位？'),
    options: options('甲', '乙', '丙'),
  },
  canteen: { kind: 'single', code: 'canteen', text: zh('食堂怎么样？'), options: options('好', '中', '差') },
  lunch: {
    kind: 'single',
    code: 'lunch',
    text: zh('中午在哪里吃？'),
    options: options('食堂', '家里', '外面'),
  },
  wishes: {
    kind: 'multiple',
    code: 'wishes',
    text: zh('希望办什么？'),
    options: options('食堂', '班车', '球赛'),
  },
  licences: {
    kind: 'multiple',
    code: 'licences',
    text: zh('您持有哪些证？'),
    trait: 'other',
    options: options('检验证', '执法证', '特种设备证'),
  },
  meetings: { kind: 'number', code: 'meetings', text: zh('上月开了几次会？'), min: 0, max: 60 },
  share: { kind: 'slider', code: 'share', text: zh('用在跑腿上的时间'), min: 0, max: 1, step: 0.05 },
  hours: {
    kind: 'sum',
    code: 'hours',
    text: zh('时间怎么分？'),
    rows: options('执法', '填表', '开会'),
  },
  order: {
    kind: 'ranking',
    code: 'order',
    text: zh('先办哪件？'),
    options: options('食堂', '班车', '球赛', '培训', '电脑'),
  },
  since: { kind: 'date', code: 'since', text: zh('上次体检是哪天？') },
  names: { kind: 'ego', code: 'names', text: zh('能叫出名字的约有几人？'), rows: options('原甲', '原乙') },
  ten: { kind: 'zero-ten', code: 'ten', text: zh('愿意推荐本局吗？') },
  views: {
    kind: 'matrix',
    code: 'views',
    text: zh('同意吗？'),
    rows: options('办事快', '办事明白'),
    columns: options('不同意', '一般', '同意'),
  },
};

export const questionnaireOf = (questions: readonly Asked[]): Questionnaire =>
  Questionnaire.parse({ title: zh('问卷'), sections: [{ code: 's1', title: zh('一'), questions }] });

export const whole = questionnaireOf(Object.values(asked));
const strata = { A: 40, B: 26, C: 14 };

/** One person of a stratum. `at`: their place in it. */
function answersOf(random: Random, at: number): Answers['given'] {
  const pick = (n: number) => random.below(n);
  const [a, b] = [pick(50), pick(50)];
  const places = random.shuffle([0, 1, 2, 3, 4]);
  return {
    legacy: `o${at % 3}`,
    canteen: `o${pick(3)}`,
    lunch: pick(20) === 0 ? 'o1' : 'o0',
    wishes: ['o0', ...(pick(2) ? ['o1'] : []), ...(pick(3) ? [] : ['o2'])],
    licences: ['o1', ...(at % 3 ? [] : ['o0'])],
    meetings: pick(12) + pick(12),
    share: pick(20) / 20,
    hours: { o0: a, o1: b, o2: 100 - a - b },
    order: places.map((place) => `o${place}`),
    since: `20${10 + pick(10)}-0${1 + pick(9)}-11`,
    names: { o0: ['none', 'few', 'some', 'many', 'more'][pick(5)]!, o1: pick(30) ? 'more' : 'many' },
    ten: pick(11),
    views: { o0: `o${pick(3)}`, o1: `o${pick(3)}` },
  };
}

export function peopleOf(seed: number, sizes: Record<string, number> = strata): Opened[] {
  const random = stream(seed, 'result-question');
  const people = Object.entries(sizes).flatMap(([stratum, n]) =>
    Array.from({ length: n }, (_, at): Opened => ({
      stratum,
      said: { v: 1, given: answersOf(random, at), declined: [] },
    })),
  );
  // Three alone hold the third licence.
  for (const { said } of people.slice(0, 3)) (said.given['licences'] as string[]).push('o2');
  return people;
}

export const inputOf = (answers: readonly Opened[], more: Partial<MeasureInput> = {}): MeasureInput => ({
  survey: {
    id: 'S1',
    title: '',
    castFrom: '2020-06-01',
    castTo: '2020-06-09',
    questionnaire: { title: { zh: '', en: '' }, version: 1, hash: '' },
  },
  computedOn: '2020-06-20',
  seed: 1,
  k: 5,
  kText: 10,
  questionnaire: whole,
  answers,
  strata: Object.entries(strata).map(([id, n]) => ({ id, label: id, eligible: n + 2, moved: null })),
  nTexts: 0,
  before: null,
  registered: [],
  ...more,
});

/** The next wave: another survey, asked the given questionnaire. */
export function nextOf(first: Measured, questionnaire: Questionnaire, answers = peopleOf(8)): Measured {
  const input = inputOf(answers, { questionnaire, registered: first.memory.tables });
  return measureSurvey({
    ...input,
    survey: { ...input.survey, id: 'S2' },
    strata: input.strata.map((one) => ({
      ...one,
      moved: { joined: +(one.id === 'C'), left: +(one.id === 'C') },
    })),
    before: { survey: { id: 'S1', title: '', castTo: '' }, memory: first.memory },
  });
}
