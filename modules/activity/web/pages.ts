import type { ModulePages } from '#web/pages.ts';
import { attendancePages } from './attendance.pages.ts';
import { drawPages } from './draw.pages.ts';
import { effectPages } from './effect.pages.ts';
import { photoPages } from './photo.pages.ts';
import { planningPages } from './planning.pages.ts';

/** Each part of the module lists its pages in a file of its own; here is one line for each. */
export const pages: ModulePages = {
  seal: 'activity',
  order: 10,
  pages: [...planningPages, ...attendancePages, ...photoPages, ...drawPages, ...effectPages],
  search: () => import('./search.ts'),
};
