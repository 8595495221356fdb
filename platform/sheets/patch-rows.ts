/** Rows that come into a sheet: what stands below moves down, in every part of the workbook that speaks of it. */
import { strFromU8, strToU8 } from 'fflate';
import { columnLetters, parseAddress } from './cell.ts';
import { filledDown, movedFormula, movedRanges, type Insertion } from './formula.ts';
import { attribute, plain, rowIn, type CellSaid, type Content } from './patch-xml.ts';
import { xmlText } from './write-text.ts';

export interface NewRows {
  /** The row they follow, as Excel counts; its style is theirs. */
  readonly after: number;
  /** One for each row: what its cells hold, by column letters. */
  readonly cells: readonly Readonly<Record<string, CellSaid>>[];
}

interface Into {
  path: string;
  sheet: string;
  rows: NewRows;
  content(said: CellSaid): Content;
}

type Parts = Record<string, Uint8Array>;

/** Changes the parts and says true, or leaves them all and says false. */
export function insertRows(parts: Parts, { path, sheet, rows, content }: Into): boolean {
  const xml = strFromU8(parts[path]!);
  const n = rows.cells.length;
  const below: Insertion = { after: rows.after, n, extends: true };
  if (n === 0 || /<(?:tableParts|legacyDrawing)\b/.test(xml) || !rowIn(xml, rows.after)) return false;
  const moved = movedSheet(xml, below, sheet);
  const made = withRows(moved, rows, content);
  if (made === null) return false;
  parts[path] = strToU8(made);
  tellOthers(parts, path, { below, sheet });
  return true;
}

/** Formulas of other sheets and defined names follow; the order of calculation is found anew by the program that opens it. */
function tellOthers(parts: Parts, path: string, { below, sheet }: { below: Insertion; sheet: string }): void {
  const change = (name: string, how: (xml: string) => string): void => {
    if (parts[name]) parts[name] = strToU8(how(strFromU8(parts[name])));
  };
  for (const name of Object.keys(parts).filter(
    (one) => /^xl\/worksheets\/[^/]+\.xml$/.test(one) && one !== path,
  ))
    change(name, (xml) => inFormulas(xml, (formula) => movedFormula(formula, below, { sheet, own: '' })));
  change('xl/workbook.xml', (xml) =>
    xml.replace(
      /(<definedName\b[^>]*>)([^<]*)/g,
      (_, tag: string, formula: string) =>
        tag + said(movedFormula(plain(formula), below, { sheet, own: '' })),
    ),
  );
  delete parts['xl/calcChain.xml'];
  change('[Content_Types].xml', (xml) => xml.replace(/<Override\b[^>]*calcChain[^>]*\/>/, ''));
  change('xl/_rels/workbook.xml.rels', (xml) => xml.replace(/<Relationship\b[^>]*calcChain[^>]*\/>/, ''));
}

/** Values kept with formulas are old now: whoever opens the file reckons them anew. */
export function recalculated(xml: string): string {
  const bare = xml.replace(/(<calcPr\b[^>]*?)\s+fullCalcOnLoad="[^"]*"/, '$1');
  if (/<calcPr\b/.test(bare)) return bare.replace(/<calcPr\b/, '<calcPr fullCalcOnLoad="1"');
  const after = ['</definedNames>', '</externalReferences>', '</sheets>'].find((tag) => bare.includes(tag));
  return after ? bare.replace(after, `${after}<calcPr fullCalcOnLoad="1"/>`) : bare;
}

const said = (formula: string): string => xmlText(formula);
const inFormulas = (xml: string, how: (formula: string) => string): string =>
  xml.replace(
    /(<(f|formula|formula[12])(?:\s[^>]*[^/])?>)([^<]*)(<\/\2>)/g,
    (_, open: string, _name: string, formula: string, close: string) =>
      open + said(how(plain(formula))) + close,
  );

/** Rows below with higher numbers; ranges and formulas of the sheet follow. */
function movedSheet(xml: string, below: Insertion, sheet: string): string {
  const { after, n } = below;
  const rows = xml.replace(/<row\b[^>]*?(?:\/>|>[\s\S]*?<\/row>)/g, (row) => {
    const number = Number(attribute(/^<row\b[^>]*>/.exec(row)![0], 'r'));
    if (!(number > after)) return row;
    return row
      .replace(/^(<row\b[^>]*\sr=")\d+/, `$1${number + n}`)
      .replace(/(<c\b[^>]*\sr="[A-Z]+)\d+/g, `$1${number + n}`);
  });
  const ranged = rows
    .replace(
      /(<mergeCell\b[^>]*\sref=")([^"]*)/g,
      (_, head: string, ref: string) => head + movedRanges(ref, { ...below, extends: false }),
    )
    .replace(
      /(<(?!mergeCell\b)\w+\b[^>]*\s(?:ref|sqref)=")([^"]*)/g,
      (_, head: string, ref: string) => head + movedRanges(ref, below),
    )
    .replace(
      /(<brk\b[^>]*\sid=")(\d+)/g,
      (_, head: string, id: string) => head + (Number(id) > after ? Number(id) + n : id),
    );
  return inFormulas(ranged, (formula) => movedFormula(formula, below, { sheet, own: sheet }));
}

function withRows(xml: string, { after, cells: made }: NewRows, content: Into['content']): string | null {
  const row = rowIn(xml, after);
  if (!row) return null;
  const ends = row.index + row.old.length;
  const lines = made.map((cells, at) =>
    lineLike(xml, row, { cells, number: after + 1 + at, by: at + 1, content }),
  );
  return withMerges(xml.slice(0, ends) + lines.join('') + xml.slice(ends), after, made.length);
}

interface Line {
  cells: Readonly<Record<string, CellSaid>>;
  number: number;
  /** Rows below the one it is like. */
  by: number;
  content: Into['content'];
}

function lineLike(
  xml: string,
  row: NonNullable<ReturnType<typeof rowIn>>,
  { cells, number, by, content }: Line,
): string {
  const old = new Map(
    row.cells.map((cell) => [columnLetters(parseAddress(attribute(cell, 'r') ?? '')?.column ?? 0), cell]),
  );
  const columns = [...new Set([...old.keys(), ...Object.keys(cells)])].toSorted(
    (a, b) => parseAddress(`${a}1`)!.column - parseAddress(`${b}1`)!.column,
  );
  const written = columns.map((column) => {
    const cell = old.get(column) ?? '';
    const style = attribute(cell, 's');
    const formula = cells[column] === undefined ? formulaBelow(xml, cell, by) : null;
    const [type, inner] =
      formula !== null
        ? ['', `<f>${said(formula)}</f>`]
        : cells[column] === undefined
          ? ['', '']
          : content(cells[column]);
    return `<c r="${column}${number}"${style ? ` s="${style}"` : ''}${type}>${inner}</c>`;
  });
  return `${row.head.replace(/(\sr=")\d+/, `$1${number}`)}${written.join('')}</row>`;
}

/** The formula of a cell, filled down; one that is shared is found where it is written. Null where there is none. */
function formulaBelow(xml: string, cell: string, by: number): string | null {
  const tag = /<f\b[^>]*>/.exec(cell)?.[0];
  if (tag === undefined || attribute(tag, 't') === 'array' || attribute(tag, 't') === 'dataTable')
    return null;
  const own = /<f\b[^>]*>([^<]+)<\/f>/.exec(cell)?.[1];
  if (own !== undefined) return filledDown(plain(own), by);
  const shared = attribute(tag, 'si');
  const master = new RegExp(
    `<c\\b[^>]*\\sr="([A-Z]+)(\\d+)"[^>]*><f\\b(?=[^>]*t="shared")(?=[^>]*si="${shared}")[^>]*>([^<]+)</f>`,
  ).exec(xml);
  const [, column, row] = /\sr="([A-Z]+)(\d+)"/.exec(cell) ?? [];
  if (!master || master[1] !== column) return null;
  return filledDown(plain(master[3]!), Number(row) - Number(master[2]) + by);
}

/** What lies side by side in the row is merged in the new ones too. */
function withMerges(xml: string, after: number, n: number): string {
  const list = /<mergeCells\b[^>]*>([\s\S]*?)<\/mergeCells>/.exec(xml);
  if (!list) return xml;
  const beside = [...list[1]!.matchAll(/\sref="([A-Z]+)(\d+):([A-Z]+)(\d+)"/g)].filter(
    ([, , top, , bottom]) => Number(top) === after && Number(bottom) === after,
  );
  const more = beside.flatMap(([, left, , right]) =>
    Array.from(
      { length: n },
      (_, at) => `<mergeCell ref="${left}${after + 1 + at}:${right}${after + 1 + at}"/>`,
    ),
  );
  const all = list[1]! + more.join('');
  const count = (all.match(/<mergeCell\b/g) ?? []).length;
  return xml.replace(list[0], () => `<mergeCells count="${count}">${all}</mergeCells>`);
}
