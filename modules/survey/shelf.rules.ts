/** What readers can lay side by side: all tables released before, and this survey's so far. */
import { add, suppress, type Release as Shown, type Table } from '#engines/suppression/index.ts';

export interface Shelf {
  readonly earlier: readonly Shown[];
  readonly own: Shown[];
  /** By key, the tables that state it. */
  readonly stating: Map<string, Shown[]>;
}

export function shelfOf(earlier: readonly Shown[]): Shelf {
  const shelf: Shelf = { earlier, own: [], stating: new Map() };
  for (const release of earlier) index(shelf, release);
  return shelf;
}

function index({ stating }: Shelf, release: Shown): void {
  for (const { key } of release.table.cells) {
    const known = stating.get(key);
    if (known) known.push(release);
    else stating.set(key, [release]);
  }
}

/** Lays a table down unasked: what is stated in public anyway. */
export function state(shelf: Shelf, release: Shown): void {
  shelf.own.push(release);
  index(shelf, release);
}

/**
 * The tables that share a number with this one, straight or through others. Tables without a common number are
 * systems of equations without a common unknown: what the rest of the shelf says cannot give a cell of this one away.
 */
export function beside({ earlier, own, stating }: Shelf, table: Table): Shown[] {
  const found = new Set<Shown>();
  const open: Pick<Table, 'cells'>[] = [table];
  for (let one = open.pop(); one; one = open.pop())
    for (const { key } of one.cells)
      for (const release of stating.get(key) ?? [])
        if (!found.has(release)) {
          found.add(release);
          open.push(release.table);
        }
  return [...earlier, ...own].filter((release) => found.has(release));
}

/** Puts a table on the shelf; false, and nothing is put, where with the others it would give somebody away. */
export function shelve(shelf: Shelf, release: Shown, k: number): boolean {
  const { refused } = add({ releases: beside(shelf, release.table) }, release, { k });
  if (refused.length === 0) state(shelf, release);
  return refused.length === 0;
}

/** Hides what must be hidden and puts the table on the shelf; null where even so it would give somebody away. */
export function shelveHidden(shelf: Shelf, table: Table, k: number): ReadonlySet<string> | null {
  const { hidden } = suppress(table, { k }, beside(shelf, table));
  return shelve(shelf, { table, hidden }, k) ? new Set(hidden) : null;
}
