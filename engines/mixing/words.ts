/** Sentences in plain words for clashes, input problems and reasons; {names} in braces are filled from the facts. */
import type { Clash, ClashCode, Demand } from './clash.ts';
import type { ReasonCode } from './explain.ts';
import type { InputCode } from './input-problems.ts';
import type { Problem } from './problem.ts';

export type Language = 'zh' | 'en';
type Words = Readonly<Record<Language, string>>;

export const clashWords: Readonly<Record<ClashCode, Words>> = {
  'mixing/too-many-people': {
    zh: '共 {nPeople} 人，而各组最多只能容纳 {nPlaces} 人。',
    en: 'There are {nPeople} people, but the groups hold {nPlaces} at most.',
  },
  'mixing/too-few-people': {
    zh: '只有 {nPeople} 人，而各组至少需要 {nPlaces} 人。',
    en: 'There are only {nPeople} people, but the groups need at least {nPlaces}.',
  },
  'mixing/places-short': {
    zh: '有 {nPeople} 人只能进 {groups}，那里最多容纳 {nPlaces} 人。',
    en: '{nPeople} people may only join {groups}, which hold {nPlaces} at most.',
  },
  'mixing/groups-short': {
    zh: '{groups} 至少需要 {nPlaces} 人，而能进的只有 {nPeople} 人。',
    en: '{groups} need at least {nPlaces} people, but only {nPeople} may join them.',
  },
  'mixing/unit-too-large': {
    zh: '{people} 要求同组，共 {size} 人，而他们能进的组最多 {most} 人。',
    en: '{people} must stay together, {size} in all, but no group they may join holds more than {most}.',
  },
  'mixing/together-and-apart': {
    zh: '{people} 既要求同组，又要求不同组。',
    en: '{people} must be together and must be apart.',
  },
  'mixing/places-contradict': {
    zh: '对 {people} 的安排互相矛盾，没有一个组可进。',
    en: 'What is fixed for {people} contradicts itself: no group is left.',
  },
  'mixing/too-many-apart': {
    zh: '{people} 共 {nPeople} 人两两不能同组，而可用的组只有 {nGroups} 个。',
    en: '{people} must all be apart, {nPeople} in all, but only {nGroups} group(s) are open to them.',
  },
  'mixing/quota-too-few': {
    zh: '{groups} 共需要符合条件的 {nPlaces} 人，而能去的只有 {nPeople} 人。',
    en: '{groups} ask for {nPlaces} such people, but only {nPeople} can come.',
  },
  'mixing/quota-too-many': {
    zh: '符合条件的有 {nPeople} 人，而 {groups} 合计最多容纳 {nPlaces} 人。',
    en: 'There are {nPeople} such people, but {groups} may take {nPlaces} at most.',
  },
  'mixing/quotas-overfill': {
    zh: '“{group}”的各项下限合计 {nPeople} 人，超过了它的上限 {nPlaces} 人。',
    en: 'The least numbers asked of {group} add up to {nPeople}, more than the {nPlaces} it holds.',
  },
  'mixing/quotas-underfill': {
    zh: '“{group}”的各项上限合计只有 {nPeople} 人，达不到它的下限 {nPlaces} 人。',
    en: 'The most numbers allowed in {group} add up to {nPeople}, fewer than the {nPlaces} it needs.',
  },
  'mixing/lone-unavoidable': {
    zh: '“{value}”（{attribute}）共 {nPeople} 人，无法保证同组至少两人。',
    en: '{nPeople} with {attribute} “{value}” cannot be placed so that nobody is the only one.',
  },
  'mixing/balance-impossible': {
    zh: '{people} 的{attribute}为 {value}，怎样搭配都不能使组平均值落在全体平均值 {mean} 的 ±{tolerance} 之内。',
    en: '{people} has {attribute} {value}: no company brings the group’s mean within {tolerance} of {mean}.',
  },
  'mixing/repeats-unavoidable': {
    zh: '{nRounds} 轮不可能不重复：需要 {needed}，只有 {available}。',
    en: '{nRounds} rounds cannot do without more repeats: {needed} needed, {available} available.',
  },
};

export const inputWords: Readonly<Record<InputCode, Words>> = {
  'mixing/id-doubled': { zh: '编号“{what}”重复。', en: 'The id “{what}” occurs twice.' },
  'mixing/person-unknown': { zh: '没有编号为“{what}”的人。', en: 'Nobody has the id “{what}”.' },
  'mixing/round-unknown': { zh: '没有名为“{what}”的轮次。', en: 'There is no round “{what}”.' },
  'mixing/group-unknown': { zh: '没有名为“{what}”的组。', en: 'There is no group “{what}”.' },
  'mixing/round-without-groups': { zh: '轮次“{what}”没有组。', en: 'Round “{what}” has no groups.' },
  'mixing/size-out-of-range': {
    zh: '“{what}”的人数上下限应为整数，且下限不大于上限。',
    en: 'The sizes of “{what}” must be whole numbers, the least not above the most.',
  },
  'mixing/number-out-of-range': {
    zh: '数值 {what} 超出允许范围。',
    en: 'The number {what} is out of range.',
  },
  'mixing/matrix-unfit': {
    zh: '矩阵与名单不符，或不对称。',
    en: 'The matrix does not fit the list of people, or is not symmetric.',
  },
  'mixing/weight-not-allowed': {
    zh: '这类规则必须遵守，不能设权重。',
    en: 'A rule of this kind must be kept and takes no weight.',
  },
  'mixing/groups-missing': { zh: '这条规则要写明是哪些组。', en: 'This rule must name its groups.' },
  'mixing/pinned-while-absent': {
    zh: '“{what}”在该轮不能到场，却被指定了组。',
    en: '“{what}” is given a group in a round they cannot attend.',
  },
};

export const reasonWords: Readonly<Record<ReasonCode, Words>> = {
  'mixing/reason-new': {
    zh: '会遇到 {met} 人，其中 {newlyMet} 人原先不认识。',
    en: 'Meets {met} people, {newlyMet} of them new.',
  },
  'mixing/reason-values': {
    zh: '会遇到另外 {count} 种“{attribute}”的人。',
    en: 'Meets people of {count} other values of {attribute}.',
  },
  'mixing/reason-pinned': { zh: '已由人工指定到“{group}”。', en: 'Was put into {group} by hand.' },
  'mixing/reason-rule': { zh: '涉及规则“{rule}”。', en: 'Rule “{rule}” is about this person.' },
  'mixing/reason-broken': { zh: '规则“{rule}”在这里没有做到。', en: 'Rule “{rule}” is not kept here.' },
  'mixing/reason-no-better-swap': {
    zh: '与任何人对调都不会更好。',
    en: 'No exchange with anybody would be better.',
  },
  'mixing/reason-better-swap': {
    zh: '{people} 对调会更好（多 {gain}）。',
    en: 'An exchange of {people} would be better (by {gain}).',
  },
  'mixing/reason-group': {
    zh: '“{group}”共 {size} 人，其中人工指定 {nPinned} 人。',
    en: '{group} has {size} people, {nPinned} of them put there by hand.',
  },
};

/** The sentence with its facts; lists are joined, numbers shortened to three decimals. `nameOf` turns ids into names. */
export function say(
  words: Words,
  facts: Readonly<Record<string, string | number | readonly string[]>>,
  language: Language,
  nameOf: (id: string) => string = (id) => id,
): string {
  return words[language].replace(/\{(\w+)\}/g, (_, key: string) => {
    const fact = facts[key];
    if (fact === undefined) return '';
    if (typeof fact === 'number') return String(Math.round(fact * 1000) / 1000);
    return typeof fact === 'string' ? nameOf(fact) : fact.map(nameOf).join(language === 'zh' ? '、' : ', ');
  });
}

/** The clash in one sentence and, as a second, the demands of which one must give way. */
export function sayClash(
  problem: Problem,
  clash: Clash,
  language: Language,
  nameOf?: (id: string) => string,
): string {
  const demands = clash.demands.map((demand) => demandName(problem, demand, language, nameOf));
  const sentence = say(clashWords[clash.code], clash.facts, language, nameOf);
  const joined = demands.join(language === 'zh' ? '、' : ', ');
  if (demands.length < 2) return sentence;
  return language === 'zh'
    ? `${sentence}以下各项须有一项让步：${joined}。`
    : `${sentence} One of these must give way: ${joined}.`;
}

function demandName(
  problem: Problem,
  demand: Demand,
  language: Language,
  nameOf = (id: string) => id,
): string {
  if (demand.kind === 'sizes') return language === 'zh' ? '各组人数' : 'sizes of groups';
  if (demand.kind === 'rule') return language === 'zh' ? `规则“${demand.name}”` : `rule “${demand.name}”`;
  const { person, group } = problem.pins![demand.at]!;
  return language === 'zh' ? `指定“${nameOf(person)}”到“${group}”` : `${nameOf(person)} put into ${group}`;
}
