/** The only source of time on the server. Days are Asia/Shanghai calendar days, `YYYY-MM-DD`. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export { dayOf } from '#platform/contract/index.ts';
