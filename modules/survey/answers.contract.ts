import * as z from 'zod';
import { Code, OptionCode } from './questionnaire.contract.ts';

/**
 * One answer by kind of question: single — option code; multiple — codes in the questionnaire's order; matrix —
 * column code by row code; ranking — codes, best first; 0–10, slider, number — the number; date — YYYY-MM-DD;
 * text — the text; sum — share by row code, adding up to the total; ego — band by row code.
 */
export const Answer = z.union([
  z.string().max(2000),
  z.number(),
  z.array(OptionCode).max(40),
  z.record(OptionCode, z.union([OptionCode, z.number()])),
]);
export type Answer = z.output<typeof Answer>;

/** What one person says: no person, no time, no device. A question in neither list was left out or not shown. */
export const Answers = z.object({
  v: z.literal(1),
  given: z.record(Code, Answer),
  /** Codes answered with 不愿回答, in alphabetical order. */
  declined: z.array(Code).max(1600),
});
export type Answers = z.output<typeof Answers>;
