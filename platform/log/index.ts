/**
 * Structured log: one JSON object a line on standard error, no personal data.
 * What is logged is chosen by the caller from fixed words, ids and durations.
 */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

export type LogLevel = 'silent' | 'error' | 'info';

export function logTo(write: (line: string) => void, level: LogLevel, now: () => Date = () => new Date()): Log {
  const line = (severity: string, event: string, fields: Readonly<Record<string, unknown>> = {}) =>
    write(`${JSON.stringify({ at: now().toISOString(), level: severity, event, ...fields })}\n`);
  return {
    info: (event, fields) => (level === 'info' ? line('info', event, fields) : undefined),
    error: (event, fields) => (level === 'silent' ? undefined : line('error', event, fields)),
  };
}

export const silentLog: Log = { info: () => undefined, error: () => undefined };
