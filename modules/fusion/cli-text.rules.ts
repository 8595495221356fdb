/** What the command line prints for people to read. */
import type { Saying } from '#platform/contract/index.ts';
import type { FileProblem } from './network-file.rules.ts';
import type { MeasuredFile, transitionMeasures } from './cli-network.rules.ts';
import { numberText, tableText } from './cli-table.rules.ts';

const lines: [keyof MeasuredFile['measures'] & string, string, (keyof MeasuredFile['measures'] & string)?][] =
  [
    ['n', '人数 people'],
    ['ties', '关系 ties'],
    ['directed', '有方向 directed'],
    ['possible_observed', '观察到的对 observed'],
    ['density', '密度 density'],
    ['density_within', '同组密度 density within'],
    ['density_between', '跨组密度 density between', 'density'],
    ['fusion_gap', '差 fusion gap'],
    ['fusion_ratio', '比 fusion ratio'],
    ['ei_index', 'E-I', 'ei_expected_given_group_sizes'],
    ['ei_perm_exact_z', 'E-I z'],
    ['ei_density_normalised', '密度归一 E-I density-normalised'],
    ['log_odds_ratio', '对数比值比 log odds ratio'],
    ['yule_Q', 'Yule Q'],
    ['freeman_segregation_undirected', 'Freeman'],
    ['assortativity_nominal', '同类相聚 assortativity'],
    ['assortativity_nominal_directed', '同类相聚（有方向） assortativity, directed'],
    ['assortativity_symmetrised_mixing', '同类相聚（对称化） assortativity, symmetrised'],
    ['modularity_legacy_undirected', '模块度 modularity'],
    ['ssi_network_mean', '谱隔离 SSI'],
    ['leiden_vs_legacy_ari', 'ARI'],
    ['leiden_vs_legacy_nmi', 'NMI'],
    ['reciprocity_arc', '相互性（按条） reciprocity, arcs'],
    ['confirmation_dyad', '确认率（按对） confirmation, pairs'],
    ['quadratic_kappa_symmetrised', 'κ'],
    ['transitivity_undirected', '传递性 transitivity'],
    ['isolates', '孤立的人 isolates'],
    ['legacy_locked_nodes', '只认识本组的人 locked'],
    ['cross_group_reach1_mean', '一步可及 cross reach 1'],
    ['cross_group_reach2_mean', '两步可及 cross reach 2'],
    ['harmonic_closeness_mean', '调和接近度 harmonic closeness'],
  ];

/** Assortativity has another name with directed ties: a dash under the one that does not apply would say nothing. */
const otherKind = (directed: boolean): string[] =>
  directed
    ? ['assortativity_nominal']
    : ['assortativity_nominal_directed', 'assortativity_symmetrised_mixing'];

export function measureText({ measures, intervals }: MeasuredFile, notes: readonly Saying[]): string {
  const told = lines.filter(([name]) => !otherKind(measures.directed).includes(name));
  const rows = told.map(([name, label, chance]) => {
    const [low, high] = intervals[name] ?? [null, null];
    const span = low === null || high === null ? '' : `${numberText(low)} … ${numberText(high)}`;
    return [label, numberText(measures[name]), span, chance ? numberText(measures[chance]) : ''];
  });
  const { group_attr_levels: levels, group_sizes: sizes, mixing_density: mixing } = measures;
  const matrix =
    levels && sizes && mixing
      ? [
          '',
          tableText([
            ['跨组密度 mixing', ...levels],
            ...levels.map((level, k) => [`${level} (${sizes[k]})`, ...mixing[k]!.map(numberText)]),
          ]),
        ]
      : [];
  return [
    tableText([['', '数值 value', '95 % 区间 interval', '随机时 by chance'], ...rows]),
    ...matrix,
    ...notes.map(({ zh, en }) => `注 note: ${zh}。 ${en}.`),
  ].join('\n');
}

export function transitionText(
  measures: ReturnType<typeof transitionMeasures>,
  notes: readonly Saying[],
): string {
  const block = (
    title: string,
    table: { counts: number[][]; row_prob: (number | null)[][] } | null,
  ): string[] =>
    table
      ? [
          '',
          tableText([
            [
              title,
              ...measures.states.map((state) => `→ ${state}`),
              ...measures.states.map((state) => `P → ${state}`),
            ],
            ...table.counts.map((row, from) => [
              `${measures.states[from]} →`,
              ...row.map(numberText),
              ...table.row_prob[from]!.map(numberText),
            ]),
          ]),
        ]
      : [];
  return [
    `用到 used ${measures.n_used} · 缺 missing ${measures.n_missing} · 认识变回不认识 reversal ${numberText(measures.reversal_rate)}`,
    `留下 stayed ${measures.stayed} · 新来 joined ${measures.joined} · 离开 left ${measures.left}`,
    ...block('全部 all', measures),
    ...block('同组 within', measures.within),
    ...block('跨组 between', measures.between),
    ...notes.map(({ zh, en }) => `注 note: ${zh}。 ${en}.`),
  ].join('\n');
}

/** Problems place by place, the first twenty. */
export function problemLines(problems: readonly (FileProblem & { file: string })[]): string[] {
  const shown = problems.slice(0, 20).map(({ file, row, column, heading, detail }) => {
    const place = heading === '' ? column : `${column} (${heading})`;
    return `${file}: 第 ${row} 行 ${column} 列，${detail.zh}。 row ${row}, column ${place}: ${detail.en}.`;
  });
  const more = problems.length - shown.length;
  return more > 0 ? [...shown, `… 还有 ${more} 处。 And ${more} more.`] : shown;
}

/** `1,3` as rising whole numbers above 0, at most nine; null where it is anything else. */
export function cutsOf(text: string): number[] | null {
  const cuts = text.split(',').map(Number);
  const rising = cuts.every((cut, at) => Number.isInteger(cut) && cut > (at === 0 ? 0 : cuts[at - 1]!));
  return rising && cuts.length <= 9 ? cuts : null;
}
