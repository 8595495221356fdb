/** Days and clock times: `YYYY-MM-DD` and `HH:MM`, which compare as text. */
/** The same date some years later; 29 February becomes 1 March where the year has none. */
export function addYears(day: string, years: number): string {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number];
  return new Date(Date.UTC(year + years, month - 1, date)).toISOString().slice(0, 10);
}

export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** A clock time in Asia/Shanghai, which has no summer time, as an instant. */
export const instantOf = (day: string, time: string): string =>
  new Date(`${day}T${time}:00+08:00`).toISOString();

export interface Span {
  heldOn: string;
  startsAt: string;
  endsAt: string;
}

/** One ends as the other begins: no clash. */
export const clash = (a: Span, b: Span): boolean =>
  a.heldOn === b.heldOn && a.startsAt < b.endsAt && b.startsAt < a.endsAt;
