/** Scales by group: strata, and what people say of themselves, through the suppression of everything released. */
import {
  alpha,
  differenceFigure,
  enoughAgreement,
  intraclass,
  meanFigure,
  omega,
  summaryOf,
  withinGroupAgreement,
  type Figure as Exact,
  type Items,
  type Summary,
} from '#engines/reliability/index.ts';
import { isAlike, ratingOf } from '#engines/suppression/index.ts';
import type { GroupCell, Grouping } from './result.contract.ts';
import type { MeasureInput, Opened } from './result-input.rules.ts';
import { placesOf, type Parting } from './parting.rules.ts';
import { protectGroups, protectRated, shelveLists, withholdsChange } from './protect.rules.ts';
import { written } from './result-round.rules.ts';
import { histogram, versionKey } from './result-scale.rules.ts';
import type { Shelf } from './shelf.rules.ts';
import { itemScores, scaleScore, scalesIn, type AskedScale } from './scale.rules.ts';

/** All groupings, with the summaries that the next wave must know of and what is hidden in them. */
export function measureGroups(input: MeasureInput, partings: readonly Parting[], shelf: Shelf): Grouped {
  shelveLists(shelf, input.survey.id, input.strata);
  const moved = movedGroups(input, shelf);
  const desk: Desk = { input, shelf, moved, groups: {}, hidden: new Map() };
  const groupings = partings.map((parting) => oneGrouping(parting, desk));
  return { groupings, ...desk };
}

interface Desk {
  input: MeasureInput;
  shelf: Shelf;
  groups: Record<string, Summary>;
  /** Strata whose lists changed by one to k − 1 people since the wave before. */
  moved: ReadonlySet<string>;
  /** Hidden groups by `parting`, and by `parting|scale`; nothing of partings that are withheld. */
  hidden: Map<string, ReadonlySet<string>>;
}

export interface Grouped extends Pick<Desk, 'groups' | 'moved' | 'hidden'> {
  groupings: Grouping[];
}

export const hiddenAt = (parting: Parting, asked: AskedScale | null): string =>
  asked === null ? parting.code : `${parting.code}|${versionKey(asked.scale)}`;

/** Strata in which a few people came or went: their change would be told about hardly anybody else. */
const movedGroups = ({ strata, survey, before, k }: MeasureInput, shelf: Shelf): Set<string> =>
  new Set(
    strata
      .filter(
        ({ id, eligible, moved }) =>
          before !== null &&
          moved !== null &&
          withholdsChange(shelf, {
            scope: `${survey.id}|since|${id}`,
            older: `${before.survey.id}|eligible|stratum=${id}`,
            newer: `${survey.id}|eligible|stratum=${id}`,
            eligible,
            moved,
            k,
          }),
      )
      .map(({ id }) => id),
  );

function oneGrouping(parting: Parting, desk: Desk): Grouping {
  const { input, shelf } = desk;
  const asked = scalesIn(input.questionnaire);
  const fewestOf = (members: readonly Opened[]): number =>
    Math.min(...asked.map((one) => scored(one, members).length), members.length);
  const shown = protectGroups(shelf, parting, {
    scope: input.survey.id,
    answers: input.answers,
    k: input.k,
    raters: fewestOf,
  });
  if (!shown.refused) desk.hidden.set(hiddenAt(parting, null), shown.hidden);
  const places = placesOf(parting, input.answers);
  const groups = parting.groups.map(({ code, label }) => ({
    code,
    label,
    people: shown.refused || shown.hidden.has(code) ? null : (places.get(code)?.length ?? 0),
  }));
  const cells = shown.refused ? [] : asked.flatMap((one) => cellsOf(one, parting, shown.hidden, desk));
  return {
    code: parting.code,
    title: parting.title,
    groups,
    cells,
    between: shown.refused ? [] : asked.map((one) => betweenOf(one, parting, shown.hidden, input)),
    refused: shown.refused,
  };
}

const scored = (asked: AskedScale, members: readonly Opened[]): number[] =>
  members.flatMap(({ said }) => scaleScore(asked, said) ?? []);

function cellsOf(asked: AskedScale, parting: Parting, hidden: ReadonlySet<string>, desk: Desk): GroupCell[] {
  const { input, shelf } = desk;
  const places = placesOf(parting, input.answers);
  const scores = new Map(
    parting.groups.map(({ code }) => [code, scored(asked, places.get(code) ?? [])] as const),
  );
  const besides = protectRated(shelf, parting, {
    scope: `${input.survey.id}|${versionKey(asked.scale)}`,
    hidden,
    ratersOf: (code) => ({ people: scores.get(code)!.length, fewest: scores.get(code)!.length }),
    isAlike: (code) => isAlike(histogram(asked, scores.get(code)!), { k: input.k }),
    k: input.k,
  });
  desk.hidden.set(hiddenAt(parting, asked), besides);
  return parting.groups.map(({ code }) =>
    cellOf(asked, parting, { code, members: places.get(code) ?? [], isHidden: besides.has(code) }, desk),
  );
}

const nothing = { mean: null, band: null, change: null, alpha: null, omega: null };

interface Group {
  code: string;
  members: readonly Opened[];
  isHidden: boolean;
}

function cellOf(asked: AskedScale, parting: Parting, group: Group, desk: Desk): GroupCell {
  const scores = scored(asked, group.members);
  const rating = ratingOf(histogram(asked, scores), group.isHidden, { k: desk.input.k });
  const at = { scale: asked.scale.code, group: group.code };
  const without = { ...at, ...nothing, whyNoChange: 'hidden' as const };
  if (rating.kind === 'hidden') return { ...without, kind: 'hidden' };
  if (rating.kind === 'band')
    return { ...without, kind: 'band', band: { option: rating.option + 1, atLeast: rating.atLeast } };
  const items = group.members.map(({ said }) => itemScores(asked, said));
  const agreement = withinGroupAgreement(items, asked.scale.columns.length) ?? 0;
  if (agreement < enoughAgreement) return { ...without, kind: 'split' };
  const summary = summaryOf(scores)!;
  desk.groups[memoryKey(parting, group.code, asked)] = summary;
  return {
    ...at,
    kind: 'shown',
    mean: written(meanFigure(summary), 1),
    band: null,
    ...changeOf(parting, group.code, asked, summary, desk),
    ...(parting.dimensions[0]!.name === 'stratum' ? reliabilityOf(items) : { alpha: null, omega: null }),
  };
}

/** Null under the people that the interval needs: a value of few answers says nothing about a scale. */
function reliabilityOf(items: Items): Pick<GroupCell, 'alpha' | 'omega'> {
  const told = (figure: Exact) => (figure.untold === 'reliability/too-few' ? null : written(figure, 2));
  return { alpha: told(alpha(items)), omega: told(omega(items)) };
}

const memoryKey = (parting: Parting, group: string, asked: AskedScale): string =>
  `${parting.code}|${group}|${versionKey(asked.scale)}`;

function changeOf(
  parting: Parting,
  group: string,
  asked: AskedScale,
  summary: Summary,
  { input, moved }: Desk,
): Pick<GroupCell, 'change' | 'whyNoChange'> {
  if (!input.before) return { change: null, whyNoChange: 'first' };
  const then = input.before.memory.groups[memoryKey(parting, group, asked)];
  if (!then) return { change: null, whyNoChange: 'hidden' };
  if (parting.strataOf(group).some((stratum) => moved.has(stratum)))
    return { change: null, whyNoChange: 'few-moved' };
  return { change: written(differenceFigure(then, summary), 1), whyNoChange: null };
}

function betweenOf(asked: AskedScale, parting: Parting, hidden: ReadonlySet<string>, input: MeasureInput) {
  const places = placesOf(parting, input.answers);
  const groups = parting.groups
    .filter(({ code }) => !hidden.has(code))
    .map(({ code }) => scored(asked, places.get(code) ?? []));
  return { scale: asked.scale.code, icc: written(intraclass(groups), 2) };
}
