import { expect, test } from 'vitest';
import { threeOf } from './threeSentences.ts';

const codes = (...list: string[]) => threeOf(list.map((code) => ({ code }))).map(({ code }) => code);

test('the one page says the two clearest sentences and who answered', () => {
  expect(codes('change-cohesion', 'change-burden', 'groups-stratum', 'response')).toEqual([
    'change-cohesion',
    'change-burden',
    'response',
  ]);
});
test('a survey that has little to say says nothing twice', () => {
  expect(codes('groups-stratum', 'response')).toEqual(['groups-stratum', 'response']);
  expect(codes('response')).toEqual(['response']);
});
