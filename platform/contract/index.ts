import * as z from 'zod';
import type { Permit } from '../permit/table.ts';
import { fill } from './fill.ts';
import type { UnitOfMeasure } from './measure.ts';

export { addDays, dayOf, daysBetween } from './day.ts';
export { fill } from './fill.ts';

// zod probes for `new Function`, which a strict content security policy reports as a violation.
if ('document' in globalThis) z.config({ jitless: true });

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One sentence in both languages of the product. */
export interface Saying {
  zh: string;
  en: string;
}

/** What a route promises: its address, who may call it, what goes in and what comes out. Plain data. */
export interface Route<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> {
  readonly method: Method;
  readonly path: `/api/${string}`;
  readonly summary: Saying;
  readonly permit: Permit;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly reply: R;
  /** One file is sent as multipart field `file`; the body's fields come as the form's other fields. */
  readonly upload?: true;
  /** The reply is a file, not JSON; `reply` is then ignored. */
  readonly download?: true;
  /** Served without looking who asks, and without a line in the log; for `permit: 'anyone'` alone. */
  readonly anonymous?: true;
}

export type Routes = Readonly<Record<string, Route<any, any, any, any>>>;

/** Declares a route; the defaults stand for "no params, no query, no body, no reply". */
export function route<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodUndefined,
>(declared: Route<P, Q, B, R> & { readonly download: true }): Route<P, Q, B, R> & { readonly download: true };
export function route<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodUndefined,
>(declared: Route<P, Q, B, R>): Route<P, Q, B, R>;
export function route(declared: Route): Route {
  return declared;
}

/** What the act behind a route receives, after parsing. */
export type Input<E> =
  E extends Route<infer P, infer Q, infer B, z.ZodType>
    ? { params: z.output<P>; query: z.output<Q>; body: z.output<B>; upload: Upload }
    : never;

/** What the act behind a route gives back, before the contract strips it. */
export type Reply<E> =
  E extends Route<any, any, any, infer R> ? (E extends { download: true } ? Download : z.input<R>) : never;

export interface Upload {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface Download {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** An expected "no": HTTP status and the sentence people read; `{name}` places are filled from the facts. */
export interface RefusalKind extends Saying {
  readonly status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 415 | 422 | 423 | 429 | 503;
  /** What the person typed or sent and what became of it, where that is not obvious. */
  readonly kept?: Saying;
  /** Facts of the sentence that the asking program reads too, by name. */
  readonly tells?: readonly string[];
}

export type RefusalTable = Readonly<Record<`${string}/${string}`, RefusalKind>>;

export const refusals = <T extends RefusalTable>(table: T): T => table;

/** A kind of fact that the ledger accepts: its sentence in both languages and the shape of its data. */
export interface FactKind extends Saying {
  readonly data: z.ZodType;
  /** What `quantity` counts; `in-data`: what the fact's own `data.measure` names. */
  readonly unit?: UnitOfMeasure | 'in-data';
  /** Indicators may not ask for it: comings and goings, ballots, what could lead to a person. */
  readonly askable?: false;
}

export type FactTable = Readonly<Record<`${string}/${string}`, FactKind>>;

export const facts = <T extends FactTable>(table: T): T => table;

/** Shapes that every contract shares. */
export const Id = z.uuid();
export const Day = z.iso.date();
export const SayingShape = z.object({ zh: z.string(), en: z.string() });

/** Whether a button may be pressed, and if not, why: pages decide nothing twice. */
export const May = z.object({ may: z.boolean(), whyNot: SayingShape.optional() });

const inWords = (on: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(on));

/** A day as sentences say it: `2020年6月8日`, `8 June 2020`. */
export const dayInWords = (on: string): Saying => ({ zh: inWords(on, 'zh-CN'), en: inWords(on, 'en-GB') });

/** A fact may be a saying itself: each sentence gets its own language of it. */
export const fillBoth = (saying: Saying, facts: Readonly<Record<string, unknown>> = {}): Saying => ({
  zh: fill(saying.zh, spoken(facts, 'zh')),
  en: fill(saying.en, spoken(facts, 'en')),
});

const spoken = (facts: Readonly<Record<string, unknown>>, language: 'zh' | 'en') =>
  Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [name, isSaying(fact) ? fact[language] : fact]),
  );

const isSaying = (fact: unknown): fact is Saying =>
  typeof fact === 'object' && fact !== null && 'zh' in fact && 'en' in fact;
