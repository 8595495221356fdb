import { expect, test } from 'vitest';
import { cellsOf, type Reports } from './effect-input.rules.ts';

const none: Reports = { nPeople: 5, said: new Int8Array(25) };
const rows = (pairs: readonly (readonly [number, number])[]) => ({
  from: Int32Array.from(pairs, ([i]) => i),
  to: Int32Array.from(pairs, ([, j]) => j),
  before: new Int8Array(pairs.length),
  y: new Float64Array(pairs.length),
});

test('where people chose, pairs are matched by unit, or else by the floor they work on', () => {
  const unit = ['食品科', '食品科', '价格科', '检验所', '检验所'];
  const floor = ['主楼 3', '主楼 3', '主楼 3', '', ''];
  const [sameUnit, sameFloor, apart, unknown, alone] = cellsOf(
    rows([
      [0, 1],
      [0, 2],
      [0, 3],
      [2, 4],
      [3, 4],
    ]),
    none,
    { unit, floor },
  );
  expect(new Set([sameUnit, sameFloor, apart]).size).toBe(3);
  expect(unknown).toBe(apart);
  expect(alone).toBe(sameUnit);
  expect(cellsOf(rows([[0, 2]]), none, { unit })).toEqual([apart]);
});
