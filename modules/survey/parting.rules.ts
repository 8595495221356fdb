/** The ways in which a survey's answers are parted. Fixed by strata and questionnaire; there is no filter. */
import type { Saying } from '#platform/contract/index.ts';
import type { Question, QuestionOf } from './questionnaire.contract.ts';
import { questionsOf } from './questionnaire.rules.ts';
import { isTrait } from './result-asked.rules.ts';
import { traitOf } from './trait.rules.ts';
import type { MeasureInput, Opened } from './result-input.rules.ts';

/** Dimensions whose crossing is published; with one, its margins are. */
export interface Parting {
  readonly code: string;
  readonly title: Saying;
  readonly dimensions: readonly Side[];
  /** Groups in the order of pages; of a crossing, every pair. */
  readonly groups: readonly { code: string; label: Saying }[];
  /** Strata that a group lies in, if it lies in some. */
  strataOf(group: string): readonly string[];
}

export interface Side {
  readonly name: string;
  readonly levels: readonly { code: string; label: Saying }[];
  levelOf(answer: Opened): string;
}

/** Those who declined or left the question out are a group too: totals must add up. */
export const unsaid = 'unsaid';
const unsaidWords: Saying = { zh: '不愿透露', en: 'Not said' };

export const cross = '×';

type Input = Pick<MeasureInput, 'questionnaire' | 'strata'>;

/** Strata; each question about the person; and strata × age, where age is asked: nothing else is crossed. */
export function partingsOf({ questionnaire, strata }: Input): Parting[] {
  const stratum = stratumSide(strata);
  const own = questionsOf(questionnaire).flatMap(({ question }) =>
    isTrait(question) ? [{ question, side: selfSide(question as QuestionOf<'single'>) }] : [],
  );
  const ages = own.filter(({ question }) => traitOf(question) === 'age');
  return [
    single(stratum, { zh: '按分组', en: 'By stratum' }, (group) => [group]),
    ...own.map(({ question, side }) => single(side, aboutWords(question), () => [])),
    ...ages.map(({ side }) => crossed(stratum, side)),
  ];
}

const stratumSide = (strata: Input['strata']): Side => ({
  name: 'stratum',
  levels: strata.map(({ id, label }) => ({ code: id, label: { zh: label, en: label } })),
  levelOf: ({ stratum }) => stratum,
});

const selfSide = ({ code, options }: QuestionOf<'single'>): Side => ({
  name: code,
  levels: [
    ...options.map((option) => ({ code: option.code, label: option.text })),
    { code: unsaid, label: unsaidWords },
  ],
  levelOf: ({ said }) => {
    const answer = said.given[code];
    return typeof answer === 'string' ? answer : unsaid;
  },
});

const traitWords: Readonly<Record<string, Saying>> = {
  legacy: { zh: '按自报的原单位', en: 'By self-reported legacy agency' },
  age: { zh: '按自报的年龄', en: 'By self-reported age' },
};

const aboutWords = (question: Question): Saying =>
  traitWords[traitOf(question) ?? ''] ?? {
    zh: `按“${question.text.zh}”`,
    en: `By “${question.text.en || question.text.zh}”`,
  };

const single = (side: Side, title: Saying, strataOf: Parting['strataOf']): Parting => ({
  code: side.name,
  title,
  dimensions: [side],
  groups: side.levels,
  strataOf,
});

const crossed = (stratum: Side, side: Side): Parting => ({
  code: `${stratum.name}${cross}${side.name}`,
  title: { zh: '分组 × 自报的年龄', en: 'Strata × self-reported age' },
  dimensions: [stratum, side],
  groups: stratum.levels.flatMap((a) =>
    side.levels.map((b) => ({
      code: `${a.code}${cross}${b.code}`,
      label: { zh: `${a.label.zh} · ${b.label.zh}`, en: `${a.label.en} · ${b.label.en}` },
    })),
  ),
  strataOf: (group) => [group.split(cross)[0]!],
});

/** Answers by group. */
export function placesOf({ dimensions }: Parting, answers: readonly Opened[]): Map<string, Opened[]> {
  const places = new Map<string, Opened[]>();
  for (const answer of answers) {
    const code = dimensions.map(({ levelOf }) => levelOf(answer)).join(cross);
    const known = places.get(code);
    if (known) known.push(answer);
    else places.set(code, [answer]);
  }
  return places;
}
