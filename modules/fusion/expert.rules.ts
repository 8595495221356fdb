/** The expert panel: every other measure under its published name, with its neutral value and source. */
import {
  labelPermutation,
  type BlockEstimates,
  type Estimate,
  type MeasureName,
} from '#engines/inference/index.ts';
import { atLeast, measureAll, randomFrom, symmetrised, type Measures } from '#engines/network/index.ts';
import { stream } from '#engines/random/index.ts';
import type { Saying } from '#platform/contract/index.ts';
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

interface Measure {
  code: keyof Measures;
  label: Saying;
  nets: readonly NetName[];
  /** The value without any legacy line, or what chance would give. */
  neutral: number | ((measures: Measures) => number | null) | null;
  source: string;
  /** Needs an answer from nearly everybody (≥ 80 %). */
  needsAll?: true;
  /** The same figure as a statistic that has an interval, and how it is carried over; monotone. */
  from?: { measure: MeasureName; by?: (x: number) => number };
}

const pairs = ['confirmed1', 'confirmed2', 'claimed1'] as const;
const reports = ['reports1', 'reports2'] as const;

const measures: readonly Measure[] = [
  {
    code: 'ei_index',
    label: { zh: 'E-I 指数', en: 'E-I index' },
    nets: pairs,
    neutral: (m) => m.ei_expected_given_group_sizes,
    from: { measure: 'externalInternal' },
    source: 'Krackhardt & Stern 1988, Social Psychology Quarterly 51:123',
  },
  {
    code: 'ei_perm_exact_z',
    label: { zh: 'E-I 与随机的距离（标准差）', en: 'E-I, distance from chance in SD' },
    nets: pairs,
    neutral: 0,
    source:
      'Mantel 1967, Cancer Research 27:209; Hubert & Schultz 1976, British Journal of Mathematical and Statistical Psychology 29:190',
    needsAll: true,
  },
  {
    code: 'ei_rescaled_minus1_1',
    label: { zh: 'E-I，按可达范围折算', en: 'E-I, rescaled to its range' },
    nets: pairs,
    neutral: null,
    source: 'Krackhardt & Stern 1988, Social Psychology Quarterly 51:123',
  },
  {
    code: 'odds_ratio_within_between',
    label: { zh: '比值比（同单位：跨单位）', en: 'Odds ratio, within to across' },
    nets: pairs,
    neutral: 1,
    from: { measure: 'logOddsRatio', by: Math.exp },
    source: 'Bojanowski & Corten 2014, Social Networks 39:14',
    needsAll: true,
  },
  {
    code: 'yule_Q',
    label: { zh: 'Yule Q', en: 'Yule’s Q' },
    nets: pairs,
    neutral: 0,
    from: { measure: 'logOddsRatio', by: (x) => Math.tanh(x / 2) },
    source: 'Yule 1900, Philosophical Transactions of the Royal Society A 194:257',
    needsAll: true,
  },
  {
    code: 'assortativity_nominal',
    label: { zh: '同类相聚系数', en: 'Nominal assortativity' },
    nets: pairs,
    neutral: 0,
    source: 'Newman 2003, Physical Review E 67:026126',
    needsAll: true,
  },
  {
    code: 'modularity_legacy_undirected',
    label: { zh: '原单位划分的模块度', en: 'Modularity of the legacy partition' },
    nets: pairs,
    neutral: 0,
    source: 'Newman & Girvan 2004, Physical Review E 69:026113',
    needsAll: true,
  },
  {
    code: 'freeman_segregation_undirected',
    label: { zh: 'Freeman 隔离指数', en: 'Freeman segregation' },
    nets: ['claimed1', 'claimed2'],
    neutral: 0,
    source: 'Freeman 1978, Sociological Methods & Research 6:411',
    needsAll: true,
  },
  {
    code: 'ssi_network_mean',
    label: { zh: '谱隔离指数', en: 'Spectral segregation index' },
    nets: pairs,
    neutral: null,
    source: 'Echenique & Fryer 2007, Quarterly Journal of Economics 122:441',
    needsAll: true,
  },
  {
    code: 'leiden_vs_legacy_ari',
    label: { zh: '自然圈子与原单位的吻合（ARI）', en: 'Found groups against legacy (ARI)' },
    nets: pairs,
    neutral: 0,
    source:
      'Hubert & Arabie 1985, Journal of Classification 2:193; Traag, Waltman & van Eck 2019, Scientific Reports 9:5233',
    needsAll: true,
  },
  {
    code: 'leiden_vs_legacy_nmi',
    label: { zh: '自然圈子与原单位的吻合（NMI）', en: 'Found groups against legacy (NMI)' },
    nets: pairs,
    neutral: 0,
    source:
      'Danon et al. 2005, Journal of Statistical Mechanics 2005:P09008; Traag, Waltman & van Eck 2019, Scientific Reports 9:5233',
    needsAll: true,
  },
  {
    code: 'transitivity_undirected',
    label: { zh: '传递性', en: 'Transitivity' },
    nets: pairs,
    neutral: (m) => m.density,
    source: 'Holland & Leinhardt 1971, Comparative Group Studies 2:107',
    needsAll: true,
  },
  {
    code: 'harmonic_closeness_mean',
    label: { zh: '平均调和接近度', en: 'Mean harmonic closeness' },
    nets: pairs,
    neutral: null,
    source: 'Marchiori & Latora 2000, Physica A 285:539',
    needsAll: true,
  },
  {
    code: 'cross_group_reach1_mean',
    label: { zh: '一步可及的其他原单位同事', en: 'Colleagues of other agencies in one step' },
    nets: pairs,
    neutral: null,
    source: 'Borgatti 2006, Computational & Mathematical Organization Theory 12:21',
    needsAll: true,
  },
  {
    code: 'cross_group_reach2_mean',
    label: { zh: '两步可及的其他原单位同事', en: 'Colleagues of other agencies in two steps' },
    nets: pairs,
    neutral: null,
    source: 'Borgatti 2006, Computational & Mathematical Organization Theory 12:21',
    needsAll: true,
  },
  {
    code: 'reciprocity_arc',
    label: { zh: '相互性（按条）', en: 'Reciprocity of reports' },
    nets: reports,
    neutral: (m) => m.density,
    source: 'Newman, Forrest & Balthrop 2002, Physical Review E 66:035101',
    needsAll: true,
  },
  {
    code: 'confirmation_dyad',
    label: { zh: '相互确认率（按对）', en: 'Confirmation of claimed pairs' },
    nets: reports,
    neutral: null,
    source: 'Holland & Leinhardt 1970, American Journal of Sociology 76:492',
    needsAll: true,
  },
  {
    code: 'reciprocity_chance_corrected',
    label: { zh: '相互性（扣除随机）', en: 'Reciprocity beyond chance' },
    nets: reports,
    neutral: 0,
    source: 'Garlaschelli & Loffredo 2004, Physical Review Letters 93:268701',
    needsAll: true,
  },
  {
    code: 'exact_agreement',
    label: { zh: '双方说法完全一致', en: 'Both say exactly the same' },
    nets: ['reports1'],
    neutral: null,
    source: 'Cohen 1960, Educational and Psychological Measurement 20:37',
    needsAll: true,
  },
  {
    code: 'quadratic_kappa_symmetrised',
    label: { zh: '双方说法的一致性 κ', en: 'Agreement of both, weighted κ' },
    nets: ['reports1'],
    neutral: 0,
    source: 'Cohen 1968, Psychological Bulletin 70:213',
    needsAll: true,
  },
  {
    code: 'mean_strength_within',
    label: { zh: '平均熟悉程度，同原单位（0–2）', en: 'Mean strength within (0–2)' },
    nets: ['reports1'],
    neutral: null,
    from: { measure: 'strengthWithin' },
    source: 'White, Boorman & Breiger 1976, American Journal of Sociology 81:730',
  },
  {
    code: 'mean_strength_between',
    label: { zh: '平均熟悉程度，跨原单位（0–2）', en: 'Mean strength across (0–2)' },
    nets: ['reports1'],
    neutral: null,
    from: { measure: 'strengthBetween' },
    source: 'White, Boorman & Breiger 1976, American Journal of Sociology 81:730',
  },
];

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
