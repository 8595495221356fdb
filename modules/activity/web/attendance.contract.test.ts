import { expect, test } from 'vitest';
import { attendanceRoutes } from '../attendance.contract.ts';
import { photoRoutes } from '../photo.contract.ts';
import { teamSheetRoutes } from '../team-sheet.contract.ts';
import * as attendance from './attendance.addresses.ts';
import * as photo from './photo.addresses.ts';

const written = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

test.each([
  ['sign-in and sheets', { ...attendanceRoutes, ...teamSheetRoutes }, attendance],
  ['photos', photoRoutes, photo],
])('the addresses the pages call are those of the contract: %s', (_what, routes, addresses) => {
  const promised = Object.values<{ method: string; path: string }>(routes).map(written);
  expect(Object.values<{ method: string; path: string }>(addresses).map(written).sort()).toEqual(
    promised.sort(),
  );
});
