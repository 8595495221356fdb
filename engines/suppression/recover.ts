/** What a reader can solve for: hidden cells, and sums over guarded sets, that the shown numbers determine. */
import { determinedColumns, echelonOf, reachesBeyond } from './elimination.ts';
import { mayBeKnown, type System } from './system.ts';
import type { Rules } from './table.ts';

/** Rows (all, or the given ones) restricted to the given cells, as a dense matrix with the cells in this order. */
export function matrixOver(system: System, cells: readonly number[], rows?: readonly number[]): number[][] {
  const columnOf = new Map(cells.map((cell, column) => [cell, column]));
  const matrix: number[][] = [];
  for (const row of rows?.map((index) => system.rows[index]!) ?? system.rows) {
    const line = Array.from({ length: cells.length }, () => 0);
    let touched = false;
    row.cells.forEach((cell, i) => {
      const column = columnOf.get(cell);
      if (column === undefined) return;
      line[column]! += row.signs[i]!;
      touched = true;
    });
    if (touched) matrix.push(line);
  }
  return matrix;
}

/** Hidden cells that are determined; exact. Cost O(rows² · hidden cells). */
export function determinedCells(system: System, hidden: Uint8Array, rules: Rules): number[] {
  const unknown = cellsWhere(hidden);
  return determinedColumns(echelonOf(matrixOver(system, unknown)))
    .map((column) => unknown[column]!)
    .filter((cell) => !mayBeKnown(system, cell, rules));
}

/** Guarded sets of which some weighted sum over hidden cells comes out; each as its hidden cells. */
export function openSets(system: System, hidden: Uint8Array): number[][] {
  const unknown = cellsWhere(hidden);
  return system.guarded
    .map((set) => set.filter((cell) => hidden[cell]))
    .filter((set) => set.length > 0 && comesOut(system, unknown, set));
}

function comesOut(system: System, unknown: readonly number[], set: readonly number[]): boolean {
  const inside = new Set(set);
  // Eliminating everybody else first leaves, as last rows, the combinations that live on the set alone.
  const others = unknown.filter((cell) => !inside.has(cell));
  return reachesBeyond(echelonOf(matrixOver(system, [...others, ...set])), others.length);
}

export function cellsWhere(flags: Uint8Array): number[] {
  const cells: number[] = [];
  flags.forEach((flag, cell) => {
    if (flag) cells.push(cell);
  });
  return cells;
}
