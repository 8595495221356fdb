/**
 * Proofs that a hidden count stays hidden: for each, other tables that agree with everything shown. A
 * proof is kept as the set of cells in which the other table differs: it holds as long as these stay hidden.
 */
import { componentOf, type Component } from './component.ts';
import { shifted, type Found } from './flow.ts';
import { Programme } from './simplex.ts';
import { mayBeKnown, type System } from './system.ts';
import type { Rules } from './table.ts';

/** What a reader could say of a hidden count. */
export type Claim = 'suppression/small-sum' | 'suppression/determined';

export interface Gap {
  cell: number;
  claim: Claim;
  /** Rows from which nothing further could give way. */
  stuck: readonly number[];
}

export class Prover {
  readonly #system: System;
  readonly #hidden: Uint8Array;
  readonly #rules: Rules;
  readonly #components = new Map<number, Component>();
  /** Cells whose component was no network, not asked again while cells are only shown. */
  readonly #unpaired = new Set<number>();
  readonly #programmes = new WeakMap<Component, { least?: Programme; zero?: Programme }>();
  readonly #proofs = new Map<number, readonly ReadonlySet<number>[]>();

  /** `hidden` is read anew at each question; `grown` must be told when it gains a cell. */
  constructor(system: System, hidden: Uint8Array, rules: Rules) {
    this.#system = system;
    this.#hidden = hidden;
    this.#rules = rules;
  }

  /** More is hidden: proofs stand, but what hangs together has to be looked up again. */
  grown(): void {
    this.#components.clear();
    this.#unpaired.clear();
  }

  /** Null if the cell is proved safe against both claims, or needs no proof. */
  gapOf(cell: number): Gap | null {
    const { people, counted } = this.#system;
    if (!this.#hidden[cell] || !counted[cell] || mayBeKnown(this.#system, cell, this.#rules)) return null;
    if (this.#stands(cell)) return null;
    const proofs: ReadonlySet<number>[] = [];
    const missing = this.#rules.k - people[cell]!;
    if (missing > 0) {
      const raised = this.#shift(cell, missing, null);
      if ('stuck' in raised) return { cell, claim: 'suppression/small-sum', stuck: raised.stuck };
      proofs.push(new Set(raised.moved));
    }
    const other = this.#another(cell);
    if ('stuck' in other) return { cell, claim: 'suppression/determined', stuck: other.stuck };
    this.#proofs.set(cell, [...proofs, new Set(other.moved)]);
    return null;
  }

  /** Cells whose proof needs this one hidden. */
  leaningOn(cell: number): number[] {
    return [...this.#proofs].flatMap(([one, proofs]) =>
      proofs.some((proof) => proof.has(cell)) ? [one] : [],
    );
  }

  proofsOf(cells: readonly number[]): Map<number, readonly ReadonlySet<number>[]> {
    return new Map(
      cells.flatMap((cell) => (this.#proofs.has(cell) ? [[cell, this.#proofs.get(cell)!]] : [])),
    );
  }

  /** A cell is hidden again after a trial: the proofs from before stand. */
  restore(proofs: ReadonlyMap<number, readonly ReadonlySet<number>[]>): void {
    for (const [cell, proof] of proofs) this.#proofs.set(cell, proof);
    // Programmes made meanwhile took the cell as known.
    for (const [cell, { network }] of this.#components) if (!network) this.#components.delete(cell);
  }

  #stands(cell: number): boolean {
    const proofs = this.#proofs.get(cell);
    return proofs !== undefined && proofs.every((proof) => [...proof].every((one) => this.#hidden[one]));
  }

  /** A table with another count in this cell, by one who knows that hidden cells are not 0 where zeros are shown. */
  #another(cell: number): Found {
    const { people, least } = this.#system;
    const more = this.#shift(cell, 1, least);
    if ('moved' in more || people[cell]! <= least[cell]!) return more;
    const less = this.#shift(cell, -1, least);
    return 'moved' in less ? less : more;
  }

  #shift(cell: number, by: number, least: Uint8Array | null): Found {
    const component = this.#componentOf(cell);
    const { network } = component;
    if (!network) return this.#programmeOf(component, least).shifted(cell, by);
    return shifted(
      { component, network, hidden: this.#hidden, people: this.#system.people, least },
      cell,
      by,
    );
  }

  #programmeOf(component: Component, least: Uint8Array | null): Programme {
    const made = this.#programmes.get(component) ?? {};
    const kind = least ? 'least' : 'zero';
    made[kind] ??= new Programme(this.#system, component, least);
    this.#programmes.set(component, made);
    return made[kind];
  }

  #componentOf(cell: number): Component {
    const known = this.#components.get(cell);
    // A programme takes its cells as unknown, so a component with a cell shown since is made anew.
    if (known && (known.network || known.cells.every((one) => this.#hidden[one]))) return known;
    const found = componentOf(this.#system, this.#hidden, cell, !this.#unpaired.has(cell));
    for (const one of found.cells) {
      this.#components.set(one, found);
      if (!found.network) this.#unpaired.add(one);
    }
    return found;
  }
}
