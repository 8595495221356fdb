/** The measures of the expert panel: what each is called, in which nets it is told, and the article it is from. */
import type { MeasureName } from '#engines/inference/index.ts';
import type { Measures } from '#engines/network/index.ts';
import type { Saying } from '#platform/contract/index.ts';
import type { NetName } from './result.contract.ts';

export interface Measure {
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

export const measures: readonly Measure[] = [
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
