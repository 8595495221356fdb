import { expect, test } from 'vitest';
import { surveyLifeRoutes } from '../survey-routes.contract.ts';
import * as addresses from './life.addresses.ts';

const written = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

test('the addresses the pages call are those of the contract, all of them', () => {
  expect(Object.values(addresses).map(written).sort()).toEqual(
    Object.values(surveyLifeRoutes).map(written).sort(),
  );
});
