/**
 * Bounds of one cell where hidden cells are no network (two crossing hierarchies, tables of a register
 * with hidden margins): a linear programme, exact over the rationals, by the simplex method with Bland's
 * rule (1977, 10.1287/moor.2.2.103). The tableau is kept in whole numbers; if they outgrow doubles the
 * answer is "stuck", so that the caller hides more, not less.
 */
import type { Component } from './component.ts';
import { divisor, echelonOf } from './elimination.ts';
import type { Found } from './flow.ts';
import { matrixOver } from './recover.ts';
import type { System } from './system.ts';

/** Rows `scale[i]·y[basic[i]] + Σ row[i][j]·y[j] = right[i]`, y ≥ 0, y of the cells outside the basis 0. */
interface Tableau {
  rows: number[][];
  right: number[];
  basic: number[];
}

class Outgrown extends Error {}

/** The programme of one component; each question starts from the corner where the one before ended. */
export class Programme {
  readonly #component: Component;
  readonly #slack: number[];
  readonly #tableau: Tableau | null;

  /** `least`: smallest count by cell; null for 0. */
  constructor(system: System, component: Component, least: Uint8Array | null) {
    this.#component = component;
    this.#slack = component.cells.map((one) => system.people[one]! - (least ? least[one]! : 0));
    this.#tableau = orNull(() => startOf(matrixOver(system, component.cells, component.rows), this.#slack));
  }

  /** A table in which `cell` is greater (`by` > 0) or smaller by at least |by|; `stuck` names all rows. */
  shifted(cell: number, by: number): Found {
    const { cells, rows, placeOf } = this.#component;
    const place = placeOf.get(cell)!;
    const goal = this.#slack[place]! + by;
    const tableau = this.#tableau;
    const values = tableau && orNull(() => climb(tableau, { place, direction: Math.sign(by), goal }));
    return values ? { moved: cells.filter((_, at) => values[at] !== this.#slack[at]) } : { stuck: rows };
  }
}

function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof Outgrown) return null;
    throw error;
  }
}

/** A corner of the polytope through which the true table runs, found by walking from the true table. */
function startOf(matrix: readonly (readonly number[])[], slack: readonly number[]): Tableau {
  const { rows, pivots } = echelonOf(matrix);
  const whole = rows.map((row) => row.map(Number));
  const tableau: Tableau = {
    rows: whole.map((row, i) => (row[pivots[i]!]! < 0 ? row.map((x) => -x) : row)),
    right: [],
    basic: [...pivots],
  };
  tableau.rows.forEach(checked);
  tableau.right = checked(tableau.rows.map((row) => dot(row, slack)));
  const inside = slack.map((value, j) => (tableau.basic.includes(j) ? 0 : value));
  for (let j = 0; j < slack.length; j++) if (inside[j]! > 0) lower(tableau, inside, j);
  return tableau;
}

/** Brings cell j, outside the basis at a value above 0, to 0, or into the basis if another one reaches 0 first. */
function lower(tableau: Tableau, inside: number[], j: number): void {
  let blocking = -1;
  let [nearest, per] = [inside[j]!, 1];
  tableau.rows.forEach((row, i) => {
    if (row[j]! >= 0) return;
    // Lowering y_j by θ lowers the basic cell by |row_j|·θ / scale.
    const room = tableau.right[i]! - dot(row, inside);
    if (room * per < nearest * -row[j]!) [nearest, per, blocking] = [room, -row[j]!, i];
  });
  inside[j] = 0;
  if (blocking >= 0) pivot(tableau, blocking, j);
}

// kernel: simplex with Bland's rule; checked against flows and all tables in the tests
function climb(
  tableau: Tableau,
  { place, direction, goal }: { place: number; direction: number; goal: number },
): number[] | null {
  const { rows, right, basic } = tableau;
  for (;;) {
    const at = basic.indexOf(place);
    const [value, scale] = at < 0 ? [0, 1] : [right[at]!, rows[at]![place]!];
    if (direction * (value - goal * scale) >= 0) return valuesOf(tableau);
    const entering = at < 0 ? (direction > 0 ? place : -1) : entersFor(tableau, at, direction);
    if (entering < 0) return null;
    const leaving = leavesFor(tableau, entering);
    // Without end: any value is possible, among them the goal; all cells of this edge move.
    if (leaving < 0) return alongEdge(tableau, entering);
    pivot(tableau, leaving, entering);
  }
}

/** First cell outside the basis whose rise moves the basic cell of this row the wanted way. */
const entersFor = ({ rows, basic }: Tableau, at: number, direction: number): number =>
  rows[at]!.findIndex((x, j) => x * direction < 0 && !basic.includes(j));

function leavesFor({ rows, right, basic }: Tableau, entering: number): number {
  let best = -1;
  rows.forEach((row, i) => {
    if (row[entering]! <= 0) return;
    const [mine, others] =
      best < 0 ? [0, 1] : [right[i]! * rows[best]![entering]!, right[best]! * row[entering]!];
    if (mine < others || (mine === others && basic[i]! < basic[best]!)) best = i;
  });
  return best;
}

function pivot({ rows, right, basic }: Tableau, i: number, j: number): void {
  const pivotRow = rows[i]!;
  const sign = Math.sign(pivotRow[j]!);
  const changed: [row: number, next: number[]][] = [];
  for (let other = 0; other < rows.length; other++) {
    const row = rows[other]!;
    if (other === i || row[j] === 0) continue;
    const shared = divisor(row[j]!, pivotRow[j]!);
    const [times, minus] = [Math.abs(pivotRow[j]!) / shared, (sign * row[j]!) / shared];
    const next = Array.from(row);
    for (let c = 0; c < row.length; c++) next[c] = row[c]! * times - pivotRow[c]! * minus;
    next.push(right[other]! * times - right[i]! * minus);
    const common = times === 1 ? 1 : commonOf(next);
    changed.push([other, checked(common === 1 ? next : next.map((x) => x / common))]);
  }
  // All or nothing: a tableau that outgrows its numbers stays the valid one it was.
  for (const [other, next] of changed) {
    right[other] = next.pop()!;
    rows[other] = next;
  }
  if (sign < 0) [rows[i], right[i]] = [pivotRow.map((x) => -x), -right[i]!];
  basic[i] = j;
}

function commonOf(values: readonly number[]): number {
  let common = 0;
  for (let j = 0; j < values.length && common !== 1; j++)
    if (values[j] !== 0) common = divisor(common, values[j]!);
  return common || 1;
}

/** Whole numbers below 2²⁵: any two products of them, and their sum, are exact in doubles. */
function checked(values: number[]): number[] {
  for (let j = 0; j < values.length; j++) if (Math.abs(values[j]!) > 2 ** 25) throw new Outgrown();
  return values;
}

function dot(row: readonly number[], values: readonly number[]): number {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += row[j]! * values[j]!;
  return sum;
}

function valuesOf({ rows, right, basic }: Tableau): number[] {
  const values = Array.from({ length: rows[0]?.length ?? 0 }, () => 0);
  basic.forEach((cell, i) => (values[cell] = right[i]! / rows[i]![cell]!));
  return values;
}

function alongEdge(tableau: Tableau, entering: number): number[] {
  const values = valuesOf(tableau);
  values[entering] = Infinity;
  tableau.basic.forEach((cell, i) => {
    if (tableau.rows[i]![entering] !== 0) values[cell] = Infinity;
  });
  return values;
}
