/** What the calendar does to a survey by itself. */
import type { Act } from '#platform/act/index.ts';
import type { Saying } from '#platform/contract/index.ts';
import { fillBoth } from '#platform/contract/index.ts';
import { announce, notify, type TopicTable } from '#platform/notices/index.ts';
import { closeSurvey, destroySurvey, forgetPaper } from './survey-close.work.ts';
import { loadSurvey, phaseNow, subjectOf } from './survey-load.work.ts';
import type { SurveyPhase } from './survey-life.contract.ts';
import { listSurveyRows, updateSurvey, type SurveyRow } from './survey.data.ts';

export const surveyTopics: TopicTable = {
  'survey/days': {
    zh: '民意调查：领票、投票、查票的日子',
    en: 'Surveys: days of drawing, casting and checking',
  },
};

export const listOpen = async (act: Act): Promise<string[]> =>
  (await listSurveyRows(act.db))
    .filter(({ state }) => state === 'checked' || state === 'tallied')
    .map(({ survey_id }) => survey_id);

/** One survey's day. Again on the same day does nothing more. */
export async function keepDate(act: Act, surveyId: string): Promise<void> {
  const row = await loadSurvey(act, surveyId);
  if (await destroySurvey(act, surveyId)) return;
  await forgetPaper(act, surveyId);
  const phase = await phaseNow(act, row);
  if (phase === 'ended') {
    await closeSurvey(act, surveyId);
    return tellEverybody(act, row, 'complaints');
  }
  const openBoth = phase === 'cast' && act.today <= row.issue_to;
  if (row.told !== phase && (phase === 'draw' || phase === 'cast')) {
    if (phase === 'cast' && row.told === '') recordPhase(act, surveyId, 'draw');
    recordPhase(act, surveyId, phase);
    await updateSurvey(act.db, act.bureauId, surveyId, { told: phase });
    await tellEverybody(act, row, phase);
  }
  if (phase === 'draw' || openBoth)
    if (act.today === row.issue_to) await tellEverybody(act, row, 'last-draw');
  if (phase === 'cast' && act.today === row.cast_to) await tellEverybody(act, row, 'last-cast');
}

const recordPhase = (act: Act, surveyId: string, phase: SurveyPhase): void =>
  act.record({
    kind: phase === 'draw' ? 'survey/drawing' : 'survey/casting',
    subject: subjectOf(surveyId),
    data: {},
  });

const words = {
  draw: { zh: '“{title}”开始领票，到 {issueTo} 为止', en: '“{title}”: tokens can be drawn until {issueTo}' },
  cast: { zh: '“{title}”开始填答投票，到 {castTo} 为止', en: '“{title}”: answer and cast until {castTo}' },
  'last-draw': { zh: '“{title}”今天是领票的最后一天', en: '“{title}”: today is the last day of drawing' },
  'last-cast': { zh: '“{title}”今天是投票的最后一天', en: '“{title}”: today is the last day of casting' },
  complaints: { zh: '“{title}”已关箱，可以查票', en: '“{title}” is shut: you can check your receipt' },
} as const satisfies Record<string, Saying>;

/** `2020-06-12` → `6/12`: read alike in both languages of the notice. */
const dayInWords = (day: string): string => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`;

/** Everybody alike, whether they drew or answered or not: the reminder of a day is no list of names. */
async function tellEverybody(act: Act, row: SurveyRow, what: keyof typeof words): Promise<void> {
  const notice = {
    topic: 'survey/days' as const,
    key: `survey/${row.survey_id}/${what}`,
    text: fillBoth(words[what], {
      title: row.title,
      issueTo: dayInWords(row.issue_to),
      castTo: dayInWords(row.cast_to),
    }),
    to: `/survey/${row.survey_id}`,
  };
  await notify(act, { roles: ['office', 'leader', 'unit-head', 'staff'] }, notice);
  await announce(act, notice);
}
