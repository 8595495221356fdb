/** Days are calendar days of Asia/Shanghai, `YYYY-MM-DD`, which compare as text. */
const dayMs = 86_400_000;

const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

export const dayOf = (instant: Date): string => shanghai.format(instant);

/** The day so many calendar days later; earlier where `n` is negative. */
export const addDays = (day: string, n: number): string =>
  new Date(Date.parse(day) + n * dayMs).toISOString().slice(0, 10);

export const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;
