import type { Page } from '#web/pages.ts';

/** Activities, programmes, venues and calendars. */
export const planningPages: Page[] = [];
