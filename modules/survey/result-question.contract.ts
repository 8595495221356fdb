/** What a result says of single questions: over the bureau, by group, and since the wave before. */
import * as z from 'zod';
import { SayingShape } from '#platform/contract/index.ts';
import { ItemRef } from './questionnaire.contract.ts';

/** Rounded; null with `untold`, whose words are in `result-words.rules.ts`. */
export const Figure = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  untold: z.string().nullable(),
});
export type Figure = z.output<typeof Figure>;

/** Nearly all gave this one extreme answer (1 = first option): shares and mean are then not told. */
export const Band = z.object({ option: z.int(), atLeast: z.number() });
export type Band = z.output<typeof Band>;

/** Against the wave before; the same version of the same scale. Nobody's two answers are joined. */
export const Change = Figure.extend({
  verdict: z.enum(['up', 'down', 'cannot-tell']),
  /** The smallest change that waves like these find in four of five cases. */
  detectable: z.number().nullable(),
  before: z.number(),
  /** Where the change of everybody asked lies, whatever the silent of both waves would have said. */
  bounds: z.object({ low: z.number(), high: z.number() }),
});
export type Change = z.output<typeof Change>;

/** Of a row's mean, or of the share of one option, in percentage points. */
export const RowChange = Change.extend({ option: z.string() });
export type RowChange = z.output<typeof RowChange>;

/** `wording`: it was asked in other words; `hidden`: too few, or nearly all alike, in one of the two. */
const WhyNoRowChange = z.enum(['first', 'not-asked', 'wording', 'hidden', 'no-figure']);

/** One row of a question (its only one where it has no rows). */
export const AnsweredRow = z.object({
  code: z.string(),
  text: SayingShape.nullable(),
  item: ItemRef.nullable(),
  nAnswered: z.int(),
  /** Whole per cent of those who answered; null where hidden. Of several choices they add up to more than 100. */
  shares: z.array(
    z.object({
      code: z.string(),
      text: SayingShape,
      percent: z.int().nullable(),
      /** (Nearly) all chose this one: a band instead of its share. */
      alike: z.boolean().default(false),
    }),
  ),
  /** Of ranked options the mean place. */
  mean: Figure.nullable(),
  band: Band.nullable(),
  /** Since the wave before, found by the same words; empty with `whyNoChange`. */
  changes: z.array(RowChange).default([]),
  whyNoChange: WhyNoRowChange.nullable().default(null),
});
export type AnsweredRow = z.output<typeof AnsweredRow>;

export const AnsweredQuestion = z.object({
  code: z.string(),
  section: SayingShape,
  kind: z.string(),
  text: SayingShape,
  /** Whole per cent of all answers: 不愿回答. */
  declined: z.int(),
  rows: z.array(AnsweredRow),
});
export type AnsweredQuestion = z.output<typeof AnsweredQuestion>;

/** `split`: people of the group do not agree enough for a mean to speak for them. */
export const CellKind = z.enum(['shown', 'band', 'split', 'hidden']);

/** One figure of a question's row in one group. */
export const PartedCell = z.object({
  group: z.string(),
  /** Of a choice; empty for the mean. */
  option: z.string(),
  kind: CellKind,
  /** A mean to one decimal, a share in whole per cent, both with interval. */
  figure: Figure.nullable(),
  band: Band.nullable(),
  change: Figure.nullable(),
  whyNoChange: z.enum(['first', 'not-asked', 'wording', 'hidden', 'few-moved']).nullable(),
});
export type PartedCell = z.output<typeof PartedCell>;

/** A row of a question by groups; strata and self-report alone, nothing crossed. */
export const PartedRow = z.object({
  question: z.string(),
  row: z.string(),
  /** In the order of groupings; without those whose table is withheld. */
  partings: z.array(z.object({ parting: z.string(), cells: z.array(PartedCell) })),
});
export type PartedRow = z.output<typeof PartedRow>;
