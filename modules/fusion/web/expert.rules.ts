import type { ExpertLine } from '../result.contract.ts';

/** One measure with its values in the ways to count; `forbidden` where none can be given, for one reason. */
export interface Measure {
  code: string;
  label: ExpertLine['label'];
  source: string;
  lines: ExpertLine[];
  forbidden: string | null;
}

/** Lines of the same measure together, in the order in which they come; those that cannot be given after the others. */
export function measuresOf(lines: readonly ExpertLine[]): Measure[] {
  const groups = Map.groupBy(lines, ({ code }) => code);
  const measures = [...groups].map(([code, group]) => {
    const [{ label, source, estimate }] = group as [ExpertLine, ...ExpertLine[]];
    const reason = estimate.cannotTell;
    const none = group.every(({ estimate: one }) => one.value === null && one.cannotTell === reason);
    return { code, label, source, lines: group, forbidden: none ? reason : null };
  });
  return measures.sort((one, other) => Number(one.forbidden !== null) - Number(other.forbidden !== null));
}
