/** Results of a survey: whole bureau and groups of at least k, each mean with its interval, or the reason why not. */
import * as z from 'zod';
import { Day, Id, SayingShape, route } from '#platform/contract/index.ts';
import { AnsweredQuestion, Band, CellKind, Change, Figure, PartedRow } from './result-question.contract.ts';

export * from './result-question.contract.ts';

export const ScaleResult = z.object({
  code: z.string(),
  version: z.int(),
  name: SayingShape,
  about: SayingShape,
  highIs: z.enum(['good', 'bad']),
  nItems: z.int(),
  nPeople: z.int(),
  mean: Figure,
  /** Whole per cent of people by score rounded to an option, lowest first. */
  shares: z.array(z.int()).nullable(),
  band: Band.nullable(),
  alpha: Figure,
  omega: Figure,
  /** Of all asked, whatever the silent would have said. */
  bounds: z.object({ low: z.number(), high: z.number() }),
  change: Change.nullable(),
  whyNoChange: SayingShape.nullable(),
});
export type ScaleResult = z.output<typeof ScaleResult>;

export const GroupCell = z.object({
  scale: z.string(),
  group: z.string(),
  kind: CellKind,
  /** To one decimal. */
  mean: Figure.nullable(),
  band: Band.nullable(),
  /** Against the wave before; null where hidden in either, or where one to k − 1 people came or went. */
  change: Figure.nullable(),
  whyNoChange: z.enum(['first', 'hidden', 'few-moved']).nullable(),
  /** Of strata, where the interval has people enough to stand on. */
  alpha: Figure.nullable().default(null),
  omega: Figure.nullable().default(null),
});
export type GroupCell = z.output<typeof GroupCell>;

/** One way of parting the bureau, fixed by the questionnaire and the strata: nobody can filter further. */
export const Grouping = z.object({
  /** `stratum`, the code of a question, or both joined by ×. */
  code: z.string(),
  title: SayingShape,
  groups: z.array(
    z.object({
      code: z.string(),
      label: SayingShape,
      /** Who answered; null where hidden. */
      people: z.int().nullable(),
    }),
  ),
  cells: z.array(GroupCell),
  /** Share of the variance that lies between the groups, by scale. */
  between: z.array(z.object({ scale: z.string(), icc: Figure })),
  /** The whole table is withheld: with what is out already it would give somebody away. */
  refused: z.boolean(),
});
export type Grouping = z.output<typeof Grouping>;

export const DriverResult = z.object({
  outcome: z.string(),
  n: z.int(),
  explained: Figure,
  weights: z.array(z.object({ scale: z.string(), weight: Figure, together: z.enum(['rise', 'fall']) })),
  untold: z.string().nullable(),
});
export type DriverResult = z.output<typeof DriverResult>;

export const FindingLine = z.object({
  /** Stays the same when computed again; with the survey it names the finding. */
  code: z.string(),
  tone: z.enum(['good', 'bad', 'plain', 'cannot-tell']),
  /** Something that could be answered by a measure. */
  asksAnswer: z.boolean(),
  sentence: SayingShape,
});
export type FindingLine = z.output<typeof FindingLine>;

export const ResponseLine = z.object({
  code: z.string(),
  label: z.string(),
  eligible: z.int(),
  /** Null where fewer than ten are eligible. */
  answered: z.int().nullable(),
});

export const Release = z.object({
  v: z.literal(1),
  survey: z.object({
    id: Id,
    title: z.string(),
    castFrom: Day,
    castTo: Day,
    questionnaire: z.object({ title: SayingShape, version: z.int(), hash: z.string() }),
  }),
  computedOn: Day,
  /** Seed of the bootstrap, from the survey's id. */
  seed: z.int(),
  k: z.int(),
  kText: z.int(),
  since: z.object({ id: Id, title: z.string(), castTo: Day }).nullable(),
  response: z.object({
    eligible: z.int(),
    answered: z.int(),
    /** Every row of every matrix of at least four rows ticked in the same column; they are counted all the same. */
    straightLined: z.int(),
    strata: z.array(ResponseLine),
    /** Response differs from the wave before by more than ten points. */
    differs: z.boolean(),
  }),
  findings: z.array(FindingLine),
  questions: z.array(AnsweredQuestion),
  scales: z.array(ScaleResult),
  groupings: z.array(Grouping),
  drivers: DriverResult.nullable(),
  nTexts: z.int(),
  parted: z.array(PartedRow).default([]),
});
export type Release = z.output<typeof Release>;

/** What pages get at once: without questions by group, which are asked for one by one. */
export const ShownRelease = Release.omit({ parted: true });
export type ShownRelease = z.output<typeof ShownRelease>;

/** A finding and what became of it; `answer` is null while nobody has answered. */
export const Finding = FindingLine.extend({
  id: Id,
  publishedOn: Day,
  answer: z
    .object({
      kind: z.enum(['measure', 'declined']),
      words: z.string(),
      on: Day,
      /** `measure/ID` or `plan/ID`: what was answered with; empty where it is not known. */
      subject: z.string(),
    })
    .nullable(),
});
export type Finding = z.output<typeof Finding>;

export const ResultLine = z.object({
  surveyId: Id,
  title: z.string(),
  castTo: Day,
  releasedOn: Day,
  /** The first sentence. */
  headline: SayingShape,
  answered: z.int(),
  eligible: z.int(),
});
export type ResultLine = z.output<typeof ResultLine>;

/** Means of all waves with the same version of a scale: one line of the change page. */
export const Course = z.object({
  scale: z.string(),
  name: SayingShape,
  highIs: z.enum(['good', 'bad']),
  points: z.array(z.object({ surveyId: Id, mean: Figure })),
});
export type Course = z.output<typeof Course>;

const params = z.object({ surveyId: Id });
const read = { permit: 'survey/read', params } as const;

export const resultRoutes = {
  listSurveyResults: route({
    method: 'GET',
    path: '/api/survey-results',
    summary: { zh: '各次调查的结果（新的在前）', en: 'Results of all surveys, newest first' },
    permit: 'survey/read',
    reply: z.array(ResultLine),
  }),
  readSurveyResult: route({
    method: 'GET',
    path: '/api/surveys/:surveyId/result',
    summary: {
      zh: '一次调查的结果：同一天对所有人公布，只到不少于 k 人的组',
      en: 'Result of a survey: out for everybody on the same day, groups of k and more only',
    },
    ...read,
    reply: z.object({
      release: ShownRelease,
      releasedOn: Day,
      /** SHA-256 of the stored bytes: whoever computes again can compare. */
      digest: z.string(),
      findings: z.array(Finding),
      courses: z.array(Course),
      /** Tokens drawn and codes handed out on paper; null where nobody counted them. */
      issued: z.int().nullable(),
    }),
  }),
  readQuestionByGroup: route({
    method: 'GET',
    path: '/api/surveys/:surveyId/result/by-group',
    summary: {
      zh: '一道题按分组、按自报的原单位怎么答，比上次怎样',
      en: 'One question by stratum and by self-report, and its change',
    },
    ...read,
    query: z.object({ question: z.string().max(24) }),
    /** Empty where no such question was parted. */
    reply: z.array(PartedRow),
  }),
  readSurveyFinding: route({
    method: 'GET',
    path: '/api/survey-findings/:findingId',
    summary: {
      zh: '一条调查发现，和它成了什么',
      en: 'One finding of a survey, and what became of it',
    },
    permit: 'survey/read',
    params: z.object({ findingId: Id }),
    reply: z.object({
      finding: Finding,
      surveyId: Id,
      title: z.string(),
      /** Page of the facts behind it, for those who read the ledger. */
      records: z.string(),
    }),
  }),
  exportSurveyResult: route({
    method: 'GET',
    path: '/api/surveys/:surveyId/result.xlsx',
    summary: { zh: '导出结果（已作保护处理）', en: 'Export the protected result' },
    permit: 'survey/export',
    params,
    reply: z.unknown(),
    download: true,
  }),
  exportSurveyReport: route({
    method: 'GET',
    path: '/api/surveys/:surveyId/report',
    summary: { zh: '调查报告（Word 或 PDF）', en: 'The report as Word or PDF' },
    permit: 'survey/export',
    params,
    query: z.object({ format: z.enum(['docx', 'pdf']) }),
    reply: z.unknown(),
    download: true,
  }),
  recomputeSurveyResult: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/result/check',
    summary: {
      zh: '用原始答案重算一遍，核对是否逐字节相同',
      en: 'Compute again from the answers and compare byte for byte',
    },
    permit: 'survey/plan',
    params,
    reply: z.object({ same: z.boolean(), digest: z.string(), again: z.string() }),
  }),
};
