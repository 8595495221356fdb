/** An independent look at released tables: whatever a reader could work out from them. */
import { Prover, type Claim } from './prove.ts';
import { cellsWhere, determinedCells, openSets } from './recover.ts';
import { hiddenIn, mayBeKnown, systemOf, type System } from './system.ts';
import { defaultRules, primaryReason, type Release, type Rules } from './table.ts';

export interface Disclosure {
  code: 'suppression/small-cell-shown' | 'suppression/recoverable' | 'suppression/guarded-sum' | Claim;
  /** The cell, or the guarded cells of which a sum comes out. */
  cells: string[];
}

/**
 * All disclosures of tables that one reader can lay side by side; empty if there are none.
 * @throws RangeError with a `TableFault`, or `suppression/key-means-two-things`.
 */
export function audit(releases: readonly Release[], rules: Partial<Rules> = {}): Disclosure[] {
  const all = { ...defaultRules, ...rules };
  const system = systemOf(
    releases.map(({ table }) => table),
    all,
  );
  const hidden = hiddenIn(system, releases);
  return [...smallCellsShown(releases, hidden, { system, rules: all }), ...auditSystem(system, hidden, all)];
}

function smallCellsShown(
  releases: readonly Release[],
  hidden: Uint8Array,
  { system, rules }: { system: System; rules: Rules },
): Disclosure[] {
  return releases.flatMap(({ table }) =>
    table.cells
      .filter(
        (cell) => !hidden[system.at.get(cell.key)!] && !cell.latent && primaryReason(cell, table.adds, rules),
      )
      .map((cell): Disclosure => ({ code: 'suppression/small-cell-shown', cells: [cell.key] })),
  );
}

/** Each hidden cell is named once, with the worst that can be said of it. A prover may bring proofs along. */
export function auditSystem(
  system: System,
  hidden: Uint8Array,
  rules: Rules,
  prover = new Prover(system, hidden, rules),
): Disclosure[] {
  const named = (code: Disclosure['code'], cells: readonly number[]): Disclosure => ({
    code,
    cells: cells.map((cell) => system.keys[cell]!),
  });
  const recoverable = determinedCells(system, hidden, rules);
  const solved = new Set(recoverable);
  const gaps = cellsWhere(hidden)
    .filter((cell) => !solved.has(cell) && !mayBeKnown(system, cell, rules))
    .flatMap((cell) => prover.gapOf(cell) ?? []);
  return [
    ...recoverable.map((cell) => named('suppression/recoverable', [cell])),
    ...openSets(system, hidden).map((set) => named('suppression/guarded-sum', set)),
    ...gaps.map(({ claim, cell }) => named(claim, [cell])),
  ];
}
