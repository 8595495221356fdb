/** Parts of the contract's replies by the names the pages use; types only, so that no schema is loaded. */
import type { Mine } from '../answer.contract.ts';
import type { Change, Release } from '../result.contract.ts';

export type MyWave = Mine['waves'][number];
export type Group = Release['groups'][number];
export type Knowledge = NonNullable<Release['knowledge']>;
export type Moves = NonNullable<Change['moves']>['within'];
export type Positions = NonNullable<Release['positions']>;
export type ResponseRates = Release['response'];
