/** The figures of one network: shares within and across with intervals, chance values, bounds, the matrix. */
import {
  censusEstimates,
  ringEstimates,
  type CensusEstimates,
  type Estimate as Made,
  type MeasureName,
} from '#engines/inference/index.ts';
import {
  atLeast,
  blocksOf,
  externalInternal,
  pairKnowledge,
  symmetrised,
  type Network,
} from '#engines/network/index.ts';
import type { Estimate } from './fusion.contract.ts';
import type { Reported } from './measure-input.rules.ts';
import type { Cell, Net, NetName } from './result.contract.ts';
import { bandEdge, bandOf, besideBands, type Band, type BlockProtection } from './protect.rules.ts';

/** Three decimals: a tenth of a pair in a hundred. Finer digits would be counts of ties in disguise. */
export const rounded = (x: number | null): number | null =>
  x === null || !Number.isFinite(x) ? null : Math.round(x * 1000) / 1000;

export const estimateOf = (made: Made): Estimate => ({
  value: rounded(made.value),
  low: rounded(made.low),
  high: rounded(made.high),
  cannotTell: made.cannotTell ?? null,
});

export const withoutInterval = (value: number | null): Estimate => ({
  value: rounded(value),
  low: null,
  high: null,
  cannotTell: value === null ? 'inference/undefined' : null,
});

/** A designed "cannot tell". */
export const untold = (cannotTell: string): Estimate => ({ value: null, low: null, high: null, cannotTell });

export const netNames: readonly NetName[] = [
  'confirmed1',
  'confirmed2',
  'claimed1',
  'claimed2',
  'reports1',
  'reports2',
];

export const ruleOf = (name: NetName): 'confirmed' | 'claimed' | 'none' =>
  name.startsWith('confirmed') ? 'confirmed' : name.startsWith('claimed') ? 'claimed' : 'none';

export const minStateOf = (name: NetName): number => (name.endsWith('2') ? 2 : 1);

export interface NetContext {
  reported: Reported;
  protection: BlockProtection;
  permits: 'everything' | 'with-bounds' | 'respondents-only';
  blocks: Record<NetName, BlockFigures>;
}

export type BlockFigures = Pick<CensusEstimates, 'measures' | 'cells'>;

/**
 * Measures of blocks with intervals: over rings where there are any, over people in a census.
 * @param uneven weight blocks by the pairs they hold, because response differs between groups.
 */
export function blockFiguresOf(name: NetName, reported: Reported, uneven: boolean): BlockFigures {
  const network = symmetrised(reported.network, ruleOf(name));
  const minState = minStateOf(name);
  const weighting = uneven ? ('possible' as const) : ('observed' as const);
  const { measures, cells } = censusEstimates(network, { minState, weighting });
  return reported.rings.length > 1
    ? { measures: ringEstimates(network, reported.rings, { minState }).measures, cells }
    : { measures, cells };
}

export function netOf(name: NetName, context: NetContext): Net {
  const { reported, permits } = context;
  const { measures, cells } = context.blocks[name];
  const tied = atLeast(symmetrised(reported.network, ruleOf(name)), minStateOf(name));
  const told = toldBy(context, name);
  const chance = told('gap') === null ? blocksOf(tied).all.density : null;
  const give = (measure: MeasureName): Estimate => {
    const no = told(measure);
    return no === null ? estimateOf(measures[measure]) : untold(no);
  };
  return {
    within: give('densityWithin'),
    across: give('densityBetween'),
    all: chance === null ? untold(told('gap')!) : withoutInterval(chance),
    chance: rounded(chance),
    gap: give('gap'),
    ratio: give('ratio'),
    ei: give('externalInternal'),
    eiChance: chance === null ? null : rounded(externalInternal(tied)?.expected ?? null),
    eiDensity: give('externalInternalDensity'),
    logOddsRatio: give('logOddsRatio'),
    bounds: permits === 'respondents-only' || chance === null ? null : boundsOf(reported.network, name),
    matrix: matrixOf(tied, cells, context, ruleOf(name) !== 'none'),
  };
}

/**
 * Why a figure may not be told, or null. Under 60 % response only what people say themselves remains;
 * where a total had to be hidden, so is everything that could give it back.
 */
function toldBy({ permits, protection }: NetContext, name: NetName): (measure: MeasureName) => string | null {
  const { withinShown, acrossShown } = protection;
  return (measure) => {
    const own =
      measure === 'densityWithin'
        ? withinShown
        : measure === 'densityBetween'
          ? acrossShown
          : withinShown && acrossShown;
    if (!own) return 'fusion/too-few-people';
    if (permits !== 'respondents-only') return null;
    const average =
      name.startsWith('reports') && (measure === 'densityWithin' || measure === 'densityBetween');
    return average ? null : 'fusion/response-too-low';
  };
}

function boundsOf(reports: Network, name: NetName): Net['bounds'] {
  const rule = ruleOf(name);
  const known = rule === 'none' ? null : pairKnowledge(reports, minStateOf(name));
  if (!known?.within || !known.between) return null;
  const pick = (side: typeof known.within) => (rule === 'confirmed' ? side.confirmed : side.claimed);
  const missing = known.all.oneReport + known.all.noReport;
  const ends = [pick(known.within), pick(known.between)].flatMap(({ lower, upper }) => [
    rounded(lower),
    rounded(upper),
  ]);
  if (missing === 0 || ends.some((end) => end === null)) return null;
  const [a, b, c, d] = ends as [number, number, number, number];
  return { within: [a, b], across: [c, d] };
}

function matrixOf(
  network: Network,
  cells: readonly (readonly Made[])[],
  { protection, permits }: NetContext,
  isSymmetric: boolean,
): Cell[] {
  const { possible } = blocksOf(network);
  const isLow = permits === 'respondents-only';
  const places = cells.flatMap((row, from) =>
    row.map((made, to) => {
      const [k, l] = isSymmetric && from > to ? [to, from] : [from, to];
      const hidden = protection.hidden[from]![to]!;
      const band = hidden || isLow ? null : bandOf(made.value);
      const pairs = possible[k]![l]!;
      // The other triangle of a symmetric picture is the same cell: of no size beside its twin.
      const size = isSymmetric && from > to ? 0 : pairs;
      return {
        from,
        to,
        at: k * cells.length + l,
        made,
        hidden,
        band,
        pairs,
        size,
        total: k === l ? 'own' : 'others',
      };
    }),
  );
  const besides = new Set([...besideBands(places)].map((place) => places[place]!.at));
  return places.map(({ from, to, at, made, hidden, band, pairs }) => {
    const no = whyNotCell({ hidden, isLow, beside: besides.has(at) });
    const nObserved = no === null ? toTen(pairs) : null;
    return { from, to, hidden: hidden || besides.has(at), ...figureOf(made, no, band), nObserved };
  });
}

const whyNotCell = (cell: { hidden: boolean; isLow: boolean; beside: boolean }): string | null =>
  cell.hidden
    ? 'fusion/too-few-people'
    : cell.isLow
      ? 'fusion/response-too-low'
      : cell.beside
        ? 'fusion/protects-others'
        : null;

/** A figure as it is told: not, as a band, or with its interval. */
export function figureOf(made: Made, no: string | null, band: Band | null): { share: Estimate; band?: Band } {
  if (no !== null) return { share: untold(no) };
  if (band === null) return { share: estimateOf(made) };
  return { share: { value: bandEdge(band), low: null, high: null, cannotTell: 'fusion/alike' }, band };
}

export const toTen = (count: number): number => Math.round(count / 10) * 10;
