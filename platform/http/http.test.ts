import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '#root/tools/testing/house.ts';
import { identityRoutes } from '../identity/identity.contract.ts';
import { sampleRoutes } from '../sample/sample.contract.ts';

let world: TestHouse;
beforeAll(async () => {
  world = await openTestHouse('http');
});
afterAll(() => world.close());

const many = <T>(ask: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: 40 }, ask));

describe('forty strangers at the door at once', () => {
  test('are all answered, though the database has ten connections', async () => {
    const body = { bureauId: await world.newBureau(), login: 'nobody', password: 'wrong-Pass 1' };
    const answers = await many(() => world.nobody.call(identityRoutes.signIn, { body }));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([401]));
    const samples = await many(() => world.nobody.call(sampleRoutes.readSample));
    expect(new Set(samples.map(({ status }) => status))).toEqual(new Set([200]));
  });
});
