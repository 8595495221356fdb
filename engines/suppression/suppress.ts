/**
 * Which cells of a table are hidden: those about too few people, and the complements without which the
 * shown numbers would give them away. Rules: smallest visible cell first,
 * parts before their total, to a fixed point; then proofs, then complements that turned out needless are
 * shown again.
 */
import { auditSystem, type Disclosure } from './audit.ts';
import { Concealment } from './conceal.ts';
import { determinedCells, openSets } from './recover.ts';
import { hiddenIn, systemOf, type System } from './system.ts';
import { defaultRules, primaryReason, type Reason, type Release, type Rules, type Table } from './table.ts';

export interface Suppressed {
  /** Keys not to be shown, in the table's order. */
  hidden: string[];
  /** For records only, never beside the table: a reader who tells complements from small cells learns more. */
  reasons: Record<string, Reason>;
  /** What could not be prevented, because of what was released before; empty otherwise. */
  open: Disclosure[];
}

/**
 * Cells of `table` to hide, given all that was released before: cells shown there can't be hidden any
 * more, cells hidden there stay hidden.
 * @throws RangeError with a `TableFault`, or `suppression/key-means-two-things`.
 */
export function suppress(
  table: Table,
  rules: Partial<Rules> = {},
  released: readonly Release[] = [],
): Suppressed {
  const all = { ...defaultRules, ...rules };
  const system = systemOf([...released.map((one) => one.table), table], all);
  const before = hiddenIn(system, released);
  const known = new Set(released.flatMap((one) => one.table.cells.map(({ key }) => key)));
  const concealment = new Concealment(system, all);
  for (const key of known) concealment.settle(system.at.get(key)!, before[system.at.get(key)!] === 1);
  const reasons = new Map<string, Reason>();
  for (const cell of table.cells) {
    const reason = known.has(cell.key)
      ? heldBefore(system, before, cell.key)
      : primaryReason(cell, table.adds, all);
    if (!reason) continue;
    reasons.set(cell.key, reason);
    concealment.hide(system.at.get(cell.key)!);
  }
  conceal(concealment, system, all);
  const hidden = table.cells.map(({ key }) => key).filter((key) => concealment.hidden[system.at.get(key)!]);
  return {
    hidden,
    reasons: Object.fromEntries(hidden.map((key) => [key, reasons.get(key) ?? 'complement'])),
    open: auditSystem(system, concealment.hidden, all, concealment.prover),
  };
}

const heldBefore = ({ at }: System, before: Uint8Array, key: string): Reason | null =>
  before[at.get(key)!] ? 'held-before' : null;

/** Ends because each round hides at least one more cell, or gives up on a cell for good. */
function conceal(concealment: Concealment, system: System, rules: Rules): void {
  const isPlain = system.rows.every(({ counted }) => counted) && system.guarded.length === 0;
  const leaks = (): number[][] =>
    isPlain
      ? []
      : [
          ...determinedCells(system, concealment.hidden, rules).map((cell) => [cell]),
          ...openSets(system, concealment.hidden),
        ];
  do {
    concealment.balanceSums();
    concealment.closeGaps();
  } while (leaks().some((leak) => concealment.coverLeak(leak)));
  concealment.showNeedless(leaks);
}
