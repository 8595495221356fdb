/** Papers drafted from what the ledger knows of a plan: 总结, 报告, 通报, 简报; and 纪要 of a meeting. Routes. */
import * as z from 'zod';
import { Day, Id, route } from '#platform/contract/index.ts';

export const documentKinds = {
  summary: { zh: '总结', en: 'Summary' },
  report: { zh: '报告', en: 'Report upward' },
  circular: { zh: '通报', en: 'Circular' },
  bulletin: { zh: '简报', en: 'Bulletin' },
} as const;
export const DrawnKind = z.enum(Object.keys(documentKinds) as [keyof typeof documentKinds]);
export type DrawnKind = z.output<typeof DrawnKind>;

const Run = z.object({ text: z.string(), face: z.enum(['fang', 'kai', 'hei']), link: z.string() });
const OutlineBlock = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), runs: z.array(Run), heading: z.boolean() }),
  z.object({
    kind: z.literal('table'),
    title: z.string(),
    shares: z.array(z.number()),
    heads: z.array(z.string()),
    centred: z.array(z.boolean()),
    rows: z.array(z.array(z.array(Run))),
  }),
]);
export type SheetBlock = z.output<typeof OutlineBlock>;

/** The lines of a paper as they will stand; links lead to the records behind a number. */
export const PaperSheet = z.object({
  name: z.string(),
  number: z.string(),
  signer: z.string(),
  issue: z.string(),
  ends: z.tuple([z.string(), z.string()]),
  title: z.array(z.string()),
  addressee: z.string(),
  body: z.array(OutlineBlock),
  list: z.array(z.string()),
  signature: z.object({ by: z.string(), on: z.string() }).nullable(),
  attachments: z.array(z.object({ mark: z.string(), title: z.string(), body: z.array(OutlineBlock) })),
  colophon: z.object({ copies: z.string(), by: z.string(), on: z.string() }).nullable(),
});
export type PaperSheet = z.output<typeof PaperSheet>;

/** What the office says about a paper; what it tells is asked of the ledger. */
const Asked = z.object({
  /** Numbers are those of this day. */
  on: Day.optional(),
  /** First day of the time told about; without it the kind's usual time. */
  from: Day.optional(),
  addressee: z.string().trim().max(200).default(''),
  /** Of a report upward. */
  signer: z.string().trim().max(20).default(''),
  /** Of a bulletin; without it the next after those that were exported. */
  issue: z.coerce.number().int().min(1).max(999).optional(),
});
const As = z.object({
  as: z.enum(['docx', 'pdf']).default('docx'),
  /** Where its readers reach these pages: numbers lead there. Without it they carry no links. */
  pages: z
    .url({ protocol: /^https?$/ })
    .max(300)
    .optional(),
});

const said = (most: number) => z.string().trim().max(most);
export const Minutes = z.object({
  /** Name of the meeting, without 纪要. */
  meeting: said(40).min(2),
  issue: z.int().min(1).max(999).nullable().default(null),
  on: Day,
  place: said(60).default(''),
  chair: said(20).default(''),
  present: said(600).default(''),
  excused: said(300).default(''),
  attending: said(300).default(''),
  minutesBy: said(20).default(''),
  /** What was talked about, one matter a line. */
  matters: said(4000).default(''),
  /** The meeting heard where the plan stands: one sentence from the ledger, as of the day of the meeting. */
  standing: z.boolean().default(false),
  /** A closed sign-in list that tells how many came. */
  attendance: Id.nullable().default(null),
  decisions: z
    .array(z.object({ text: said(600).min(2), owner: said(60).min(1), dueOn: Day.nullable().default(null) }))
    .max(40)
    .default([]),
});
export type Minutes = z.output<typeof Minutes>;

/** A session whose sign-in list is closed; how many came is a fact, who came is not told. */
export const Meeting = z.object({ factId: Id, name: z.string(), on: Day, n: z.int() });
export type Meeting = z.output<typeof Meeting>;

const params = z.object({ planId: Id });
const drawn = params.extend({ kind: DrawnKind });

export const documentRoutes = {
  readDocument: route({
    method: 'GET',
    path: '/api/plans/:planId/documents/:kind',
    summary: {
      zh: '总结、报告、通报、简报：由记录拟成的送审稿',
      en: 'Summary, report, circular, bulletin: drafted from the ledger',
    },
    permit: 'plan/export',
    params: drawn,
    query: Asked,
    reply: z.object({ sheet: PaperSheet, from: Day, on: Day, issue: z.int() }),
  }),
  writeDocument: route({
    method: 'GET',
    path: '/api/plans/:planId/documents/:kind/file',
    summary: { zh: '导出这份送审稿（Word 或 PDF）', en: 'Export the draft as Word or PDF' },
    permit: 'plan/export',
    params: drawn,
    query: Asked.extend(As.shape),
    reply: z.unknown(),
    download: true,
  }),
  listMeetings: route({
    method: 'GET',
    path: '/api/plans/:planId/meetings',
    summary: { zh: '近来签到名单已结束的会和活动', en: 'Recent sessions whose sign-in list is closed' },
    permit: 'plan/export',
    params,
    reply: z.object({ meetings: z.array(Meeting) }),
  }),
  previewMinutes: route({
    method: 'POST',
    path: '/api/plans/:planId/minutes/preview',
    summary: { zh: '预览会议纪要', en: 'Preview minutes' },
    permit: 'plan/export',
    params,
    body: Minutes,
    reply: z.object({ sheet: PaperSheet }),
  }),
  writeMinutes: route({
    method: 'POST',
    path: '/api/plans/:planId/minutes',
    summary: { zh: '导出会议纪要（送审稿），内容不保存', en: 'Export minutes as a draft; they are not kept' },
    permit: 'plan/export',
    params,
    query: As,
    body: Minutes,
    reply: z.unknown(),
    download: true,
  }),
};
