/** Hidden cells of counts that hang together through sums, and whether their sums form a network. */
import { echelonOf } from './elimination.ts';
import { matrixOver } from './recover.ts';
import type { System } from './system.ts';

export interface Component {
  cells: number[];
  /** Place of each cell in `cells`. */
  placeOf: Map<number, number>;
  /** Counted rows with at least one of the cells, all of them. */
  rows: number[];
  /** Present if every cell can be seen as an arc between two sums; then bounds are flows, and whole. */
  network: Network | null;
}

/** Arc of a cell (by place): raising the cell by 1 carries 1 from `tail` to `head`. Node 0 is the ground. */
export interface Network {
  tail: Int32Array;
  head: Int32Array;
  arcsAt: number[][];
  nodeOfRow: Map<number, number>;
}

/** `mayPair` false spares the search for a network where there was none with more cells hidden. */
export function componentOf(system: System, hidden: Uint8Array, start: number, mayPair = true): Component {
  const cells = [start];
  const placeOf = new Map([[start, 0]]);
  const rows = new Set<number>();
  for (const cell of cells) {
    for (const row of system.rowsOf[cell]!) {
      if (rows.has(row) || !system.rows[row]!.counted) continue;
      rows.add(row);
      for (const other of system.rows[row]!.cells) {
        if (!hidden[other] || placeOf.has(other)) continue;
        placeOf.set(other, cells.length);
        cells.push(other);
      }
    }
  }
  const found = [...rows].sort((a, b) => a - b);
  const part = { cells, placeOf, rows: found };
  return { ...part, network: mayPair ? networkOver(system, part) : null };
}

type Part = Omit<Component, 'network'>;

/** Null unless rows can be taken so that no cell has more than two, +1 and −1, and the others follow from them. */
function networkOver(system: System, part: Part): Network | null {
  const pairing = new Pairing(system, part);
  for (const row of byNeighbours(system, part)) pairing.take(row);
  if (pairing.turns.size < part.rows.length) {
    const rankOf = (rows: readonly number[]) => echelonOf(matrixOver(system, part.cells, rows)).pivots.length;
    if (rankOf(part.rows) > rankOf([...pairing.turns.keys()])) return null;
  }
  return pairing.network();
}

/** Breadth first, so that each row's turn is fixed by rows already taken; rows earlier in the table first. */
function byNeighbours(system: System, { rows, placeOf }: Part): number[] {
  const order: number[] = [];
  const seen = new Set<number>();
  const see = (row: number): void => {
    if (seen.has(row) || !system.rows[row]!.counted) return;
    seen.add(row);
    order.push(row);
  };
  for (const first of rows) {
    see(first);
    for (let at = seen.size - 1; at < order.length; at++) {
      for (const cell of system.rows[order[at]!]!.cells)
        if (placeOf.has(cell)) system.rowsOf[cell]!.forEach(see);
    }
  }
  return order;
}

/** Takes rows one after the other while each cell keeps at most one tail and one head. */
class Pairing {
  /** +1, or −1 for a row that was turned. */
  readonly turns = new Map<number, 1 | -1>();
  readonly #system: System;
  readonly #part: Part;
  readonly #tail: Int32Array;
  readonly #head: Int32Array;

  constructor(system: System, part: Part) {
    this.#system = system;
    this.#part = part;
    this.#tail = new Int32Array(part.cells.length);
    this.#head = new Int32Array(part.cells.length);
  }

  take(row: number): void {
    const turn = ([1, -1] as const).find((candidate) => this.#fits(row, candidate));
    if (!turn) return;
    this.turns.set(row, turn);
    const node = this.turns.size;
    this.#each(row, (place, sign) => ((sign * turn > 0 ? this.#head : this.#tail)[place] = node));
  }

  #fits(row: number, turn: 1 | -1): boolean {
    let fits = true;
    this.#each(row, (place, sign) => (fits &&= (sign * turn > 0 ? this.#head : this.#tail)[place] === 0));
    return fits;
  }

  #each(row: number, visit: (place: number, sign: number) => void): void {
    const { cells, signs } = this.#system.rows[row]!;
    cells.forEach((cell, i) => {
      const place = this.#part.placeOf.get(cell);
      if (place !== undefined) visit(place, signs[i]!);
    });
  }

  network(): Network {
    const arcsAt = Array.from({ length: this.turns.size + 1 }, (): number[] => []);
    this.#part.cells.forEach((_, place) => {
      arcsAt[this.#tail[place]!]!.push(place);
      arcsAt[this.#head[place]!]!.push(place);
    });
    const nodeOfRow = new Map([...this.turns.keys()].map((row, at) => [row, at + 1]));
    return { tail: this.#tail, head: this.#head, arcsAt, nodeOfRow };
  }
}
