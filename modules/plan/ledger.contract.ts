/** An Excel ledger of a bureau, taken in and given back in its own layout: routes. */
import * as z from 'zod';
import { Id, SayingShape, route } from '#platform/contract/index.ts';

/** What a returned ledger says anew, and what was left as it is. */
export const LedgerChanges = z.object({
  /** The file that came in cannot be followed; the task breakdown is written instead. */
  anew: z.boolean(),
  /** Cells of its state column. */
  nStates: z.int(),
  changes: z.array(
    z.object({
      cell: z.string(),
      title: z.string(),
      column: z.string(),
      before: z.string(),
      after: z.string(),
    }),
  ),
  added: z.array(z.object({ row: z.int(), title: z.string() })),
  left: z.array(
    z.object({
      cell: z.string(),
      title: z.string(),
      column: z.string(),
      why: z.enum(['merged', 'formula', 'no-row']),
    }),
  ),
});
export type LedgerChanges = z.output<typeof LedgerChanges>;

const params = z.object({ planId: Id });

export const ledgerRoutes = {
  importLedger: route({
    method: 'POST',
    path: '/api/plans/:planId/ledger',
    summary: {
      zh: '读入现有的 Excel 台账（先看差异，再写入）',
      en: 'Read an existing Excel ledger: difference first, then written',
    },
    permit: 'plan/change',
    params,
    upload: true,
    body: z.object({ apply: z.enum(['yes', 'no']).default('no') }),
    reply: z.object({
      applied: z.boolean(),
      rows: z.array(
        z.object({
          row: z.int(),
          title: z.string(),
          found: z.enum(['new', 'known']),
          problems: z.array(SayingShape),
        }),
      ),
      columns: z.array(z.object({ column: z.string(), means: z.string() })),
    }),
  }),
  readLedgerChanges: route({
    method: 'GET',
    path: '/api/plans/:planId/ledger-changes',
    summary: {
      zh: '还原台账之前看一看：会改哪些格、加哪些行',
      en: 'What the returned ledger would say anew: cells and rows',
    },
    permit: 'plan/export',
    params,
    reply: LedgerChanges,
  }),
  returnLedger: route({
    method: 'GET',
    path: '/api/plans/:planId/ledger.xlsx',
    summary: {
      zh: '还原原来的台账版式，改到现在',
      en: 'The same ledger, same layout, brought up to date',
    },
    permit: 'plan/export',
    params,
    reply: z.unknown(),
    download: true,
  }),
};
