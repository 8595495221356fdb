/** The whole of the promise: 10,000 tables, each solved by school elimination over fractions. */
import { expect, test } from 'vitest';
import { stream } from '#engines/random/index.ts';
import { suppress } from './index.ts';
import { aRandomTable, solvable } from './naive.fixtures.ts';

test('in 10,000 random tables and hierarchies no hidden cell is recoverable', { timeout: 600_000 }, () => {
  let [nHidden, nComplements] = [0, 0];
  for (let seed = 0; seed < 10_000; seed++) {
    const table = aRandomTable(stream(seed, 'suppression'));
    const { hidden, reasons, open } = suppress(table);
    expect(open, `seed ${seed}`).toEqual([]);
    expect(solvable([{ table, hidden }]), `seed ${seed}`).toEqual([]);
    nHidden += hidden.length;
    nComplements += hidden.filter((key) => reasons[key] === 'complement').length;
  }
  console.log(`suppression: 10,000 tables, ${nHidden} hidden cells, ${nComplements} of them complements`);
});
