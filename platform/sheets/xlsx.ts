import type { Archive } from './archive.ts';
import type { Sheet, Workbook } from './cell.ts';
import type { SheetLimits } from './limits.ts';
import { damaged, SheetFault, tooLarge } from './refusal.ts';
import { StringTableReader } from './strings.ts';
import { StylesReader } from './styles.ts';
import type { WorkbookParts } from './worksheet.ts';
import { WorksheetReader } from './worksheet.ts';
import type { XmlAttributes, XmlHandler } from './xml.ts';
import { scanXml } from './xml.ts';

/**
 * Reads an OOXML workbook (ECMA-376) from its open archive.
 *
 * Why our own few hundred lines and not read-excel-file 9.3: it returns bare values — no addresses, no merged
 * ranges, no word on what was a date — knows no limits on inflated size, rows or columns, and turns one bad
 * cell into the loss of the file. Those four are what an import for people needs.
 */
export function readXlsx(archive: Archive, limits: SheetLimits): Workbook {
  const book = readBook(archive);
  if (book.sheets.length > limits.sheets) throw tooLarge('sheets', limits.sheets, book.sheets.length);
  const strings = new StringTableReader(limits.cellChars);
  const styles = new StylesReader();
  if (book.strings) scanPart(archive, book.strings, strings);
  if (book.styles) scanPart(archive, book.styles, styles);
  const parts: WorkbookParts = {
    strings: strings.strings,
    meanings: styles.meanings,
    date1904: book.date1904,
    limits,
  };
  const sheets = book.sheets.map((sheet) => readSheet(archive, sheet, parts));
  return { format: 'xlsx', date1904: book.date1904, sheets };
}

function readSheet(archive: Archive, sheet: SheetEntry, parts: WorkbookParts): Sheet {
  const reader = new WorksheetReader(parts);
  scanPart(archive, sheet.part, reader);
  return { name: sheet.name, hidden: sheet.hidden, rows: reader.rows(), merges: reader.merges };
}

interface SheetEntry {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: string;
}

interface Book {
  readonly date1904: boolean;
  readonly sheets: readonly SheetEntry[];
  readonly strings: string | null;
  readonly styles: string | null;
}

interface Relation {
  readonly type: string;
  readonly part: string;
}

function readBook(archive: Archive): Book {
  const root = [...readRelations(archive, '').values()].find(
    (relation) => relation.type === 'officedocument',
  );
  const path = root?.part ?? 'xl/workbook.xml';
  const workbook = new WorkbookReader();
  scanPart(archive, path, workbook);
  const relations = readRelations(archive, path);
  const ofType = (type: string) =>
    [...relations.values()].find((each) => each.type === type && archive.has(each.part))?.part ?? null;
  const sheets = workbook.sheets.flatMap((sheet) => {
    const relation = relations.get(sheet.relation);
    if (!relation) throw damaged('workbook', 'sheet');
    return relation.type === 'worksheet' ? [{ ...sheet, part: relation.part }] : [];
  });
  return { date1904: workbook.date1904, sheets, strings: ofType('sharedstrings'), styles: ofType('styles') };
}

/** Relations of a part by id; external targets are left out, so nothing outside the file is ever named. */
function readRelations(archive: Archive, path: string): Map<string, Relation> {
  const slash = path.lastIndexOf('/');
  const folder = path.slice(0, slash + 1);
  const file = `${folder}_rels/${path.slice(slash + 1)}.rels`;
  const relations = new Map<string, Relation>();
  if (!archive.has(file)) return relations;
  scanPart(archive, file, {
    open(name: string, attributes: XmlAttributes) {
      if (name !== 'Relationship' || attributes.TargetMode === 'External') return;
      const type = (attributes.Type ?? '').split('/').at(-1)!.toLowerCase();
      relations.set(attributes.Id ?? '', { type, part: resolve(folder, attributes.Target ?? '') });
    },
    close() {},
    text() {},
  });
  return relations;
}

function resolve(folder: string, target: string): string {
  const path: string[] = [];
  const full = target.startsWith('/') ? target : folder + target;
  for (const step of full.replaceAll('\\', '/').split('/')) {
    if (step === '..') path.pop();
    else if (step !== '' && step !== '.') path.push(step);
  }
  return path.join('/');
}

class WorkbookReader implements XmlHandler {
  date1904 = false;
  readonly sheets: { name: string; hidden: boolean; relation: string }[] = [];

  open(name: string, attributes: XmlAttributes): void {
    if (name === 'workbookPr') this.date1904 = attributes.date1904 === '1' || attributes.date1904 === 'true';
    if (name !== 'sheet') return;
    const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden';
    this.sheets.push({ name: attributes.name ?? '', hidden, relation: attributes.id ?? '' });
  }

  close(): void {}
  text(): void {}
}

function scanPart(archive: Archive, name: string, handler: XmlHandler): void {
  scanXml(decodePart(archive.read(name), name), name, handler);
}

function decodePart(bytes: Uint8Array, part: string): string {
  const [first, second] = bytes;
  const wide = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
  const encoding = wide ? (first === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8';
  try {
    const xml = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    // Line ends within XML are one line feed, however they were stored (XML 1.0, 2.11).
    return xml.includes('\r') ? xml.replaceAll(/\r\n?/g, '\n') : xml;
  } catch {
    throw new SheetFault('sheets/damaged', { part, why: 'encoding' });
  }
}
