/** Results on the first page: what is followed, what leaders read first, what departs from the plan. */
import type { Act } from '#platform/act/index.ts';
import { recordsAt } from '#platform/ledger/index.ts';
import type { Followed, HomePart } from '#platform/module/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { findingSubject } from './finding.work.ts';
import * as results from './result.data.ts';
import {
  briefExceptions,
  briefSentences,
  type BriefLine,
  type BriefSurvey,
  type LastResult,
} from './survey-brief.rules.ts';
import type { FindingLine } from './result.contract.ts';
import type { SurveyLine, SurveyView } from './survey-life.contract.ts';
import { subjectOf } from './survey-load.work.ts';

/** For those who read the ledger; the others have no page that their records would lead to. */
const readsBrief = ({ who: { roles } }: Act): boolean => roles.includes('leader') || roles.includes('office');

export async function resultPart(
  act: Act,
  lines: readonly SurveyLine[],
  running: readonly SurveyView[],
): Promise<Pick<HomePart, 'findings' | 'follows' | 'sentences' | 'exceptions'>> {
  const released = new Set(await results.listReleasedIds(act.db));
  const last = await lastResult(act, lines, released);
  const follows = [...lines.map((line) => followOf(act, line)), ...followsOf(last)];
  if (readsBrief(act))
    return { findings: [], follows, ...(await briefOf(act, { lines, running, last, released })) };
  const headline = last?.findings[0];
  const findings = headline
    ? [{ text: headline.sentence, to: `/survey/results/${last.surveyId}`, dueOn: null }]
    : [];
  return { findings, follows };
}

interface Last extends LastResult {
  findings: (FindingLine & { findingId: string })[];
}

async function lastResult(
  act: Act,
  lines: readonly SurveyLine[],
  released: ReadonlySet<string>,
): Promise<Last | null> {
  const line = lines
    .filter(({ id }) => released.has(id))
    .toSorted((a, b) => (a.dates.castTo < b.dates.castTo ? 1 : -1))[0];
  if (!line) return null;
  const rows = await results.listFindingRows(act.db, line.id);
  const findings = rows.map(({ finding_id, line: finding }) => ({ ...finding, findingId: finding_id }));
  return { surveyId: line.id, title: line.title, findings };
}

/** Kinds that every reader of a survey may know, and those of its preparation. */
const openKinds = [
  'survey/signed',
  'survey/drawing',
  'survey/casting',
  'survey/closed',
  'survey/complained',
  'survey/complaint-answered',
  'survey/tallied',
  'survey/results-released',
  'survey/texts-released',
  'survey/destroyed',
];
const preparingKinds = [
  ...openKinds,
  'survey/drafted',
  'survey/checked',
  'survey/withdrawn',
  'survey/keys-made',
  'survey/tally-key-made',
];

const followOf = ({ who }: Act, { id }: SurveyLine): Followed => ({
  subject: subjectOf(id),
  to: `/survey/${id}`,
  kinds: permitted('survey/check', who.roles) ? preparingKinds : openKinds,
});

/** What became of what was said: of the last result, by everybody. */
const followsOf = (last: Last | null): Followed[] =>
  (last?.findings ?? [])
    .filter(({ asksAnswer }) => asksAnswer)
    .map(({ findingId }) => ({
      subject: findingSubject(findingId),
      to: `/survey/findings/${findingId}`,
      kinds: ['survey/finding-answered'],
    }));

interface Told {
  lines: readonly SurveyLine[];
  running: readonly SurveyView[];
  last: Last | null;
  released: ReadonlySet<string>;
}

async function briefOf(
  act: Act,
  { lines, running, last, released }: Told,
): Promise<Pick<HomePart, 'sentences' | 'exceptions'>> {
  const titleOf = (surveyId: string): string => lines.find(({ id }) => id === surveyId)?.title ?? '';
  const open = (await results.listOpenFindings(act.db)).map((row) => ({
    surveyId: row.survey_id,
    title: titleOf(row.survey_id),
    publishedOn: row.published_on,
  }));
  const surveys = [
    ...running.map(briefSurvey),
    ...lines
      .filter(({ phase, id }) => phase === 'tallied' && !released.has(id))
      .map((line) => ({ ...untold, ...line })),
  ];
  return {
    sentences: briefSentences(last, surveys).map(statementOf),
    exceptions: briefExceptions(surveys, open, act.today).map(statementOf),
  };
}

const untold = {
  eligible: null,
  drawn: 0,
  isLocked: false,
  complaintsUntil: null,
  nOpenComplaints: 0,
  isReleased: false,
};

const briefSurvey = ({ id, title, phase, plan, ...view }: SurveyView): BriefSurvey => ({
  id,
  title,
  phase,
  dates: plan,
  eligible: view.ratings ? view.strata.reduce((sum, { eligible }) => sum + eligible, 0) : null,
  drawn: view.strata.reduce((sum, { issued }) => sum + (issued ?? 0), 0),
  isLocked: view.ratings?.keepers.some(({ unlocked }) => !unlocked) ?? false,
  complaintsUntil: view.complaintsUntil,
  nOpenComplaints: view.complaints.filter(({ answeredOn }) => answeredOn === null).length,
  isReleased: false,
});

const statementOf = ({ text, to, surveyId }: BriefLine) => ({
  text,
  to,
  records: recordsAt({ subject: subjectOf(surveyId) }),
});
