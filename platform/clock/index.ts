/** The only source of time on the server. Days are Asia/Shanghai calendar days, `YYYY-MM-DD`. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

const shanghai = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', dateStyle: 'short' });

export const dayOf = (instant: Date): string => shanghai.format(instant);
