import { bind, type BoundRoute } from '#platform/module/index.ts';
import { teamSheetRoutes } from './team-sheet.contract.ts';
import { readSheets } from './team-sheet.work.ts';

export const teamSheetBoundRoutes: BoundRoute[] = bind(teamSheetRoutes, {
  readSheets: (act, { params }) => readSheets(act, params.activityId),
});
