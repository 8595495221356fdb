import { fillBoth, type RefusalKind, type Saying } from '../contract/index.ts';

export interface Problem {
  /** Field path (`body.name`) or cell address (`花名册!C7`). */
  path: string;
  code: string;
  detail: Saying;
}

/**
 * An expected "no", as a value: a code of the form `module/reason`, the facts its
 * sentence needs, and all problems of the input at once where there are several.
 * Rules return it, acts throw or return it. Returned, the transaction is kept
 * (a failed sign-in must be counted); thrown, everything is undone.
 */
export class Refusal extends Error {
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly problems: readonly Problem[];

  constructor(
    code: string,
    facts: Readonly<Record<string, unknown>> = {},
    problems: readonly Problem[] = [],
  ) {
    super(code);
    this.name = 'Refusal';
    this.code = code;
    this.facts = facts;
    this.problems = problems;
  }
}

/** Makes `refuse` for one module's table, so that a code outside the table does not compile. */
export const refuser =
  <T extends Readonly<Record<string, RefusalKind>>>(_table: T) =>
  (
    code: keyof T & string,
    facts: Readonly<Record<string, unknown>> = {},
    problems: readonly Problem[] = [],
  ): Refusal =>
    new Refusal(code, facts, problems);

export interface ProblemJson {
  type: string;
  title: string;
  status: number;
  code: string;
  detail: Saying;
  kept?: Saying;
  problems?: readonly Problem[];
  /** What the kind of refusal tells programs. */
  told?: Readonly<Record<string, unknown>>;
  requestId: string;
}

/** RFC 9457 problem details of a refusal; an unknown code is a fault of ours and fails closed. */
export function problemOf(
  refusal: Refusal,
  table: Readonly<Record<string, RefusalKind>>,
  requestId: string,
): ProblemJson | null {
  const kind = table[refusal.code];
  if (!kind) return null;
  const detail = fillBoth(kind, refusal.facts);
  return {
    type: `urn:wenrong:${refusal.code}`,
    title: detail.zh,
    status: kind.status,
    code: refusal.code,
    detail,
    ...(kind.kept ? { kept: fillBoth(kind.kept, refusal.facts) } : {}),
    ...(refusal.problems.length > 0 ? { problems: refusal.problems } : {}),
    ...(kind.tells
      ? { told: Object.fromEntries(kind.tells.map((name) => [name, refusal.facts[name]])) }
      : {}),
    requestId,
  };
}
