import * as z from 'zod';
import { facts, refusals } from '#platform/contract/index.ts';

/** What a person may say of a colleague or of a business domain; `skip` is an answer too: 这位不答. */
export const Said = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal('skip')]);
export type Said = z.output<typeof Said>;

/** A field of the bureau's business, and the legacy agency whose trade it was (null: nobody's alone). */
export const Domain = z.object({
  code: z.string().regex(/^[a-z0-9-]{1,30}$/),
  name: z.string().trim().min(1).max(30),
  home: z.string().max(20).nullable(),
});
export type Domain = z.output<typeof Domain>;

/**
 * An estimate with its 95 % interval. `cannotTell` names why there is no value, or no interval:
 * a code of `result.rules.ts` (`cannotTellWords`). Shares are 0…1, to three decimals.
 */
export const Estimate = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  cannotTell: z.string().nullable(),
});
export type Estimate = z.output<typeof Estimate>;

/** Fewest people on either side of a shown figure, and fewest raters behind it. */
export const fewestPeople = 5;
/** Fewest people in a group whose turnout is shown. */
export const fewestForTurnout = 10;
/** Up to this many people everybody is asked about everybody. */
export const mostForCensus = 60;
/** Most names one person is asked about in a larger bureau. */
export const mostNames = 30;
/** What answering takes, in minutes, and what hours are reckoned by. */
export const minutesPerPerson = 3;
/** Raw reports are deleted at most this long after a wave closes. */
export const mostMonthsKept = 6;

export const fusionRefusals = refusals({
  'fusion/no-wave': { status: 404, zh: '没有找到这一轮调查。', en: 'This wave was not found.' },
  'fusion/no-person': {
    status: 409,
    zh: '您的账号没有对应花名册上的人，不能填答。请系统管理员关联后再试。',
    en: 'Your account belongs to nobody on the roster, so it cannot answer. Ask the system administrator to link it.',
  },
  'fusion/plan-locked': {
    status: 409,
    zh: '这一轮已经开放，用途、范围和名单都已锁定，不能再改。',
    en: 'This wave has been opened: its purpose, population and lists are locked.',
  },
  'fusion/dates': {
    status: 422,
    zh: '日期要依次为：开放 ≤ 截止 < 删除，删除不晚于截止后 6 个月。',
    en: 'Dates must run: open ≤ close < delete, and delete within six months of closing.',
  },
  'fusion/units': {
    status: 422,
    zh: '所选单位里有花名册上没有的单位。',
    en: 'One of the chosen units is not in the unit tree.',
  },
  'fusion/domains': {
    status: 422,
    zh: '业务领域的代码不能重复，原单位要在名录里。',
    en: 'Codes of domains must differ, and their home agencies must exist.',
  },
  'fusion/too-few': {
    status: 409,
    zh: '能列入名单的人只有 {n} 位，至少要 {least} 位才能保护每个人。',
    en: 'Only {n} people can be listed; at least {least} are needed to protect each of them.',
  },
  'fusion/not-draft': {
    status: 409,
    zh: '这一轮不是草稿，不能这样做。',
    en: 'This wave is no longer a draft.',
  },
  'fusion/not-open': { status: 409, zh: '这一轮现在不在填答期。', en: 'This wave is not open for answers.' },
  'fusion/not-yet': {
    status: 409,
    zh: '这一轮将于{on}开放填答。',
    en: 'This wave opens for answers on {onEn}.',
  },
  'fusion/closed': {
    status: 410,
    zh: '这一轮已经截止，不再收答案。',
    en: 'This wave is closed and takes no more answers.',
    kept: { zh: '截止前保存的答案仍然有效。', en: 'What was saved before closing still counts.' },
  },
  'fusion/not-closed': {
    status: 409,
    zh: '要先截止，才能计算。',
    en: 'It must be closed before it can be measured.',
  },
  'fusion/not-measured': { status: 409, zh: '还没有算出结果。', en: 'There is no result yet.' },
  'fusion/not-released': { status: 409, zh: '结果还没有公布。', en: 'The result has not been released yet.' },
  'fusion/released-stands': {
    status: 409,
    zh: '已经公布的结果不再重算：两次结果的差别可能暴露个人。',
    en: 'A released result is not computed again: the difference between the two could show individuals.',
  },
  'fusion/would-reveal': {
    status: 409,
    zh: '与以前公布的结果放在一起，能推出不到 5 人的小群体。请重新计算，再公布。',
    en: 'Beside what was released before, it would show a group of fewer than five people. Measure again, then release.',
  },
  'fusion/measuring': { status: 409, zh: '正在计算，请稍等。', en: 'It is being measured; please wait.' },
  'fusion/raw-gone': {
    status: 410,
    zh: '原始答案已按约定删除，不能再计算。',
    en: 'The raw answers have been deleted as promised; nothing more can be measured.',
  },
  'fusion/wrong-word': {
    status: 422,
    zh: '请照样输入这一轮的名称，以确认删除。',
    en: 'Type the name of the wave to confirm the deletion.',
  },
  'fusion/not-listed': {
    status: 403,
    zh: '您不在这一轮的填答范围内。',
    en: 'You are not in the population of this wave.',
  },
  'fusion/not-asked': {
    status: 409,
    zh: '您已选择不参加填答。想参加时，请先打开开关。',
    en: 'You have chosen not to be asked. Switch it on first if you wish to answer.',
  },
  'fusion/consent-first': {
    status: 409,
    zh: '请先阅读说明并同意，再填答。',
    en: 'Please read the notice and agree before answering.',
  },
  'fusion/not-on-my-list': {
    status: 422,
    zh: '有 {n} 个名字不在您的名单上，没有保存这一批。',
    en: '{n} names are not on your list; this batch was not saved.',
  },
  'fusion/no-card': {
    status: 404,
    zh: '没有可以算给您看的内容：您没有填答，或者原始答案已经删除。',
    en: 'There is nothing to show you: you did not answer, or the raw answers are already deleted.',
  },
  'fusion/purpose': {
    status: 403,
    zh: '原始答案只能用于本次融合测量，不能作其他用途。',
    en: 'Raw answers serve this fusion measurement and nothing else.',
  },
  'fusion/not-imported': {
    status: 409,
    zh: '这一轮是在系统里填答的，不能导入。',
    en: 'This wave is answered here and takes no import.',
  },
  'fusion/import-sheet': {
    status: 422,
    zh: '文件《{file}》读不了：{why}',
    en: 'The file “{file}” cannot be read: {whyEn}',
  },
  'fusion/import-problems': {
    status: 422,
    zh: '文件里有 {n} 处问题，什么也没有导入。',
    en: 'The files have {n} problems; nothing was imported.',
  },
});

const Wave = z.object({ name: z.string() });
export const fusionFacts = facts({
  'fusion/planned': { zh: '拟定了相识调查“{name}”', en: 'The wave “{name}” was planned', data: Wave },
  'fusion/opened': {
    zh: '开放了相识调查“{name}”，{nAsked} 人填答',
    en: 'The wave “{name}” was opened to {nAsked} people',
    data: Wave.extend({ nAsked: z.int(), purpose: z.string(), deleteOn: z.string() }),
  },
  'fusion/closed': {
    zh: '截止了相识调查“{name}”，{nAnswered} 人作答',
    en: 'The wave “{name}” was closed with {nAnswered} answers',
    data: Wave.extend({ nAnswered: z.int() }),
  },
  'fusion/measured': {
    zh: '算出了“{name}”的结果',
    en: '“{name}” was measured',
    data: Wave.extend({ seed: z.int() }),
  },
  'fusion/released': { zh: '公布了“{name}”的结果', en: 'The result of “{name}” was released', data: Wave },
  'fusion/imported': {
    zh: '导入了“{name}”：{nPeople} 人，{nTies} 条关系',
    en: '“{name}” was imported: {nPeople} people, {nTies} ties',
    data: Wave.extend({ nPeople: z.int(), nTies: z.int() }),
  },
  'fusion/exported': {
    zh: '导出了“{name}”的结果（已作保护处理）',
    en: 'The protected result of “{name}” was exported',
    data: Wave,
  },
  'fusion/raw-deleted': {
    zh: '删除了“{name}”的原始答案：{nSheets} 份答卷，{nReports} 条回答',
    en: 'The raw answers of “{name}” were deleted: {nSheets} sheets, {nReports} reports',
    data: Wave.extend({ nSheets: z.int(), nReports: z.int(), nRings: z.int(), nMembers: z.int() }),
  },
  /**
   * Counted when a wave opens, never when a switch is moved: next to a sign-in that time would tell whose.
   * One to four are said as “fewer than five”.
   */
  'fusion/opted-out': {
    zh: '“{name}”的名单建立前，{n} 人选择不列入',
    en: 'Before the lists of “{name}” were drawn, {n} people had chosen not to be listed',
    data: Wave.extend({ n: z.union([z.int(), z.literal('<5')]) }),
  },
});
