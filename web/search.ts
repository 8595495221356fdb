import type { Permit } from '#platform/permit/table.ts';
import type { Saying } from '#platform/contract/index.ts';

export interface Found {
  title: string;
  detail?: string;
  /** Address within the application, e.g. `/people/0192…`. */
  to: string;
}

/** A module's part of the search box. */
export interface Searcher {
  /** Heading over its results: 人员, 条文… */
  title: Saying;
  permit: Permit;
  find: (text: string, signal: AbortSignal) => Promise<Found[]>;
}
