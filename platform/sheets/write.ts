import { strToU8, zipSync } from 'fflate';
import type { WorkbookPlan } from './plan.ts';
import { stylesXml } from './style-book.ts';
import type { WrittenSheet } from './write-sheet.ts';
import { writeSheet } from './write-sheet.ts';
import { sheetNames, xmlAttribute } from './write-text.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaging = 'http://schemas.openxmlformats.org/package/2006';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const spreadsheet = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
/** A fixed date in every entry: the same plan gives the same bytes. */
const entryDate = new Date(2020, 0, 1);

/**
 * Writes an `.xlsx` in the layout of office tables: merged title, sub-titles, one- or two-row header, lines,
 * totals and notes, panes frozen at the header, A4 fitted to one page wide with repeated header rows.
 * Text that could act as a formula is guarded (see `guard.ts`); text over 32,767 characters is cut.
 *
 * Why not write-excel-file 4.1: it has no print titles, no fit to width, no drop-down lists and no styles for
 * empty columns, and its feature hooks edit XML as text, which would be most of this code again.
 */
export function writeWorkbook(plan: WorkbookPlan): Uint8Array {
  const table = new StringTable();
  const names = sheetNames(plan.sheets.map((sheet) => sheet.name));
  const sheets = plan.sheets.map((sheet) => writeSheet(sheet, (text) => table.indexOf(text)));
  const parts: Record<string, string> = {
    '[Content_Types].xml': contentTypes(sheets.length),
    '_rels/.rels': relations([[`${office}/officeDocument`, 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookXml(names, sheets),
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, i): [string, string] => [`${office}/worksheet`, `worksheets/sheet${i + 1}.xml`]),
      [`${office}/styles`, 'styles.xml'],
      [`${office}/sharedStrings`, 'sharedStrings.xml'],
    ]),
    'xl/styles.xml': stylesXml(),
    'xl/sharedStrings.xml': table.xml(),
  };
  sheets.forEach((sheet, i) => (parts[`xl/worksheets/sheet${i + 1}.xml`] = sheet.xml));
  const files = Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)]));
  return zipSync(files, { level: 6, mtime: entryDate });
}

class StringTable {
  private readonly indices = new Map<string, number>();

  indexOf(text: string): number {
    const known = this.indices.get(text);
    if (known !== undefined) return known;
    this.indices.set(text, this.indices.size);
    return this.indices.size - 1;
  }

  xml(): string {
    const items = [...this.indices.keys()].map((text) => `<si><t xml:space="preserve">${text}</t></si>`);
    return `${declaration}<sst xmlns="${main}" uniqueCount="${items.length}">${items.join('')}</sst>`;
  }
}

function contentTypes(sheets: number): string {
  const parts = [
    ['/xl/workbook.xml', 'sheet.main'],
    ['/xl/styles.xml', 'styles'],
    ['/xl/sharedStrings.xml', 'sharedStrings'],
    ...Array.from({ length: sheets }, (_, i) => [`/xl/worksheets/sheet${i + 1}.xml`, 'worksheet']),
  ];
  const overrides = parts.map(
    ([part, type]) => `<Override PartName="${part}" ContentType="${spreadsheet}.${type}+xml"/>`,
  );
  return (
    `${declaration}<Types xmlns="${packaging}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    `<Default Extension="xml" ContentType="application/xml"/>${overrides.join('')}</Types>`
  );
}

function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const each = targets.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${type}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packaging}/relationships">${each.join('')}</Relationships>`;
}

function workbookXml(names: readonly string[], sheets: readonly WrittenSheet[]): string {
  const entries = names.map(
    (name, i) => `<sheet name="${xmlAttribute(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  const titles = sheets.flatMap(({ headerRows }, i) => {
    if (!headerRows) return [];
    const quoted = xmlAttribute(`'${names[i]!.replaceAll("'", "''")}'`);
    const rows = `$${headerRows.first}:$${headerRows.last}`;
    return `<definedName name="_xlnm.Print_Titles" localSheetId="${i}">${quoted}!${rows}</definedName>`;
  });
  const defined = titles.length > 0 ? `<definedNames>${titles.join('')}</definedNames>` : '';
  return (
    `${declaration}<workbook xmlns="${main}" xmlns:r="${office}">` +
    `<bookViews><workbookView activeTab="0"/></bookViews><sheets>${entries.join('')}</sheets>${defined}</workbook>`
  );
}
