/**
 * engines/suppression: tables of all sizes that the bureau publishes, each suppressed and audited. Ends with
 * code 1 if a 50 × 20 table with margins takes 100 ms of processor time or more, or if anything is left open.
 */
import { stream } from '#engines/random/index.ts';
import {
  crossTable,
  matrixTable,
  suppress,
  suppressPairs,
  type Dimension,
  type Register,
  type Table,
} from '#engines/suppression/index.ts';

const limitMs = 100;
let failed = false;

const random = stream(20190130, 'bench');
const drawn = (typical: number): number => Math.floor(-Math.log(1 - random.uniform()) * typical);

const flat = (name: string, n: number): Dimension => ({
  name,
  levels: Array.from({ length: n }, (_, at) => ({ key: `${name}${at}` })),
});
const tree = (name: string, groups: number, units: number): Dimension => ({
  name,
  levels: flat(name, groups).levels.map(({ key }) => ({ key, within: flat(`${key}.`, units).levels })),
});

interface Measured {
  ms: number;
  cells: number;
  hidden: number;
  complements: number;
}

function measured(table: Table, released: Register['releases'] = []): Measured {
  const begin = process.cpuUsage();
  const { hidden, reasons, open } = suppress(table, {}, released);
  const { user, system } = process.cpuUsage(begin);
  const ms = (user + system) / 1000;
  failed ||= open.length > 0;
  const complements = Object.values(reasons).filter((reason) => reason === 'complement').length;
  return { ms, cells: table.cells.length, hidden: hidden.length, complements };
}

/** First (cold) and middle run; processor time, since others may use the machine. */
function line(name: string, runs: readonly Measured[], limit = Infinity): void {
  const middle = runs.map(({ ms }) => ms).toSorted((a, b) => a - b)[runs.length >> 1]!;
  const { cells, hidden, complements } = runs.at(-1)!;
  failed ||= middle >= limit;
  const counts = `${cells} cells, ${hidden} hidden, ${complements} of them complements`;
  console.log(
    `${name.padEnd(44)}${runs[0]!.ms.toFixed(1).padStart(8)}${middle.toFixed(1).padStart(8)} ms   ${counts}`,
  );
}

const times = (n: number, table: () => Table): Measured[] =>
  Array.from({ length: n }, () => measured(table()));

console.log(`${''.padEnd(44)}${'first'.padStart(8)}${'middle'.padStart(8)}`);
for (const typical of [3, 6, 12, 25, 50, 100]) {
  const counts = () => Array.from({ length: 50 }, () => Array.from({ length: 20 }, () => drawn(typical)));
  line(
    `50 × 20, ${typical} people to a cell`,
    times(5, () => matrixTable('t', counts())),
    limitMs,
  );
}
const crossed =
  (typical: number, ...dimensions: Dimension[]) =>
  () =>
    crossTable('t', dimensions, () => drawn(typical));
line('9 units', times(5, crossed(20, flat('unit', 9))));
line('30 units in 6 groups × 5 answers', times(5, crossed(10, tree('unit', 6, 5), flat('answer', 5))));
line('9 units in 3 groups × 6 ages in 2', times(5, crossed(12, tree('unit', 3, 3), tree('age', 2, 3))));
line('9 units × 3 ages × 2 sexes', times(5, crossed(8, flat('unit', 9), flat('age', 3), flat('sex', 2))));
line('20 units in 4 groups × 9 ages in 3', times(2, crossed(12, tree('unit', 4, 5), tree('age', 3, 3))));

{
  let released: Register['releases'] = [];
  const runs = Array.from({ length: 12 }, (_, wave) => {
    const table = crossTable(`w${wave}`, [flat('unit', 30), flat('age', 6)], () => drawn(8));
    const one = measured(table, released);
    released = [...released, { table, hidden: suppress(table, {}, released).hidden }];
    return one;
  });
  line('30 units × 6 ages, the twelfth of a register', runs.slice(-1));
}
{
  const begin = performance.now();
  const rows = Array.from({ length: 12 }, (_, at) => ({ key: `G${at}`, people: 2 + drawn(15) }));
  const within = { key: 'within', has: (row: number, column: number) => row === column };
  const across = { key: 'across', has: (row: number, column: number) => row !== column };
  suppressPairs({ scope: 'p', rows, columns: 'directed', totals: [within, across] });
  console.log(
    `${'12 × 12 groups, directed'.padEnd(44)}${(performance.now() - begin).toFixed(1).padStart(16)} ms`,
  );
}
if (failed) process.exitCode = 1;
