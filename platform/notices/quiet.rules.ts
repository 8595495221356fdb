/** Hours of rest: nothing is sent to a group, and nothing is counted at the bell. Hours in Asia/Shanghai (UTC+8, no summer time). */
export interface Quiet {
  /** First quiet hour, 0…23. */
  from: number;
  /** First hour that is not quiet any more; the same as `from`: there is no rest. */
  to: number;
}

/** integration.md: 21:00–08:00. */
export const usualQuiet: Quiet = { from: 21, to: 8 };

const HOUR_MS = 3_600_000;
const SHANGHAI_MS = 8 * HOUR_MS;

const hourOf = (instant: number): number => Math.floor((instant + SHANGHAI_MS) / HOUR_MS) % 24;

export function isQuiet({ from, to }: Quiet, instant: number): boolean {
  const hour = hourOf(instant);
  return from <= to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** The instant itself, or the end of the rest it falls into. Milliseconds since 1970. */
export function afterQuiet(quiet: Quiet, instant: number): number {
  if (!isQuiet(quiet, instant)) return instant;
  const hours = (quiet.to - hourOf(instant) + 24) % 24;
  return Math.floor(instant / HOUR_MS) * HOUR_MS + hours * HOUR_MS;
}
