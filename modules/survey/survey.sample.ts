/** The three waves of the sample bureau (scenario.md §7), told through the real acts; invented throughout. */
import type { Chapter } from '#platform/module/index.ts';

/** Filled together with the results. */
export const surveySample: readonly Chapter[] = [];
