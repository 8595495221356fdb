/** One or several tables as one flat linear system; cells by number, sums as sparse rows of ±1. */
import {
  primaryReason,
  sizeOf,
  whyNotTable,
  type Cell,
  type Reason,
  type Release,
  type Rules,
  type Table,
} from './table.ts';

export interface Row {
  cells: Int32Array;
  /** +1 or −1 beside each cell; the row adds up to 0. */
  signs: Int8Array;
  /** Adds up people, so that bounds on counts hold. */
  counted: boolean;
}

export interface System {
  keys: string[];
  people: Int32Array;
  size: Float64Array;
  /** Least count of a hidden cell for a reader who knows the rules: 1 where zeros are shown. */
  least: Uint8Array;
  counted: Uint8Array;
  latent: Uint8Array;
  rows: Row[];
  /** Numbers of the rows through each cell. */
  rowsOf: number[][];
  guarded: number[][];
  at: Map<string, number>;
}

/** @throws RangeError with a `TableFault`, or `suppression/key-means-two-things`. */
export function systemOf(tables: readonly Table[], rules: Rules): System {
  const cells = new Map<string, { cell: Cell; counted: boolean; reason: Reason | null }>();
  for (const table of tables) {
    const fault = whyNotTable(table);
    if (fault) throw new RangeError(fault);
    for (const cell of table.cells) {
      const met = cells.get(cell.key);
      if (met && met.cell.people !== cell.people) throw new RangeError('suppression/key-means-two-things');
      const counted = table.adds === 'people';
      if (!met) cells.set(cell.key, { cell, counted, reason: primaryReason(cell, table.adds, rules) });
      else met.counted ||= counted;
    }
  }
  const list = [...cells.values()];
  const at = new Map([...cells.keys()].map((key, index) => [key, index]));
  const rows = rowsFrom(tables, at);
  const rowsOf = list.map((): number[] => []);
  rows.forEach((row, index) => row.cells.forEach((cell) => rowsOf[cell]!.push(index)));
  return {
    keys: [...cells.keys()],
    people: Int32Array.from(list, ({ cell }) => cell.people),
    size: Float64Array.from(list, ({ cell }) => sizeOf(cell)),
    least: Uint8Array.from(list, ({ cell, reason }) => leastOf(cell, reason, rules)),
    counted: Uint8Array.from(list, ({ counted }) => Number(counted)),
    latent: Uint8Array.from(list, ({ cell }) => Number(cell.latent ?? false)),
    rows,
    rowsOf,
    guarded: tables.flatMap(({ guarded = [] }) => guarded.map((set) => set.map((key) => at.get(key)!))),
    at,
  };
}

/** Where zeros are shown, a hidden cell is not 0, unless it was hidden for another reason than its count. */
function leastOf(cell: Cell, reason: Reason | null, { zeros }: Rules): number {
  const byCount = reason === null || reason === 'few-people' || reason === 'few-raters';
  return zeros === 'show' && byCount && cell.people > 0 ? 1 : 0;
}

function rowsFrom(tables: readonly Table[], at: ReadonlyMap<string, number>): Row[] {
  const rows = new Map<string, Row>();
  for (const { sums, adds } of tables) {
    for (const { total, parts, minus = [] } of sums) {
      const cells = Int32Array.from([total, ...parts, ...minus], (key) => at.get(key)!);
      const signs = Int8Array.from([-1, ...parts.map(() => 1), ...minus.map(() => -1)]);
      const name = `${adds}:${total}=${[...parts].sort().join('+')}-${[...minus].sort().join('-')}`;
      rows.set(name, { cells, signs, counted: adds === 'people' });
    }
  }
  return [...rows.values()];
}

/** 1 for each cell that no table shows. A cell that is shown once is known; so is that nobody joined or left. */
export function hiddenIn({ at, keys }: System, releases: readonly Release[]): Uint8Array {
  const hidden = new Uint8Array(keys.length).fill(1);
  for (const { table, hidden: names } of releases) {
    const covered = new Set(names);
    for (const { key, latent, people } of table.cells)
      if (latent ? people === 0 : !covered.has(key)) hidden[at.get(key)!] = 0;
  }
  return hidden;
}

/** Nobody published it and it is large enough to be known. */
export const mayBeKnown = ({ latent, people }: System, cell: number, { k }: Rules): boolean =>
  latent[cell] === 1 && people[cell]! >= k;
