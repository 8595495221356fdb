/** The plan as papers of the office, and papers of others checked: routes. */
import * as z from 'zod';
import { Day, Id, SayingShape, route } from '#platform/contract/index.ts';

const params = z.object({ planId: Id });
/** Numbers are those of a day. */
const Asked = z.object({
  on: Day.optional(),
  /** A version as it was submitted, 0: the working copy; without it what is published. */
  version: z.coerce.number().int().min(0).optional(),
});

export const CheckedDocument = z.object({
  name: z.string(),
  /** In reading order; those about the whole document first, without a paragraph. */
  findings: z.array(
    z.object({
      code: z.string(),
      paragraph: z.int().nullable(),
      excerpt: z.string(),
      sentence: SayingShape,
    }),
  ),
});
export type CheckedDocument = z.output<typeof CheckedDocument>;

export const paperRoutes = {
  writeNotice: route({
    method: 'GET',
    path: '/api/plans/:planId/notice',
    summary: {
      zh: '导出：印发通知、工作方案和任务分解表（送审稿）',
      en: 'Export: issuing notice, work plan and task breakdown, as a draft',
    },
    permit: 'plan/export',
    params,
    query: Asked.extend({
      as: z.enum(['docx', 'pdf']).default('docx'),
      /** Where its readers reach these pages: numbers lead there. Without it they carry no links. */
      pages: z
        .url({ protocol: /^https?$/ })
        .max(300)
        .optional(),
    }),
    reply: z.unknown(),
    download: true,
  }),
  writeBreakdown: route({
    method: 'GET',
    path: '/api/plans/:planId/breakdown.xlsx',
    summary: { zh: '导出：可打印的任务分解表', en: 'Export: the task breakdown, to be printed' },
    permit: 'plan/export',
    params,
    query: Asked,
    reply: z.unknown(),
    download: true,
  }),
  checkDocument: route({
    method: 'POST',
    path: '/api/document-checks',
    summary: {
      zh: '检查公文格式（GB/T 9704），文件不保存',
      en: 'Check a Word file against GB/T 9704; the file is not kept',
    },
    permit: 'plan/read',
    upload: true,
    reply: CheckedDocument,
  }),
};
