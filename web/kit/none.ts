import type { ModulePages } from '#web/pages.ts';

/** Stands in for `pages.ts` in the build that bureaus get. */
export const pages: ModulePages[] = [];
