/** Compressed sparse rows: the ties of person i are cells start[i] … start[i+1]−1, by rising target. */
export interface Adjacency {
  /** Length N + 1. */
  readonly start: Int32Array;
  readonly to: Int32Array;
  readonly value: Uint8Array;
}

export interface Cells {
  readonly from: ArrayLike<number>;
  readonly to: ArrayLike<number>;
  readonly value: ArrayLike<number>;
}

/**
 * Rows of given cells, sorted by counting (first by target, then stably by source): O(N + cells).
 * A cell given twice must be settled by the caller; both would be kept.
 */
export function adjacencyOf(size: number, cells: Cells): Adjacency {
  return transposed(rowsBy(size, cells.to, cells.from, cells.value));
}

// kernel: counting sort by one end; the other end keeps the order of the input
function rowsBy(
  size: number,
  key: ArrayLike<number>,
  other: ArrayLike<number>,
  value: ArrayLike<number>,
): Adjacency {
  const n = key.length;
  const start = new Int32Array(size + 1);
  for (let c = 0; c < n; c++) start[key[c]! + 1]!++;
  for (let i = 0; i < size; i++) start[i + 1]! += start[i]!;
  const next = start.slice(0, size);
  const to = new Int32Array(n);
  const kept = new Uint8Array(n);
  for (let c = 0; c < n; c++) {
    const at = next[key[c]!]!++;
    to[at] = other[c]!;
    kept[at] = value[c]!;
  }
  return { start, to, value: kept };
}

/** Rows become columns; rows of the result are sorted whatever the order within the input's rows. */
export function transposed(rows: Adjacency): Adjacency {
  return rowsBy(rows.start.length - 1, rows.to, sourcesOf(rows), rows.value);
}

/** The row of every cell, length = number of cells. */
export function sourcesOf(rows: Adjacency): Int32Array {
  const from = new Int32Array(rows.to.length);
  const size = rows.start.length - 1;
  for (let i = 0; i < size; i++) from.fill(i, rows.start[i]!, rows.start[i + 1]!);
  return from;
}

/**
 * Cell-wise union of two adjacencies of the same people. `settle` gets both values, −1 standing for
 * "no such cell", and answers the value to keep or −1 to drop the cell.
 */
export function merged(a: Adjacency, b: Adjacency, settle: (a: number, b: number) => number): Adjacency {
  const size = a.start.length - 1;
  const start = new Int32Array(size + 1);
  const to = new Int32Array(a.to.length + b.to.length);
  const value = new Uint8Array(to.length);
  let at = 0;
  walk(a, b, (i, j, x, y) => {
    const settled = settle(x, y);
    if (settled < 0) return;
    to[at] = j;
    value[at++] = settled;
    start[i + 1] = at;
  });
  for (let i = 0; i < size; i++) start[i + 1] = Math.max(start[i]!, start[i + 1]!);
  return { start, to: to.slice(0, at), value: value.slice(0, at) };
}

/** Visits every cell (i, j) that either adjacency has, with both values (−1 = no such cell), row by row. */
// kernel: merge of sorted rows
export function walk(
  a: Adjacency,
  b: Adjacency,
  visit: (i: number, j: number, x: number, y: number) => void,
): void {
  const size = a.start.length - 1;
  for (let i = 0; i < size; i++) {
    let p = a.start[i]!;
    let q = b.start[i]!;
    const pEnd = a.start[i + 1]!;
    const qEnd = b.start[i + 1]!;
    while (p < pEnd || q < qEnd) {
      const left = p < pEnd ? a.to[p]! : size;
      const right = q < qEnd ? b.to[q]! : size;
      const x = left <= right ? a.value[p++]! : -1;
      const y = right <= left ? b.value[q++]! : -1;
      visit(i, left <= right ? left : right, x, y);
    }
  }
}

/** Value of cell (i, j), or −1 where there is no such cell. O(log row length). */
export function valueAt(rows: Adjacency, i: number, j: number): number {
  let low = rows.start[i]!;
  let high = rows.start[i + 1]! - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = rows.to[middle]!;
    if (found === j) return rows.value[middle]!;
    if (found < j) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}
