/** Lines on a person's first page: the same for everybody on the list, and the steps of those who are named. */
import type { Act } from '#platform/act/index.ts';
import { fillBoth, type Saying } from '#platform/contract/index.ts';
import type { HomePart } from '#platform/module/index.ts';
import { permitted } from '#platform/permit/table.ts';
import { resultPart } from './survey-brief.work.ts';
import type { SurveyLine, SurveyPhase, SurveyView } from './survey-life.contract.ts';
import { listSurveys, readSurvey } from './survey-view.work.ts';

export async function homeOf(act: Act): Promise<HomePart> {
  const { roles } = act.who;
  if (!permitted('survey/read', roles)) return { todo: [], findings: [] };
  const lines = await listSurveys(act);
  const running: SurveyView[] = [];
  for (const { id, phase } of lines) if (!over.includes(phase)) running.push(await readSurvey(act, id));
  const todo = running.flatMap((view) => [
    ...dayLines(
      lines.find(({ id }) => id === view.id)!,
      act.today,
    ),
    ...stepLine(act, view),
  ]);
  return {
    todo,
    ...(await resultPart(act, lines, running)),
    ...(permitted('survey/plan', roles) && lines.length === 0 && { firstStep }),
  };
}

const over: readonly SurveyPhase[] = ['destroyed', 'withdrawn', 'tallied'];

const firstStep = {
  text: {
    zh: '准备第一次民意调查：先有问卷，再分组、定日子，请人复核',
    en: 'Prepare the first survey: a questionnaire, then groups, days and a second person’s check',
  },
  to: '/survey/questionnaires',
};

function stepLine(act: Act, view: SurveyView): HomePart['todo'] {
  if (!view.next || !isMine(act, view)) return [];
  const text = fillBoth(words.step, { title: view.title });
  const { zh, en } = view.next.text;
  return [
    {
      text: { zh: `${text.zh}${zh}`, en: `${text.en}${en}` },
      to: `/survey/${view.id}`,
      dueOn: view.next.dueOn,
    },
  ];
}

/** By the days alone: who drew or answered is nobody's business, not even one's own first page's. */
function dayLines({ id, title, phase, dates, mine }: SurveyLine, today: string): HomePart['todo'] {
  if (mine === 'none') return [];
  const line = (text: Saying, dueOn: string) => ({
    text: fillBoth(text, { title }),
    to: `/survey/${id}`,
    dueOn,
  });
  if (mine === 'paper') return phase === 'cast' ? [line(words.paper, dates.castTo)] : [];
  const draws = (phase === 'draw' || phase === 'cast') && today <= dates.issueTo;
  return [
    ...(draws ? [line(words.draw, dates.issueTo)] : []),
    ...(phase === 'cast' ? [line(words.cast, dates.castTo)] : []),
  ];
}

/** Whether the next step is this person's; everybody's days have lines of their own. */
function isMine({ who }: Act, { next, mine, may, people }: SurveyView): boolean {
  switch (next?.who) {
    case 'office':
      return permitted('survey/plan', who.roles);
    case 'checker':
      return may.check.may;
    case 'keepers':
    case 'trustees': {
      const own = [people.office, people.witness, ...people.trustees].find(
        (one) => one.personId === who.personId,
      );
      if (!own || mine.roles.length === 0) return false;
      return next.names.length === 0 || next.names.includes(own.name);
    }
    default:
      return false;
  }
}

const words = {
  step: { zh: '“{title}”：', en: '“{title}”: ' },
  draw: { zh: '“{title}”在领票（已经领过的不用再领）', en: '“{title}” gives out tokens (once is enough)' },
  cast: { zh: '“{title}”在投票（已经投过的不用再投）', en: '“{title}” takes answers (once is enough)' },
  paper: {
    zh: '“{title}”请用信封里的纸质问卷填答',
    en: '“{title}”: please answer on paper, in your envelope',
  },
} as const satisfies Record<string, Saying>;
