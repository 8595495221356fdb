/**
 * The order in which each kind of text is told. 方案 and 总结 are no legal kinds of document (条例 2012):
 * they travel as an attachment of a 通知 or as a 报告.
 */
import type { Attachment, Block, Column, OfficialDocument, Rich, Table } from './model.ts';
import { dayInWords } from './numbering.ts';

/** A section: its heading and what stands below it. */
export interface Section {
  readonly heading: string;
  readonly blocks: readonly Block[];
}

export interface Head {
  readonly issuer: string;
  readonly number: OfficialDocument['number'];
  readonly addressee: string | null;
  readonly on: string;
  readonly colophon: OfficialDocument['colophon'];
}

const sections = (list: readonly Section[]): Block[] =>
  list.flatMap(({ heading, blocks }) => [{ level: 1 as const, heading }, ...blocks]);

const say = (text: Rich): Block => ({ text });

const signedBy = ({ issuer, on }: Head): OfficialDocument['signature'] => ({ by: issuer, on, sealed: true });

const plain = { issue: null, signer: null, urgency: null, attachments: [], note: null } as const;

/** 关于印发《…》的通知: one sentence, the text itself as the attachment, tables after it. `asks`: what its readers are to do. */
export function issuingNotice(
  head: Head,
  name: string,
  attachments: readonly Attachment[],
  asks = '请结合实际，认真贯彻落实',
): OfficialDocument {
  return {
    ...plain,
    ...head,
    kind: 'notice',
    title: [`${head.issuer}关于印发《${name}》的通知`],
    body: [say(`现将《${name}》印发给你们，${asks}。`)],
    attachments,
    signature: signedBy(head),
  };
}

export interface WorkPlan {
  readonly guidance: readonly Rich[];
  readonly goals: readonly Rich[];
  readonly organisation: readonly Rich[];
  /** Strands of the plan, each with its measures. */
  readonly tasks: readonly { readonly strand: string; readonly measures: readonly Rich[] }[];
  readonly steps: readonly { readonly name: string; readonly text: Rich }[];
  readonly demands: readonly Rich[];
}

/** 指导思想 → 工作目标 → 组织领导 → 重点任务 → 实施步骤 → 工作要求; a part without text is left out. */
export function workPlan(plan: WorkPlan): Block[] {
  const tasks = plan.tasks.flatMap(({ strand, measures }): Block[] => [
    { level: 2, heading: strand },
    ...measures.map((measure): Block => ({ level: 3, heading: '', runOn: measure })),
  ]);
  const steps = plan.steps.map(({ name, text }): Block => ({ level: 2, heading: `${name}。`, runOn: text }));
  const parts: Section[] = [
    { heading: '指导思想', blocks: plan.guidance.map(say) },
    { heading: '工作目标', blocks: plan.goals.map(say) },
    { heading: '组织领导', blocks: plan.organisation.map(say) },
    { heading: '重点任务', blocks: tasks },
    { heading: '实施步骤', blocks: steps },
    { heading: '工作要求', blocks: plan.demands.map(say) },
  ];
  return sections(parts.filter(({ blocks }) => blocks.length > 0));
}

export interface Summary {
  readonly done: readonly Block[];
  readonly results: readonly Block[];
  readonly problems: readonly Block[];
  readonly next: readonly Block[];
}

/** 工作开展情况 → 主要做法和成效 → 存在问题 → 下一步打算. */
export const summary = ({ done, results, problems, next }: Summary): Block[] =>
  sections([
    { heading: '工作开展情况', blocks: done },
    { heading: '主要做法和成效', blocks: results },
    { heading: '存在问题', blocks: problems },
    { heading: '下一步打算', blocks: next },
  ]);

export interface Circular {
  readonly overview: readonly Block[];
  readonly good: readonly Block[];
  readonly problems: readonly Block[];
  readonly demands: readonly Block[];
}

/** 通报: 总体情况 → 好的方面 → 存在问题 → 工作要求. It names no ranking: units stand in the order of the roster. */
export function circular(head: Head, matter: string, text: Circular): OfficialDocument {
  return {
    ...plain,
    ...head,
    kind: 'circular',
    title: [`${head.issuer}关于${matter}的通报`],
    body: sections([
      { heading: '总体情况', blocks: text.overview },
      { heading: '好的方面', blocks: text.good },
      { heading: '存在问题', blocks: text.problems },
      { heading: '工作要求', blocks: text.demands },
    ]),
    signature: signedBy(head),
  };
}

/** 报告 to a higher authority: named who signs for it; a request has no place in it. */
export const report = (
  head: Head,
  matter: string,
  signer: string,
  body: readonly Block[],
): OfficialDocument => ({
  ...plain,
  ...head,
  kind: 'report',
  signer,
  title: [`${head.issuer}关于${matter}的报告`],
  body,
  signature: signedBy(head),
});

export interface SurveyReport {
  /** 对象、方法. */
  readonly design: readonly Rich[];
  readonly issued: number;
  readonly returned: number;
  readonly valid: number;
  /** How small groups are protected, in one sentence. */
  readonly protection: string;
  readonly results: readonly Block[];
  readonly analysis: readonly Block[];
  readonly advice: readonly Block[];
}

/** 调查概况 → 主要结果 → 分析 → 建议. The rate of return is valid ÷ issued; the rule of protection always stands. */
export function surveyReport(text: SurveyReport): Block[] {
  const { issued, returned, valid } = text;
  const rate = issued === 0 ? '无法计算' : `${((valid / issued) * 100).toFixed(1)}%`;
  const counts = `共发放${issued}份，收回${returned}份，其中有效${valid}份，回收率（有效÷发放）${rate}。`;
  return sections([
    { heading: '调查概况', blocks: [...text.design.map(say), say(counts), say(text.protection)] },
    { heading: '主要结果', blocks: text.results },
    { heading: '分析', blocks: text.analysis },
    { heading: '建议', blocks: text.advice },
  ]);
}

export interface Meeting {
  /** Name of the meeting, with 纪要: it stands in red. */
  readonly name: string;
  readonly issue: number | null;
  readonly on: string;
  /** Empty where nobody said: what is not known is left out. */
  readonly place: string;
  readonly chair: string;
  readonly present: string;
  readonly excused: string;
  readonly attending: string;
  readonly minutesBy: string;
  /** What was heard and talked about, before what was decided. */
  readonly matters: readonly Rich[];
  readonly decisions: readonly {
    readonly text: string;
    readonly owner: string;
    readonly dueOn: string | null;
  }[];
}

/** 纪要: what was talked about and decided, each with who does it and until when; who was there stands after it. No seal. */
export function minutes(meeting: Meeting, by: string): OfficialDocument {
  const { on, chair, place, name, matters, decisions } = meeting;
  const called = name.replace(/纪要$/, '');
  const opening = `${dayInWords(on)}，${chair}${place === '' ? '' : `在${place}`}${chair === '' ? '' : '主持'}召开${called}。`;
  return {
    ...plain,
    kind: 'minutes',
    issuer: name,
    number: null,
    issue: meeting.issue,
    title: [],
    addressee: null,
    body: [
      say(decisions.length > 0 && matters.length === 0 ? `${opening}${decided}` : opening),
      ...matters.map(say),
      ...(decisions.length > 0 && matters.length > 0 ? [say(decided)] : []),
      ...decisions.map(decisionOf),
      ...peopleOf(meeting),
    ],
    signature: { by, on, sealed: false },
    colophon: null,
  };
}

const decided = '现将议定事项纪要如下：';

function decisionOf({ text, owner, dueOn }: Meeting['decisions'][number]): Block {
  const due = dueOn === null ? '' : `，${dayInWords(dueOn)}前完成`;
  return { level: 1, heading: '', runOn: `${text.replace(/[。；]$/, '')}。（${owner}${due}）` };
}

const peopleOf = ({ present, excused, attending, minutesBy }: Meeting): Block[] =>
  (
    [
      ['出席：', present],
      ['请假：', excused],
      ['列席：', attending],
      ['记录：', minutesBy],
    ] as const
  ).flatMap(([label, text]) => (text === '' ? [] : [{ label, text }]));

/** 简报: a masthead with its issue, date and office; one or two pages. */
export const bulletin = (
  masthead: string,
  {
    issue,
    by,
    on,
    title,
    body,
  }: { issue: number; by: string; on: string; title: string; body: readonly Block[] },
): OfficialDocument => ({
  ...plain,
  kind: 'bulletin',
  issuer: masthead,
  number: null,
  issue,
  title: [title],
  addressee: null,
  body,
  signature: { by, on, sealed: false },
  colophon: null,
});

/** A table of so many columns is read across the page. */
const MOST_UPRIGHT = 6;

/** A table on its own as an attachment; a wide one lies across the page. */
export const tableAttachment = (
  title: string,
  columns: readonly Column[],
  rows: Table['rows'],
): Attachment => ({
  title,
  across: columns.length > MOST_UPRIGHT,
  blocks: [{ table: { columns, rows } }],
});
