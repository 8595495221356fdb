/** What can be done with a measure: routes. Progress is not among what comes in. */
import * as z from 'zod';
import { Day, Id, route } from '#platform/contract/index.ts';
import { Campaign, Tags } from '#platform/contract/marks.ts';
import { UnitOfMeasure } from '#platform/contract/measure.ts';
import { DelayReason, MeasureContent, MeasureView, SourceLink } from './measure.contract.ts';

const params = z.object({ measureId: Id });
const Text = z.string().trim().min(4).max(500);
const one = (permit: 'plan/change' | 'plan/deliver' | 'plan/read') =>
  ({ permit, params, reply: MeasureView }) as const;

export const measureRoutes = {
  addMeasure: route({
    method: 'POST',
    path: '/api/plans/:planId/measures',
    summary: { zh: '给方案加一项任务', en: 'Add a measure to a plan' },
    permit: 'plan/change',
    params: z.object({ planId: Id }),
    body: z.object({ content: MeasureContent, source: SourceLink.optional() }),
    reply: MeasureView,
  }),
  readMeasure: route({
    method: 'GET',
    path: '/api/measures/:measureId',
    summary: { zh: '一项任务：进展由记录算出', en: 'A measure, its progress counted from records' },
    ...one('plan/read'),
  }),
  changeMeasure: route({
    method: 'PUT',
    path: '/api/measures/:measureId',
    summary: { zh: '修改任务；公布过的两版都留着', en: 'Change a measure; published wording stays' },
    ...one('plan/change'),
    body: z.object({ content: MeasureContent, revision: z.int() }),
  }),
  removeMeasure: route({
    method: 'DELETE',
    path: '/api/measures/:measureId',
    summary: { zh: '删去从未公布的任务', en: 'Remove a measure that was never published' },
    permit: 'plan/change',
    params,
    reply: z.object({ ok: z.literal(true) }),
  }),
  noteEvidence: route({
    method: 'POST',
    path: '/api/measures/:measureId/evidence',
    summary: {
      zh: '记一条别的系统里的依据（文件、日期、来源）',
      en: 'Note evidence that another system holds',
    },
    ...one('plan/deliver'),
    body: z.object({
      what: Text,
      /** Paper or system it comes from, with its number. */
      source: z.string().trim().min(2).max(200),
      on: Day,
      measure: UnitOfMeasure.default('entry'),
      quantity: z.number().min(0).max(1e12).default(1),
      milestone: z.string().trim().max(40).nullable().default(null),
      /** By which questions find it together with records of activities; what was used before is offered. */
      campaign: Campaign.nullable().default(null),
      tags: Tags.default([]),
    }),
  }),
  voidEvidence: route({
    method: 'POST',
    path: '/api/measures/:measureId/evidence/:factId/voiding',
    summary: { zh: '作废一条记错的依据', en: 'Void evidence that was noted wrongly' },
    permit: 'plan/deliver',
    params: params.extend({ factId: Id }),
    body: z.object({ reason: Text }),
    reply: MeasureView,
  }),
  explainDelay: route({
    method: 'POST',
    path: '/api/measures/:measureId/delay',
    summary: { zh: '说明为什么慢了', en: 'Say why it is late' },
    ...one('plan/deliver'),
    body: z.object({ reason: DelayReason, text: Text, expectedOn: Day.nullable().default(null) }),
  }),
  objectToMeasure: route({
    method: 'POST',
    path: '/api/measures/:measureId/objections',
    summary: { zh: '对算出的进展提出异议', en: 'Object to the computed progress, with a reason' },
    ...one('plan/deliver'),
    body: z.object({ text: Text }),
  }),
  withdrawObjection: route({
    method: 'POST',
    path: '/api/measures/:measureId/objections/:objectionId/withdrawal',
    summary: { zh: '撤回异议', en: 'Withdraw an objection' },
    permit: 'plan/deliver',
    params: params.extend({ objectionId: Id }),
    reply: MeasureView,
  }),
  claimMeasure: route({
    method: 'POST',
    path: '/api/measures/:measureId/claim',
    summary: {
      zh: '申请办结：抽样，由另一个人核对',
      en: 'Claim completion: a sample is drawn for somebody else to check',
    },
    ...one('plan/deliver'),
  }),
  checkMeasure: route({
    method: 'POST',
    path: '/api/measures/:measureId/check',
    summary: { zh: '核对抽到的记录，同意或不同意办结', en: 'Check the sample; confirm or refuse' },
    ...one('plan/deliver'),
    body: z.object({
      verdict: z.enum(['confirmed', 'refused']),
      faults: z
        .array(z.object({ factId: Id, note: z.string().trim().min(2).max(200) }))
        .max(50)
        .default([]),
      note: z.string().trim().max(500).default(''),
    }),
  }),
  cancelMeasure: route({
    method: 'POST',
    path: '/api/measures/:measureId/cancellation',
    summary: { zh: '取消任务，写明原因', en: 'Cancel a measure, with the reason' },
    ...one('plan/change'),
    body: z.object({ reason: Text }),
  }),
};
