import type { Question, Trait } from './questionnaire.contract.ts';
import { choicesOf } from './questionnaire.rules.ts';

/** How questions about the person are usually worded; the first that fits is the guess. */
const wordings: readonly [Exclude<Trait, 'nothing'>, RegExp][] = [
  [
    'legacy',
    /原单位|(合并|改革|整合)(以?前|之前).{0,8}(单位|部门|局)|来自(哪|原)|(former|legacy) (agency|organi[sz]ation)/i,
  ],
  [
    'age',
    /年龄|多大(岁数|年纪)|出生(年|于|日)|周岁|哪一?年(出)?生|\b(your age|how old|year of birth|age group)\b/i,
  ],
  ['gender', /性别|男性还是女性|\b(gender|your sex)\b/i],
  ['postType', /编制(类型|性质|类别)?|人员身份|\b(type of post|civil servant or)\b/i],
  [
    'post',
    /(您|你)(的|现任|担任).{0,6}(职务|职级|职称|岗位)|^(职务|职级|职称|岗位)|\byour (post|rank|position)\b/i,
  ],
  [
    'unit',
    /(您|你)?(所在|所属|在哪个?).{0,4}(科室|单位|部门|处室|大队|分局)|^(科室|单位|部门)|\byour (unit|section|department)\b/i,
  ],
  [
    'tenure',
    /工龄|(工作|从业)年限|参加工作|(到岗|入职)(时间|年)|\b(years of service|how long have you worked)\b/i,
  ],
  ['education', /学历|学位|所学专业|\b(education|your degree)\b/i],
  ['place', /办公(地点|楼|室)|(几|哪)层(楼)?办公|\b(your office|which floor)\b/i],
  ['other', /政治面貌|(是否|是不是)(中共)?党员|民族|婚姻|(有无|几个)(子女|孩子)|\b(party member|marital)\b/i],
];

const naming =
  /(您|你|本人)的?(姓名|名字|工号|警号|执法证号|手机|电话|身份证|微信)|^(姓名|工号|手机号?|联系(电话|方式)|身份证号?|签名)|\byour (full )?(name|staff number|phone|e-?mail)\b/i;

/** Whether the question asks who one is, which no anonymous questionnaire may. */
export const asksName = (question: Question): boolean =>
  naming.test(question.text.zh) || naming.test(question.text.en);

const guessed: readonly Question['kind'][] = [
  'single',
  'multiple',
  'number',
  'date',
  'short-text',
  'long-text',
];
/** A slider tells years; what else it asks is an opinion. */
const inYears: readonly Trait[] = ['age', 'tenure'];

export function guessTrait(question: Question): Trait | null {
  const isSlider = question.kind === 'slider';
  if (!isSlider && !guessed.includes(question.kind)) return null;
  const fits = wordings.find(([, words]) => words.test(question.text.zh) || words.test(question.text.en));
  const trait = fits?.[0] ?? null;
  return isSlider && !(trait && inYears.includes(trait)) ? null : trait;
}

/** What of a person the question asks: as its author says, else as its wording suggests. */
export const traitOf = (question: Question): Trait | null => {
  const trait = question.trait ?? guessTrait(question);
  return trait === 'nothing' ? null : trait;
};

/** How many different answers a question about the person can get. */
export function nValues(question: Question): number {
  switch (question.kind) {
    case 'number':
    case 'slider':
      return Math.max(2, Math.min(40, Math.floor(question.max - question.min) + 1));
    case 'zero-ten':
      return 11;
    case 'date':
      return 40;
    default:
      return Math.max(2, choicesOf(question).length);
  }
}
