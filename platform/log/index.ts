import type { LogLevel } from '../config/index.ts';

/**
 * Structured log: one JSON object a line on standard error, no personal data.
 * What is logged is chosen by the caller from fixed words, ids and durations.
 */
export interface Log {
  info(event: string, fields?: Readonly<Record<string, unknown>>): void;
  error(event: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Events are of two weights; the finer levels of the setting all let both through. */
const heard = (level: LogLevel) => ({
  info: ['trace', 'debug', 'info'].includes(level),
  error: !['fatal', 'silent'].includes(level),
});

export function logTo(
  write: (line: string) => void,
  level: LogLevel,
  now: () => Date = () => new Date(),
): Log {
  const { info, error } = heard(level);
  const line = (severity: string, event: string, fields: Readonly<Record<string, unknown>> = {}) =>
    write(`${JSON.stringify({ at: now().toISOString(), level: severity, event, ...fields })}\n`);
  return {
    info: (event, fields) => (info ? line('info', event, fields) : undefined),
    error: (event, fields) => (error ? line('error', event, fields) : undefined),
  };
}

export const silentLog: Log = { info: () => undefined, error: () => undefined };
