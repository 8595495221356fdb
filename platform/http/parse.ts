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

/** Parses one part of a request; all its problems come at once, each with its path. */
export function parsePart(
  name: 'params' | 'query' | 'body',
  schema: z.ZodType | undefined,
  value: unknown,
): { value: unknown; problems: Problem[] } {
  if (!schema) return { value: undefined, problems: [] };
  const parsed = schema.safeParse(value);
  if (parsed.success) return { value: parsed.data, problems: [] };
  const problems = parsed.error.issues.map((issue) => ({
    path: [name, ...issue.path].join('.'),
    code: `request/${issue.code}`,
    detail: detailOf(issue),
  }));
  return { value: undefined, problems };
}
