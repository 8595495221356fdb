import * as z from 'zod';
import { Day, Id, SayingShape, route } from '../contract/index.ts';

export const FactView = z.object({
  id: Id,
  seq: z.int(),
  kind: z.string(),
  /** The fact as a sentence. */
  sentence: SayingShape,
  subject: z.string(),
  actor: z.string().nullable(),
  on: z.string(),
  at: z.string(),
  quantity: z.number().nullable(),
  voids: Id.nullable(),
  hash: z.string(),
});
export type FactView = z.output<typeof FactView>;

export const ledgerRoutes = {
  listFacts: route({
    method: 'GET',
    path: '/api/facts',
    summary: { zh: '台账记录（最新在前）', en: 'Records of the evidence ledger, newest first' },
    permit: 'ledger/read',
    query: z.object({
      subject: z.string().max(100).optional(),
      /** A kind, or the beginning of kinds: `activity/`. */
      kind: z.string().max(60).optional(),
      from: Day.optional(),
      to: Day.optional(),
      before: z.coerce.number().int().positive().optional(),
    }),
    reply: z.object({
      facts: z.array(FactView),
      kinds: z.array(z.object({ kind: z.string(), words: SayingShape })),
    }),
  }),
  verifyLedger: route({
    method: 'POST',
    path: '/api/facts/verification',
    summary: { zh: '核对整条记录链', en: 'Verify the whole chain of records' },
    permit: 'ledger/verify',
    reply: z.object({
      nFacts: z.int(),
      head: z.string(),
      fault: z.object({ seq: z.int(), fault: z.string() }).nullable(),
    }),
  }),
};
