/** Results: group level only, small groups hidden, every figure with its interval, chance value and caveat. */
import * as z from 'zod';
import { Day, Id, May, SayingShape, route } from '#platform/contract/index.ts';
import { Domain, Estimate } from './fusion.contract.ts';
import { WaveState } from './wave.contract.ts';

/** One sentence a page opens with. `kind` says what it is about, in the order in which they are given. */
export const Finding = z.object({
  kind: z.enum(['across', 'change', 'line', 'moves', 'knowledge', 'response']),
  sentence: SayingShape,
  /** The sentence says that it cannot be told. */
  cannotTell: z.boolean(),
});
export type Finding = z.output<typeof Finding>;

export const Group = z.object({
  code: z.string(),
  name: z.string(),
  /** People of the population; null under five. */
  nPeople: z.int().nullable(),
});

/** Nearly all alike: the value beside it is 0.9 or 0.1 and means "at least" or "at most". Absent: the value is exact. */
export const Band = z.enum(['high', 'low']);
export type Band = z.output<typeof Band>;

/** Row and column are places in `groups`. Undirected networks give both triangles alike. */
export const Cell = z.object({
  from: z.int(),
  to: z.int(),
  hidden: z.boolean(),
  /** Share of observed pairs (reports, where directed) that are ties, 0…1. All null where hidden. */
  share: Estimate,
  band: Band.optional(),
  /** Observed pairs, rounded to ten; null where hidden. */
  nObserved: z.int().nullable(),
});
export type Cell = z.output<typeof Cell>;

/**
 * Six pictures of the same answers: whose word counts × from which state on.
 * `confirmed` both say so (headline), `claimed` one of them does, `reports` each report by itself.
 */
export const NetName = z.enum(['confirmed1', 'confirmed2', 'claimed1', 'claimed2', 'reports1', 'reports2']);
export type NetName = z.output<typeof NetName>;

export const Net = z.object({
  within: Estimate,
  across: Estimate,
  all: Estimate,
  /** Shares if who knows whom had nothing to do with the legacy agency (labels permuted): one value for both. */
  chance: z.number().nullable(),
  /** within − across. Never show it without both. */
  gap: Estimate,
  /** across ÷ within; 1 = no legacy line left. */
  ratio: Estimate,
  /** E-I index, and what it would be by chance; never the one without the other. */
  ei: Estimate,
  eiChance: z.number().nullable(),
  /** (across − within) ÷ (across + within), −1…1, 0 = no legacy line. */
  eiDensity: Estimate,
  logOddsRatio: Estimate,
  /** Bounds that hold whatever the missing answers would have said; null where all were given. */
  bounds: z
    .object({ within: z.tuple([z.number(), z.number()]), across: z.tuple([z.number(), z.number()]) })
    .nullable(),
  /** groups × groups, row by row. */
  matrix: z.array(Cell),
});
export type Net = z.output<typeof Net>;

/** Of cells in one state at the wave before: the shares that are now 0, 1, 2. */
export const Moves = z.object({
  /** [from][to], 0…1; a row is null where hidden or empty. */
  shares: z.array(z.array(z.number()).nullable()),
  /** Strangers who have become acquainted or more. */
  strangersMet: Estimate,
  /** Cells seen in both waves, rounded to ten. */
  nSeen: z.int(),
});

export type Moves = z.output<typeof Moves>;

export const Change = z.object({
  since: z.object({ waveId: Id, name: z.string(), asOfOn: Day }),
  /** Same pairs, seen in both waves: the figure to quote. Null where the earlier raw answers are deleted. */
  samePairs: z
    .object({
      across: Estimate,
      within: Estimate,
      gap: Estimate,
      eiDensity: Estimate,
      before: z.object({ across: z.number().nullable(), within: z.number().nullable() }),
    })
    .nullable(),
  /** Everybody's pairs of either wave, whoever came or went; null where that difference would show a few people. */
  allPairs: z.object({ across: Estimate, within: Estimate, gap: Estimate }).nullable(),
  /** People in both, come, gone; null under five. */
  stayed: z.int().nullable(),
  joined: z.int().nullable(),
  left: z.int().nullable(),
  /** Response of the two waves differs by more than ten points. */
  responseDiffers: z.boolean(),
  /** Null where the earlier raw answers are deleted. */
  moves: z
    .object({
      within: Moves,
      across: Moves,
      /** Of pairs known before, the share now said to be strangers: mostly error of report. */
      reversal: Estimate,
    })
    .nullable(),
  whyNot: SayingShape.nullable(),
});
export type Change = z.output<typeof Change>;

export const Knowledge = z.object({
  domains: z.array(Domain),
  /** groups × homes: mean of what the people of a group say to know of the domains of a home agency, 0…1. */
  matrix: z.array(
    z.object({ group: z.int(), home: z.int(), hidden: z.boolean(), mean: Estimate, band: Band.optional() }),
  ),
  own: Estimate,
  foreign: Estimate,
  gap: Estimate,
  /** Share of unit × domain cells in which at least two people know the domain well. Units of five and more. */
  coverage: Estimate,
  /** Since the wave before, people who answered both; null where it can't be said. */
  change: z.object({ own: Estimate, foreign: Estimate }).nullable(),
});

export const ResponseGroup = z.object({
  code: z.string(),
  name: z.string(),
  /** Share of the asked who answered, 0…1; null where hidden. */
  rate: z.number().nullable(),
});

export const Response = z.object({
  nAsked: z.int(),
  nAnswered: z.int(),
  rate: z.number(),
  /** ≥ 80 % everything; 60–79 % shares, E-I and transitions with bounds; below that averages of respondents only. */
  permits: z.enum(['everything', 'with-bounds', 'respondents-only']),
  byLegacy: z.array(ResponseGroup),
  /** What this wave cannot give, and why. */
  forbids: z.array(z.object({ measure: SayingShape, why: SayingShape })),
});

export type Response = z.output<typeof Response>;

/** One line of the expert panel. */
export const ExpertLine = z.object({
  /** Name of the measure as in docs/validation.md. */
  code: z.string(),
  label: SayingShape,
  net: NetName.nullable(),
  estimate: Estimate,
  /** What chance would give, or the neutral value; null where there is none. */
  neutral: z.number().nullable(),
  /** Author, year and journal. */
  source: z.string(),
});
export type ExpertLine = z.output<typeof ExpertLine>;

/** Counts of people by position in a census; hidden ones null. */
export const Positions = z.object({
  isolates: z.int().nullable(),
  /** Know somebody, but nobody of another legacy agency. */
  locked: z.int().nullable(),
  byUnit: z.array(
    z.object({
      unit: z.string(),
      nPeople: z.int(),
      isolates: z.int().nullable(),
      locked: z.int().nullable(),
    }),
  ),
});

export const Release = z.object({
  wave: z.object({
    id: Id,
    name: z.string(),
    purpose: z.string(),
    asOfOn: Day,
    opensOn: Day,
    closesOn: Day,
    deleteOn: Day,
    source: z.enum(['asked', 'imported']),
    design: z.enum(['census', 'rings', 'imported']),
    namesPerPerson: z.int().nullable(),
  }),
  measuredOn: Day,
  /** Seed of everything random in this release: the same answers give the same numbers. */
  seed: z.int(),
  findings: z.array(Finding),
  groups: z.array(Group),
  nets: z.record(NetName, Net),
  change: Change.nullable(),
  knowledge: Knowledge.nullable(),
  response: Response,
  /** Null where the design or the response forbids it. */
  positions: Positions.nullable(),
  expert: z.array(ExpertLine),
  caveats: z.array(SayingShape),
  /** Groups and cells under this size are hidden. */
  fewest: z.int(),
});
export type Release = z.output<typeof Release>;

/** Exact group sizes behind a release, for the comparison with the next one. Never part of any reply. */
export interface ReleaseMemory {
  sizes: Record<string, number>;
  /** Tables with what is hidden in them, as `engines/suppression` judges them (`Release`); opaque to contracts. */
  tables?: readonly unknown[];
}

/** A point of the line of all waves. */
export const ResultSummary = z.object({
  waveId: Id,
  name: z.string(),
  asOfOn: Day,
  state: WaveState,
  headline: SayingShape,
  within: Estimate,
  across: Estimate,
  eiDensity: Estimate,
  /** Share of all pairs if who knows whom had nothing to do with the legacy agency: the line beside both. */
  chance: z.number().nullable().optional(),
  rate: z.number(),
});
export type ResultSummary = z.output<typeof ResultSummary>;

/** What an activity changed, as the fact about it says; fusion knows no more of activities than this. */
export const ActivityEffect = z.object({
  activityId: Id,
  name: z.string(),
  grade: z.enum(['A', 'B', 'C', 'D', 'cannot-tell']),
  finding: SayingShape,
  on: Day,
});
export type ActivityEffect = z.output<typeof ActivityEffect>;

const params = z.object({ waveId: Id });

export const resultRoutes = {
  listResults: route({
    method: 'GET',
    path: '/api/fusion/results',
    summary: { zh: '各轮结果（新的在前）', en: 'Results of all waves, newest first' },
    permit: 'fusion/read',
    reply: z.array(ResultSummary),
  }),
  /** Everybody after release; the office also before it. */
  readResult: route({
    method: 'GET',
    path: '/api/fusion/waves/:waveId/result',
    summary: { zh: '一轮的结果：只到单位一级', en: 'Result of a wave, group level only' },
    permit: 'fusion/read',
    params,
    reply: z.object({
      release: Release,
      state: WaveState,
      releasedOn: Day.nullable(),
      rawDeletedOn: Day.nullable(),
      may: z.object({ export: May, release: May }),
    }),
  }),
  listEffects: route({
    method: 'GET',
    path: '/api/fusion/waves/:waveId/effects',
    summary: { zh: '这一轮说明了哪些活动的效果', en: 'Effects of activities that this wave tells of' },
    permit: 'fusion/read',
    params,
    reply: z.array(ActivityEffect),
  }),
  exportResult: route({
    method: 'GET',
    path: '/api/fusion/waves/:waveId/result.xlsx',
    summary: { zh: '导出结果（已作保护处理）', en: 'Export the protected result' },
    permit: 'fusion/export',
    params,
    reply: z.unknown(),
    download: true,
  }),
};
