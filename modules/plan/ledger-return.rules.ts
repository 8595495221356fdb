/** What of a ledger's cells the plan knows better: compared as they were read, so that what means the same stays as it is. */
import type { Cell } from '#platform/sheets/index.ts';
import { dayIn, dayLike } from './ledger-day.rules.ts';
import { namesIn, textIn, titleIn, type LedgerField, type LedgerRow } from './ledger.rules.ts';

/** A measure as a ledger tells it. */
export interface LedgerMeasure {
  id: string;
  number: number;
  title: string;
  text: string;
  leadId: string;
  supportIds: readonly string[];
  leader: string;
  endsOn: string;
  strands: readonly string[];
  /** What the ledger of facts says: the lamp, and why. */
  state: string;
  because: string;
}

export type Said = string | number | { day: string };

export interface Naming {
  /** A unit by any of its names; null where there is none. */
  unitOf(name: string): string | null;
  nameOf(unitId: string): string;
  /** Year of days that are written without one. */
  year: number;
  /** The ledger has a column of its own for reasons. */
  hasBecause: boolean;
}

export interface CellChange {
  field: LedgerField;
  before: string;
  after: Said;
}

const bare = (text: string): string => text.replace(/\s/g, '');

/** The cells of one row that differ in meaning from what the plan holds. */
export function changesIn(
  { texts }: Pick<LedgerRow, 'texts'>,
  measure: LedgerMeasure,
  naming: Naming,
  cellOf: (field: LedgerField) => Cell | undefined,
): CellChange[] {
  return (Object.keys(texts) as LedgerField[]).flatMap((field) => {
    const before = texts[field] ?? '';
    const after = differing(field, before, { texts, measure, naming, cell: cellOf(field) });
    return after === null || after === before ? [] : [{ field, before, after }];
  });
}

interface Asked {
  texts: LedgerRow['texts'];
  measure: LedgerMeasure;
  naming: Naming;
  cell: Cell | undefined;
}

/** What the cell should hold; null where it says so already. */
function differing(field: LedgerField, before: string, { texts, measure, naming, cell }: Asked): Said | null {
  switch (field) {
    case 'number':
      return null;
    case 'title':
      return titleIn(texts) === measure.title ? null : measure.title;
    case 'text':
      return textIn(texts) === measure.text ? null : measure.text;
    case 'strand':
      return before === '' || measure.strands.some((name) => bare(name) === bare(before))
        ? null
        : measure.strands[0]!;
    case 'lead':
      return leadOf(before, measure, naming);
    case 'support':
      return supportOf(before, texts.lead ?? '', measure, naming);
    case 'leader':
      return bare(before) === bare(measure.leader) ? null : measure.leader;
    case 'due':
      if (dayIn(before, naming.year) === measure.endsOn) return null;
      return cell?.kind === 'date' ? { day: measure.endsOn } : dayLike(measure.endsOn, before, naming.year);
    case 'state':
      return naming.hasBecause ? measure.state : [measure.state, measure.because].filter(Boolean).join('；');
    case 'because':
      return measure.because;
  }
}

/** The first name leads; others in the cell support, and stay while they do. */
function leadOf(
  before: string,
  { leadId, supportIds }: LedgerMeasure,
  { unitOf, nameOf }: Naming,
): string | null {
  const names = namesIn(before);
  const [first, ...others] = names;
  const stay = others.filter((name) => supportIds.includes(unitOf(name) ?? ''));
  if (first !== undefined && unitOf(first) === leadId && stay.length === others.length) return null;
  const lead = names.find((name) => unitOf(name) === leadId) ?? nameOf(leadId);
  return [lead, ...stay.filter((name) => name !== lead)].join('、');
}

/** Names that still support keep their spelling and order; new ones follow. */
function supportOf(
  before: string,
  lead: string,
  { supportIds }: LedgerMeasure,
  { unitOf, nameOf }: Naming,
): string | null {
  const told = new Set(namesIn(lead).map(unitOf));
  const names = namesIn(before);
  const stay = names.filter((name) => supportIds.includes(unitOf(name) ?? ''));
  const missing = supportIds.filter((id) => !told.has(id) && !names.some((name) => unitOf(name) === id));
  return stay.length === names.length && missing.length === 0
    ? null
    : [...stay, ...missing.map(nameOf)].join('、');
}

/** The cells of a row for a measure that came later, in the manner of the last row. */
export function rowFor(
  measure: LedgerMeasure,
  last: { texts: LedgerRow['texts']; cellOf: (field: LedgerField) => Cell | undefined },
  naming: Naming,
  place: number,
): Partial<Record<LedgerField, Said>> {
  const { texts, cellOf } = last;
  const said: Record<LedgerField, Said> = {
    number: numberAfter(cellOf('number'), place) ?? measure.number,
    title: measure.title,
    text: measure.text,
    strand: measure.strands[0] ?? '',
    lead: naming.nameOf(measure.leadId),
    support: measure.supportIds.map(naming.nameOf).join('、'),
    leader: measure.leader,
    due:
      cellOf('due')?.kind === 'date'
        ? { day: measure.endsOn }
        : dayLike(measure.endsOn, texts.due ?? '', naming.year),
    state: naming.hasBecause ? measure.state : [measure.state, measure.because].filter(Boolean).join('；'),
    because: measure.because,
  };
  return Object.fromEntries((Object.keys(texts) as LedgerField[]).map((field) => [field, said[field]]));
}

/** Counts on from the last row; text stays text. */
function numberAfter(cell: Cell | undefined, place: number): Said | null {
  const n = Number(cell?.text);
  if (!cell || cell.text === '' || !Number.isInteger(n)) return null;
  return cell.kind === 'number' ? n + place : String(n + place);
}
