import { expect, test } from 'vitest';
import { comparisonLost } from './comparison.contract.ts';

const wave = (asOfOn: string, deleteOn: string, rawDeletedOn: string | null = null) => ({
  id: asOfOn,
  name: asOfOn.slice(0, 7),
  asOfOn,
  deleteOn,
  rawDeletedOn,
});
const planned = { asOfOn: '2020-12-07', closesOn: '2020-12-16' };

test('answers that are deleted before the next wave is measured, the day after it closes, cannot be compared with', () => {
  const june = (deleteOn: string) => comparisonLost(planned, [wave('2020-06-08', deleteOn)]);
  expect(june('2020-12-19')).toBeNull();
  expect(june('2020-12-18')).toBeNull();
  expect(june('2020-12-17')).toMatchObject({ name: '2020-06' });
  expect(june('2020-11-01')).toMatchObject({ name: '2020-06' });
});

test('only the wave just before counts, not itself, no later one, and none that is deleted already', () => {
  const old = wave('2019-03-04', '2019-09-13');
  expect(comparisonLost(planned, [])).toBeNull();
  expect(comparisonLost(planned, [wave('2020-06-08', '2020-12-19'), old])).toBeNull();
  expect(comparisonLost(planned, [wave('2020-06-08', '2020-11-01', '2020-11-01'), old])).toBeNull();
  expect(comparisonLost(planned, [wave('2021-03-08', '2020-12-01')])).toBeNull();
  expect(comparisonLost(planned, [{ ...wave('2020-06-08', '2020-11-01'), id: 'own' }], 'own')).toBeNull();
});
