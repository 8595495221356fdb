import { expect, test } from 'vitest';
import { activityRoutes } from '../activity.contract.ts';
import { calendarRoutes } from '../calendar.contract.ts';
import { programmeRoutes } from '../programme.contract.ts';
import { registrationRoutes } from '../registration.contract.ts';
import { venueRoutes } from '../venue.contract.ts';
import * as addresses from './planning.addresses.ts';

const written = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

test('the addresses the pages call are those of the contracts', () => {
  const promised = [activityRoutes, registrationRoutes, programmeRoutes, venueRoutes, calendarRoutes].flatMap(
    (routes) => Object.values(routes).map(written),
  );
  expect(Object.values(addresses).map(written).toSorted()).toEqual(promised.toSorted());
});
