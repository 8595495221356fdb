/** Scales by group: strata, and what people say of themselves, through the suppression of everything released. */
import {
  changeFigure,
  enoughAgreement,
  intraclass,
  meanFigure,
  summaryOf,
  withinGroupAgreement,
  type Summary,
} from '#engines/reliability/index.ts';
import { ratingOf } from '#engines/suppression/index.ts';
import type { GroupCell, Grouping } from './result.contract.ts';
import type { Memory, MeasureInput, Opened } from './result-input.rules.ts';
import { placesOf, type Parting } from './parting.rules.ts';
import {
  protectAlike,
  protectGroups,
  shelfOf,
  shelveLists,
  withholdsChange,
  type Shelf,
} from './protect.rules.ts';
import { written } from './result-round.rules.ts';
import { histogram, versionKey } from './result-scale.rules.ts';
import { itemScores, scaleScore, scalesIn, type AskedScale } from './scale.rules.ts';

/** All groupings, with the tables and the summaries that the next wave must know of. */
export function measureGroups(
  input: MeasureInput,
  partings: readonly Parting[],
): { groupings: Grouping[]; tables: Memory['tables']; groups: Memory['groups'] } {
  const shelf = shelfOf(input.registered);
  const groups: Record<string, Summary> = {};
  shelveLists(shelf, input.survey.id, input.strata);
  const moved = movedGroups(input, shelf);
  const groupings = partings.map((parting) => oneGrouping(parting, { input, shelf, groups, moved }));
  return { groupings, tables: shelf.own, groups };
}

interface Desk {
  input: MeasureInput;
  shelf: Shelf;
  groups: Record<string, Summary>;
  /** Strata whose lists changed by one to k − 1 people since the wave before. */
  moved: ReadonlySet<string>;
}

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
  const countsOf = (code: string) => histogram(asked, scored(asked, places.get(code) ?? []));
  const besides = protectAlike(shelf, parting, {
    scope: `${input.survey.id}|${versionKey(asked.scale)}`,
    hidden,
    countsOf,
    k: input.k,
  });
  return parting.groups.map(({ code }) =>
    cellOf(asked, parting, { code, members: places.get(code) ?? [], isHidden: besides.has(code) }, desk),
  );
}

interface Group {
  code: string;
  members: readonly Opened[];
  isHidden: boolean;
}

function cellOf(asked: AskedScale, parting: Parting, group: Group, desk: Desk): GroupCell {
  const scores = scored(asked, group.members);
  const rating = ratingOf(histogram(asked, scores), group.isHidden, { k: desk.input.k });
  const at = { scale: asked.scale.code, group: group.code };
  const without = { ...at, mean: null, band: null, change: null, whyNoChange: 'hidden' as const };
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
  };
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
  return { change: written(changeFigure(then, summary), 1), whyNoChange: null };
}

function betweenOf(asked: AskedScale, parting: Parting, hidden: ReadonlySet<string>, input: MeasureInput) {
  const places = placesOf(parting, input.answers);
  const groups = parting.groups
    .filter(({ code }) => !hidden.has(code))
    .map(({ code }) => scored(asked, places.get(code) ?? []));
  return { scale: asked.scale.code, icc: written(intraclass(groups), 2) };
}
