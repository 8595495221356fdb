import * as z from 'zod';
import { facts, refusals } from '#platform/contract/index.ts';
import { Level, Role } from '#modules/ballot/ballot.contract.ts';
import { TallyCounts } from './survey-life.contract.ts';

const nothing = { zh: '什么也没有改动。', en: 'Nothing was changed.' };
const Count = z.int().min(0);
const empty = z.object({});

/** What running a survey records: the steps of it. None of them can be linked to an answer, or to who gave one. */
export const surveyLifeFacts = facts({
  'survey/drafted': {
    zh: '起草了一次调查：{title}',
    en: 'A survey was drafted: {title}',
    data: z.object({ title: z.string() }),
  },
  'survey/checked': {
    zh: '调查已由第二人复核，问卷锁定，名单冻结，共 {nEligible} 人',
    en: 'The survey was checked by a second person; its list of {nEligible} people is frozen',
    unit: 'person',
    data: z.object({ nEligible: Count, nStrata: Count, level: Level, questionnaireHash: z.string() }),
  },
  'survey/withdrawn': { zh: '调查已撤回', en: 'The survey was withdrawn', data: empty },
  'survey/keys-made': {
    zh: '调查的发票钥已生成（{role}）',
    en: 'The survey’s issuer keys were made ({role})',
    data: z.object({ role: Role }),
  },
  'survey/tally-key-made': {
    zh: '计票钥已分存给三位监督人',
    en: 'The tally key was shared out to three trustees',
    data: z.object({ publicKey: z.string() }),
  },
  'survey/signed': {
    zh: '清单已由办公室和见证人签署，可以张贴通知',
    en: 'Office and witness signed the manifest; the notice can be posted',
    data: z.object({ hash: z.string(), textHash: z.string().nullable() }),
  },
  'survey/drawing': { zh: '开始领票', en: 'Drawing of tokens began', data: empty },
  'survey/casting': { zh: '开始投票', en: 'Casting began', data: empty },
  'survey/envelopes-made': {
    zh: '打印了 {n} 个信封的一次性代码',
    en: 'One-time codes for {n} envelopes were made',
    askable: false,
    data: z.object({ n: Count }),
  },
  'survey/stack-attached': {
    zh: '一批纸质问卷并入计票',
    en: 'A stack of paper forms was added to the count',
    askable: false,
    data: empty,
  },
  'survey/closed': {
    zh: '票箱已关闭，收到 {nCast} 份，公告已发布',
    en: 'The box was shut with {nCast} ballots and its bulletin published',
    unit: 'file',
    data: z.object({ nCast: Count, merkleRoot: z.string(), complaintsUntil: z.string() }),
  },
  'survey/complained': {
    zh: '有人凭回执申诉：公告里没有这张票',
    en: 'Somebody showed a receipt that has no entry in the bulletin',
    askable: false,
    data: empty,
  },
  'survey/complaint-answered': {
    zh: '申诉已答复',
    en: 'A complaint was answered',
    askable: false,
    data: empty,
  },
  'survey/tallied': {
    zh: '两位监督人开箱，得 {nAnswers} 份答卷',
    en: 'Two trustees opened the box: {nAnswers} answers',
    unit: 'file',
    data: TallyCounts,
  },
  'survey/destroyed': {
    zh: '原始答卷已销毁，共 {n} 份',
    en: 'The raw answers were destroyed, {n} of them',
    data: z.object({ n: Count }),
  },
});

export const surveyLifeRefusals = refusals({
  'survey/no-survey': { status: 404, zh: '没有找到这次调查。', en: 'This survey was not found.' },
  'survey/wrong-phase': {
    status: 409,
    zh: '调查现在处于“{phase}”，不能这样做。',
    en: 'The survey is at “{phase}”; this cannot be done now.',
    kept: nothing,
  },
  'survey/bad-plan': {
    status: 422,
    zh: '调查的安排有 {n} 处不成立，请看逐条说明。',
    en: 'The plan of this survey cannot be held (faults: {n}); see each of them.',
    kept: nothing,
  },
  'survey/own-draft': {
    status: 403,
    zh: '复核须由起草人以外的人办。',
    en: 'The check must be made by somebody other than the drafter.',
    kept: nothing,
  },
  'survey/not-named': {
    status: 403,
    zh: '这一步只能由指定的{who}来办。',
    en: 'This step is for the {who} named for it.',
    kept: nothing,
  },
  'survey/still-casting': {
    status: 409,
    zh: '投票到 {until} 为止，之后才能关箱；提前关箱会漏掉别人的票。',
    en: 'Ballots are taken until {until}; the box is shut afterwards, so that nobody’s is left out.',
    kept: nothing,
  },
  'survey/receipt-false': {
    status: 422,
    zh: '这不是本次调查票箱签发的回执。',
    en: 'This is no receipt of this survey’s box.',
    kept: nothing,
  },
  'survey/receipt-included': {
    status: 409,
    zh: '公告里有这张票（或它后来的一版），不需要申诉。',
    en: 'The bulletin holds this ballot, or a later version of it: there is nothing to complain about.',
    kept: nothing,
  },
  'survey/complaint-filed': {
    status: 409,
    zh: '这张回执已经申诉过，见证人会答复。',
    en: 'This receipt was shown already; the witness will answer.',
    kept: nothing,
  },
  'survey/complaints-unanswered': {
    status: 409,
    zh: '还有 {n} 件申诉没有答复，见证人答复后才能开箱。',
    en: '{n} complaints are not answered yet; the witness must answer before the box is opened.',
    kept: nothing,
  },
  'survey/no-complaint': { status: 404, zh: '没有这件申诉。', en: 'There is no such complaint.' },
  'survey/no-verifier': {
    status: 404,
    zh: '这台服务器上没有构建离线查票页。',
    en: 'The offline verifier was not built on this server.',
  },
  'survey/no-envelopes': {
    status: 409,
    zh: '名单上没有用纸质问卷的人，或者代码已经打印过。',
    en: 'Nobody on the list answers on paper, or the codes were made already.',
    kept: nothing,
  },
  'survey/code-unknown': {
    status: 409,
    zh: '没有这个代码，或者已经用过。请对照纸条再输一遍；仍不行，请找见证人。',
    en: 'There is no such code, or it was used. Compare it with the slip; if it still fails, ask the witness.',
    kept: nothing,
  },
  'survey/not-sealed': {
    status: 400,
    zh: '交来的答卷没有按规定封好。请刷新页面再试。',
    en: 'The answers were not sealed as they must be. Reload the page and try again.',
    kept: nothing,
  },
  'survey/other-stack': {
    status: 409,
    zh: '这批纸质问卷不是本次调查的问卷版本，或者已经并入。',
    en: 'This stack is of another version of the questionnaire, or was added already.',
    kept: nothing,
  },
  'survey/stack-open': {
    status: 409,
    zh: '“{label}”还没有结束录入，结束后才能开箱。',
    en: '“{label}” is still being keyed; close it before the box is opened.',
    kept: nothing,
  },
});
