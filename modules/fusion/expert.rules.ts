/** The expert panel: every other measure under its published name, with its neutral value and source. */
import { labelPermutation, type BlockEstimates, type Estimate } from '#engines/inference/index.ts';
import { atLeast, measureAll, randomFrom, symmetrised, type Measures } from '#engines/network/index.ts';
import { stream } from '#engines/random/index.ts';
import type { Saying } from '#platform/contract/index.ts';
import { measures, type Measure } from './expert-list.rules.ts';
import type { Reported } from './measure-input.rules.ts';
import {
  type BlockFigures,
  estimateOf,
  minStateOf,
  rounded,
  ruleOf,
  untold,
  withoutInterval,
} from './measure-net.rules.ts';
import type { ExpertLine, NetName, Release } from './result.contract.ts';

export interface ExpertContext {
  reported: Reported;
  permits: Release['response']['permits'];
  /** The totals of the table of groups may be shown; every measure here could give them back. */
  totalsShown: boolean;
  blocks: Record<NetName, BlockFigures>;
  seed: number;
}

/** Lines in the order of the table; measures that the response or a hidden total forbids say so. */
export function expertLines(context: ExpertContext): ExpertLine[] {
  const { reported, permits, totalsShown, seed } = context;
  const nets = [...new Set(measures.flatMap((measure) => measure.nets))];
  const made = new Map(
    nets.map((name, at) => [
      name,
      measureAll(reported.network, {
        minState: minStateOf(name),
        symmetrise: ruleOf(name),
        random: randomFrom(seed + at),
      }),
    ]),
  );
  const no = totalsShown ? null : 'fusion/too-few-people';
  const whyNot = (needsAll: boolean): string | null =>
    no ??
    (permits === 'respondents-only' || (needsAll && permits !== 'everything')
      ? 'fusion/response-too-low'
      : null);
  const lines = measures.flatMap((measure) =>
    measure.nets.map((net) =>
      lineOf(
        measure,
        net,
        { all: made.get(net)!, blocks: context.blocks[net].measures },
        whyNot(measure.needsAll ?? false),
      ),
    ),
  );
  const test = whyNot(false) === null ? [blockTest(context)] : [];
  return [...lines, ...brokerLines(made.get('reports1')!, whyNot(true)), ...test];
}

interface Made {
  all: Measures;
  blocks: BlockEstimates;
}

function lineOf(
  { code, label, neutral, source, from }: Measure,
  net: NetName,
  { all, blocks }: Made,
  no: string | null,
): ExpertLine {
  const value = all[code] as number | null;
  const partial = all.refused_for_partial_roster.includes(code);
  const why = no ?? (value === null && partial ? 'fusion/needs-census' : null);
  return {
    code,
    label,
    net,
    estimate: why || !from ? untoldOr(why, value) : carried(blocks[from.measure], from.by),
    neutral: no ? null : rounded(typeof neutral === 'function' ? neutral(all) : neutral),
    source,
  };
}

/** An estimate on another scale: the ends of its interval go where its value goes. */
function carried(made: Estimate, by: (x: number) => number = (x) => x): ExpertLine['estimate'] {
  const onto = (x: number | null) => (x === null ? null : by(x));
  return estimateOf({ ...made, value: onto(made.value), low: onto(made.low), high: onto(made.high) });
}

const brokerWords: Record<string, Saying> = {
  wO: { zh: '外部牵线（两端同单位）', en: 'Itinerant brokers' },
  bIO: { zh: '对外代表', en: 'Representatives' },
  bOI: { zh: '对内引入', en: 'Gatekeepers' },
  bO: { zh: '三方联络', en: 'Liaisons' },
};

/** Brokerage as distance from a random network of the same density, in SD: counts of paths, never of named people. */
function brokerLines(all: Measures, no: string | null): ExpertLine[] {
  return Object.entries(brokerWords).map(([role, label]) => {
    const z = all.gould_fernandez_z?.[role] ?? null;
    return {
      code: `gould_fernandez_z.${role}`,
      label,
      net: 'reports1' as const,
      estimate: untoldOr(no ?? (all.gould_fernandez_z === null ? 'fusion/needs-census' : null), z),
      neutral: 0,
      source: 'Gould & Fernandez 1989, Sociological Methodology 19:89',
    };
  });
}

const untoldOr = (no: string | null, value: number | null) => (no ? untold(no) : withoutInterval(value));

/** Do the blocks matter at all? p-value by permuted labels. */
function blockTest({ reported, seed }: ExpertContext): ExpertLine {
  const network = atLeast(symmetrised(reported.network, 'confirmed'), 1);
  const permutations = network.size < 50 ? 9999 : 499;
  const { blockG2 } = labelPermutation(network, { random: stream(seed, 'fusion.labels'), permutations });
  return {
    code: 'block_likelihood_ratio_p',
    label: {
      zh: '与原单位无关时出现这样差别的机会（p）',
      en: 'Chance of such differences without any legacy line (p)',
    },
    net: 'confirmed1',
    estimate:
      blockG2.pHigh === null
        ? untold('inference/undefined')
        : withoutInterval(Math.max(blockG2.pHigh, 0.001)),
    neutral: null,
    source:
      'Hubert & Schultz 1976, British Journal of Mathematical and Statistical Psychology 29:190; Phipson & Smyth 2010, Statistical Applications in Genetics and Molecular Biology 9:39',
  };
}
