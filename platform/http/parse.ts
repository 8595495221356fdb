import * as z from 'zod';
import type { Saying } from '../contract/index.ts';
import type { Problem } from '../refuse/index.ts';

z.config(z.locales.zhCN());

const inEnglish = z.locales.en().localeError;

const englishOf = (issue: z.core.$ZodIssue): string => {
  const said = inEnglish(issue as never);
  return typeof said === 'string' ? said : (said?.message ?? issue.message);
};

const detailOf = (issue: z.core.$ZodIssue): Saying => ({ zh: issue.message, en: englishOf(issue) });

/** More than anybody can read; a hostile body can have a million. */
const mostProblems = 100;

const unstorable: Saying = {
  zh: '含有不能保存的字符（空字符或半个字符）',
  en: 'Holds a character that cannot be stored (NUL, or half of one)',
};

/**
 * Where in a value a text stands that PostgreSQL cannot keep: NUL, or a lone surrogate; null if nowhere.
 * Walks without recursion, as a body may be nested a million deep.
 */
export function unstorableIn(value: unknown, path: string): string | null {
  const open: [unknown, string][] = [[value, path]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [inner, at] = next;
    if (typeof inner === 'string' && (inner.includes('\0') || !inner.isWellFormed())) return at;
    if (typeof inner !== 'object' || inner === null) continue;
    for (const [key, part] of Object.entries(inner)) open.push([key, at], [part, `${at}.${key}`]);
  }
  return null;
}

/** Parses one part of a request; its problems come at once, each with its path. */
export function parsePart(
  name: 'params' | 'query' | 'body',
  schema: z.ZodType | undefined,
  value: unknown,
): { value: unknown; problems: Problem[]; nProblems: number } {
  if (!schema) return { value: undefined, problems: [], nProblems: 0 };
  const parsed = schema.safeParse(value);
  if (parsed.success) {
    const at = unstorableIn(parsed.data, name);
    if (at === null) return { value: parsed.data, problems: [], nProblems: 0 };
    const problem = { path: at.toWellFormed(), code: 'request/unstorable', detail: unstorable };
    return { value: undefined, problems: [problem], nProblems: 1 };
  }
  const { issues } = parsed.error;
  const problems = issues.slice(0, mostProblems).map((issue) => ({
    path: [name, ...issue.path].join('.'),
    code: `request/${issue.code}`,
    detail: detailOf(issue),
  }));
  return { value: undefined, problems, nProblems: issues.length };
}
