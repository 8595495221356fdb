/** Lines on a person's first page: the same for everybody on the list, and the steps of those who are named. */
import type { Act } from '#platform/act/index.ts';
import { fillBoth, type Saying } from '#platform/contract/index.ts';
import type { HomePart } from '#platform/module/index.ts';
import { permitted } from '#platform/permit/table.ts';
import type { SurveyLine, SurveyView } from './survey-life.contract.ts';
import { listSurveys, readSurvey } from './survey-view.work.ts';

export async function homeOf(act: Act): Promise<HomePart> {
  if (!permitted('survey/read', act.who.roles)) return { todo: [], findings: [] };
  const todo: HomePart['todo'] = [];
  for (const line of await listSurveys(act)) {
    if (line.phase === 'destroyed' || line.phase === 'withdrawn' || line.phase === 'tallied') continue;
    todo.push(...dayLines(line, act.today));
    const view = await readSurvey(act, line.id);
    if (view.next && isMine(act, view)) {
      const text = fillBoth(words.step, { title: line.title });
      const { zh, en } = view.next.text;
      const to = `/survey/${line.id}`;
      todo.push({ text: { zh: `${text.zh}${zh}`, en: `${text.en}${en}` }, to, dueOn: view.next.dueOn });
    }
  }
  return { todo, findings: [] };
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
