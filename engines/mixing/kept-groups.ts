/**
 * The undo log of a search: rows of sums and members of the groups touched since `begin`. Two copies of a
 * row cost less than undoing one swap, and a trial touches few groups. Rules are undone move by move.
 */
export class KeptGroups {
  readonly #rows: Int32Array[];
  readonly #keptRows: Int32Array[];
  readonly #keptMembers: Int32Array;
  readonly #keptCounts: Int32Array;
  readonly #touchedAt: Int32Array;
  readonly #touched: Int32Array;
  readonly #n: number;
  #nTouched = 0;
  #trial = 0;
  #moves: Int32Array;
  #nMoves = 0;

  constructor(sums: Int32Array, n: number, m: number, withRules: boolean) {
    const rowsOf = (all: Int32Array): Int32Array[] =>
      Array.from({ length: m }, (_, g) => all.subarray(g * n, g * n + n));
    this.#rows = rowsOf(sums);
    this.#keptRows = rowsOf(new Int32Array(m * n));
    this.#keptMembers = new Int32Array(m * n);
    this.#keptCounts = new Int32Array(m);
    this.#touchedAt = new Int32Array(m).fill(-1);
    this.#touched = new Int32Array(m);
    this.#n = n;
    this.#moves = new Int32Array(withRules ? 1024 : 0);
  }

  begin(): void {
    this.#trial = (this.#trial + 1) | 0;
    this.#nTouched = 0;
    this.#nMoves = 0;
  }

  /** Before a move between g and h. */
  keep(g: number, h: number, members: Int32Array, counts: Int32Array): void {
    if (this.#touchedAt[g] !== this.#trial) this.#keepOne(g, members, counts);
    if (this.#touchedAt[h] !== this.#trial) this.#keepOne(h, members, counts);
  }

  #keepOne(g: number, members: Int32Array, counts: Int32Array): void {
    this.#touchedAt[g] = this.#trial;
    this.#touched[this.#nTouched++] = g;
    this.#keptRows[g]!.set(this.#rows[g]!);
    this.#keptCounts[g] = counts[g]!;
    const row = g * this.#n;
    for (let at = row; at < row + counts[g]!; at++) this.#keptMembers[at] = members[at]!;
  }

  /** Puts sums, members, counts, places and groups back as they were at `begin`. */
  restore(members: Int32Array, counts: Int32Array, place: Int32Array, groupOf: Int32Array): void {
    for (let t = 0; t < this.#nTouched; t++) {
      const g = this.#touched[t]!;
      this.#rows[g]!.set(this.#keptRows[g]!);
      counts[g] = this.#keptCounts[g]!;
      for (let at = 0; at < counts[g]!; at++) {
        const v = this.#keptMembers[g * this.#n + at]!;
        members[g * this.#n + at] = v;
        place[v] = at;
        groupOf[v] = g;
      }
    }
    this.begin();
  }

  /** Remembers a move for the rules: x from g to h, y (or −1) from h to g. */
  log(x: number, g: number, y: number, h: number): void {
    if (this.#nMoves + 4 > this.#moves.length) this.#moves = grown(this.#moves);
    this.#moves[this.#nMoves++] = x;
    this.#moves[this.#nMoves++] = g;
    this.#moves[this.#nMoves++] = y;
    this.#moves[this.#nMoves++] = h;
  }

  eachBackwards(undo: (x: number, g: number, y: number, h: number) => void): void {
    const moves = this.#moves;
    for (let at = this.#nMoves - 4; at >= 0; at -= 4)
      undo(moves[at]!, moves[at + 1]!, moves[at + 2]!, moves[at + 3]!);
  }
}

function grown(moves: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * moves.length + 4);
  larger.set(moves);
  return larger;
}
