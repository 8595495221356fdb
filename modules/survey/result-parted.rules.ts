/** Single questions by stratum and by self-report, through the suppression of everything released. */
import {
  differenceFigure,
  meanFigure,
  shareChange,
  shareFigure,
  summaryOf,
  type Figure as Exact,
  type Summary,
} from '#engines/reliability/index.ts';
import { isAlike } from '#engines/suppression/index.ts';
import type { Band, PartedCell, PartedRow } from './result.contract.ts';
import { alikeFrom, protectChoiceByGroup } from './protect-choice.rules.ts';
import { protectRated } from './protect.rules.ts';
import { placesOf, type Parting } from './parting.rules.ts';
import { placeOf, rowsIn, type AskedChoice, type AskedMean, type AskedRow } from './result-asked.rules.ts';
import { divisionsOf, isOneNumber, optionsIn } from './result-count.rules.ts';
import { hiddenAt, type Grouped } from './result-group.rules.ts';
import type { MeasureInput, Opened } from './result-input.rules.ts';
import { finerBy, written } from './result-round.rules.ts';
import { findBefore, whyNotFound } from './result-since.rules.ts';
import { scalesIn } from './scale.rules.ts';
import type { Shelf } from './shelf.rules.ts';
import { traitOf } from './trait.rules.ts';

/** By `parting|group|place`: of the mean, or of each option. */
export type RowGroups = Record<string, (Summary | null)[]>;

interface Desk {
  input: MeasureInput;
  shelf: Shelf;
  partings: readonly Parting[];
  grouped: Grouped;
  remembered: RowGroups;
}

/** Nothing is parted that asks about the person: that would cross two particulars. */
export function partQuestions(desk: Desk): PartedRow[] {
  const rows = rowsIn(desk.input.questionnaire).filter(({ question }) => traitOf(question) === null);
  const cells = new Map(rows.map((row) => [row, [] as PartedRow['partings']]));
  for (const parting of desk.partings) {
    if (parting.dimensions.length > 1 || !desk.grouped.hidden.has(parting.code)) continue;
    const places = placesOf(parting, desk.input.answers);
    for (const unit of unitsOf(rows, desk.input))
      for (const [row, told] of partUnit(unit, { ...desk, parting, places }))
        cells.get(row)!.push({ parting: parting.code, cells: told });
  }
  return rows.map((row) => ({
    question: row.question.code,
    row: row.row,
    partings: cells.get(row)!,
  }));
}

/** Rows that are hidden together, since one could be worked out from the others. */
interface Unit {
  name: string;
  /** Of the bank: its mean is shown by group, and a hidden item is the rest of it. */
  scale: AskedScale | null;
  rows: readonly AskedRow[];
}

type AskedScale = ReturnType<typeof scalesIn>[number];

/** Items of a scale; shares of a sum and ranks, which add up to the same for everybody; any other row alone. */
function unitsOf(rows: readonly AskedRow[], { questionnaire }: MeasureInput): Unit[] {
  const scales = scalesIn(questionnaire);
  const scaleOf = ({ question, row }: AskedRow) =>
    scales.find(({ items }) => items.some((one) => one.question === question.code && one.row === row)) ??
    null;
  const nameOf = (row: AskedRow): string => {
    const scale = scaleOf(row);
    if (scale) return `items.${scale.scale.code}`;
    return ['sum', 'ranking'].includes(row.question.kind) ? row.question.code : placeOf(row);
  };
  return [...Map.groupBy(rows, nameOf)].map(([name, own]) => ({ name, rows: own, scale: scaleOf(own[0]!) }));
}

interface Place extends Desk {
  parting: Parting;
  places: ReadonlyMap<string, readonly Opened[]>;
}

const partUnit = (unit: Unit, place: Place): [AskedRow, PartedCell[]][] =>
  unit.rows[0]!.kind === 'choice'
    ? unit.rows.map((row) => [row, choiceCells(row as AskedChoice, place)])
    : meanCells(unit, place);

function meanCells(unit: Unit, place: Place): [AskedRow, PartedCell[]][] {
  const { parting, places } = place;
  const rows = unit.rows as readonly AskedMean[];
  const valuesOf = new Map(
    parting.groups.map(({ code }) => {
      const members = places.get(code) ?? [];
      return [code, rows.map((row) => members.flatMap(({ said }) => row.valueOf(said) ?? []))] as const;
    }),
  );
  const hidden = hiddenIn(unit, valuesOf, place);
  return rows.map((row, at) => [
    row,
    parting.groups.map(({ code: group }) => {
      const said = { values: valuesOf.get(group)![at]!, isHidden: hidden.has(group) };
      return meanCell({ row, scale: unit.scale, group }, said, place);
    }),
  ]);
}

type Values = ReadonlyMap<string, readonly (readonly number[])[]>;

/** Groups hidden in every row of a unit: those of its scale, and what its rows need besides. */
function hiddenIn({ name, scale, rows }: Unit, valuesOf: Values, place: Place): ReadonlySet<string> {
  const { input, shelf, parting, grouped } = place;
  const hidden = grouped.hidden.get(hiddenAt(parting, scale))!;
  // One item alone is its scale: what hides the one hides the other.
  if (scale && rows.length === 1) return hidden;
  return protectRated(shelf, parting, {
    scope: `${input.survey.id}|~rows.${name}`,
    hidden,
    ratersOf: (code) => {
      const lengths = valuesOf.get(code)!.map((values) => values.length);
      return { people: Math.max(...lengths), fewest: Math.min(...lengths) };
    },
    isAlike: (code) =>
      valuesOf.get(code)!.some((values, at) => bandOf(rows[at] as AskedMean, values) !== null),
    k: input.k,
  });
}

/** A band where (nearly) all sit at one end of a scale; without an option where all said one number. */
function bandOf({ nSteps, ends, question }: AskedMean, values: readonly number[]): Band | 'one' | null {
  if (nSteps === null || question.kind === 'ranking') return isOneNumber(values) ? 'one' : null;
  const counts = Array.from({ length: nSteps }, () => 0);
  for (const value of values) counts[value - ends.low]!++;
  if (!isAlike(counts)) return null;
  return { option: counts[0]! > counts.at(-1)! ? 1 : nSteps, atLeast: alikeFrom };
}

interface Said {
  values: readonly number[];
  isHidden: boolean;
}

interface At {
  row: AskedMean;
  scale: AskedScale | null;
  group: string;
}

function meanCell({ row, scale, group }: At, { values, isHidden }: Said, place: Place): PartedCell {
  const { input, parting, grouped, remembered } = place;
  const at = { group, option: '', figure: null, band: null, change: null, whyNoChange: 'hidden' as const };
  if (values.length < input.k || grouped.hidden.get(parting.code)!.has(group))
    return { ...at, kind: 'hidden' };
  const band = bandOf(row, values);
  if (band !== null && band !== 'one') return { ...at, kind: 'band', band };
  if (isHidden || band === 'one') return { ...at, kind: 'hidden' };
  if (scale && isSplit(scale, group, place)) return { ...at, kind: 'split' };
  const summary = summaryOf(values)!;
  remembered[`${parting.code}|${group}|${placeOf(row)}`] = [summary];
  return {
    ...at,
    kind: 'shown',
    figure: written(meanFigure(summary), 1 + finerBy(row.ends)),
    ...sinceIn(row, group, { at: 0, now: summary }, place),
  };
}

/** Where people of a group differ too much for their mean on a scale, its items would give that mean after all. */
const isSplit = ({ scale }: AskedScale, group: string, { parting, grouped }: Place): boolean =>
  grouped.groupings
    .find(({ code }) => code === parting.code)!
    .cells.some((cell) => cell.group === group && cell.kind === 'split' && cell.scale === scale.code);

function choiceCells(row: AskedChoice, place: Place): PartedCell[] {
  const { input, shelf, parting, places, grouped, remembered } = place;
  const hiddenGroups = grouped.hidden.get(parting.code)!;
  const divisions = divisionsOf(row, input);
  const divided = divisions.map((division) =>
    protectChoiceByGroup(shelf, parting, { division, answers: input.answers, hiddenGroups }),
  );
  return parting.groups.flatMap(({ code: group }) => {
    const own = divided.map((one) => one.get(group)!);
    const options = optionsIn(row, own, divisions[0]!.levels);
    const n = (places.get(group) ?? []).filter(({ said }) => row.picksOf(said) !== null).length;
    const figures = options.map((one) => (one.isHidden || n === 0 ? null : { n, mean: one.n / n, sd: 0 }));
    remembered[`${parting.code}|${group}|${placeOf(row)}`] = figures;
    return options.map(({ code: option, isAlike: alike }, at) => {
      const now = figures[at]!;
      const bare = { group, option, figure: null, change: null, whyNoChange: 'hidden' as const };
      if (alike) return { ...bare, kind: 'band', band: { option: at + 1, atLeast: alikeFrom } };
      if (!now) return { ...bare, kind: 'hidden', band: null };
      const figure = written(inPercent(shareFigure(now)), 0);
      return { ...bare, kind: 'shown', band: null, figure, ...sinceIn(row, group, { at, now }, place) };
    });
  });
}

const inPercent = ({ value, low, high, ...rest }: Exact): Exact => {
  const percent = (share: number | null) => (share === null ? null : 100 * share);
  return { ...rest, value: percent(value), low: percent(low), high: percent(high) };
};

function sinceIn(
  row: AskedRow,
  group: string,
  { at, now }: { at: number; now: Summary },
  { input, parting, grouped }: Place,
): Pick<PartedCell, 'change' | 'whyNoChange'> {
  if (!input.before) return { change: null, whyNoChange: 'first' };
  const found = findBefore(row, input);
  if (!found) return { change: null, whyNoChange: whyNotFound(row, input) };
  const was = input.before.memory.rowGroups?.[`${parting.code}|${group}|${found.place}`]?.[at];
  if (!was) return { change: null, whyNoChange: 'hidden' };
  if (parting.strataOf(group).some((stratum) => grouped.moved.has(stratum)))
    return { change: null, whyNoChange: 'few-moved' };
  const change =
    row.kind === 'choice'
      ? written(inPercent(shareChange(was, now)), 0)
      : written(differenceFigure(was, now), 1 + finerBy(row.ends));
  return { change, whyNoChange: null };
}
