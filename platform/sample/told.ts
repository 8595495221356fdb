import type { Act, Who } from '../act/index.ts';

export interface Moment {
  on: string;
  /** Clock time in Asia/Shanghai, `HH:MM`; nine o'clock if it does not matter. */
  at?: string;
  /** Who acts; whoever opened the transaction, if absent. */
  who?: Who;
}

/**
 * An act as it was on a day of the story, for the sample bureau only: rows and facts bear that day and that
 * person, while the ledger keeps the true instant of writing.
 */
export const told = (act: Act, { on, at = '09:00', who }: Moment): Act => ({
  ...act,
  who: who ?? act.who,
  today: on,
  now: new Date(`${on}T${at}:00+08:00`).toISOString(),
  record: (fact) => act.record({ on, ...(who ? { actor: who.accountId } : {}), ...fact }),
});
