import * as z from 'zod';
import { Day, Id, May, route, SayingShape } from '#platform/contract/index.ts';
import {
  Bulletin,
  Level,
  Receipt,
  Role,
  SignedManifest,
  StratumId,
} from '#modules/ballot/ballot.contract.ts';
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
  /** The list of who may answer is frozen from the roster of this day. */
  rosterOn: Day,
  strata: z.array(StratumPlan).min(1).max(40),
  /** Who answers on paper in an envelope with a one-time code, and so draws no token. */
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
  /** Envelopes taken in, and forms whose code was unknown or used. */
  nPaper: z.int(),
  nPaperRefused: z.int(),
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

const Person = z.object({ personId: Id, name: z.string() });

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

const params = z.object({ surveyId: Id });
const open = { permit: 'anyone', params: params.extend({ bureauId: Id }), anonymous: true } as const;
const Keeping = z.object({ role: Role, passphrase: z.string().max(200) });
const keep = { permit: 'survey/keep-keys', params, reply: SurveyView } as const;
const plan = { permit: 'survey/plan', params, reply: SurveyView } as const;

export const surveyLifeRoutes = {
  listSurveys: route({
    method: 'GET',
    path: '/api/surveys',
    summary: { zh: '调查：进行中的、以前的', en: 'Surveys: running and past' },
    permit: 'survey/read',
    reply: z.array(SurveyLine),
  }),
  proposeStrata: route({
    method: 'GET',
    path: '/api/survey-strata',
    summary: {
      zh: '按某日花名册建议分组，每组不少于 15 人',
      en: 'Strata proposed from a day’s roster, fifteen people at least in each',
    },
    permit: 'survey/plan',
    query: z.object({ rosterOn: Day }),
    reply: z.object({
      strata: z.array(StratumPlan.extend({ n: z.int() })),
      units: z.array(z.object({ id: Id, name: z.string(), n: z.int() })),
      people: z.array(Person.extend({ unit: z.string() })),
    }),
  }),
  draftSurvey: route({
    method: 'POST',
    path: '/api/surveys',
    summary: { zh: '起草一次调查', en: 'Draft a survey' },
    permit: 'survey/plan',
    body: SurveyDraft,
    reply: SurveyView,
  }),
  readSurvey: route({
    method: 'GET',
    path: '/api/surveys/:surveyId',
    summary: {
      zh: '一次调查：进展、该谁办、我能做什么',
      en: 'A survey: how far it is, whose turn, what I may do',
    },
    permit: 'survey/read',
    params,
    reply: SurveyView,
  }),
  changeSurvey: route({
    method: 'PUT',
    path: '/api/surveys/:surveyId',
    summary: { zh: '修改调查草稿', en: 'Change the draft of a survey' },
    ...plan,
    body: SurveyDraft,
  }),
  checkSurvey: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/check',
    summary: {
      zh: '复核通过：锁定问卷、冻结名单；须由起草人以外的人办',
      en: 'Pass the check: questionnaire locked, list frozen; not by the drafter',
    },
    permit: 'survey/check',
    params,
    reply: SurveyView,
  }),
  withdrawSurvey: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/withdrawal',
    summary: { zh: '撤回签署之前的调查', en: 'Withdraw a survey before it is signed' },
    ...plan,
  }),
  makeSurveyKeys: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/keys',
    summary: { zh: '保管人生成发票钥，用口令封存', en: 'A keeper makes issuer keys under a passphrase' },
    ...keep,
    body: Keeping,
  }),
  setSurveyTallyKey: route({
    method: 'PUT',
    path: '/api/surveys/:surveyId/tally-key',
    summary: {
      zh: '登记计票公钥；分存钥不离开监督人',
      en: 'Register the public tally key; shares stay with the trustees',
    },
    ...keep,
    body: z.object({ publicKey: z.string().length(43) }),
  }),
  signSurvey: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/signatures',
    summary: { zh: '保管人签署清单', en: 'A keeper signs the manifest' },
    ...keep,
    body: Keeping,
  }),
  unlockSurvey: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/unlocking',
    summary: { zh: '保管人解锁发票钥，只在内存里', en: 'A keeper unlocks issuer keys, in memory alone' },
    ...keep,
    body: Keeping,
  }),
  allowSurveyReissue: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/reissues',
    summary: {
      zh: '同意给一个人补发一次票；两位保管人都同意才算',
      en: 'Allow one person a second token; both keepers must',
    },
    ...keep,
    body: z.object({ role: Role, personId: Id }),
  }),
  closeSurvey: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/closure',
    summary: {
      zh: '关箱：公布公告、销毁发票钥、开始申诉期',
      en: 'Close: bulletin out, issuer keys destroyed, complaint window begins',
    },
    ...plan,
  }),
  giveSurveyShare: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/shares',
    summary: { zh: '监督人交出分存钥，只在内存里', en: 'A trustee gives a share, kept in memory alone' },
    ...keep,
    body: z.object({ share: z.string().length(44) }),
  }),
  tallySurvey: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/tally',
    summary: { zh: '两位监督人到齐后开箱', en: 'Open the box once two trustees have given their shares' },
    ...keep,
  }),
  readAnswerForm: route({
    method: 'GET',
    path: '/api/survey-forms/:bureauId/:surveyId',
    summary: {
      zh: '填答用：问卷和清单，不问是谁',
      en: 'For answering: questionnaire and manifests, asking nobody’s name',
    },
    ...open,
    reply: AnswerForm,
  }),
  fileComplaint: route({
    method: 'POST',
    path: '/api/survey-complaints/:bureauId/:surveyId',
    summary: {
      zh: '有回执而公告里没有：匿名申诉',
      en: 'A receipt without an entry in the bulletin: complain, namelessly',
    },
    ...open,
    body: z.object({ receipt: Receipt }),
    reply: z.object({ filedOn: Day }),
  }),
  answerComplaint: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/complaints/:ballotId/answer',
    summary: { zh: '见证人答复申诉', en: 'The witness answers a complaint' },
    permit: 'survey/keep-keys',
    params: params.extend({ ballotId: z.string().length(43) }),
    body: z.object({ answer: z.string().trim().min(4).max(500) }),
    reply: SurveyView,
  }),
  readSurveyBulletin: route({
    method: 'GET',
    path: '/api/surveys/:surveyId/bulletin',
    summary: { zh: '公告文件，供离线查票', en: 'The bulletin as a file, for checking offline' },
    permit: 'survey/read',
    params,
    reply: z.object({
      v: z.literal(1),
      title: z.string(),
      polls: z.array(
        z.object({ of: z.enum(['ratings', 'texts']), manifest: SignedManifest, bulletin: Bulletin }),
      ),
    }),
  }),
  readVerifier: route({
    method: 'GET',
    path: '/api/survey-verifier',
    summary: { zh: '离线查票页，一个 HTML 文件', en: 'The offline verifier, one HTML file' },
    permit: 'anyone',
    anonymous: true,
    reply: z.undefined(),
    download: true,
  }),
  makeEnvelopes: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/envelopes',
    summary: {
      zh: '生成信封里的一次性代码；只显示这一次',
      en: 'Make the one-time codes of the envelopes; shown this once',
    },
    permit: 'survey/plan',
    params,
    reply: z.object({ slips: z.array(z.object({ stratum: z.string(), code: z.string() })) }),
  }),
  attachStack: route({
    method: 'POST',
    path: '/api/surveys/:surveyId/stacks',
    summary: {
      zh: '把录好的一批纸质问卷并入计票',
      en: 'Have a keyed stack of paper forms counted with the survey',
    },
    ...plan,
    body: z.object({ stackId: Id }),
  }),
};
