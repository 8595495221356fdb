/** Waves as the programme office sees them: plan, life, turnout, import of waves collected elsewhere. */
import * as z from 'zod';
import { Day, Id, May, SayingShape, route } from '#platform/contract/index.ts';
import { Domain, mostNames } from './fusion.contract.ts';

export const WaveState = z.enum(['draft', 'open', 'closed', 'measured', 'released']);
export type WaveState = z.output<typeof WaveState>;

export const WavePlan = z.object({
  name: z.string().trim().min(1).max(60),
  /** What the answers are for, in the words that everybody reads before consenting. Locked at opening. */
  purpose: z.string().trim().min(10).max(500),
  /** The day on which the population is taken from the roster. */
  asOfOn: Day,
  /** These units and everything below them; null: the whole bureau. */
  unitIds: z.array(Id).min(1).max(200).nullable(),
  opensOn: Day,
  /** Last day on which answers are taken. */
  closesOn: Day,
  /** Raw answers are deleted on this day, at most six months after `closesOn`. */
  deleteOn: Day,
  /** Names asked of each person where the bureau is too large for a census; even. */
  namesPerPerson: z.int().min(6).max(mostNames).multipleOf(2).default(mostNames),
  domains: z.array(Domain).max(20),
});
export type WavePlan = z.output<typeof WavePlan>;

/**
 * How people are listed. `census`: everybody is asked about everybody. `rings`: everybody stands on
 * `nRings` random rings and is asked about both neighbours on each, so every asked pair is seen from both sides.
 */
export const Design = z.object({
  kind: z.enum(['census', 'rings']),
  namesPerPerson: z.int(),
  nRings: z.int(),
  /** Rings kept from the wave before, so that change is seen in the same pairs; 0 for a first wave. */
  nKept: z.int(),
  keptFrom: z.string().nullable(),
});
export type Design = z.output<typeof Design>;

/**
 * What the wave will be able to tell, printed before it opens. Shares 0…1, for "knows each other, different
 * legacy agencies"; null: cannot be said. `change` supposes that the wave before is still on hand.
 */
export const Detectable = z.object({
  nPeople: z.int(),
  nPairsAcross: z.int(),
  /** Half width of the 95 % interval of the cross-agency share. */
  halfWidth: z.number().nullable(),
  /** Smallest change of that share found with 80 % power at 5 %. */
  change: z.number().nullable(),
  /** Assumptions and result in one sentence. */
  sentence: SayingShape,
});
export type Detectable = z.output<typeof Detectable>;

export const WaveSummary = z.object({
  id: Id,
  name: z.string(),
  state: WaveState,
  /** Answered here, or collected elsewhere and imported. */
  source: z.enum(['asked', 'imported']),
  asOfOn: Day,
  opensOn: Day,
  closesOn: Day,
  /** Answers are taken today; false for an open wave before its first day. */
  takesAnswers: z.boolean(),
  deleteOn: Day,
  rawDeletedOn: Day.nullable(),
  releasedOn: Day.nullable(),
});
export type WaveSummary = z.output<typeof WaveSummary>;

export const WaveView = WaveSummary.extend({
  purpose: z.string(),
  unitIds: z.array(Id).nullable(),
  unitNames: z.array(z.string()),
  namesPerPerson: z.int(),
  domains: z.array(Domain),
  /** Of a draft: what it would be if it were opened today. */
  design: Design,
  /** People in the population, and those among them who are listed; null where opt-outs are 1 to 4 and would show. */
  nPopulation: z.int(),
  nListed: z.int().nullable(),
  minutesPerPerson: z.int(),
  /** Hours of work asked of the bureau: people × minutes. */
  hours: z.number(),
  /** Null once opened waves are closed, or for imported ones. */
  detectable: Detectable.nullable(),
  /** Job that imports or measures at this moment; follow it at `/api/jobs/:jobId`. */
  jobId: Id.nullable(),
  may: z.object({
    edit: May,
    remove: May,
    open: May,
    close: May,
    measure: May,
    release: May,
    deleteRaw: May,
    importFiles: May,
    export: May,
  }),
});
export type WaveView = z.output<typeof WaveView>;

/** Turnout of a group of at least ten people; smaller ones, and those that would give them away, are hidden. */
export const GroupTurnout = z.object({
  code: z.string(),
  name: z.string(),
  nEligible: z.int(),
  /** Share of people who have finished, 0…1, whole percent; null where hidden. */
  finished: z.number().nullable(),
});

export const Turnout = z.object({
  nEligible: z.int(),
  /** Null where fewer than ten people are eligible. */
  finished: z.number().nullable(),
  byLegacy: z.array(GroupTurnout),
  byDepartment: z.array(GroupTurnout),
  /** Groups below this size show no turnout. */
  fewest: z.int(),
});
export type Turnout = z.output<typeof Turnout>;

/** A place in an uploaded file that cannot be read as expected; `cell` is its A1 address. */
export const ImportProblem = z.object({
  sheet: z.string(),
  cell: z.string(),
  row: z.int(),
  code: z.string(),
  detail: SayingShape,
});
export type ImportProblem = z.output<typeof ImportProblem>;

/** Result of the job `fusion/import`, in the job's `result`. */
export const ImportReport = z.object({
  applied: z.boolean(),
  nPeople: z.int(),
  nMatched: z.int(),
  nTies: z.int(),
  /** Rows left out with good reason: self-ties, repeated rows. */
  notes: z.array(SayingShape),
  nProblems: z.int(),
  /** The first hundred. */
  problems: z.array(ImportProblem),
});
export type ImportReport = z.output<typeof ImportReport>;

const params = z.object({ waveId: Id });

export const waveRoutes = {
  listWaves: route({
    method: 'GET',
    path: '/api/fusion/waves',
    summary: { zh: '各轮相识调查（新的在前）', en: 'Waves, newest first' },
    permit: 'fusion/plan',
    reply: z.object({
      waves: z.array(WaveSummary),
      may: z.object({ plan: May }),
      /** What a new plan starts with: dates from today, the bureau's domains, a purpose to edit. */
      suggestion: WavePlan,
      units: z.array(z.object({ id: Id, name: z.string(), parentId: Id.nullable() })),
      legacyAgencies: z.array(z.object({ code: z.string(), name: z.string() })),
    }),
  }),
  readWave: route({
    method: 'GET',
    path: '/api/fusion/waves/:waveId',
    summary: { zh: '一轮相识调查的计划与状态', en: 'Plan and state of a wave' },
    permit: 'fusion/plan',
    params,
    reply: WaveView,
  }),
  planWave: route({
    method: 'POST',
    path: '/api/fusion/waves',
    summary: { zh: '拟定一轮相识调查', en: 'Plan a wave' },
    permit: 'fusion/plan',
    body: WavePlan.extend({ source: z.enum(['asked', 'imported']).default('asked') }),
    reply: WaveView,
  }),
  editWave: route({
    method: 'PUT',
    path: '/api/fusion/waves/:waveId',
    summary: { zh: '修改还没开放的计划', en: 'Change a plan that is not open yet' },
    permit: 'fusion/plan',
    params,
    body: WavePlan,
    reply: WaveView,
  }),
  removeWave: route({
    method: 'DELETE',
    path: '/api/fusion/waves/:waveId',
    summary: { zh: '删去还没开放的计划', en: 'Drop a plan that is not open yet' },
    permit: 'fusion/plan',
    params,
    reply: z.object({ ok: z.literal(true) }),
  }),
  openWave: route({
    method: 'POST',
    path: '/api/fusion/waves/:waveId/opening',
    summary: { zh: '开放填答：名单从此锁定', en: 'Open for answers; lists are locked from here on' },
    permit: 'fusion/plan',
    params,
    reply: WaveView,
  }),
  closeWave: route({
    method: 'POST',
    path: '/api/fusion/waves/:waveId/closing',
    summary: { zh: '截止填答并开始计算', en: 'Close the wave and start measuring' },
    permit: 'fusion/plan',
    params,
    reply: WaveView,
  }),
  measureWave: route({
    method: 'POST',
    path: '/api/fusion/waves/:waveId/measuring',
    summary: { zh: '重新计算（原始答案还在时）', en: 'Measure again, while the raw answers exist' },
    permit: 'fusion/plan',
    params,
    reply: WaveView,
  }),
  releaseWave: route({
    method: 'POST',
    path: '/api/fusion/waves/:waveId/release',
    summary: { zh: '向全体职工公布结果', en: 'Release the result to all staff' },
    permit: 'fusion/plan',
    params,
    reply: WaveView,
  }),
  deleteRaw: route({
    method: 'POST',
    path: '/api/fusion/waves/:waveId/raw-deletion',
    summary: { zh: '提前删除原始答案，不可恢复', en: 'Delete the raw answers early; cannot be undone' },
    permit: 'fusion/plan',
    params,
    /** The name of the wave, typed to confirm. */
    body: z.object({ word: z.string().max(60) }),
    reply: WaveView,
  }),
  readTurnout: route({
    method: 'GET',
    path: '/api/fusion/waves/:waveId/turnout',
    summary: { zh: '填答进度：只到 10 人以上的单位', en: 'Turnout, for groups of ten people and more' },
    permit: 'fusion/plan',
    params,
    reply: Turnout,
  }),
  downloadTemplate: route({
    method: 'GET',
    path: '/api/fusion/import-template.xlsx',
    summary: { zh: '导入模板：人员、关系两张表', en: 'Template for the import: people and ties' },
    permit: 'fusion/import',
    reply: z.unknown(),
    download: true,
  }),
  /**
   * One workbook with both sheets (`part: both`), or people first and ties second. When both are there the
   * job `fusion/import` starts and `jobId` names it; the uploaded bytes are removed when it ends.
   */
  uploadWaveFile: route({
    method: 'POST',
    path: '/api/fusion/waves/:waveId/files',
    summary: {
      zh: '上传在别处收集的一轮（Excel 或 CSV）',
      en: 'Upload a wave collected elsewhere (Excel or CSV)',
    },
    permit: 'fusion/import',
    params,
    upload: true,
    body: z.object({
      part: z.enum(['people', 'ties', 'both']),
      /** Column of the people file that holds the legacy agency; empty: by staff number from the roster. */
      groupColumn: z.string().max(60).optional(),
      /** `all`: a pair without a row was asked and not known. `listed`: it was not asked. */
      observed: z.enum(['all', 'listed']).default('all'),
    }),
    reply: z.object({ waiting: z.enum(['people', 'ties']).nullable(), jobId: Id.nullable() }),
  }),
};
