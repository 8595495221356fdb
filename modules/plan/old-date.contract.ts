/**
 * Days that stand in the words of a plan but lie outside its span: copying moves the days of measures, not those that
 * somebody wrote into a sentence. Whether they are wrong only a reader can tell (a baseline of the year before is not).
 */
import type { MeasureContent } from './measure.contract.ts';
import type { PlanContent } from './plan.contract.ts';

/** Where they stand: a chapter of the plan, or a measure. */
export interface OldDates {
  chapter: keyof PlanContent['chapters'] | 'name' | null;
  measure: { id: string; number: number; title: string } | null;
  /** As written, each once: `2020年7月`, `2020-08-31`, `2020` of a document number. */
  found: string[];
}

const written =
  /(?<!\d)((?:19|20)\d{2})(?:(?:年|[-./])(\d{1,2})(?!\d)(?:月(?:\d{1,2}日)?|[-./]\d{1,2})?|年|(?=〕))/g;

/** The written days of a text that lie outside of the months from and to (`2021-07-01`). */
export function oldDatesIn(text: string, { fromOn, toOn }: Pick<PlanContent, 'fromOn' | 'toOn'>): string[] {
  const isOld = (year: string, month: string | undefined): boolean => {
    const day = month === undefined ? year : `${year}-${month.padStart(2, '0')}`;
    return day < fromOn.slice(0, day.length) || day > toOn.slice(0, day.length);
  };
  const found = [...text.matchAll(written)].filter(([, year, month]) => isOld(year!, month));
  return [...new Set(found.map(([words]) => words))];
}

const textOf = ({ title, text, milestones, risk, resources }: MeasureContent): string =>
  [title, text, ...milestones.map(({ name }) => name), risk.text, resources?.words ?? ''].join('\n');

/** The places of a plan where such days stand, the chapters first, then the measures in their order. */
export function oldDatesOf(
  content: PlanContent,
  measures: readonly { id: string; content: MeasureContent }[],
): OldDates[] {
  const chapters = Object.entries({ name: content.name, ...content.chapters }).map(([chapter, text]) => ({
    chapter: chapter as OldDates['chapter'],
    measure: null,
    found: oldDatesIn(text, content),
  }));
  const ofMeasures = measures.map(({ id, content: own }) => ({
    chapter: null,
    measure: { id, number: own.number, title: own.title },
    found: oldDatesIn(textOf(own), content),
  }));
  return [...chapters, ...ofMeasures].filter(({ found }) => found.length > 0);
}
