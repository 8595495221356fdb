import {
  finishToken,
  makeBallot,
  shareHashOf,
  shareTallyKey,
  startToken,
  toB64,
  utf8,
  type Ballot,
  type Receipt,
  type SignedManifest,
  type TokenSecret,
} from '#engines/ballots/index.ts';
import { bureauItself, type Who } from '#platform/act/index.ts';
import { listAccounts } from '#platform/identity/index.ts';
import type { Caller, TestHouse } from '#root/tools/testing/house.ts';
import { random } from '../ballot/ballot.fixtures.ts';
import { boxRoutes } from '../ballot/box.contract.ts';
import { drawToken } from '../ballot/index.ts';
import { aSampleBureau } from '../people/people.fixtures.ts';
import { listPeopleOn, listUnits } from '../people/index.ts';
import type { Answers } from './answers.contract.ts';
import { splitTexts } from './answers.rules.ts';
import { createQuestionnaire } from './draft.work.ts';
import { Questionnaire } from './questionnaire.contract.ts';
import { scaleBank } from './scale.rules.ts';
import type { AnswerForm, SurveyDraft, SurveyView } from './survey-life.contract.ts';
import { surveyLifeRoutes } from './survey-routes.contract.ts';
import { pageOf, scaleMatrix } from './survey.fixtures.ts';

const bank = scaleBank[1]!;

export const shortQuestionnaire = pageOf(scaleMatrix('belong', bank));

export const someAnswers = (column: string, legacy: string, wish: string): Answers => ({
  v: 1,
  given: {
    belong: Object.fromEntries(bank.items.map(({ code }) => [code, column])),
    legacy,
    ...(wish ? { wish } : {}),
  },
  declined: [],
});

export const days = {
  rosterOn: '2020-06-01',
  issueFrom: '2020-06-03',
  issueTo: '2020-06-09',
  castFrom: '2020-06-08',
  castTo: '2020-06-12',
};
export const passphrases = {
  OFFICE: '春风又绿江南岸 明月何时',
  WITNESS: '大漠孤烟直，长河落日圆。',
} as const;

export interface SurveyWorld {
  world: TestHouse;
  bureauId: string;
  surveyId: string;
  draft: SurveyDraft;
  /** The programme office's clerk who drafts, and keeps the office's keys. */
  office: Caller;
  leader: Caller;
  leaderId: string;
  witness: Caller;
  trustees: Caller[];
  /** Person ids that nobody named, by stratum. */
  people: { A: string[]; B: string[] };
  shares: string[];
  form?: AnswerForm;
}

/** A survey as it was drafted, with everybody whom it needs signed in. */
export async function aDraftedSurvey(
  world: TestHouse,
  wish: Partial<SurveyDraft> = {},
): Promise<SurveyWorld> {
  world.setClock('2020-06-01T09:00:00+08:00');
  const bureauId = await aSampleBureau(world);
  const { people, units, taken } = await world.act(bureauId, async (act) => ({
    people: await listPeopleOn(act, days.rosterOn),
    units: await listUnits(act, days.rosterOn),
    taken: (await listAccounts(act.db)).map((row) => row.person_id),
  }));
  const tops = [...new Set(units.map(({ topUnitId }) => topUnitId))];
  const half = new Set(tops.slice(0, Math.ceil(tops.length / 2)));
  const unitsIn = (first: boolean) =>
    units.filter(({ topUnitId }) => half.has(topUnitId) === first).map(({ unitId }) => unitId);
  const free = people.map(({ personId }) => personId).filter((id) => !taken.includes(id));
  const [officeId, witnessId, leaderId, ...trusteeIds] = free.slice(0, 6) as [string, string, string];
  const idsIn = (first: boolean) => {
    const inUnits = new Set(unitsIn(first));
    const there = people.filter(({ unitId }) => inUnits.has(unitId)).map(({ personId }) => personId);
    return there.filter((id) => free.slice(6).includes(id));
  };
  const { id: questionnaireId } = await world.act(bureauId, (act) =>
    createQuestionnaire(act, Questionnaire.parse(shortQuestionnaire)),
  );
  const draft: SurveyDraft = {
    title: '2020 年民意调查',
    questionnaireId,
    version: 1,
    level: 'P1',
    rsaBits: 2048,
    strata: [
      { id: 'A', label: '甲组', unitIds: unitsIn(true) },
      { id: 'B', label: '乙组', unitIds: unitsIn(false) },
    ],
    paperIds: [],
    ...days,
    officeId,
    witnessId,
    trusteeIds,
    k: 5,
    kText: 10,
    batch: 10,
    previousId: null,
    ...wish,
  };
  const named = await signedIn(world, bureauId, { draft, leaderId });
  const { office } = named;
  const drafted = await office.call(surveyLifeRoutes.draftSurvey, { body: draft });
  if (drafted.status !== 200) throw new Error(JSON.stringify(drafted.body));
  return {
    world,
    bureauId,
    surveyId: drafted.body.id,
    draft,
    leaderId,
    ...named,
    people: { A: idsIn(true), B: idsIn(false) },
    shares: [],
  };
}

async function signedIn(
  world: TestHouse,
  bureauId: string,
  { draft, leaderId }: Pick<SurveyWorld, 'draft' | 'leaderId'>,
) {
  const trustees = [];
  for (const id of draft.trusteeIds) trustees.push(await world.signIn(bureauId, 'staff', id));
  return {
    office: await world.signIn(bureauId, ['office', 'staff'], draft.officeId),
    leader: await world.signIn(bureauId, ['leader'], leaderId),
    witness: await world.signIn(bureauId, 'staff', draft.witnessId),
    trustees,
  };
}

/** Nine o'clock on another day. Sessions would have ended overnight: they are kept, so that nobody signs in again. */
export async function wakeOn({ world, bureauId }: SurveyWorld, day: string): Promise<void> {
  const now = `${day}T09:00:00+08:00`;
  world.setClock(now);
  await world.database.owner(async (client) => {
    await client.query("select set_config('app.bureau', $1, false)", [bureauId]);
    await client.query('update platform.session set created_at = $1, seen_at = $1', [now]);
  });
}

export const at = ({ surveyId }: SurveyWorld) => ({ params: { surveyId } });

/** A step of the ceremony by its person; throws where it is refused. */
export async function step(
  caller: Caller,
  route: Parameters<Caller['call']>[0],
  args: object,
): Promise<SurveyView> {
  const { status, body } = await caller.call(route, args);
  if (status !== 200) throw new Error(JSON.stringify(body));
  return body as SurveyView;
}

/** From the draft to the day of signing, with keys unlocked: checked by the leader, keys by office and witness. */
export async function sign(survey: SurveyWorld, { checked = false } = {}): Promise<void> {
  const { office, leader, witness, trustees } = survey;
  if (!checked) await step(leader, surveyLifeRoutes.checkSurvey, at(survey));
  const keepers = [
    [office, 'OFFICE'],
    [witness, 'WITNESS'],
  ] as const;
  const body = (role: 'OFFICE' | 'WITNESS') => ({
    ...at(survey),
    body: { role, passphrase: passphrases[role] },
  });
  for (const [who, role] of keepers) await step(who, surveyLifeRoutes.makeSurveyKeys, body(role));
  const key = await shareTallyKey();
  survey.shares = key.shares.map(toB64);
  const shareHashes = await Promise.all(key.shares.map(shareHashOf));
  const tallyKey = { ...at(survey), body: { publicKey: toB64(key.public), shareHashes } };
  await step(trustees[0]!, surveyLifeRoutes.setSurveyTallyKey, tallyKey);
  for (const [i, shareHash] of shareHashes.entries())
    await step(trustees[i]!, surveyLifeRoutes.confirmSurveyShare, { ...at(survey), body: { shareHash } });
  for (const [who, role] of keepers) await step(who, surveyLifeRoutes.signSurvey, body(role));
  for (const [who, role] of keepers) await step(who, surveyLifeRoutes.unlockSurvey, body(role));
}

/** Tokens of a person for ratings and texts, drawn by the act that the route calls. */
export async function drawTokens(survey: SurveyWorld, personId: string): Promise<TokenSecret[]> {
  const { ratings, texts } = await formOf(survey);
  const who: Who = { ...bureauItself(survey.bureauId), personId, roles: ['staff'] };
  const tokens: TokenSecret[] = [];
  for (const manifest of [ratings, texts].filter((one) => one !== null) as SignedManifest[]) {
    const { pollId, strata } = manifest.manifest;
    const stratum = strata.length === 1 ? strata[0]!.id : stratumIn(survey, personId);
    const started = await startToken(manifest, stratum, random, { quickly: true });
    const drawn = await survey.world.house.runAct(who, (act) => drawToken(act, pollId, started.blinded));
    tokens.push(await finishToken(manifest, started, drawn.blindSigs, { quickly: true }));
  }
  return tokens;
}

/** What anybody's device gets to answer with; the same for all, so asked once. */
async function formOf(survey: SurveyWorld): Promise<AnswerForm> {
  const { world, bureauId, surveyId } = survey;
  survey.form ??= (
    await world.nobody.call(surveyLifeRoutes.readAnswerForm, { params: { bureauId, surveyId } })
  ).body;
  return survey.form;
}

const stratumIn = ({ people }: SurveyWorld, personId: string): string =>
  people.A.includes(personId) ? 'A' : 'B';

/** Casts ratings and texts as somebody whom nobody knows, through the box's own route. */
export async function castAnswers(
  survey: SurveyWorld,
  tokens: readonly TokenSecret[],
  answers: Answers,
): Promise<Receipt[]> {
  const { world, bureauId } = survey;
  const { questionnaire, ratings, texts } = await formOf(survey);
  const parts = splitTexts(questionnaire, answers);
  const receipts: Receipt[] = [];
  for (const [i, token] of tokens.entries()) {
    const manifest = (i === 0 ? ratings : texts) as SignedManifest;
    const said = JSON.stringify(i === 0 ? parts.rated : parts.texts);
    const ballot = await makeBallot(manifest, token, utf8(said), 1);
    const params = { bureauId, pollId: token.pollId };
    const { ballotOrigin: origin } = manifest.manifest;
    const cast = origin
      ? await postApart(`${origin}/api/ballot-box/${bureauId}/${token.pollId}/ballots`, ballot)
      : await world.nobody.call(boxRoutes.castBallot, { params, body: ballot });
    if (cast.status !== 200) throw new Error(JSON.stringify(cast.body));
    receipts.push(cast.body);
  }
  return receipts;
}

/** To the box of level P2, which is another process at another port. */
async function postApart(address: string, ballot: Ballot): Promise<{ status: number; body: Receipt }> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(address, { method: 'POST', headers, body: JSON.stringify(ballot) });
  return { status: answer.status, body: (await answer.json()) as Receipt };
}
