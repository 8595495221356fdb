import { expect, test } from 'vitest';
import { stream } from '#engines/random/index.ts';
import { componentOf } from './component.ts';
import { shifted } from './flow.ts';
import { suppress } from './index.ts';
import { aRandomTable } from './naive.fixtures.ts';
import { cellsWhere } from './recover.ts';
import { Programme } from './simplex.ts';
import { hiddenIn, systemOf } from './system.ts';
import { defaultRules } from './table.ts';

test('flow and linear programme agree on how far a cell can go, wherever sums form a network', () => {
  let [nYes, nNo, nPlain] = [0, 0, 0];
  for (let seed = 0; seed < 250; seed++) {
    const table = aRandomTable(stream(seed, 'flow'), 40);
    const system = systemOf([table], defaultRules);
    // Without the last complement there is something to find.
    const { hidden: keys, reasons } = suppress(table);
    const last = keys.findLast((key) => reasons[key] === 'complement');
    const hidden = hiddenIn(system, [{ table, hidden: keys.filter((key) => key !== last) }]);
    for (const cell of cellsWhere(hidden)) {
      const component = componentOf(system, hidden, cell);
      const { network } = component;
      if (!network) {
        nPlain++;
        continue;
      }
      for (const by of [1, 3, -1].filter((one) => system.people[cell]! + one >= 0)) {
        const search = { component, network, hidden, people: system.people, least: null };
        const byFlow = 'moved' in shifted(search, cell, by);
        expect('moved' in new Programme(system, component, null).shifted(cell, by), `seed ${seed}`).toBe(
          byFlow,
        );
        if (byFlow) nYes++;
        else nNo++;
      }
    }
  }
  expect(Math.min(nYes, nNo, nPlain)).toBeGreaterThan(20);
});
