export const waitHours = 6;

/** Milliseconds that a ballot may wait at most: six hours, and never past the last day of casting in Beijing. */
export function longestWait(castTo: string, now = Date.now()): number {
  const end = Date.parse(`${castTo}T23:30:00+08:00`);
  return Math.max(0, Math.min(waitHours * 3_600_000, end - now));
}
