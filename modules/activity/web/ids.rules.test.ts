import { expect, test } from 'vitest';
import { Id } from '#platform/contract/index.ts';
import { idOf, newId } from './ids.ts';

test('ids made on the device are ids, and no two are alike', () => {
  const made = Array.from({ length: 1000 }, newId);
  expect(new Set(made).size).toBe(1000);
  for (const id of made) expect(Id.safeParse(id).success).toBe(true);
});

test('the same file chosen again has the same id, another file another one', () => {
  const names = Array.from({ length: 2000 }, (_, i) => `IMG_${i}.JPG 3456789 1606100000000`);
  expect(new Set(names.map(idOf)).size).toBe(2000);
  expect(idOf(names[7]!)).toBe(idOf(names[7]!));
  expect(Id.safeParse(idOf(names[0]!)).success).toBe(true);
});
