/** What plans refuse, in both languages. */
import { refusals } from '#platform/contract/index.ts';

export const planRefusals = refusals({
  'plan/not-found': { status: 404, zh: '没有找到这份方案。', en: 'This plan was not found.' },
  'plan/no-measure': { status: 404, zh: '没有找到这项任务。', en: 'This measure was not found.' },
  'plan/dates': {
    status: 422,
    zh: '结束日要在开始日当天或之后。',
    en: 'The end must not be before the beginning.',
  },
  'plan/far-day': {
    status: 422,
    zh: '日期要在 1990 年到 2199 年之间，算出来的是 {day}。',
    en: 'Days lie between 1990 and 2199; this would be {day}.',
    kept: { zh: '什么也没有改动。', en: 'Nothing was changed.' },
  },
  'plan/strand-twice': {
    status: 422,
    zh: '线条的代码或名称重复了。',
    en: 'A strand’s code or name occurs twice.',
  },
  'plan/strand-in-use': {
    status: 409,
    zh: '“{name}”下面还有任务，不能去掉。',
    en: '“{name}” still holds measures and cannot be removed.',
  },
  'plan/unknown-strand': {
    status: 422,
    zh: '任务所在的线条不在这份方案里。',
    en: 'The measure stands in a strand that this plan does not have.',
  },
  'plan/unknown-unit': {
    status: 422,
    zh: '牵头、配合或投入工时的单位里，有机构里没有的。',
    en: 'A lead, supporting or working unit does not exist.',
  },
  'plan/unknown-leader': {
    status: 422,
    zh: '责任领导不在花名册上。',
    en: 'The responsible leader is not on the roster.',
  },
  'plan/unknown-indicator': {
    status: 422,
    zh: '没有这个指标，或者它已经停用。',
    en: 'There is no such indicator, or it is retired.',
  },
  'plan/unknown-dependency': {
    status: 422,
    zh: '前置任务不在这份方案里。',
    en: 'A measure it depends on is not in this plan.',
  },
  'plan/circle': {
    status: 409,
    zh: '前置任务绕成了一圈：{circle}。请断开其中一处。',
    en: 'The dependencies run in a circle: {circle}. Break it at one place.',
    kept: { zh: '什么也没有改动。', en: 'Nothing was changed.' },
  },
  'plan/number-taken': {
    status: 409,
    zh: '第 {number} 号任务已经有了。',
    en: 'Number {number} is already taken.',
  },
  'plan/was-published': {
    status: 409,
    zh: '公布过的任务不能删去，可以取消并写明原因。',
    en: 'A published measure cannot be removed; cancel it with a reason.',
  },
  'plan/over': { status: 409, zh: '任务已经办结或取消。', en: 'The measure is done or cancelled.' },
  'plan/empty': {
    status: 409,
    zh: '方案里还没有任务，不能报批。',
    en: 'There is no measure in the plan yet.',
  },
  'plan/waits': {
    status: 409,
    zh: '已经报批，等批复之后再报。',
    en: 'It is already submitted; wait for the decision.',
  },
  'plan/nothing-new': {
    status: 409,
    zh: '与上一版没有不同，不用再报。',
    en: 'Nothing differs from the last version.',
  },
  'plan/not-proposed': {
    status: 409,
    zh: '现在没有等待批复的一版。',
    en: 'No version waits for a decision.',
  },
  'plan/own-proposal': {
    status: 409,
    zh: '自己报批的要由另一位领导批复。',
    en: 'Somebody other than the one who submitted decides.',
  },
  'plan/note-missing': { status: 422, zh: '退回要写明原因。', en: 'A return needs its reason.' },
  'plan/not-approved': {
    status: 409,
    zh: '还没有批准的一版可以公布。',
    en: 'There is no approved version to publish.',
  },
  'plan/not-published': {
    status: 409,
    zh: '这份方案还没有公布。',
    en: 'This plan has not been published yet.',
  },
  'plan/no-version': { status: 404, zh: '没有第 {version} 版。', en: 'There is no version {version}.' },
  'plan/not-your-unit': {
    status: 403,
    zh: '只有牵头或配合单位的负责人和领导组办公室能做这件事。',
    en: 'Only the heads of its lead and supporting units and the programme office may do this.',
  },
  'plan/future-evidence': {
    status: 422,
    zh: '依据的日期不能在今天之后。',
    en: 'Evidence cannot be dated after today.',
  },
  'plan/no-such-note': {
    status: 404,
    zh: '没有这条依据，或者已经作废。',
    en: 'There is no such note, or it is void already.',
  },
  'plan/changed-meanwhile': {
    status: 409,
    zh: '您打开之后，别人又改过了。请记下自己的改动，重新打开再改。',
    en: 'Somebody changed it after you opened it. Keep your wording aside, open it again, then change it.',
    kept: { zh: '什么也没有改动。', en: 'Nothing was changed.' },
  },
  'plan/expected-past': {
    status: 422,
    zh: '预计完成的日子不能在今天之前。',
    en: 'The day by which it is expected cannot lie before today.',
  },
  'plan/no-milestone': {
    status: 422,
    zh: '这项任务没有“{name}”这个节点。',
    en: 'This measure has no milestone “{name}”.',
  },
  'plan/milestones': {
    status: 422,
    zh: '节点“{name}”要在任务的起止日期之内，并且不能重名。',
    en: 'The milestone “{name}” must lie within the dates of the measure and have a name of its own.',
  },
  'plan/twice': {
    status: 422,
    zh: '同一个位置、指标或单位写了两次。',
    en: 'A place, an indicator or a unit stands there twice.',
  },
  'plan/before-its-dependency': {
    status: 422,
    zh: '这项任务在前置任务“{title}”开始之前就要完成，做不到。',
    en: 'This measure would end before “{title}”, on which it depends, begins.',
  },
  'plan/under-check': {
    status: 409,
    zh: '已经申请办结，正等另一个人核对；依据要等核对之后才能作废。',
    en: 'Completion is claimed and waits for its check; evidence can be voided after that.',
  },
  'plan/record-gone': {
    status: 409,
    zh: '抽到的记录里有 {n} 条已经作废或更正，不能同意办结；请退回，重新申请。',
    en: '{n} records of the sample were voided or corrected since; refuse, and let it be claimed anew.',
  },
  'plan/not-your-objection': {
    status: 403,
    zh: '异议只能由提出的人撤回。',
    en: 'An objection is withdrawn by whoever made it.',
  },
  'plan/source-is-taken': {
    status: 409,
    zh: '“{title}”已经成为一项任务，不能同时说不采纳。',
    en: '“{title}” has become a measure already; it cannot be declined as well.',
  },
  'plan/no-rule': {
    status: 409,
    zh: '这项任务还没有依据规则，无从判断做到了没有。请先指定指标。',
    en: 'This measure has no evidence rule, so nothing tells whether it is done. Give it an indicator first.',
  },
  'plan/rules-not-met': {
    status: 409,
    zh: '{n} 条规则里只有 {nMet} 条达到，还不能申请办结。不同意这个结果，可以提出异议。',
    en: 'Only {nMet} of {n} rules are met; completion cannot be claimed yet. If you disagree, object.',
  },
  'plan/depends': {
    status: 409,
    zh: '前置任务“{title}”还没有办结。',
    en: 'It depends on “{title}”, which is not done.',
  },
  'plan/not-claimed': {
    status: 409,
    zh: '现在没有等待核对的办结申请。',
    en: 'No claim of completion waits to be checked.',
  },
  'plan/own-claim': {
    status: 409,
    zh: '自己申请的办结要由另一个人核对。',
    en: 'Somebody other than the one who claimed must check.',
  },
  'plan/faults-stand': {
    status: 422,
    zh: '抽到的记录里有 {n} 条对不上，不能同意办结。',
    en: '{n} records of the sample do not hold; completion cannot be confirmed.',
  },
  'plan/not-in-sample': {
    status: 422,
    zh: '指出的记录不在这次抽样里。',
    en: 'A record named is not in this sample.',
  },
  'plan/no-objection': { status: 404, zh: '没有这条异议。', en: 'There is no such objection.' },
  'plan/unknown-layout': {
    status: 422,
    zh: '认不出这份台账：至少要有“任务”“牵头”“时限”三类表头，前 20 行里只认出：{found}。',
    en: 'This ledger cannot be recognised: it needs heads for task, lead unit and time limit; in its first 20 rows only these were recognised: {found}.',
    kept: { zh: '什么也没有改动。', en: 'Nothing was changed.' },
  },
  'plan/ledger-problems': {
    status: 422,
    zh: '台账里有 {n} 处看不懂，什么也没有写入。',
    en: '{n} places of the ledger cannot be read; nothing was written.',
    kept: { zh: '什么也没有改动。', en: 'Nothing was changed.' },
  },
  'plan/ledger-too-long': {
    status: 422,
    zh: '台账有 {n} 项任务，一次最多读入 {most} 项；请按线条分成几份。',
    en: 'The ledger has {n} tasks; at most {most} can be read at once. Split it by strands.',
    kept: { zh: '什么也没有改动。', en: 'Nothing was changed.' },
  },
  'plan/no-attendance': {
    status: 404,
    zh: '没有这份签到名单，或者它还没有结束。',
    en: 'There is no such sign-in list, or it is not closed yet.',
  },
  'plan/no-ledger': {
    status: 409,
    zh: '这份方案没有读入过 Excel 台账。',
    en: 'No Excel ledger was ever read into this plan.',
  },
});
