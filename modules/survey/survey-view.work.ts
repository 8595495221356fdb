/** A survey as a person sees it. */
import type { Act } from '#platform/act/index.ts';
import type { Saying } from '#platform/contract/index.ts';
import { fillBoth } from '#platform/contract/index.ts';
import { listAccounts } from '#platform/identity/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { bulletinOf, readPoll, type PollView } from '#modules/ballot/index.ts';
import { findPerson } from '#modules/people/index.ts';
import { listStacks } from './paper.work.ts';
import { questionsOf, minutesOf } from './questionnaire.rules.ts';
import type { SurveyDraft, SurveyLine, SurveyPhase, SurveyView } from './survey-life.contract.ts';
import { tallyingJob } from './survey-opening.work.ts';
import { surveyLifeRefusals } from './survey-sayings.contract.ts';
import {
  countOnPaper,
  draftOf,
  groundOn,
  loadSurvey,
  needPhase,
  paperCountsOf,
  phaseNow,
  selfOf,
  versionOf,
  type Telling,
} from './survey-load.work.ts';
import * as data from './survey.data.ts';
import { nextStep } from './survey-next.rules.ts';
import { asksTexts, partition, phaseWords } from './survey.rules.ts';
import { tallyTold } from './tally.rules.ts';

/** Newest first. Whether somebody drew a token or answered is not in it. */
export async function listSurveys(act: Act): Promise<SurveyLine[]> {
  const lines: SurveyLine[] = [];
  for (const row of await data.listSurveyRows(act.db)) {
    const phase = await phaseNow(act, row);
    if (isHidden(act, phase)) continue;
    lines.push({
      id: row.survey_id,
      title: row.title,
      level: row.level,
      phase,
      phaseWords: phaseWords[phase],
      dates: datesOf(row),
      mine: await kindOf(act, row, phase),
    });
  }
  return lines;
}

/** Drafts and what was given up are for those who prepare surveys. */
const isHidden = ({ who }: Act, phase: SurveyPhase): boolean =>
  (phase === 'draft' || phase === 'withdrawn') && !permitted('survey/check', who.roles);

const datesOf = (row: data.SurveyRow) => ({
  issueFrom: row.issue_from,
  issueTo: row.issue_to,
  castFrom: row.cast_from,
  castTo: row.cast_to,
});

/** Who answers on paper is known to those who prepare the survey, and to nobody else; each person learns their own. */
const planSeenBy = ({ who }: Act, row: data.SurveyRow): SurveyDraft => {
  const prepares = permitted('survey/plan', who.roles) || permitted('survey/check', who.roles);
  return prepares ? draftOf(row) : { ...draftOf(row), paperIds: [] };
};

const running: readonly SurveyPhase[] = ['keys', 'signed', 'draw', 'wait', 'cast', 'ended', 'complaints'];

async function kindOf(act: Act, row: data.SurveyRow, phase: SurveyPhase): Promise<SurveyLine['mine']> {
  if (act.who.personId !== null && row.paper_ids.includes(act.who.personId)) return 'paper';
  if (row.poll_id === null || !running.includes(phase)) return 'none';
  return (await readPoll(act, row.poll_id)).mine.stratum === null ? 'none' : 'token';
}

export async function readSurvey(
  act: Act,
  surveyId: string,
  { on = act.today }: Telling = {},
): Promise<SurveyView> {
  const row = await loadSurvey(act, surveyId);
  const phase = await phaseNow(act, row, on);
  if (isHidden(act, phase)) await needPhase(act, row, ['keys'], on);
  const ratings = row.poll_id === null ? null : await readPoll(act, row.poll_id, { on });
  const texts = row.text_poll_id === null ? null : await readPoll(act, row.text_poll_id, { on });
  const complaints = await data.listComplaints(act.db, surveyId);
  const people = await peopleOf(act, row);
  return {
    id: surveyId,
    bureauId: act.bureauId,
    title: row.title,
    phase,
    phaseWords: phaseWords[phase],
    plan: planSeenBy(act, row),
    questionnaire: await questionnaireOf(act, row),
    drafted: { by: await nameOf(act, row.drafted_by), on: row.drafted_on },
    checked: row.checked_on === null ? null : { by: await nameOf(act, row.checked_by), on: row.checked_on },
    people,
    strata: await strataOf(act, row, ratings),
    ratings,
    texts,
    complaintsUntil: ratings?.complaintsUntil ?? null,
    destroyOn: ratings?.destroyOn ?? null,
    complaints: complaints.map((one) => ({
      receipt: one.receipt as SurveyView['complaints'][number]['receipt'],
      filedOn: one.filed_on,
      answeredOn: one.answered_on,
      answer: one.answer,
    })),
    stacks: await stacksOf(act, surveyId),
    tally: row.tally && tallyTold(row.tally, await countOnPaper(act, row)),
    tallying: await tallyingOf(act, row),
    mine: mineOf(act, row, ratings),
    next: nextStep({
      phase,
      dates: datesOf(row),
      keepers: (ratings?.keepers ?? []).map((one, at) => bothOf(one, texts?.keepers[at])),
      trustees: (ratings?.trustees ?? []).map(({ name, confirmed, gaveShare }) => ({
        name,
        confirmed,
        gaveShare,
      })),
      hasTallyKey: ratings?.hasTallyKey ?? false,
      complaintsUntil: ratings?.complaintsUntil ?? null,
      nOpenComplaints: complaints.filter((one) => one.answered_on === null).length,
      witness: people.witness.name,
    }),
    may: mayOf(act, row, { phase, ratings }),
  };
}

/** A person can follow the jobs they started, and no other. */
async function tallyingOf(act: Act, row: data.SurveyRow): Promise<SurveyView['tallying']> {
  const job = await tallyingJob(act, row);
  return job && { jobId: job.createdBy === act.who.accountId ? job.jobId : null };
}

type Keeper = PollView['keepers'][number];

/** A keeper is done only where both polls have what they owe. */
const bothOf = (one: Keeper, other: Keeper = one) => ({
  name: one.person.name,
  hasKeys: one.hasKeys && other.hasKeys,
  hasSigned: one.hasSigned && other.hasSigned,
  unlocked: one.unlocked && other.unlocked,
});

async function questionnaireOf(act: Act, row: data.SurveyRow): Promise<SurveyView['questionnaire']> {
  const { body, hash } = await versionOf(act, row);
  return {
    title: body.title,
    hash,
    nQuestions: questionsOf(body).length,
    minutes: minutesOf(body),
    hasTexts: asksTexts(body),
  };
}

/** A person's name, else the account's. */
async function nameOf(act: Act, id: string | null): Promise<string> {
  if (id === null) return '';
  const person = await findPerson(act, id);
  return person?.name ?? (await listAccounts(act.db)).find((one) => one.account_id === id)?.login ?? '';
}

async function peopleOf(act: Act, row: data.SurveyRow): Promise<SurveyView['people']> {
  const person = async (personId: string) => ({ personId, name: await nameOf(act, personId) });
  const trustees = [];
  for (const personId of row.trustee_ids) trustees.push(await person(personId));
  return { office: await person(row.office_id), witness: await person(row.witness_id), trustees };
}

async function strataOf(
  act: Act,
  row: data.SurveyRow,
  ratings: PollView | null,
): Promise<SurveyView['strata']> {
  const ground = await groundOn(act, row.roster_on);
  const names = new Map(ground.units.map(({ unitId, name }) => [unitId, name]));
  const parts = partition(draftOf(row), ground);
  const paper = await paperCountsOf(act, row);
  const bulletin = row.poll_id === null ? null : await bulletinOf(act, row.poll_id);
  return row.strata.map(({ id, label, unitIds }) => {
    const frozen = ratings?.strata.find((one) => one.id === id);
    return {
      id,
      label,
      units: unitIds.flatMap((unitId) => names.get(unitId) ?? []),
      eligible: frozen?.eligible ?? parts.get(id)!.token.length,
      onPaper: paper[id] ?? 0,
      issued: frozen?.issued ?? null,
      cast: bulletin === null ? null : (bulletin.cast[id] ?? 0),
    };
  });
}

async function stacksOf(act: Act, surveyId: string): Promise<SurveyView['stacks']> {
  const ids = await data.listStackIds(act.db, surveyId);
  if (ids.length === 0) return [];
  return (await listStacks(act))
    .filter(({ id }) => ids.includes(id))
    .map(({ id, label, closedOn, counts }) => ({
      id,
      label,
      closedOn,
      nForms: counts.keyedOnce + counts.differs + counts.settled + counts.cast,
    }));
}

function mineOf({ who }: Act, row: data.SurveyRow, ratings: PollView | null): SurveyView['mine'] {
  const roles: SurveyView['mine']['roles'] = [];
  if (who.personId !== null && who.personId === row.office_id) roles.push('OFFICE');
  if (who.personId !== null && who.personId === row.witness_id) roles.push('WITNESS');
  if (who.personId !== null && row.trustee_ids.includes(who.personId)) roles.push('TRUSTEE');
  const stratum = row.strata.find(({ id }) => id === ratings?.mine.stratum)?.label ?? null;
  const onPaper = who.personId !== null && row.paper_ids.includes(who.personId);
  return { kind: onPaper ? 'paper' : stratum === null ? 'none' : 'token', stratum, roles };
}

type MayOf = SurveyView['may'];

function mayOf(
  act: Act,
  row: data.SurveyRow,
  { phase, ratings }: { phase: SurveyPhase; ratings: PollView | null },
): MayOf {
  const { roles, personId } = act.who;
  const may = (allowed: boolean, phases: readonly SurveyPhase[], whyNot: Saying = no.permit) => {
    if (!allowed) return { may: false, whyNot };
    return phases.includes(phase) ? { may: true } : { may: false, whyNot: wrongPhase(phase) };
  };
  const named = (ids: readonly string[]) => personId !== null && ids.includes(personId);
  const isKeeper = named([row.office_id, row.witness_id]);
  const isTrustee = named(row.trustee_ids);
  const plans = permitted('survey/plan', roles);
  const isDrafter = row.drafted_by !== null && row.drafted_by === selfOf(act);
  const mine = ratings?.keepers.find(({ isMe }) => isMe);
  const myShare = ratings?.trustees.find(({ isMe }) => isMe);
  const hasTallyKey = ratings?.hasTallyKey ?? false;
  return {
    change: may(plans, ['draft']),
    check: may(permitted('survey/check', roles) && !isDrafter, ['draft'], no.ownDraft),
    withdraw: may(plans, ['draft', 'keys']),
    makeKeys: may(isKeeper && !mine?.hasKeys, ['keys']),
    makeTallyKey: may(isTrustee && !allConfirmed(ratings), ['keys']),
    confirmShare: may(isTrustee && hasTallyKey && !myShare?.confirmed, ['keys']),
    sign: may(isKeeper && allConfirmed(ratings) && allKeys(ratings) && !mine?.hasSigned, ['keys']),
    unlock: may(isKeeper && !mine?.unlocked, ['signed', 'draw', 'wait', 'cast']),
    close: may(plans, ['ended']),
    giveShare: may(isTrustee, ['countable']),
    tally: may(isKeeper || isTrustee, ['countable']),
    complain: may(true, ['complaints']),
    envelopes: may(plans && row.paper_ids.length > 0, ['keys', 'signed', 'draw', 'wait', 'cast']),
  };
}

const allConfirmed = (ratings: PollView | null): boolean =>
  ratings?.trustees.every(({ confirmed }) => confirmed) ?? false;

const allKeys = (ratings: PollView | null): boolean =>
  ratings?.keepers.every(({ hasKeys }) => hasKeys) ?? false;

const no = {
  permit: { zh: '这一步不由您办。', en: 'This step is not yours.' },
  ownDraft: surveyLifeRefusals['survey/own-draft'],
} satisfies Record<string, Saying>;

function wrongPhase(phase: SurveyPhase): Saying {
  return fillBoth(surveyLifeRefusals['survey/wrong-phase'], { phase: phaseWords[phase] });
}
