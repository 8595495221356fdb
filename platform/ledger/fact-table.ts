/** Facts of one kind as columns, in the memory of this process; what voids have taken away is left out of every answer. */
import { Column } from './column.ts';

/** What questions may look at in a fact; of voided ones it is known from the first whether they stand. */
export interface FactRow {
  seq: number;
  on: string;
  unit: string | null;
  subject: string;
  actor: string | null;
  quantity: number | null;
  data: Readonly<Record<string, unknown>>;
  voided: boolean;
}

/** `data.x` is the field x of the facts' data. */
export type ColumnName = 'on' | 'unit' | 'subject' | 'actor' | 'quantity' | `data.${string}`;

/** A condition on one column. */
export interface Test {
  readonly column: ColumnName;
  /** The one text that passes, where it is one: such rows are looked up. */
  readonly only?: string;
  passes(value: unknown): boolean;
}

const firstCapacity = 256;

export class FactTable {
  /** Rows, standing or not. */
  n = 0;
  #capacity = firstCapacity;
  #seq = new Float64Array(firstCapacity);
  #voided = new Uint8Array(firstCapacity);
  readonly #columns = new Map<string, Column>();
  /** The same columns by the fields' bare names: no name is put together for each fact. */
  readonly #fields = new Map<string, Column>();

  add(fact: FactRow): void {
    if (this.n === this.#capacity) this.#grow();
    const row = this.n++;
    this.#seq[row] = fact.seq;
    this.#voided[row] = fact.voided ? 1 : 0;
    for (const name of ['on', 'unit', 'subject', 'actor', 'quantity'] as const)
      this.#columnFor(name).set(row, fact[name]);
    for (const field in fact.data)
      (this.#fields.get(field) ?? this.#fieldFor(field)).set(row, fact.data[field]);
  }

  /** A fact of this kind, or of another, does not stand any more. */
  void(seq: number): void {
    const row = this.#seq.subarray(0, this.n).indexOf(seq);
    if (row >= 0) this.#voided[row] = 1;
  }

  /** A column none of the facts has is empty. */
  column(name: ColumnName): Column {
    return this.#columns.get(name) ?? new Column(this.#capacity);
  }

  seqOf(row: number): number {
    return this.#seq[row]!;
  }

  // kernel: runs over every fact of the kind; a question of 100,000 facts costs 1–5 ms
  /** The rows that stand and pass every test. */
  rowsMeeting(tests: readonly Test[]): Int32Array {
    const known = tests.find(({ only }) => only !== undefined);
    let rows = known ? this.column(known.column).rowsWith(known.only!, this.n) : this.#allRows();
    let n = 0;
    for (const row of rows) if (this.#voided[row] === 0) rows[n++] = row;
    rows = rows.subarray(0, n);
    for (const { column, passes } of tests) rows = this.column(column).keep(rows, passes);
    return rows;
  }

  #allRows(): Int32Array {
    const rows = new Int32Array(this.n);
    for (let row = 0; row < this.n; row++) rows[row] = row;
    return rows;
  }

  #columnFor(name: string): Column {
    let column = this.#columns.get(name);
    if (!column) this.#columns.set(name, (column = new Column(this.#capacity)));
    return column;
  }

  #fieldFor(field: string): Column {
    const column = this.#columnFor(`data.${field}`);
    this.#fields.set(field, column);
    return column;
  }

  #grow(): void {
    this.#capacity *= 2;
    const [seq, voided] = [new Float64Array(this.#capacity), new Uint8Array(this.#capacity)];
    seq.set(this.#seq);
    voided.set(this.#voided);
    [this.#seq, this.#voided] = [seq, voided];
    for (const column of this.#columns.values()) column.grow(this.#capacity);
  }
}
