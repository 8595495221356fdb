import type { Archive } from './archive.ts';
import { openArchive } from './archive.ts';
import type { Workbook } from './cell.ts';
import { readCsv } from './csv.ts';
import { decodeText } from './encoding.ts';
import type { SheetLimits } from './limits.ts';
import { sheetLimits } from './limits.ts';
import type { SheetRefusal } from './refusal.ts';
import { SheetFault, tooLarge } from './refusal.ts';
import { markupFormat, oleHas, sniff } from './sniff.ts';
import { readXlsx } from './xlsx.ts';

/**
 * Reads a spreadsheet that somebody sent: `.xlsx`, or CSV in UTF-8, UTF-16 or GB18030.
 * The kind is decided by content; `fileName` names the CSV's only sheet and fills refusals. Never throws.
 * Synchronous: 5,000 × 12 cells take about 0.1 s, a file at the limits some seconds — read those in a job.
 */
export function readWorkbook(
  bytes: Uint8Array,
  fileName: string,
  limits: Partial<SheetLimits> = {},
): Workbook | SheetRefusal {
  try {
    return readAny(bytes, fileName, { ...sheetLimits, ...limits });
  } catch (error) {
    const refusal: SheetRefusal =
      error instanceof SheetFault ? error.refusal : { code: 'sheets/damaged', facts: { why: 'unreadable' } };
    return { code: refusal.code, facts: { file: fileName, ...refusal.facts } };
  }
}

/** Tells the two answers of `readWorkbook` apart. */
export function isSheetRefusal(answer: Workbook | SheetRefusal): answer is SheetRefusal {
  return 'code' in answer;
}

function readAny(bytes: Uint8Array, fileName: string, limits: SheetLimits): Workbook {
  if (bytes.length === 0) throw new SheetFault('sheets/empty');
  if (bytes.length > limits.fileBytes) throw tooLarge('fileBytes', limits.fileBytes, bytes.length);
  const found = sniff(bytes);
  if (found.shape === 'foreign') throw new SheetFault('sheets/not-a-sheet', { format: found.format });
  const workbook =
    found.shape === 'zip'
      ? readZip(bytes, limits)
      : found.shape === 'ole'
        ? refuseOle(bytes)
        : readText(bytes, fileName, limits);
  if (workbook.sheets.every((sheet) => sheet.rows.length === 0)) throw new SheetFault('sheets/empty');
  return workbook;
}

function readZip(bytes: Uint8Array, limits: SheetLimits): Workbook {
  const archive = openArchive(bytes, limits);
  refuseOtherZip(archive);
  return readXlsx(archive, limits);
}

function refuseOtherZip(archive: Archive): void {
  if (archive.names.some((name) => name.endsWith('vbaproject.bin'))) throw new SheetFault('sheets/macro');
  if (archive.has('xl/workbook.bin')) throw other('.xlsb');
  if (archive.has('index/document.iwa')) throw other('Numbers');
  if (archive.has('mimetype') && archive.has('content.xml')) throw other('.ods');
  if (!archive.has('[content_types].xml') || archive.has('word/document.xml'))
    throw new SheetFault('sheets/not-a-sheet', { format: 'zip' });
  if (archive.has('ppt/presentation.xml')) throw new SheetFault('sheets/not-a-sheet', { format: '.pptx' });
  if (/macroEnabled/i.test(new TextDecoder().decode(archive.read('[content_types].xml'))))
    throw new SheetFault('sheets/macro');
}

function other(format: string): SheetFault {
  return new SheetFault('sheets/other-format', { format });
}

function refuseOle(bytes: Uint8Array): never {
  if (oleHas(bytes, 'EncryptedPackage')) throw new SheetFault('sheets/encrypted');
  const bare = bytes[0] === 0x09;
  if (bare || oleHas(bytes, 'Workbook') || oleHas(bytes, 'Book')) throw new SheetFault('sheets/old-xls');
  throw new SheetFault('sheets/not-a-sheet', { format: 'OLE' });
}

function readText(bytes: Uint8Array, fileName: string, limits: SheetLimits): Workbook {
  const text = decodeText(bytes);
  if (text === null) throw new SheetFault(hasZero(bytes) ? 'sheets/not-a-sheet' : 'sheets/unknown-encoding');
  // oxlint-disable-next-line no-control-regex -- control characters are what tells binary data from text
  if (/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/.test(text)) throw new SheetFault('sheets/not-a-sheet');
  const markup = markupFormat(text);
  if (markup) throw new SheetFault('sheets/other-format', { format: markup });
  const name = fileName.replace(/^.*[/\\]/, '').replace(/\.[^.]*$/, '');
  return { format: 'csv', date1904: false, sheets: [readCsv(text, name, limits)] };
}

function hasZero(bytes: Uint8Array): boolean {
  return bytes.includes(0);
}
