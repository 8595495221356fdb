/**
 * The sentences of the one page: the two that come first and the last, who answered. Where there are fewer than three
 * none is said twice.
 */
export const threeOf = <T extends { code: string }>(findings: readonly T[]): T[] =>
  findings.filter((_, at) => at < 2 || at === findings.length - 1);
