/**
 * Homophily and segregation. Two families: those that use the whole mixing table with
 * its unconnected pairs (odds ratio, Coleman, Freeman), and those of the contact layer only
 * (assortativity, modularity). Split after Bojanowski & Corten 2014, Social Networks 39:14–32,
 * doi:10.1016/j.socnet.2014.04.001.
 */
import type { Blocks, Matrix } from './blocks.ts';
import { blocksOf, ratio } from './blocks.ts';
import type { Network } from './network.ts';
import { symmetrised } from './network.ts';

export interface OddsRatio {
  /** Odds of a tie within ÷ odds of a tie between, 0…∞, 1 = no legacy line. */
  readonly ratio: number;
  readonly log: number;
  /** Yule's Q = (OR − 1)/(OR + 1), −1…1, 0 = no legacy line. */
  readonly yuleQ: number;
  /** True where a cell was empty and ½ was added to all four (Haldane 1956, Annals of Human Genetics 20:309). */
  readonly corrected: boolean;
}

/** Null without groups, or where all possible pairs are on one side. */
export function oddsRatio({ within, between }: Blocks): OddsRatio | null {
  if (within.possible === 0 || between.possible === 0) return null;
  const cells = [within.ties, within.possible - within.ties, between.ties, between.possible - between.ties];
  const corrected = cells.includes(0);
  const [a, b, c, d] = cells.map((cell) => (corrected ? cell + 0.5 : cell)) as [
    number,
    number,
    number,
    number,
  ];
  const value = a / b / (c / d);
  return { ratio: value, log: Math.log(value), yuleQ: (value - 1) / (value + 1), corrected };
}

/**
 * Coleman's homophily per group, −1…1, 0 = as many own-group reports as chance gives these people
 * (Coleman 1958, Human Organization 17(4):28–36). Null for a group that reports nothing or where
 * chance leaves no room (a group of one). Directed networks only, else null.
 */
export function colemanHomophily(network: Network, blocks = blocksOf(network)): (number | null)[] | null {
  if (!network.directed || blocks.levels.length === 0) return null;
  return blocks.sizes.map((size, k) => {
    const sent = sumOf(blocks.ties[k]!);
    const own = blocks.ties[k]![k]!;
    const expected = network.size > 1 ? (sent * (size - 1)) / (network.size - 1) : 0;
    return expected === 0 ? null : ratio(own - expected, own > expected ? sent - expected : expected);
  });
}

/**
 * Freeman's segregation of the claimed pairs, ≤ 1, 0 = chance, negative = more crossing than chance
 * (Freeman 1978, Sociological Methods & Research 6:411–429, doi:10.1177/004912417800600401; untruncated, as netseg).
 */
export function freemanSegregation(claimed: Blocks): number | null {
  const n = sumOf(claimed.sizes);
  const squares = claimed.sizes.reduce((sum, size) => sum + size * size, 0);
  if (n < 2) return null;
  const expected = (claimed.all.ties * (n * n - squares)) / (n * (n - 1));
  const share = ratio(claimed.between.ties, expected);
  return share === null ? null : 1 - share;
}

/**
 * Nominal assortativity (Σe_kk − Σa_k b_k)/(1 − Σa_k b_k), ≤ 1, 0 = mixing at random (Newman 2003,
 * Physical Review E 67:026126, doi:10.1103/PhysRevE.67.026126). `margins: 'own'` keeps row and column
 * margins of a directed network apart, `'symmetrised'` averages the table with its transpose first.
 * Null without ties or where one group has them all.
 */
export function assortativity(blocks: Blocks, margins: 'own' | 'symmetrised' = 'own'): number | null {
  const mixing = margins === 'own' && !isTriangular(blocks) ? blocks.ties : evened(blocks.ties);
  const { diagonal, chance } = contactShares(mixing);
  return diagonal === null ? null : ratio(diagonal - chance, 1 - chance);
}

/**
 * Modularity of the groups as a partition of the ties, −½…1 (Newman & Girvan 2004, Physical Review E
 * 69:026113; directed: Leicht & Newman 2008, Physical Review Letters 100:118703), and divided by its
 * greatest value with these degrees, which for pairs equals assortativity: don't show both.
 */
export function legacyModularity(blocks: Blocks): { q: number; ofGreatest: number | null } | null {
  const { diagonal, chance } = contactShares(isTriangular(blocks) ? evened(blocks.ties) : blocks.ties);
  return diagonal === null
    ? null
    : { q: diagonal - chance, ofGreatest: ratio(diagonal - chance, 1 - chance) };
}

/** An undirected table keeps each pair of groups in the upper triangle only. */
const isTriangular = ({ possible }: Blocks): boolean =>
  possible.every((row, k) => row.every((cells, l) => l >= k || cells === 0));

function evened(ties: Matrix): Matrix {
  return ties.map((row, k) => row.map((value, l) => (value + ties[l]![k]!) / 2));
}

function contactShares(mixing: Matrix): { diagonal: number | null; chance: number } {
  const rows = mixing.map(sumOf);
  const m = sumOf(rows);
  const columns = mixing.map((_, l) => mixing.reduce((sum, row) => sum + row[l]!, 0));
  const chance = m === 0 ? 0 : rows.reduce((sum, row, k) => sum + (row / m) * (columns[k]! / m), 0);
  return {
    diagonal: ratio(
      mixing.reduce((sum, row, k) => sum + row[k]!, 0),
      m,
    ),
    chance,
  };
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** Block counts of the claimed pairs, which Freeman, modularity and assortativity of pairs stand on. */
export const claimedBlocks = (network: Network): Blocks => blocksOf(symmetrised(network, 'claimed'));
