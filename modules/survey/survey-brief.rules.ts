/** What leaders and the office are told of surveys: the last result with its n and interval, and what departs from the plan. */
import { addDays, dayInWords, fill, type Saying } from '#platform/contract/index.ts';
import type { FindingLine } from './result.contract.ts';
import type { SurveyPhase } from './survey-life.contract.ts';

/** A sentence with its page; the facts behind it are those of the survey. */
export interface BriefLine {
  text: Saying;
  to: string;
  surveyId: string;
}

/** The survey whose result came out last. */
export interface LastResult {
  surveyId: string;
  title: string;
  findings: readonly Pick<FindingLine, 'code' | 'sentence'>[];
}

export interface BriefSurvey {
  id: string;
  title: string;
  phase: SurveyPhase;
  dates: { issueFrom: string; issueTo: string; castFrom: string; castTo: string };
  /** Null before the check. */
  eligible: number | null;
  /** Tokens drawn in the strata where that names nobody. */
  drawn: number;
  isLocked: boolean;
  complaintsUntil: string | null;
  nOpenComplaints: number;
  isReleased: boolean;
}

export interface OpenFinding {
  surveyId: string;
  title: string;
  publishedOn: string;
}

/** Days before the last of drawing from which a low turnout is told, while there is time for it. */
const daysToDraw = 2;
const lowTurnout = 0.5;
/** Days after which a finding without an answer, and a box that could be opened, are told. */
export const daysToAnswer = 30;
const daysToOpen = 5;

/** At most one sentence on the last result, and one on what is under way. */
export function briefSentences(last: LastResult | null, surveys: readonly BriefSurvey[]): BriefLine[] {
  const underWay = surveys
    .filter(({ phase }) => phase === 'draw' || phase === 'wait' || phase === 'cast')
    .map((one) => lineOf(one, words.underWay, { castTo: dayInWords(one.dates.castTo) }));
  return [...(last ? [resultLine(last)] : []), ...underWay.slice(0, 1)];
}

/** The clearest finding, which holds its interval or says that it cannot tell, and who answered. */
function resultLine({ surveyId, title, findings }: LastResult): BriefLine {
  const response = findings.find(({ code }) => code === 'response');
  const said = [findings[0], ...(response && response !== findings[0] ? [response] : [])].flatMap(
    (one) => one?.sentence ?? [],
  );
  const text = {
    zh: `“${title}”：${said.map(({ zh }) => zh).join('')}`,
    en: `“${title}”: ${said.map(({ en }) => en).join(' ')}`,
  };
  return { text, to: `/survey/results/${surveyId}`, surveyId };
}

export function briefExceptions(
  surveys: readonly BriefSurvey[],
  open: readonly OpenFinding[],
  today: string,
): BriefLine[] {
  return [...surveys.flatMap((one) => exceptionsOf(one, today)), ...unanswered(open, today)];
}

function exceptionsOf(survey: BriefSurvey, today: string): BriefLine[] {
  const { phase, dates, nOpenComplaints, complaintsUntil, isLocked, isReleased } = survey;
  const lines: BriefLine[] = [];
  const say = (text: Saying, more: Readonly<Record<string, Saying | number>> = {}): void =>
    void lines.push(lineOf(survey, text, more));
  if ((phase === 'draft' || phase === 'keys') && dates.issueFrom <= today)
    say(words.unsigned, { issueFrom: dayInWords(dates.issueFrom) });
  const isDrawing = (phase === 'draw' || phase === 'cast') && today <= dates.issueTo;
  if (isDrawing && isLocked) say(words.locked);
  else if (isDrawing && isLow(survey, today)) say(words.low, turnoutOf(survey));
  if (phase === 'ended') say(words.ended, { castTo: dayInWords(dates.castTo) });
  if (nOpenComplaints > 0) say(words.complaints, { n: nOpenComplaints });
  if (phase === 'countable' && complaintsUntil !== null && addDays(complaintsUntil, daysToOpen) < today)
    say(words.unopened, { until: dayInWords(complaintsUntil) });
  if (phase === 'tallied' && !isReleased) say(words.unreleased);
  return lines;
}

const isLow = ({ dates, drawn, eligible }: BriefSurvey, today: string): boolean =>
  addDays(today, daysToDraw) >= dates.issueTo && eligible !== null && drawn < lowTurnout * eligible;

const turnoutOf = ({ dates, drawn, eligible }: BriefSurvey) => ({
  issueTo: dayInWords(dates.issueTo),
  eligible: eligible!,
  drawn,
  percent: Math.round((100 * drawn) / eligible!),
});

/** One line a survey: how many of its findings nobody answered in time. */
function unanswered(open: readonly OpenFinding[], today: string): BriefLine[] {
  const late = open.filter(({ publishedOn }) => addDays(publishedOn, daysToAnswer) < today);
  const surveys = new Map(late.map((one) => [one.surveyId, one]));
  return [...surveys.values()].map(({ surveyId, title }) => {
    const n = late.filter((one) => one.surveyId === surveyId).length;
    return { ...lineOf({ id: surveyId, title }, words.unanswered, { n }), to: `/survey/results/${surveyId}` };
  });
}

function lineOf(
  { id, title }: { id: string; title: string },
  text: Saying,
  more: Readonly<Record<string, Saying | number>> = {},
): BriefLine {
  const valuesIn = (language: 'zh' | 'en') =>
    Object.fromEntries(
      Object.entries(more).map(([key, value]) => [key, typeof value === 'number' ? value : value[language]]),
    );
  return {
    text: {
      zh: fill(text.zh, { title, ...valuesIn('zh') }),
      en: fill(text.en, { title, ...valuesIn('en') }),
    },
    to: `/survey/${id}`,
    surveyId: id,
  };
}

const words = {
  underWay: {
    zh: '“{title}”正在进行，{castTo}停止投票；开箱之前说不出结果',
    en: '“{title}” is under way until {castTo}; nothing can be told before its box is opened',
  },
  unsigned: {
    zh: '“{title}”定在{issueFrom}开始领票，清单还没有签署',
    en: '“{title}” was to give out tokens from {issueFrom}; its manifest is not signed',
  },
  locked: {
    zh: '“{title}”正在领票，发票钥没有都解锁，职工领不到票',
    en: '“{title}” gives out tokens, but the issuer keys are not unlocked: nobody can draw',
  },
  low: {
    zh: '“{title}”{issueTo}停止领票，{eligible} 人中领了 {drawn} 张（{percent}%）；没有领票的人怎么想，以后也不会知道',
    en: '“{title}” stops giving out tokens on {issueTo}: {drawn} of {eligible} are drawn ({percent} %); what the others think will not be known',
  },
  ended: {
    zh: '“{title}”的投票{castTo}结束，票箱还没有关',
    en: '“{title}” took answers until {castTo}; its box is not shut yet',
  },
  complaints: {
    zh: '“{title}”有 {n} 件申诉等见证人答复，答复以前不能开箱',
    en: '“{title}”: complaints without an answer: {n}; the box stays shut until then',
  },
  unopened: {
    zh: '“{title}”的申诉期{until}已过，票箱还没有开',
    en: '“{title}” could have been opened after {until}, and was not',
  },
  unreleased: {
    zh: '“{title}”已经开箱，结果还没有公布',
    en: '“{title}” was opened and its result is not out yet',
  },
  unanswered: {
    zh: '“{title}”有 {n} 条发现公布 30 天了还没有答复：列为任务，或说明不采纳的理由',
    en: '“{title}”: findings without an answer after 30 days: {n}; make them measures, or say why not',
  },
} as const satisfies Record<string, Saying>;
