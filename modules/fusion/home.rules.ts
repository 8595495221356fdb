/** What of fusion needs somebody today, in one line each. */
import { addDays, fillBoth, type Saying } from '#platform/contract/index.ts';
import type { MyWave } from './answer.contract.ts';
import { type WaveLife } from './wave.rules.ts';

/** A line of a person's first page, as the platform takes it. */
export interface HomeLine {
  text: Saying;
  to: string;
  dueOn: string | null;
}

export interface OfficeWave extends WaveLife {
  id: string;
  name: string;
  opensOn: string;
  deleteOn: string;
}

/** Days before the deletion of raw answers from which the office is told. */
export const daysOfWarning = 14;

/** Each wave that takes this person's answers and is not finished. */
export const askLines = (waves: readonly MyWave[], minutes: number): HomeLine[] =>
  waves
    .filter(({ finished, may }) => !finished && may.answer.may)
    .map(({ id, name, closesOn, nAnswered }) => ({
      text: fillBoth(nAnswered > 0 ? askWords.on : askWords.begin, { name, minutes }),
      to: `/fusion/answer?wave=${id}`,
      dueOn: closesOn,
    }));

const askWords = {
  begin: {
    zh: '“{name}”请您填答，约 {minutes} 分钟',
    en: '“{name}” asks for your answers, about {minutes} minutes',
  },
  on: { zh: '“{name}”还没有填完，可以接着填', en: '“{name}” is not finished yet: go on where you left off' },
} satisfies Record<string, Saying>;

/** The next step of each wave that waits for the office, and raw answers about to be deleted. */
export const officeLines = (waves: readonly OfficeWave[], today: string): HomeLine[] =>
  waves.flatMap((wave) => [...stepLines(wave), ...deletionLines(wave, today)]);

const stepWords: Partial<Record<string, Saying>> = {
  'draft.asked': { zh: '“{name}”还是草稿，等着开放', en: '“{name}” is a draft and waits to be opened' },
  'draft.imported': { zh: '“{name}”等着导入两张表', en: '“{name}” waits for its two tables' },
  'closed.asked': { zh: '“{name}”已经截止，等着计算', en: '“{name}” is closed and waits to be measured' },
  'closed.imported': {
    zh: '“{name}”已经导入，等着计算',
    en: '“{name}” is imported and waits to be measured',
  },
  'measured.asked': {
    zh: '“{name}”算出来了，等着公布',
    en: '“{name}” is measured and waits to be released',
  },
  'measured.imported': {
    zh: '“{name}”算出来了，等着公布',
    en: '“{name}” is measured and waits to be released',
  },
};

function stepLines({ id, name, state, source, opensOn, busy }: OfficeWave): HomeLine[] {
  const words = busy ? undefined : stepWords[`${state}.${source}`];
  const dueOn = state === 'draft' && source === 'asked' ? opensOn : null;
  return words ? [{ text: fillBoth(words, { name }), to: `/fusion/waves/${id}`, dueOn }] : [];
}

function deletionLines({ id, name, state, rawDeletedOn, deleteOn }: OfficeWave, today: string): HomeLine[] {
  const holds = state !== 'draft' && state !== 'open' && rawDeletedOn === null;
  if (!holds || deleteOn > addDays(today, daysOfWarning)) return [];
  const words = {
    zh: '“{name}”的原始答案到期自动删除；还要计算的，请在此之前',
    en: 'The raw answers of “{name}” will be deleted by themselves: measure before, if need be',
  };
  return [{ text: fillBoth(words, { name }), to: `/fusion/waves/${id}`, dueOn: deleteOn }];
}
