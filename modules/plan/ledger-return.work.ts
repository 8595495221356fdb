/** The ledger that came in goes out again: the same file, brought up to what the plan and its records know. */
import type { Act } from '#platform/act/index.ts';
import { xlsxType, type Download } from '#platform/contract/index.ts';
import {
  addressOf,
  columnLetters,
  isSheetRefusal,
  patchCsv,
  patchWorkbook,
  readWorkbook,
  type Cell,
} from '#platform/sheets/index.ts';
import { becauseText, lampText } from './breakdown.sheets.ts';
import { changesIn, rowFor, type LedgerMeasure, type Naming, type Said } from './ledger-return.rules.ts';
import {
  findLedger,
  ledgerLabels,
  ledgerRows,
  type LedgerField,
  type LedgerHeader,
  type LedgerRow,
} from './ledger.rules.ts';
import type { MeasureLine } from './measure.contract.ts';
import { writeBreakdown } from './paper.work.ts';
import type { LedgerChanges } from './ledger.contract.ts';
import type { InForce } from './in-force.rules.ts';
import type { LedgerLayout } from './plan.tables.ts';
import { openPlan } from './in-force.work.ts';
import { linesOf, refuse, type Ground } from './plan-load.work.ts';

interface Updated {
  layout: LedgerLayout;
  /** Null: the file cannot be followed, and the breakdown is written anew. */
  bytes: Uint8Array | null;
  isCsv: boolean;
  told: LedgerChanges;
}

/** What the file would say anew, without the file. */
export const readLedgerChanges = async (act: Act, planId: string): Promise<LedgerChanges> =>
  (await updated(act, planId)).told;

/** The file as it came in, brought up to date; a file that cannot be followed is written anew. */
export async function returnLedger(act: Act, planId: string): Promise<Download> {
  const { layout, bytes, isCsv } = await updated(act, planId);
  const name = layout.name.replace(/\.\w+$/, '.xlsx');
  if (!bytes) return { name, type: xlsxType, bytes: (await writeBreakdown(act, planId)).bytes };
  return isCsv ? { name: layout.name, type: 'text/csv', bytes } : { name, type: xlsxType, bytes };
}

async function updated(act: Act, planId: string): Promise<Updated> {
  const { plan, counted, ground } = await openPlan(act, planId);
  if (!plan.ledger) throw refuse('plan/no-ledger');
  const layout = plan.ledger;
  const bytes = await act.files.read(act.bureauId, layout.sha256);
  const workbook = readWorkbook(bytes, layout.name);
  const header = isSheetRefusal(workbook) ? { found: [] } : findLedger(workbook);
  const isCsv = !isZip(bytes);
  const unknown = {
    layout,
    bytes: null,
    isCsv,
    told: { changes: [], nStates: 0, added: [], left: [], anew: true },
  };
  if (!('columns' in header)) return unknown;
  const lines = await linesOf(act, ground, counted);
  const compared = comparedWith({ header, layout, plan: counted, ground, lines });
  return write({ layout, bytes, isCsv, header, compared }) ?? unknown;
}

/** Workbooks are archives: `PK`. What a file is called says nothing. */
const isZip = ([first, second]: Uint8Array): boolean => first === 0x50 && second === 0x4b;

interface Compared {
  cells: { address: string; title: string; field: LedgerField; before: string; after: Said }[];
  left: LedgerChanges['left'];
  /** Rows that come in after the last. */
  added: { title: string; cells: Record<string, Said> }[];
  after: number;
}

interface Comparing {
  header: LedgerHeader;
  layout: LedgerLayout;
  plan: InForce;
  ground: Ground;
  lines: readonly MeasureLine[];
}

function comparedWith({ header, layout, plan, ground, lines }: Comparing): Compared {
  const rows = ledgerRows(header);
  const last = rows.at(-1)!;
  const naming = namingOf(rows, plan, ground, header.columns.has('because'));
  const compared: Compared = { cells: [], left: [], added: [], after: last.row };
  const byRow = new Map(rows.map((row) => [row.row, row]));
  const late: MeasureLine[] = [];
  for (const line of lines) {
    const row = byRow.get(layout.rows[line.id] ?? -1);
    if (row) compareRow(compared, { header, row, measure: measureOf(line, plan, ground), naming });
    else if (layout.rows[line.id] === undefined && line.state !== 'cancelled') late.push(line);
  }
  const cellOf = cellIn(header, last.row);
  for (const [at, line] of late.entries()) {
    const said = rowFor(measureOf(line, plan, ground), { texts: last.texts, cellOf }, naming, at + 1);
    const cells = Object.fromEntries(
      Object.entries(said).map(([field, value]) => [letters(header, field as LedgerField), value]),
    );
    compared.added.push({ title: line.content.title, cells });
  }
  return compared;
}

const letters = ({ columns }: LedgerHeader, field: LedgerField): string => columnLetters(columns.get(field)!);
const cellIn =
  ({ sheet, columns }: LedgerHeader, row: number) =>
  (field: LedgerField): Cell | undefined => {
    const column = columns.get(field);
    return column === undefined ? undefined : sheet.rows[row - 1]?.[column];
  };

interface RowCompared {
  header: LedgerHeader;
  row: LedgerRow;
  measure: LedgerMeasure;
  naming: Naming;
}

/** A cell that is merged with other rows speaks for them too: it is left, and said to be. */
function compareRow(compared: Compared, { header, row, measure, naming }: RowCompared): void {
  for (const { field, before, after } of changesIn(row, measure, naming, cellIn(header, row.row))) {
    const column = header.columns.get(field)!;
    const address = addressOf(row.row - 1, column);
    const merged = header.sheet.merges.some(
      ({ top, bottom, left, right }) =>
        bottom > top && top <= row.row - 1 && row.row - 1 <= bottom && left <= column && column <= right,
    );
    if (merged)
      compared.left.push({ cell: address, title: measure.title, column: labelOf(field), why: 'merged' });
    else compared.cells.push({ address, title: measure.title, field, before, after });
  }
}

const labelOf = (field: LedgerField): string => ledgerLabels[field];

/** Units as the ledger spells them, else by their names. */
function namingOf(rows: readonly LedgerRow[], plan: InForce, ground: Ground, hasBecause: boolean): Naming {
  const { units } = ground.asking;
  const known = new Map(
    units.flatMap(
      ({ unitId, name, shortName }) =>
        [
          [name, unitId],
          [shortName, unitId],
        ] as const,
    ),
  );
  const unitOf = (name: string): string | null => known.get(name) ?? null;
  const written = new Map<string, string>();
  for (const { texts } of rows)
    for (const name of [texts.lead ?? '', texts.support ?? ''].flatMap((text) =>
      text.split(/[、，,;；\s/]+/),
    )) {
      const unit = unitOf(name);
      if (unit !== null && !written.has(unit)) written.set(unit, name);
    }
  return {
    unitOf,
    nameOf: (unitId) => written.get(unitId) ?? ground.nameOf(unitId),
    year: Number(plan.content.toOn.slice(0, 4)),
    hasBecause,
  };
}

function measureOf(line: MeasureLine, { content: plan }: InForce, ground: Ground): LedgerMeasure {
  const { content } = line;
  const codes = new Set(content.cells.map(({ strand }) => strand));
  return {
    id: line.id,
    number: content.number,
    title: content.title,
    text: content.text,
    leadId: content.leadUnitId,
    supportIds: content.supportUnitIds,
    leader: content.leaderId === null ? '' : ground.nameOf(content.leaderId),
    endsOn: content.endsOn,
    strands: [...codes].map((code) => plan.strands.find((one) => one.code === code)?.name ?? code),
    state: lampText(line),
    because: becauseText(line),
  };
}

type Written = Pick<Updated, 'layout' | 'isCsv'> & {
  bytes: Uint8Array;
  header: LedgerHeader;
  compared: Compared;
};

const inWords = (said: Said): string => (typeof said === 'object' ? said.day : String(said));

function write({ layout, bytes, isCsv, header, compared }: Written): Updated | null {
  const { cells, added, after } = compared;
  const saying = Object.fromEntries(cells.map(({ address, after: said }) => [address, said]));
  const rows = { after, cells: added.map((one) => one.cells) };
  const patched = isCsv
    ? inCsv(bytes, saying, rows)
    : patchWorkbook(bytes, header.sheet.name, { cells: saying, ...(added.length > 0 && { rows }) });
  if (!patched) return null;
  return { layout, isCsv, bytes: patched.bytes, told: toldOf(compared, patched) };
}

type NewRows = { after: number; cells: Record<string, Said>[] };

function inCsv(bytes: Uint8Array, cells: Record<string, Said>, { after, cells: added }: NewRows) {
  const words = (said: Record<string, Said>): Record<string, string> =>
    Object.fromEntries(Object.entries(said).map(([at, one]) => [at, inWords(one)]));
  const made = patchCsv(bytes, words(cells), { after, cells: added.map(words) });
  return made && { bytes: made, kept: [], added: true };
}

/** States are computed and say nothing new of the plan: they are counted. */
function toldOf(
  { cells, left, added, after }: Compared,
  { kept, added: came }: { kept: readonly string[]; added: boolean },
): LedgerChanges {
  const isState = (field: LedgerField): boolean => field === 'state' || field === 'because';
  const written = cells.filter(({ address }) => !kept.includes(address));
  return {
    anew: false,
    nStates: written.filter(({ field }) => isState(field)).length,
    changes: written
      .filter(({ field }) => !isState(field))
      .map(({ address, title, field, before, after: said }) => ({
        cell: address,
        title,
        column: labelOf(field),
        before,
        after: inWords(said),
      })),
    added: came ? added.map(({ title }, at) => ({ row: after + 1 + at, title })) : [],
    left: [
      ...left,
      ...cells
        .filter(({ address }) => kept.includes(address))
        .map(({ address, title, field }) => ({
          cell: address,
          title,
          column: labelOf(field),
          why: 'formula' as const,
        })),
      ...(came ? [] : added.map(({ title }) => ({ cell: '', title, column: '', why: 'no-row' as const }))),
    ],
  };
}
