/** The small language of questions to the ledger. A question is data: stored as JSON, printed as one sentence. */
import * as z from 'zod';
import { Day, Id } from '#platform/contract/index.ts';
import { UnitOfMeasure } from '#platform/contract/measure.ts';

/** `module/past-tense`, as modules declare their facts. */
export const FactKindName = z.string().regex(/^[a-z-]+\/[a-z-]+$/);
export const FieldName = z.string().regex(/^[A-Za-z][A-Za-z0-9]{0,39}$/);
const Word = z.string().trim().min(1).max(60);

/**
 * Which days. Days are inclusive and never after the day of asking. `asker`: whoever asks says it (a measure: its own
 * span), so that a plan copied to another year asks about that year.
 */
export const Period = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ever') }),
  z.object({ kind: z.literal('between'), from: Day, to: Day }),
  z.object({ kind: z.literal('year'), year: z.int().min(1990).max(2100) }),
  z.object({ kind: z.literal('this-year') }),
  z.object({ kind: z.literal('last-days'), days: z.int().min(1).max(3660) }),
  z.object({ kind: z.literal('asker') }),
]);
export type Period = z.output<typeof Period>;

/** About whom or what: `asker` is the subject that asks (`measure/…`). */
export const About = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('any') }),
  z.object({ kind: z.literal('asker') }),
  z.object({ kind: z.literal('subject'), subject: z.string().trim().min(1).max(100) }),
]);

/** A condition on a field of the facts' data, as the kind's schema declares it. */
export const FieldTest = z.discriminatedUnion('is', [
  z.object({
    field: FieldName,
    is: z.literal('one-of'),
    values: z
      .array(z.union([Word, z.number(), z.boolean()]))
      .min(1)
      .max(20),
  }),
  z.object({ field: FieldName, is: z.literal('at-least'), value: z.number() }),
  z.object({ field: FieldName, is: z.literal('at-most'), value: z.number() }),
]);
export type FieldTest = z.output<typeof FieldTest>;

/** The facts a question is about. */
export const Source = z.object({
  kinds: z.array(FactKindName).min(1).max(10),
  /** These units and everything below them; empty: the whole bureau. */
  unitIds: z.array(Id).max(50).default([]),
  /** Facts that carry all of these in `data.tags`. */
  tags: z.array(Word).max(5).default([]),
  /** Facts whose `data.campaign` is this. */
  campaign: Word.nullable().default(null),
  about: About.default({ kind: 'any' }),
  period: Period.default({ kind: 'asker' }),
  fields: z.array(FieldTest).max(8).default([]),
});
export type Source = z.output<typeof Source>;

/** The number in a fact: its quantity, or a field of its data. */
export const NumberPlace = z.union([z.literal('quantity'), z.object({ field: FieldName })]);
/** What is told apart: what facts are about, who acted, or a field of their data. */
export const NamePlace = z.union([z.literal('subject'), z.literal('actor'), z.object({ field: FieldName })]);
export type NumberPlace = z.output<typeof NumberPlace>;
export type NamePlace = z.output<typeof NamePlace>;

const unit = { unit: UnitOfMeasure };
const count = z.object({ aggregate: z.literal('count'), source: Source, ...unit });
const sum = z.object({ aggregate: z.literal('sum'), source: Source, of: NumberPlace, ...unit });
const distinct = z.object({ aggregate: z.literal('distinct'), source: Source, of: NamePlace, ...unit });
const mean = z.object({ aggregate: z.literal('mean'), source: Source, of: NumberPlace, ...unit });
/** The number of the newest fact: for stocks (户 on the register) and scales, which never add up. */
const latest = z.object({ aggregate: z.literal('latest'), source: Source, of: NumberPlace, ...unit });

/** What a share is made of: both ends are kept, never the quotient alone. */
export const Counting = z.discriminatedUnion('aggregate', [count, sum, distinct]);
export type Counting = z.output<typeof Counting>;

export const Question = z.discriminatedUnion('aggregate', [
  count,
  sum,
  distinct,
  mean,
  latest,
  z.object({ aggregate: z.literal('share'), numerator: Counting, denominator: Counting }),
  /** Nothing can be computed: somebody judges, and who, when and on what evidence stands beside it. */
  z.object({ aggregate: z.literal('judged'), asks: z.string().trim().min(4).max(200) }),
]);
export type Question = z.output<typeof Question>;

export const Direction = z.enum(['more', 'less', 'neither']);
export type Direction = z.output<typeof Direction>;
/** In the unit of the question; of a share in percent. A judged question has none: it is met or not. */
export const Target = z.number().min(0).max(1e12).nullable();

/** An indicator as it is written down; every change makes a version. */
export const IndicatorContent = z.object({
  name: z.string().trim().min(2).max(60),
  question: Question,
  direction: Direction,
  target: Target,
  /** What the number does not say, beside it wherever it is shown. */
  caveat: z.string().trim().max(300).default(''),
});
export type IndicatorContent = z.output<typeof IndicatorContent>;

/** Who asks: the day, the span and the subject that `asker` stands for. */
export interface Asker {
  on?: string;
  from?: string | null;
  to?: string | null;
  subject?: string | null;
}
