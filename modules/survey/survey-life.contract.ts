import * as z from 'zod';
import { Day, Id, May, SayingShape } from '#platform/contract/index.ts';
import { Level, Receipt, RsaBits, SignedManifest, StratumId } from '#modules/ballot/ballot.contract.ts';
import { PollView } from '#modules/ballot/poll.contract.ts';
import { Questionnaire } from './questionnaire.contract.ts';

/** What is stored; from checked to tallied the polls of `modules/ballot` say how far it is. */
export const SurveyState = z.enum(['draft', 'checked', 'tallied', 'destroyed', 'withdrawn']);
export type SurveyState = z.output<typeof SurveyState>;

/** draft → keys → signed → draw → wait → cast (drawing may overlap) → ended → complaints → countable → tallied → destroyed. */
export const surveyPhases = [
  'draft',
  'keys',
  'signed',
  'draw',
  'wait',
  'cast',
  'ended',
  'complaints',
  'countable',
  'tallied',
  'destroyed',
  'withdrawn',
] as const;
export const SurveyPhase = z.enum(surveyPhases);
export type SurveyPhase = z.output<typeof SurveyPhase>;

/** Fewest people in a stratum; fewer could be told apart by their answers. Source: anonymity.md §3. */
export const fewestInStratum = 15;
/** Fewest people on paper in a stratum that has any: their forms are keyed before the box opens, under its name. */
export const fewestOnPaper = 5;
/** Working days during which receipts without an entry can be shown. Source: anonymity.md §5.6. */
export const complaintWorkingDays = 3;

const Title = z.string().trim().min(1).max(40);

/** Units that answer as one group; bound into the keys, so it cannot be cut finer afterwards. */
export const StratumPlan = z.object({
  id: StratumId,
  label: z.string().trim().min(1).max(40),
  unitIds: z.array(Id).min(1).max(200),
});
export type StratumPlan = z.output<typeof StratumPlan>;

export const SurveyDraft = z.object({
  title: Title,
  questionnaireId: Id,
  version: z.int().min(1),
  level: Level,
  rsaBits: RsaBits.default(2048),
  /** The list of who may answer is frozen from the roster of this day. */
  rosterOn: Day,
  strata: z.array(StratumPlan).min(1).max(40),
  /**
   * Who answers on paper in an envelope with a one-time code, and so draws no token. Told to who prepares surveys;
   * empty for everybody else, and for all once the list of who drew is destroyed.
   */
  paperIds: z.array(Id).max(500).default([]),
  issueFrom: Day,
  issueTo: Day,
  castFrom: Day,
  castTo: Day,
  officeId: Id,
  witnessId: Id,
  trusteeIds: z.array(Id).length(3),
  k: z.int().min(5).max(50).default(5),
  kText: z.int().min(10).max(100).default(10),
  batch: z.int().min(10).max(50).default(10),
  previousId: Id.nullable().default(null),
});
export type SurveyDraft = z.output<typeof SurveyDraft>;

export const TallyCounts = z.object({
  /** Rows of answers: from the box and from envelopes. */
  nAnswers: z.int(),
  nTexts: z.int(),
  nForged: z.int(),
  nUnreadable: z.int(),
  /**
   * Envelopes taken in, keyed from paper or typed at a terminal, and forms whose code was unknown or used; null where
   * it is not told.
   */
  nPaper: z.int().nullable(),
  nPaperRefused: z.int().nullable(),
});
export type TallyCounts = z.output<typeof TallyCounts>;

export const SurveyLine = z.object({
  id: Id,
  title: z.string(),
  level: Level,
  phase: SurveyPhase,
  phaseWords: SayingShape,
  dates: z.object({ issueFrom: Day, issueTo: Day, castFrom: Day, castTo: Day }),
  /** Whether the person who asks is on its list; whether they drew a token is not told here. */
  mine: z.enum(['token', 'paper', 'none']),
});
export type SurveyLine = z.output<typeof SurveyLine>;

export const Person = z.object({ personId: Id, name: z.string() });

export const Complaint = z.object({
  /** The receipt itself: anybody can check the box's signature on it. It names no answer and nobody. */
  receipt: Receipt,
  filedOn: Day,
  answeredOn: Day.nullable(),
  answer: z.string(),
});
export type Complaint = z.output<typeof Complaint>;

/** The next step, and who must take it; null once nothing is left to do. */
export const NextStep = z.object({
  who: z.enum(['office', 'checker', 'keepers', 'trustees', 'everyone', 'nobody']),
  names: z.array(z.string()),
  text: SayingShape,
  dueOn: Day.nullable(),
});
export type NextStep = z.output<typeof NextStep>;

export const SurveyView = z.object({
  id: Id,
  bureauId: Id,
  title: z.string(),
  phase: SurveyPhase,
  phaseWords: SayingShape,
  plan: SurveyDraft,
  questionnaire: z.object({
    title: SayingShape,
    hash: z.string(),
    nQuestions: z.int(),
    minutes: z.int(),
    hasTexts: z.boolean(),
  }),
  drafted: z.object({ by: z.string(), on: Day }),
  checked: z.object({ by: z.string(), on: Day }).nullable(),
  people: z.object({ office: Person, witness: Person, trustees: z.array(Person) }),
  /** People by stratum before the check, from the roster of `rosterOn`; of the frozen list afterwards. */
  strata: z.array(
    z.object({
      id: StratumId,
      label: z.string(),
      units: z.array(z.string()),
      eligible: z.int(),
      onPaper: z.int(),
      /** Tokens drawn, while it runs; null where fewer than ten could. */
      issued: z.int().nullable(),
      /** Ballots in the box, once it is shut. */
      cast: z.int().nullable(),
    }),
  ),
  /** Both null before the check. `texts` is null too where the questionnaire asks for no free text. */
  ratings: PollView.nullable(),
  texts: PollView.nullable(),
  complaintsUntil: Day.nullable(),
  destroyOn: Day.nullable(),
  complaints: z.array(Complaint),
  stacks: z.array(z.object({ id: Id, label: z.string(), closedOn: Day.nullable(), nForms: z.int() })),
  tally: TallyCounts.nullable(),
  /** The box is being opened; whoever asked for it follows the job at `/api/jobs/:jobId`. */
  tallying: z.object({ jobId: Id.nullable() }).nullable(),
  mine: z.object({
    kind: z.enum(['token', 'paper', 'none']),
    stratum: z.string().nullable(),
    /** As which of the named people the asker stands here. */
    roles: z.array(z.enum(['OFFICE', 'WITNESS', 'TRUSTEE'])),
  }),
  next: NextStep.nullable(),
  may: z.object({
    change: May,
    check: May,
    withdraw: May,
    makeKeys: May,
    makeTallyKey: May,
    confirmShare: May,
    sign: May,
    unlock: May,
    close: May,
    giveShare: May,
    tally: May,
    complain: May,
    envelopes: May,
  }),
});
export type SurveyView = z.output<typeof SurveyView>;

/** What a device needs to answer: readable without an account, so that whoever answers need not sign in. */
export const AnswerForm = z.object({
  id: Id,
  title: z.string(),
  phase: SurveyPhase,
  questionnaire: Questionnaire,
  minutes: z.int(),
  hash: z.string(),
  ratings: SignedManifest,
  texts: SignedManifest.nullable(),
  words: z.object({ name: SayingShape, keeps: SayingShape, leaves: SayingShape }),
});
export type AnswerForm = z.output<typeof AnswerForm>;

export const surveyParams = z.object({ surveyId: Id });
