import type { Saying } from '#platform/contract/index.ts';
import type { Problem, ProblemJson } from '#platform/refuse/index.ts';
import { said } from './words.ts';

/**
 * What a call throws when the answer is "no" or does not come: a code `module/reason`,
 * the sentence in both languages, what was kept, and every problem of the input at once.
 */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;
  readonly detail: Saying;
  readonly kept: Saying | null;
  readonly problems: readonly Problem[];
  /** Facts of the sentence that the page decides by; empty for most. */
  readonly told: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;

  constructor(problem: Omit<ProblemJson, 'type' | 'title' | 'requestId'> & { requestId?: string }) {
    super(problem.code);
    this.name = 'Refused';
    this.status = problem.status;
    this.code = problem.code;
    this.detail = problem.detail;
    this.kept = problem.kept ?? null;
    this.problems = problem.problems ?? [];
    this.told = problem.told ?? {};
    this.requestId = problem.requestId ?? null;
  }

  /** The sentence in the page's language. */
  get sentence(): string {
    return said(this.detail);
  }

  /** What is wrong with one field, e.g. `body.name`; null where nothing is. */
  at(path: string): string | null {
    const found = this.problems.find((problem) => problem.path === path);
    return found ? said(found.detail) : null;
  }
}

/** No answer came: the line is down or the server is not running. */
export const unreachable = (): Refused =>
  new Refused({
    status: 0,
    code: 'web/unreachable',
    detail: { zh: '没有连上服务器。', en: 'The server could not be reached.' },
    kept: {
      zh: '本页填写的内容还在。网络恢复后再试一次。',
      en: 'What you entered is still on this page. Try again when the connection is back.',
    },
  });

/** An answer that is not ours, for example from a proxy in between. */
export const notUnderstood = (status: number): Refused =>
  new Refused({
    status,
    code: 'web/not-understood',
    detail: { zh: '服务器的回答没有看懂。', en: 'The server gave an answer that could not be read.' },
    kept: {
      zh: '请稍后再试；若仍如此，请告诉管理员。',
      en: 'Please try again later, and tell the administrator if it stays.',
    },
  });

export const refusedBy = (status: number, body: unknown): Refused =>
  typeof body === 'object' && body !== null && 'code' in body && 'detail' in body
    ? new Refused({ ...(body as ProblemJson), status })
    : notUnderstood(status);
