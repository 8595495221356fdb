import type { AnyRoute } from './client.ts';

/**
 * A contract's route by its address alone, typed by the contract but without its schemas.
 * For what is on every page, where the schemas would make the first load heavier for nothing.
 * `shell.contract.test.ts` checks that the addresses are those of the contract.
 */
export const address = <E extends AnyRoute>(method: E['method'], path: E['path']): E =>
  ({ method, path }) as unknown as E;
