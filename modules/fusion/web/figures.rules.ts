/** What the charts draw, taken from a release. Pure. */
import type { Cell, Net, NetName, Release } from '../result.contract.ts';
import type { Estimate } from '../fusion.contract.ts';

/** Whose word counts, and from which state on; together they name one of the six nets. */
export const words = ['confirmed', 'claimed', 'reports'] as const;
export type Word = (typeof words)[number];
export type FromState = 1 | 2;

export const netName = (word: Word, from: FromState): NetName => `${word}${from}`;

/** In a picture of legacy agencies every name begins with 原; without it there is room for the rest. */
export const pictureName = (name: string): string => name.replace(/^原(?=..)/, '');

/** groups × groups, `null` where hidden or where nobody was asked. */
export function sharesOf(nGroups: number, cells: readonly Cell[]): (number | null)[][] {
  const shares = Array.from({ length: nGroups }, () =>
    Array.from({ length: nGroups }, (): number | null => null),
  );
  for (const { from, to, share } of cells) if (shares[from]) shares[from][to] = share.value;
  return shares;
}

/** Circles with a known headcount, and the ties between them. */
export function blocksOf({ groups, nets }: Pick<Release, 'groups' | 'nets'>) {
  const blocks = groups.flatMap(({ code, name, nPeople }) =>
    nPeople === null ? [] : [{ id: code, name: pictureName(name), size: nPeople }],
  );
  const drawn = new Set(blocks.map(({ id }) => id));
  const ties = nets.confirmed1.matrix
    .filter(({ from, to }) => from < to)
    .map(({ from, to, share }) => ({ from: groups[from]!.code, to: groups[to]!.code, share: share.value }))
    .filter(({ from, to }) => drawn.has(from) && drawn.has(to));
  return { blocks, ties, nLeftOut: groups.length - blocks.length };
}

/** Cells of the upper triangle (of both where the net is directed) with something to say, widest known first. */
export const cellsToTell = (net: Net, directed: boolean): Cell[] =>
  net.matrix.filter(({ from, to, hidden }) => !hidden && (directed || from <= to));

export interface Dot {
  value: number;
  low: number;
  high: number;
}

/** A dot is drawn only with its interval. */
export const dotOf = ({ value, low, high }: Estimate): Dot | null =>
  value === null || low === null || high === null ? null : { value, low, high };

/** What an interval says of a difference: there is one, there is none to be seen, or it cannot be told. */
export function verdictOf({ value, low, high }: Estimate): 'above' | 'below' | 'unclear' | 'unknown' {
  if (value === null || low === null || high === null) return 'unknown';
  return low > 0 ? 'above' : high < 0 ? 'below' : 'unclear';
}
