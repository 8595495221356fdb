/** The growing set of hidden cells, and the ways in which it grows and finally shrinks. */
import { Prover } from './prove.ts';
import { cellsWhere } from './recover.ts';
import { mayBeKnown, type Row, type System } from './system.ts';
import type { Rules } from './table.ts';

export class Concealment {
  readonly hidden: Uint8Array;
  readonly #system: System;
  readonly #rules: Rules;
  /** Keeps the proofs found on the way. */
  readonly prover: Prover;
  /** Released before: shown or hidden, that is settled. */
  readonly #settled: Uint8Array;
  readonly #complements: number[] = [];

  constructor(system: System, rules: Rules) {
    this.#system = system;
    this.#rules = rules;
    this.hidden = new Uint8Array(system.keys.length);
    this.#settled = new Uint8Array(system.keys.length);
    this.prover = new Prover(system, this.hidden, rules);
  }

  settle(cell: number, hidden: boolean): void {
    this.#settled[cell] = 1;
    if (hidden) this.hide(cell);
  }

  hide(cell: number): void {
    this.hidden[cell] = 1;
    this.prover.grown();
  }

  #complement(cell: number): void {
    this.#complements.push(cell);
    this.hide(cell);
  }

  /** In every sum: never exactly one hidden cell, never hidden parts of fewer than k people in a shown total. */
  balanceSums(): void {
    const { rows } = this.#system;
    for (let changed = true; changed;) {
      changed = false;
      for (const row of rows) {
        while (this.#isOpen(row)) {
          const next = this.#complementIn(row);
          if (next === null) break;
          this.#complement(next);
          changed = true;
        }
      }
    }
  }

  #isOpen({ cells, counted }: Row): boolean {
    let [nHidden, people, last] = [0, 0, -1];
    for (const cell of cells) {
      if (!this.hidden[cell]) continue;
      nHidden++;
      people += this.#system.people[cell]!;
      last = cell;
    }
    if (nHidden === 0) return false;
    if (nHidden === 1) return !mayBeKnown(this.#system, last, this.#rules);
    return counted && !this.hidden[cells[0]!] && people < this.#rules.k;
  }

  /** A part, else the total, else an empty cell: where a 0 is withheld, a total of 0 would tell it. */
  #complementIn({ cells, counted }: Row): number | null {
    const [total, parts] = [cells.subarray(0, 1), cells.subarray(1)];
    const full = this.#smallest(parts) ?? this.#smallest(total);
    return full !== null || !counted
      ? full
      : (this.#smallest(parts, 'empty') ?? this.#smallest(total, 'empty'));
  }

  #smallest(cells: Iterable<number>, kind: 'full' | 'empty' = 'full'): number | null {
    const { size } = this.#system;
    let best: number | null = null;
    for (const cell of cells) {
      if (this.hidden[cell] || this.#settled[cell] || (size[cell] === 0) !== (kind === 'empty')) continue;
      if (best === null || size[cell]! < size[best]!) best = cell;
    }
    return best;
  }

  /** Until every hidden count has its proofs, or nothing is left that could hide it. */
  closeGaps(): void {
    for (let changed = true; changed;) {
      changed = false;
      for (const cell of cellsWhere(this.hidden)) {
        for (;;) {
          const gap = this.prover.gapOf(cell);
          const next = gap && this.#thatGivesWay(gap.stuck);
          if (next === null) break;
          this.#complement(next);
          changed = true;
        }
      }
      if (changed) this.balanceSums();
    }
  }

  /** The smallest cell that leads out of the rows where the search got stuck. */
  #thatGivesWay(stuck: readonly number[]): number | null {
    const { rows, rowsOf } = this.#system;
    const inside = new Set(stuck);
    const near = stuck.flatMap((row) => [...rows[row]!.cells]);
    const leadsOut = (cell: number) => rowsOf[cell]!.filter((row) => inside.has(row)).length === 1;
    return this.#smallest(near.filter(leadsOut)) ?? this.#smallest(near);
  }

  /** Hides one more cell beside a set whose sum can be solved for; false if none is left. */
  coverLeak(leak: readonly number[]): boolean {
    const next = this.#besideLeak(leak);
    if (next === null) return false;
    this.#complement(next);
    return true;
  }

  #besideLeak(leak: readonly number[]): number | null {
    const { rows, rowsOf, guarded } = this.#system;
    const same = new Set(leak);
    for (const set of guarded)
      if (leak.every((cell) => set.includes(cell))) set.forEach((cell) => same.add(cell));
    const touched = [...new Set(leak.flatMap((cell) => rowsOf[cell]!))].sort((a, b) => a - b);
    const foreign = touched.flatMap((row) =>
      [...rows[row]!.cells.subarray(1)].filter((cell) => !same.has(cell)),
    );
    const totals = touched.toReversed().map((row) => rows[row]!.cells[0]!);
    return this.#smallest(foreign) ?? this.#first(totals) ?? this.#smallest(this.#connected(leak));
  }

  #first(cells: readonly number[]): number | null {
    return cells.find((cell) => this.#smallest([cell]) !== null) ?? null;
  }

  /** All cells that hang together with these through hidden ones. */
  #connected(start: readonly number[]): number[] {
    const { rows, rowsOf } = this.#system;
    const seen = new Set(start);
    for (const cell of seen) {
      if (!this.hidden[cell]) continue;
      for (const row of rowsOf[cell]!) rows[row]!.cells.forEach((other) => seen.add(other));
    }
    return [...seen];
  }

  /** Shows each complement again, largest first, that is not needed for any proof; what is left is all needed. */
  showNeedless(leaks: () => readonly (readonly number[])[]): void {
    const { size } = this.#system;
    const nLeaks = leaks().length;
    const nGaps = this.#gapsAmong(cellsWhere(this.hidden));
    for (const cell of this.#complements.toSorted((a, b) => size[b]! - size[a]!)) {
      const leaning = this.prover.leaningOn(cell);
      const proofs = this.prover.proofsOf(leaning);
      this.hidden[cell] = 0;
      const holds =
        nGaps === 0 && leaning.every((one) => this.prover.gapOf(one) === null) && leaks().length <= nLeaks;
      if (holds) continue;
      this.hidden[cell] = 1;
      this.prover.restore(proofs);
    }
  }

  #gapsAmong(cells: readonly number[]): number {
    return cells.filter((cell) => this.prover.gapOf(cell) !== null).length;
  }
}
