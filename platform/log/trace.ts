/**
 * An error for the log: its kind, its sentence and where it came from. What stands in quotes is left out,
 * as databases and parsers quote what people typed (`invalid input syntax for type date: "…"`).
 */
export function traceOf(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${typeof error}`;
  const { code, table, constraint } = error as Error & Record<'code' | 'table' | 'constraint', unknown>;
  const about = [error.name, code, table, constraint].filter((word) => typeof word === 'string').join(' ');
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  return [`${about}: ${withoutQuoted(error.message)}`, ...frames].join('\n');
}

const withoutQuoted = (message: string): string =>
  message
    .replace(/"[^]*"/g, '"…"')
    .replace(/'[^]*'/g, "'…'")
    .slice(0, 500);
