/**
 * The three waves of the sample bureau (scenario.md §7), through the real protocol: drawn, signed blindly by both
 * keepers, cast, closed, opened by two trustees. Keys have the real length. What differs from life: one machine blinds
 * for all (`quickly`), passphrases and shares are thrown away, and the days are those of the story.
 */
import { addDays } from '#platform/contract/index.ts';
import {
  finishToken,
  makeBallot,
  shareHashOf,
  shareTallyKey,
  startToken,
  toB64,
  utf8,
  type Bytes,
  type SignedManifest,
  type TokenSecret,
} from '#engines/ballots/index.ts';
import type { Act, Who } from '#platform/act/index.ts';
import type { JobKinds } from '#platform/jobs/index.ts';
import type { Chapter, SampleRun } from '#platform/module/index.ts';
import { drawToken, wayInto } from '#modules/ballot/index.ts';
import { listPeopleOn } from '#modules/people/index.ts';
import { OPINION_WAVES } from '#demo/opinion-waves.ts';
import type { Opinion, OpinionWaveMade } from '#demo/opinions.ts';
import { homeUnitOn } from '#demo/people.ts';
import { toldBureau, type SampleBureau } from '#demo/sample.ts';
import { splitTexts } from './answers.rules.ts';
import { listQuestionnaires } from './draft.work.ts';
import { answersFrom, sampleOpinions } from './opinion.sample.ts';
import { sampleQuestionnaire } from './questionnaire.sample.ts';
import { measureAndRelease } from './result.work.ts';
import { keepersOf, personIn, strataWords, tellTexts, type Keepers } from './survey-wave.sample.ts';
import { closeSurvey } from './survey-close.work.ts';
import {
  confirmSurveyShare,
  makeSurveyKeys,
  setSurveyTallyKey,
  signSurvey,
  unlockSurvey,
} from './survey-keys.work.ts';
import type { SurveyDraft } from './survey-life.contract.ts';
import { checkSurvey, draftSurvey } from './survey-plan.work.ts';
import { tallySurvey } from './survey-tally.work.ts';
import { listSurveyRows, updateSurvey } from './survey.data.ts';
import { readSurvey } from './survey-view.work.ts';

/** Days from the last day of casting to the result. */
const resultAfter = 10;

/**
 * 844 people drawing and casting take a minute or more, so the sample is ready before: jobs do it afterwards, one for
 * each wave, so that others get their turn in between; the first waits until whoever loaded the sample has found
 * the way in. The page of results says so meanwhile.
 */
export const surveySample: readonly Chapter[] = [
  { on: null, tell: (run) => run.act((act) => enqueueWave(act, 0, 20)).then(() => undefined) },
];

const tellKind = 'survey/tell-wave';
const enqueueWave = (act: Act, at: number, inSeconds = 0): Promise<string> => {
  const runAt = new Date(Date.parse(act.now) + inSeconds * 1000).toISOString();
  return act.enqueue({ kind: tellKind, input: { at }, key: `${tellKind}@${at}`, runAt, hidden: true });
};

export const surveySampleJobs: JobKinds = {
  async [tellKind](run) {
    const { at } = run.input as { at: number };
    const progress = (done: number) => run.progress(done, step);
    await tellWave({ bureauId: run.bureauId, act: (work, who) => run.act(work, who), progress }, at);
    if (at + 1 < OPINION_WAVES.length) await run.act((act) => enqueueWave(act, at + 1));
    return { at };
  },
};

const step = {
  zh: '演示局：按真实协议领票、投票、开箱',
  en: 'Sample bureau: drawing, casting and tallying by the real protocol',
};

const random = (n: number): Bytes => crypto.getRandomValues(new Uint8Array(n));
const passphrase = (): string => toB64(random(24));

interface Story {
  run: SampleRun;
  surveyId: string;
  made: OpinionWaveMade;
  keepers: Keepers;
  who(personId: string): Who;
  personOf: ReadonlyMap<string, string>;
}

/** A wave that was cut off before its tally is withdrawn and begins anew, for its keys are gone; after it, it goes on. */
export async function tellWave(run: SampleRun, at: number): Promise<void> {
  const sample = toldBureau();
  const made = sampleOpinions(sample)[at]!;
  const rows = await run.act((act) => listSurveyRows(act.db));
  const told = (title?: string) => rows.find((row) => row.title === title && row.state !== 'withdrawn');
  const known = told(made.wave.title);
  if (known?.state === 'destroyed') return;
  if (known?.state !== 'tallied') {
    if (known)
      await run.act((act) => updateSurvey(act.db, run.bureauId, known.survey_id, { state: 'withdrawn' }));
    await castWave(await planWave(run, sample, made, told(OPINION_WAVES[at - 1]?.title)?.survey_id ?? null));
  }
  await releaseWave(run, made.wave);
}

/** From the keys to the tally. */
async function castWave(story: Story): Promise<void> {
  const { run, surveyId, made } = story;
  const shares = await keysOf(story);
  await run.progress(0.1);
  const tokens = await drawAll(story);
  await castAll(story, tokens);
  await run.act((act) => closeSurvey(act, surveyId, { on: addDays(made.wave.castTo, 1) }));
  await run.act((act) =>
    tallySurvey(act, surveyId, { on: addDays(made.wave.castTo, resultAfter), shares: shares.slice(0, 2) }),
  );
  await run.progress(0.9);
}

async function releaseWave(run: SampleRun, { title, castTo }: OpinionWaveMade['wave']): Promise<void> {
  const rows = await run.act((act) => listSurveyRows(act.db));
  const survey = rows.find((row) => row.title === title && row.state === 'tallied')!;
  const on = addDays(castTo, resultAfter);
  await measureAndRelease(run, survey.survey_id, on);
  await tellTexts(run, survey, addDays(on, 5));
  await run.progress(1);
}

async function planWave(
  run: SampleRun,
  sample: SampleBureau,
  made: OpinionWaveMade,
  previousId: string | null,
): Promise<Story> {
  const { wave } = made;
  const people = await run.act((act) => listPeopleOn(act, wave.rosterOn));
  const personOf = new Map(people.map(({ staffNo, personId }) => [staffNo, personId]));
  const keepers = keepersOf(sample, personOf);
  const who = personIn(run);
  const stratumOf = new Map(sample.units.map(({ code, stratum }) => [code, stratum]));
  const unitsIn = new Map<string, Set<string>>();
  for (const person of sample.people) {
    const unit = people.find(({ staffNo }) => staffNo === person.staffNo)?.unitId;
    const stratum = stratumOf.get(homeUnitOn(person, wave.rosterOn) ?? '');
    if (unit && stratum) unitsIn.set(stratum, (unitsIn.get(stratum) ?? new Set()).add(unit));
  }
  const [questionnaire] = await run.act((act) => listQuestionnaires(act));
  const { rosterOn, issueFrom, issueTo, castFrom, castTo, title } = wave;
  const draft: SurveyDraft = {
    title,
    questionnaireId: questionnaire!.id,
    version: questionnaire!.version,
    level: 'P1',
    rsaBits: 2048,
    strata: Object.entries(strataWords).map(([id, label]) => ({ id, label, unitIds: [...unitsIn.get(id)!] })),
    paperIds: [],
    rosterOn,
    issueFrom,
    issueTo,
    castFrom,
    castTo,
    officeId: keepers.office,
    witnessId: keepers.witness,
    trusteeIds: keepers.trustees,
    k: 5,
    kText: 10,
    batch: 10,
    previousId,
  };
  const day = { on: addDays(rosterOn, -5) };
  const surveyId = await run.act((act) => draftSurvey(act, draft, day), who(keepers.office));
  await run.act((act) => checkSurvey(act, surveyId, { on: addDays(rosterOn, -4) }), who(keepers.checker));
  return { run, surveyId, made, keepers, who, personOf };
}

/** Keys of both keepers and the trustees' own; answers the three shares. */
async function keysOf({ run, surveyId, keepers, who, made }: Story): Promise<string[]> {
  const on = addDays(made.wave.rosterOn, -3);
  const words = [
    { role: 'OFFICE', passphrase: passphrase(), by: who(keepers.office) },
    { role: 'WITNESS', passphrase: passphrase(), by: who(keepers.witness) },
  ] as const;
  for (const { by, ...keeping } of words)
    await run.act((act) => makeSurveyKeys(act, surveyId, keeping, { on }), by);
  const key = await shareTallyKey();
  const shareHashes = await Promise.all(key.shares.map(shareHashOf));
  const tallyKey = { publicKey: toB64(key.public), shareHashes };
  const trustees = keepers.trustees.map(who);
  await run.act((act) => setSurveyTallyKey(act, surveyId, tallyKey, { on }), trustees[0]);
  for (const [i, hash] of shareHashes.entries())
    await run.act((act) => confirmSurveyShare(act, surveyId, hash, { on }), trustees[i]);
  for (const { by, ...keeping } of words)
    await run.act((act) => signSurvey(act, surveyId, keeping, { on }), by);
  const first = { on: made.wave.issueFrom };
  for (const { by, ...keeping } of words)
    await run.act((act) => unlockSurvey(act, surveyId, keeping, first), by);
  return key.shares.map(toB64);
}

interface Drawn {
  ratings: TokenSecret;
  texts: TokenSecret | null;
}

/** Everybody who drew, on the days of drawing. Only those who will write draw from the second box too. */
async function drawAll(story: Story): Promise<Map<string, Drawn>> {
  const { run, surveyId, made, who, keepers, personOf } = story;
  const view = await run.act((act) => readSurvey(act, surveyId), who(keepers.office));
  const [ratings, texts] = [view.ratings!, view.texts!];
  const writes = new Set(made.opinions.flatMap(({ staffNo, text }) => (text === null ? [] : [staffNo])));
  const on = made.wave.issueFrom;
  const draw = async (poll: typeof ratings, stratum: string, personId: string): Promise<TokenSecret> => {
    const manifest = poll.manifest as SignedManifest;
    const started = await startToken(manifest, stratum, random, { quickly: true });
    const { blindSigs } = await run.act(
      (act) => drawToken(act, poll.id, started.blinded, { on }),
      who(personId),
    );
    return finishToken(manifest, started, blindSigs, { quickly: true });
  };
  const all = texts.manifest as SignedManifest;
  const tokens = new Map<string, Drawn>();
  await inGroups(made.issued, atOnce.draw, async ({ staffNo, stratum }) => {
    const personId = personOf.get(staffNo)!;
    const second = writes.has(staffNo) ? await draw(texts, all.manifest.strata[0]!.id, personId) : null;
    tokens.set(staffNo, { ratings: await draw(ratings, stratum, personId), texts: second });
  });
  return tokens;
}

async function castAll(story: Story, tokens: ReadonlyMap<string, Drawn>): Promise<void> {
  const { run, surveyId, made, who, keepers } = story;
  const view = await run.act((act) => readSurvey(act, surveyId), who(keepers.office));
  const [ratings, texts] = [view.ratings!.manifest, view.texts!.manifest] as SignedManifest[];
  const put = async (manifest: SignedManifest): Promise<Put> => {
    // Nobody signed in: the box must not know whose it is.
    const way = await run.act((act) => wayInto(act, manifest.manifest.pollId, { on: made.wave.castFrom }));
    return async (token, said) =>
      void (await way(await makeBallot(manifest, token, utf8(JSON.stringify(said)), 1)));
  };
  const [rate, write] = [await put(ratings!), await put(texts!)];
  const cast = async (opinion: Opinion): Promise<void> => {
    const token = tokens.get(opinion.staffNo)!;
    const parts = splitTexts(sampleQuestionnaire, answersFrom(opinion));
    await rate(token.ratings, parts.rated);
    if (token.texts) await write(token.texts, parts.texts);
  };
  await inGroups(made.opinions, atOnce.cast, cast, (done) => run.progress(0.5 + 0.3 * done));
}

type Put = (token: TokenSecret, said: object) => Promise<void>;

/** So many wait for the disk together; each that draws holds a connection, and others want some too. */
const atOnce = { draw: 5, cast: 20 };

/** @param after may end the work between two groups by throwing */
async function inGroups<T>(
  list: readonly T[],
  n: number,
  work: (one: T) => Promise<void>,
  after: (done: number) => Promise<void> = async () => undefined,
): Promise<void> {
  for (let at = 0; at < list.length; at += n) {
    await Promise.all(list.slice(at, at + n).map(work));
    await after(Math.min(1, (at + n) / list.length));
  }
}
