import { expect, test } from 'vitest';
import { answerRoutes } from '../answer.contract.ts';
import { resultRoutes } from '../result.contract.ts';
import { waveRoutes } from '../wave.contract.ts';
import * as addresses from './addresses.ts';

const written = ({ method, path }: { method: string; path: string }): string => `${method} ${path}`;

test('the addresses the pages call are those of the contract, all of them', () => {
  const promised = [answerRoutes, resultRoutes, waveRoutes].flatMap((routes) =>
    Object.values(routes).map(written),
  );
  expect(Object.values(addresses).map(written).sort()).toEqual(promised.sort());
});
