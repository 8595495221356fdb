/** What the engine works on: numbers about groups of people, and which of them add up to which. */

/** Why a cell is hidden. Never published: a reader who knows which cells are complements knows too much. */
export type Reason =
  | 'few-people'
  | 'few-raters'
  | 'alike'
  | 'grew-out'
  | 'zero'
  | 'latent'
  | 'held-before'
  | 'complement';

export interface Cell {
  /** The same key in two tables means the same number about the same people (see `keyOf`). */
  key: string;
  /** People the number is about, whole and ≥ 0; of a number with two sides, the smaller side. */
  people: number;
  /** Distinct people who said it, where these are not the same ones. */
  raters?: number;
  /** What a complement is chosen by, smallest first; 0 means that there is nothing to hide. Default: `people`. */
  size?: number;
  /** Hidden in any case. */
  withhold?: Reason;
  /** Never published, but a reader could work it out: joiners, leavers, the rest between two nested groups. */
  latent?: boolean;
}

/** total = Σ parts − Σ minus. */
export interface Sum {
  total: string;
  parts: readonly string[];
  minus?: readonly string[];
}

export interface Table {
  name: string;
  /** `people`: cells are counts and add up as such. `values`: only the published figures add up. */
  adds: 'people' | 'values';
  cells: readonly Cell[];
  sums: readonly Sum[];
  /** Cells of which no weighted sum may come out, e.g. all that involve one small group; no totals among them. */
  guarded?: readonly (readonly string[])[];
}

export interface Rules {
  /** Fewest people (and raters) of a shown number. */
  k: number;
  /** Whether an empty cell of a count is shown as 0. */
  zeros: 'show' | 'protect';
  /** Share of one extreme answer from which only a band is published. */
  alikeFrom: number;
  /** Fewest free texts to be shown. */
  kText: number;
}

/** Five as in most official statistics; ten for free texts, which are easier to recognise. */
export const defaultRules: Rules = { k: 5, zeros: 'show', alikeFrom: 0.9, kText: 10 };

/** A table with the keys that are not shown. */
export interface Release {
  table: Table;
  hidden: readonly string[];
}

/** Plain code of why a table cannot be worked on; null if it can. */
export type TableFault =
  | 'suppression/key-twice'
  | 'suppression/key-unknown'
  | 'suppression/count-not-whole'
  | 'suppression/does-not-add-up';

export function whyNotTable({ cells, sums, adds, guarded = [] }: Table): TableFault | null {
  const people = new Map(cells.map((cell) => [cell.key, cell.people]));
  if (people.size < cells.length) return 'suppression/key-twice';
  if (cells.some((cell) => !isCount(cell.people) || !isCount(cell.raters ?? 0))) {
    return 'suppression/count-not-whole';
  }
  const named = [
    ...sums.flatMap(({ total, parts, minus = [] }) => [total, ...parts, ...minus]),
    ...guarded.flat(),
  ];
  if (named.some((key) => !people.has(key))) return 'suppression/key-unknown';
  if (adds === 'values') return null;
  const addsUp = ({ total, parts, minus = [] }: Sum): boolean =>
    minus.length === 0 && people.get(total) === parts.reduce((sum, key) => sum + people.get(key)!, 0);
  return sums.every(addsUp) ? null : 'suppression/does-not-add-up';
}

const isCount = (x: number): boolean => Number.isSafeInteger(x) && x >= 0;

export const sizeOf = ({ size, people }: Cell): number => size ?? people;

/** Why a cell must be hidden by itself; null if it need not. */
export function primaryReason(cell: Cell, adds: Table['adds'], { k, zeros }: Rules): Reason | null {
  if (cell.withhold) return cell.withhold;
  const isEmpty = sizeOf(cell) === 0;
  if (cell.latent) return isEmpty ? null : 'latent';
  if (isEmpty) return zeros === 'protect' && adds === 'people' ? 'zero' : null;
  if (cell.people < k) return 'few-people';
  return cell.raters !== undefined && cell.raters < k ? 'few-raters' : null;
}

/**
 * The key of a number by what its people have in common: attributes in alphabetical order, totals left out.
 * So the margins of two tables meet under one key: `w1|unit=U8`.
 */
export function keyOf(scope: string, attributes: Readonly<Record<string, string | null>>): string {
  const named = Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return `${scope}|${named.map(([name, value]) => `${name}=${value}`).join(';') || 'all'}`;
}
