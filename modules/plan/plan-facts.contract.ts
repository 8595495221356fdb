/** What plans tell the ledger. */
import * as z from 'zod';
import { Day, facts } from '#platform/contract/index.ts';
import { marks } from '#platform/contract/marks.ts';
import { UnitOfMeasure } from '#platform/contract/measure.ts';
import { DelayReason } from './measure.contract.ts';

const Named = z.object({ name: z.string() });
const Titled = z.object({ title: z.string() });
export const planFacts = facts({
  'plan/drafted': { zh: '拟定了方案“{name}”', en: 'The plan “{name}” was drafted', data: Named },
  'plan/copied': {
    zh: '照“{from}”拟定了方案“{name}”',
    en: 'The plan “{name}” was drafted after “{from}”',
    data: Named.extend({ from: z.string() }),
  },
  'plan/submitted': {
    zh: '报批了“{name}”第 {version} 版：{reason}',
    en: '“{name}”, version {version}, was submitted: {reason}',
    data: Named.extend({ version: z.int(), reason: z.string() }),
  },
  'plan/approved': {
    zh: '批准了“{name}”第 {version} 版',
    en: '“{name}”, version {version}, was approved',
    data: Named.extend({ version: z.int(), note: z.string() }),
  },
  'plan/returned': {
    zh: '退回了“{name}”第 {version} 版：{note}',
    en: '“{name}”, version {version}, was returned: {note}',
    data: Named.extend({ version: z.int(), note: z.string() }),
  },
  'plan/published': {
    zh: '公布了“{name}”第 {version} 版（{n} 项任务）',
    en: '“{name}”, version {version}, was published ({n} measures)',
    data: Named.extend({ version: z.int(), n: z.int() }),
    unit: 'task',
  },
  'plan/evidence-noted': {
    zh: '记下“{title}”的依据：{what}（来源：{source}）',
    en: 'Evidence noted for “{title}”: {what} (source: {source})',
    data: Titled.extend({
      what: z.string().meta({ zh: '内容', en: 'what' }),
      source: z.string().meta({ zh: '来源', en: 'source' }),
      measure: UnitOfMeasure.meta({ zh: '计量单位', en: 'unit of measure' }),
      milestone: z.string().nullable().meta({ zh: '节点', en: 'milestone' }),
      ...marks,
    }),
    unit: 'in-data',
  },
  'plan/evidence-voided': {
    zh: '作废了“{title}”的一条依据：{reason}',
    en: 'Evidence of “{title}” was voided: {reason}',
    data: Titled.extend({ reason: z.string() }),
    askable: false,
  },
  'plan/delay-explained': {
    zh: '“{title}”慢了：{said}，{text}',
    en: '“{title}” is late: {saidEn}, {text}',
    data: Titled.extend({ reason: DelayReason, said: z.string(), saidEn: z.string(), text: z.string() }),
  },
  'plan/objected': {
    zh: '对“{title}”的进展有异议：{text}',
    en: 'Objection to the progress of “{title}”: {text}',
    data: Titled.extend({ text: z.string() }),
  },
  'plan/objection-withdrawn': {
    zh: '撤回了对“{title}”的异议',
    en: 'An objection to “{title}” was withdrawn',
    data: Titled,
  },
  'plan/claimed': {
    zh: '申请办结“{title}”（抽 {n} 条核对，种子 {seed}）',
    en: 'Completion of “{title}” was claimed ({n} records drawn, seed {seed})',
    data: Titled.extend({ n: z.int(), seed: z.int() }),
  },
  'plan/confirmed': {
    zh: '“{title}”办结，经另一人核对',
    en: '“{title}” is done, checked by another person',
    data: Titled.extend({ n: z.int() }),
  },
  'plan/refused': {
    zh: '没有同意“{title}”办结：{note}',
    en: 'Completion of “{title}” was not confirmed: {note}',
    data: Titled.extend({ n: z.int(), note: z.string() }),
  },
  'plan/cancelled': {
    zh: '取消了任务“{title}”：{reason}',
    en: 'The measure “{title}” was cancelled: {reason}',
    data: Titled.extend({ reason: z.string() }),
  },
  'plan/source-taken': {
    zh: '“{source}”成为任务“{title}”',
    en: '“{source}” became the measure “{title}”',
    data: Titled.extend({ source: z.string(), sourceKind: z.string(), sourceId: z.string() }),
  },
  'plan/source-declined': {
    zh: '没有采纳“{source}”：{reason}',
    en: '“{source}” was not taken up: {reason}',
    data: z.object({ source: z.string(), sourceKind: z.string(), sourceId: z.string(), reason: z.string() }),
  },
  'plan/reminded': {
    zh: '提醒牵头单位：“{title}”还有 {days} 天到期',
    en: 'The lead unit was reminded: “{title}” is due in {days} days',
    data: Titled.extend({ days: z.int() }),
    askable: false,
  },
  'plan/reminded-late': {
    zh: '提醒牵头单位：“{title}”已逾期 {days} 天，还没有说明',
    en: 'The lead unit was reminded: “{title}” is {days} days overdue without a reason',
    data: Titled.extend({ days: z.int() }),
    askable: false,
  },
  'plan/escalated': {
    zh: '“{title}”逾期 {days} 天没有说明，转领导组办公室',
    en: '“{title}” is {days} days overdue without a reason; passed to the programme office',
    data: Titled.extend({ days: z.int() }),
  },
  'plan/document-exported': {
    zh: '导出了“{title}”（送审稿）',
    en: 'A draft of “{title}” was exported',
    // Issue and the day of its numbers are a bulletin's; the next is counted from them.
    data: Titled.extend({
      type: z.enum(['notice', 'summary', 'report', 'circular', 'bulletin', 'minutes']),
      as: z.enum(['docx', 'pdf']),
      issue: z.int().nullable(),
      toldOn: Day.nullable(),
    }),
    askable: false,
  },
  'plan/ledger-read': {
    zh: '读入台账：新增 {nNew} 项，更新 {nKnown} 项',
    en: 'A ledger was read: {nNew} new, {nKnown} known',
    data: z.object({ nNew: z.int(), nKnown: z.int() }),
  },
});
