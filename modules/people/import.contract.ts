import * as z from 'zod';
import { Day, Id, May, SayingShape, route } from '#platform/contract/index.ts';

export const ImportStateName = z.enum([
  'reading',
  'unreadable',
  'ready',
  'proposed',
  'applied',
  'undone',
  'declined',
  'dropped',
]);

export const ImportCounts = z.object({
  /** Rows that were read as people, and rows left out because something is wrong with them. */
  nRows: z.int(),
  nBadRows: z.int(),
  nWarnings: z.int(),
  nNew: z.int(),
  nChanged: z.int(),
  nLeft: z.int(),
  nUnchanged: z.int(),
  /** People whose statements cannot be put in order with what is known; they stay as they are. */
  nConflicting: z.int(),
  nUnits: z.int(),
});
export type ImportCounts = z.output<typeof ImportCounts>;

export const ImportProblem = z.object({
  level: z.enum(['error', 'warning']),
  sheet: z.string(),
  cell: z.string(),
  row: z.int(),
  code: z.string(),
  words: SayingShape,
});
export type ImportProblem = z.output<typeof ImportProblem>;

const Value = z.union([z.string(), z.number(), z.null()]);

export const ImportDifference = z.object({
  added: z.array(
    z.object({
      staffNo: z.string(),
      name: z.string(),
      unit: z.string(),
      legacy: z.string(),
      post: z.string(),
      joinedOn: Day,
    }),
  ),
  changed: z.array(
    z.object({
      staffNo: z.string(),
      name: z.string(),
      fields: z.array(z.object({ field: z.string(), words: SayingShape, from: Value, to: Value })),
    }),
  ),
  /** In post, but not in the file: they leave only where the operator says so. */
  left: z.array(z.object({ staffNo: z.string(), name: z.string(), unit: z.string() })),
  conflicting: z.array(z.object({ staffNo: z.string(), name: z.string(), history: z.string() })),
  units: z.array(z.string()),
});
export type ImportDifference = z.output<typeof ImportDifference>;

export const ImportLine = z.object({
  id: Id,
  state: ImportStateName,
  fileName: z.string(),
  effectiveOn: Day,
  counts: ImportCounts.nullable(),
  markLeft: z.boolean(),
  createdBy: z.string().nullable(),
  createdAt: z.string(),
  proposedBy: z.string().nullable(),
  decidedBy: z.string().nullable(),
  appliedAt: z.string().nullable(),
  undoneAt: z.string().nullable(),
});
export type ImportLine = z.output<typeof ImportLine>;

export const ImportView = ImportLine.extend({
  jobId: Id.nullable(),
  failure: z.object({ code: z.string(), detail: SayingShape }).nullable(),
  /** The roster is not empty: the security administrator approves before anything changes. */
  needsApproval: z.boolean(),
  /** The file is still kept, so that its error workbook can be made. */
  hasFile: z.boolean(),
  may: z.object({ apply: May, approve: May, decline: May, drop: May, reread: May, undo: May }),
});
export type ImportView = z.output<typeof ImportView>;

const params = z.object({ importId: Id });
const act = { permit: 'people/import', params, reply: ImportView } as const;
const approval = { permit: 'people/approve-import', params, reply: ImportView } as const;

export const importRoutes = {
  listImports: route({
    method: 'GET',
    path: '/api/imports',
    summary: { zh: '花名册导入记录', en: 'Roster imports' },
    permit: 'people/read-imports',
    reply: z.array(ImportLine),
  }),
  uploadRoster: route({
    method: 'POST',
    path: '/api/imports',
    summary: { zh: '上传花名册，开始读取', en: 'Upload a roster; reading begins' },
    permit: 'people/import',
    upload: true,
    /** The day on which changes of unit or post take effect; default: today. */
    body: z.object({ effectiveOn: Day.optional() }),
    reply: ImportView,
  }),
  readImport: route({
    method: 'GET',
    path: '/api/imports/:importId',
    summary: { zh: '一次导入：进度、结果、能做什么', en: 'An import: progress, result, what may be done' },
    permit: 'people/read-imports',
    params,
    reply: ImportView,
  }),
  readImportPreview: route({
    method: 'GET',
    path: '/api/imports/:importId/preview',
    summary: {
      zh: '预览：有问题的单元格，新增、变更、不在表中的人',
      en: 'Preview: problem cells; new, changed and missing people',
    },
    permit: 'people/read-imports',
    params,
    reply: z.object({ problems: z.array(ImportProblem), difference: ImportDifference }),
  }),
  applyImport: route({
    method: 'POST',
    path: '/api/imports/:importId/application',
    summary: {
      zh: '导入；花名册不是空的，则提交批准',
      en: 'Apply; where the roster is not empty, submit for approval',
    },
    ...act,
    body: z.object({
      /** People in post whom the file does not name leave on the effective day. */
      markLeft: z.boolean().default(false),
      skipBadRows: z.boolean().default(false),
    }),
  }),
  approveImport: route({
    method: 'POST',
    path: '/api/imports/:importId/approval',
    summary: { zh: '批准导入并立即生效', en: 'Approve an import; it takes effect at once' },
    ...approval,
  }),
  declineImport: route({
    method: 'POST',
    path: '/api/imports/:importId/refusal',
    summary: { zh: '退回导入', en: 'Decline an import' },
    ...approval,
  }),
  rereadImport: route({
    method: 'POST',
    path: '/api/imports/:importId/reading',
    summary: { zh: '按现在的花名册重新读取', en: 'Read again against the roster as it is now' },
    ...act,
  }),
  dropImport: route({
    method: 'DELETE',
    path: '/api/imports/:importId',
    summary: { zh: '放弃导入，删除上传的文件', en: 'Drop an import and delete its file' },
    ...act,
  }),
  undoImport: route({
    method: 'POST',
    path: '/api/imports/:importId/undo',
    summary: { zh: '整体撤销导入', en: 'Undo a whole import' },
    ...act,
  }),
  downloadImportErrors: route({
    method: 'GET',
    path: '/api/imports/:importId/errors',
    summary: { zh: '下载标出问题的表格', en: 'Download the file with its problems marked' },
    permit: 'people/import',
    params,
    query: z.object({ language: z.enum(['zh', 'en']).default('zh') }),
    reply: z.undefined(),
    download: true,
  }),
  downloadTemplate: route({
    method: 'GET',
    path: '/api/roster/template',
    summary: { zh: '下载花名册模板', en: 'Download the roster template' },
    permit: 'people/import',
    reply: z.undefined(),
    download: true,
  }),
  exportRoster: route({
    method: 'GET',
    path: '/api/roster/export',
    summary: { zh: '导出某一天的花名册（含任职经历）', en: 'Export the roster of a day with histories' },
    permit: 'people/export',
    query: z.object({ on: Day.optional() }),
    reply: z.undefined(),
    download: true,
  }),
};
